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

    /** A part of a name that is shorter says nothing. */
    private static final int LEAST_PART = 3;

    private Labels() {}

    public static String quoted(String name) {
        return "\"" + name + "\"";
    }

    /** Returns a name as a noun with its article, such as {@code a child} or {@code an id}. */
    public static String oneOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean vowel = lower.matches("[aeio].*|u[^ns].*|un[^i].*") && !lower.matches("(eu|one|once).*");
        return (vowel ? "an " : "a ") + name;
    }

    /** Returns the sentence about an infinite value, wherever one is met. */
    public static String infinite(String column, String row) {
        return quoted(column) + " is infinite in row " + row
                + ": replace the value by a number, or mark it as missing.";
    }

    /** Returns the names in quotes with commas, cut where there are many. */
    public static String list(List<String> names) {
        String shown = names.stream().limit(NAMES_LISTED).map(Labels::quoted).collect(Collectors.joining(", "));
        int rest = names.size() - NAMES_LISTED;
        return rest > 0 ? shown + " and " + rest + " more" : shown;
    }

    /** Returns the names that look like one that does not exist, the nearest first, blind to case; none where all are quite other names. */
    public static List<String> nearest(String wanted, List<String> names) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> isNear(lower, name.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt(
                        (String name) -> EditDistance.between(lower, name.toLowerCase(Locale.ROOT))))
                .limit(NAMES_SUGGESTED)
                .toList();
    }

    /** At least half of the letters are right, or one name has the other in it. */
    private static boolean isNear(String wanted, String name) {
        String typed = wanted.strip();
        boolean within =
                Math.min(typed.length(), name.length()) >= LEAST_PART && (name.contains(typed) || typed.contains(name));
        return within || EditDistance.between(wanted, name) <= Math.max(wanted.length(), name.length()) / 2;
    }

    /**
     * Returns what to say after a name that does not exist: the names that look like it, or all where none does.
     *
     * @param near what names that look like it are, such as {@code the nearest names are}
     * @param all what all are, such as {@code its columns are}
     */
    public static String instead(String wanted, List<String> names, Instead near, String all) {
        List<String> found = nearest(wanted, names);
        return found.isEmpty() ? all + " " + list(names) : near.words(found.size()) + " " + list(found);
    }

    /** What names that look like a wanted one are called. */
    public enum Instead {
        /** Names of columns. */
        NAMES("the nearest name is", "the nearest names are"),
        /** Anything else. */
        LABELS("the nearest is", "the nearest are");

        private final String one;
        private final String many;

        Instead(String one, String many) {
            this.one = one;
            this.many = many;
        }

        private String words(int count) {
            return count == 1 ? one : many;
        }
    }
}
