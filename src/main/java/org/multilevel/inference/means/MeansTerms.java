package org.multilevel.inference.means;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/**
 * The predictors that means or slopes are asked for, as a user types them: {@code group * time | sex}.
 *
 * @param over those that the means are of, the first varying fastest; they are compared with one another
 * @param within those that stay fixed in a comparison
 */
record MeansTerms(List<String> over, List<String> within) {

    /** Copies the lists. */
    MeansTerms {
        over = List.copyOf(over);
        within = List.copyOf(within);
    }

    /**
     * Reads names joined by {@code *}, {@code :}, {@code +} or commas, then perhaps a bar and more; a name with such characters stands
     * between backticks.
     *
     * @throws ModelException if a name is missing or occurs twice
     */
    static MeansTerms parse(String text) {
        String terms = text.strip().startsWith("~") ? text.strip().substring(1) : text;
        List<String> sides = split(terms, "|");
        if (sides.size() > 2) {
            throw new ModelException(
                    "The means " + Labels.quoted(text) + " have more than one bar: write \"a * b | c\".");
        }
        MeansTerms parsed =
                new MeansTerms(names(sides.get(0), text), sides.size() == 2 ? names(sides.get(1), text) : List.of());
        List<String> all = parsed.all();
        for (int k = 0; k < all.size(); k++) {
            if (all.indexOf(all.get(k)) != k) {
                throw new ModelException(
                        "The means " + Labels.quoted(text) + " name " + Labels.quoted(all.get(k)) + " twice.");
            }
        }
        return parsed;
    }

    private static List<String> names(String side, String text) {
        List<String> names = new ArrayList<>();
        for (String name : split(side, "*:+,")) {
            String plain = name(name);
            if (plain.isEmpty()) {
                throw new ModelException("The means " + Labels.quoted(text)
                        + " lack a name: write predictors of the model, as in \"a * b | c\".");
            }
            names.add(plain);
        }
        return names;
    }

    /** Returns a name without space around it and without backticks. */
    static String name(String written) {
        String plain = written.strip();
        boolean quoted = plain.length() > 1 && plain.startsWith("`") && plain.endsWith("`");
        return quoted ? plain.substring(1, plain.length() - 1) : plain;
    }

    /** Splits at any of the characters, outside of backticks and parentheses. */
    static List<String> split(String text, String characters) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '`';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (!quoted && depth == 0 && characters.indexOf(c) >= 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** Returns all names, those of the means first. */
    List<String> all() {
        List<String> all = new ArrayList<>(over);
        all.addAll(within);
        return all;
    }
}
