package org.multilevel.error;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The texts by which levels, columns and numbers are known to a user: how they are formed, ordered and listed. */
public final class Labels {
    /** More names than these do not help in a sentence. */
    private static final int NAMES_LISTED = 20;

    private static final int NAMES_SUGGESTED = 3;

    private Labels() {}

    public static String quoted(String name) {
        return "\"" + name + "\"";
    }

    /** Returns the names in quotes with commas, cut where there are many. */
    public static String list(List<String> names) {
        String shown = names.stream().limit(NAMES_LISTED).map(Labels::quoted).collect(Collectors.joining(", "));
        int rest = names.size() - NAMES_LISTED;
        return rest > 0 ? shown + " and " + rest + " more" : shown;
    }

    /** Returns the names that look most like one that does not exist, the nearest first. */
    public static List<String> nearest(String wanted, List<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name)))
                .limit(NAMES_SUGGESTED)
                .toList();
    }

    /** The Levenshtein distance, blind to case. */
    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[] previous = new int[right.length() + 1];
        Arrays.setAll(previous, j -> j);
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substitution = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
