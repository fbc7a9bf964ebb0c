package org.multilevel.error;

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

    /** Returns the names that look most like one that does not exist, the nearest first, blind to case. */
    public static List<String> nearest(String wanted, List<String> names) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.comparingInt(
                        (String name) -> EditDistance.between(lower, name.toLowerCase(Locale.ROOT))))
                .limit(NAMES_SUGGESTED)
                .toList();
    }
}
