package org.multilevel.inference.means;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/** Which differences between means are asked for. */
public sealed interface Contrasts {

    /** No differences. */
    record None() implements Contrasts {}

    /** Every mean less every later one. */
    record Pairwise() implements Contrasts {}

    /**
     * Every other mean less that of one.
     *
     * @param reference the level of that one, several joined by spaces; empty for the first
     */
    record AgainstControl(String reference) implements Contrasts {}

    /** Combinations by their coefficients. */
    record Custom(List<Combination> combinations) implements Contrasts {
        /** Copies the list. */
        public Custom {
            combinations = List.copyOf(combinations);
        }
    }

    /**
     * A combination of means.
     *
     * @param name what tables call it
     * @param coefficients one for every mean, in their order
     */
    record Combination(String name, List<Double> coefficients) {
        /** Copies the list. */
        public Combination {
            coefficients = List.copyOf(coefficients);
        }
    }

    /**
     * Reads what a user types: {@code pairwise}, {@code control}, {@code control=LEVEL}, {@code none}, or combinations by their coefficients
     * as in {@code early - late = 1, 1, -1, -1; ends = 1, 0, 0, -1}.
     *
     * @throws ModelException if it is none of these
     */
    static Contrasts parse(String text) {
        String plain = text.strip();
        switch (plain.toLowerCase(Locale.ROOT)) {
            case "none" -> {
                return new None();
            }
            case "pairwise" -> {
                return new Pairwise();
            }
            case "control" -> {
                return new AgainstControl("");
            }
            default -> {
                // Combinations are below.
            }
        }
        if (plain.matches("(?i)control\\s*=.*")) {
            return new AgainstControl(plain.substring(plain.indexOf('=') + 1).strip());
        }
        List<Combination> combinations = new ArrayList<>();
        for (String part : MeansTerms.split(plain, ";")) {
            int at = part.lastIndexOf('=');
            if (at <= 0) {
                throw unknown(text);
            }
            List<Double> coefficients = new ArrayList<>();
            for (String number : MeansTerms.split(part.substring(at + 1), ",")) {
                try {
                    coefficients.add(Double.valueOf(number.strip()));
                } catch (NumberFormatException e) {
                    throw unknown(text);
                }
            }
            combinations.add(new Combination(part.substring(0, at).strip(), coefficients));
        }
        return new Custom(combinations);
    }

    private static ModelException unknown(String text) {
        return new ModelException("The contrasts " + Labels.quoted(text) + " are not known: write pairwise, control,"
                + " control=LEVEL, none, or coefficients as in \"first - last = 1, 0, -1\".");
    }

    /**
     * Returns the combinations for means with these labels.
     *
     * @throws ModelException if the reference is none of them, or a combination has another number of coefficients
     */
    default List<Combination> of(List<String> labels) {
        int n = labels.size();
        List<Combination> all = new ArrayList<>();
        if (this instanceof Pairwise) {
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    all.add(difference(labels, i, j));
                }
            }
        } else if (this instanceof AgainstControl control) {
            int reference = control.reference().isEmpty() ? 0 : labels.indexOf(control.reference());
            if (reference < 0) {
                throw new ModelException("The control " + Labels.quoted(control.reference())
                        + " is none of the means, which are " + Labels.list(labels) + ": name one of them.");
            }
            for (int i = 0; i < n; i++) {
                if (i != reference) {
                    all.add(difference(labels, i, reference));
                }
            }
        } else if (this instanceof Custom custom) {
            for (Combination combination : custom.combinations()) {
                if (combination.coefficients().size() != n) {
                    throw new ModelException("The contrast " + Labels.quoted(combination.name()) + " has "
                            + combination.coefficients().size() + " coefficients, but there are " + n + " means ("
                            + Labels.list(labels) + "): write one for each.");
                }
                if (combination.coefficients().stream().allMatch(c -> c == 0)) {
                    throw new ModelException(
                            "The contrast " + Labels.quoted(combination.name())
                                    + " has only zeros, so it compares nothing: give the means that differ other coefficients.");
                }
                all.add(combination);
            }
        }
        return all;
    }

    private static Combination difference(List<String> labels, int first, int second) {
        List<Double> coefficients = new ArrayList<>();
        for (int k = 0; k < labels.size(); k++) {
            coefficients.add(k == first ? 1.0 : k == second ? -1.0 : 0.0);
        }
        return new Combination(labels.get(first) + " - " + labels.get(second), coefficients);
    }

    /** Returns the adjustment that is usual for these contrasts. */
    default Adjustment usualAdjustment() {
        if (this instanceof Pairwise) {
            return Adjustment.TUKEY;
        }
        return this instanceof AgainstControl ? Adjustment.DUNNETT : Adjustment.NONE;
    }
}
