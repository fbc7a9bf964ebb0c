package org.multilevel.data.csv;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The texts that people and programs usually write where a number is missing. */
final class MissingCode {
    private static final List<String> SIGNS = List.of(".", "-", "--", "\u2013", "\u2014", "?", "*", "#NULL!");
    private static final List<String> WORDS = List.of("none", "null", "missing");

    private MissingCode() {}

    /** Returns which code a text is, however it is spelled, if it is one. */
    static Optional<String> of(String text) {
        if (SIGNS.contains(text)) {
            return Optional.of(text);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (WORDS.contains(lower)) {
            return Optional.of(lower);
        }
        return switch (lower) {
            case "na", "n/a", "n.a.", "n.a", "#n/a", "<na>" -> Optional.of("na");
            default -> Optional.empty();
        };
    }
}
