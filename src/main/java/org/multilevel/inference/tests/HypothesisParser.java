package org.multilevel.inference.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.model.FixedEffects;

/**
 * Reads a hypothesis about the coefficients of one model, whose names it knows: so {@code poly(x, 2)[1]} needs no quotes.
 *
 * <p>Grammar: rows between semicolons; row = sum {"=" sum}; sum = product {("+" | "-") product}; product = factor {("*" | "/") factor};
 * factor = ["-" | "+"] (number | name | "(" sum ")").
 */
final class HypothesisParser {
    private final String text;
    private final FixedEffects fixed;
    /** The longest first, so that a name is not taken for the beginning of another. */
    private final List<String> names;

    private int at;

    HypothesisParser(String text, FixedEffects fixed) {
        this.text = text;
        this.fixed = fixed;
        this.names = Stream.concat(fixed.names().stream(), fixed.dropped().stream())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** p coefficients, then the constant. */
    private record Linear(double[] of) {
        static Linear constant(int p, double value) {
            double[] of = new double[p + 1];
            of[p] = value;
            return new Linear(of);
        }

        Linear plus(Linear other, double multiple) {
            double[] sum = of.clone();
            Arrays.setAll(sum, i -> of[i] + multiple * other.of[i]);
            return new Linear(sum);
        }

        Linear times(double multiple) {
            return new Linear(Arrays.stream(of).map(v -> multiple * v).toArray());
        }

        Optional<Double> constant() {
            boolean constant = Arrays.stream(of, 0, of.length - 1).allMatch(v -> v == 0);
            return constant ? Optional.of(of[of.length - 1]) : Optional.empty();
        }
    }

    /**
     * Returns the rows.
     *
     * @throws ModelException if the text cannot be read, or names what is no coefficient
     */
    List<HypothesisRow> rows() {
        List<HypothesisRow> rows = new ArrayList<>();
        do {
            row(rows);
        } while (accept(';') && !atEnd());
        if (!atEnd()) {
            throw text.charAt(at) == ',' ? comma() : unreadable("an operator, such as + or =,");
        }
        boolean finite = rows.stream()
                .allMatch(row -> Double.isFinite(row.value())
                        && Arrays.stream(row.coefficients()).allMatch(Double::isFinite));
        if (!finite) {
            throw tooLarge("a number");
        }
        return rows;
    }

    private void row(List<HypothesisRow> rows) {
        List<Linear> sides = new ArrayList<>(List.of(sum()));
        while (accept('=')) {
            accept('=');
            sides.add(sum());
        }
        if (sides.size() == 1) {
            sides.add(Linear.constant(fixed.size(), 0));
        }
        for (int i = 0; i + 1 < sides.size(); i++) {
            double[] difference = sides.get(i).plus(sides.get(i + 1), -1).of;
            rows.add(new HypothesisRow(Arrays.copyOf(difference, fixed.size()), -difference[fixed.size()] + 0.0));
        }
    }

    private Linear sum() {
        Linear sum = product();
        while (true) {
            if (accept('+')) {
                sum = sum.plus(product(), 1);
            } else if (accept('-')) {
                sum = sum.plus(product(), -1);
            } else {
                return sum;
            }
        }
    }

    private Linear product() {
        Linear product = factor();
        while (true) {
            if (accept('*')) {
                product = times(product, factor());
            } else if (accept('/')) {
                double divisor = factor().constant().filter(v -> v != 0).orElseThrow(this::notLinear);
                product = product.times(1 / divisor);
            } else {
                return product;
            }
        }
    }

    private Linear times(Linear left, Linear right) {
        return left.constant()
                .map(right::times)
                .orElseGet(() -> left.times(right.constant().orElseThrow(this::notLinear)));
    }

    private Linear factor() {
        if (accept('-')) {
            return factor().times(-1);
        }
        if (accept('+')) {
            return factor();
        }
        Optional<String> name = name();
        if (name.isPresent()) {
            return coefficient(name.get());
        }
        if (accept('(')) {
            Linear inner = sum();
            if (!accept(')')) {
                throw unreadable("a closing parenthesis");
            }
            return inner;
        }
        return number();
    }

    private Linear coefficient(String name) {
        try {
            double[] of = new double[fixed.size() + 1];
            of[fixed.position(name)] = 1;
            return new Linear(of);
        } catch (IllegalArgumentException e) {
            String none = String.valueOf(e.getMessage());
            throw new ModelException(
                    name.contains(" ") && none.endsWith(".")
                            ? none.substring(0, none.length() - 1)
                                    + "; between two of them stands an operator, and a name with spaces between backticks, as in"
                                    + " \"`x y` = 0\"."
                            : none);
        }
    }

    /** Takes a coefficient's name, or what stands between backticks. */
    private Optional<String> name() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '`') {
            int end = text.indexOf('`', at + 1);
            if (end > at && names.stream().noneMatch(name -> text.startsWith(name, at))) {
                String quoted = text.substring(at + 1, end);
                at = end + 1;
                return Optional.of(quoted);
            }
        }
        Optional<String> known = names.stream()
                .filter(name -> text.startsWith(name, at) && endsWord(name, at + name.length()))
                .findFirst();
        known.ifPresent(name -> at += name.length());
        return known;
    }

    private boolean endsWord(String name, int end) {
        boolean word = isWord(name.charAt(name.length() - 1));
        return !word || end >= text.length() || (!isWord(text.charAt(end)) && "[(:".indexOf(text.charAt(end)) < 0);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private Linear number() {
        int end = at;
        while (end < text.length() && (isWord(text.charAt(end)) || isExponentSign(end))) {
            end++;
        }
        String word = text.substring(at, end);
        try {
            double value = Double.parseDouble(word);
            if (Character.isLetter(word.charAt(word.length() - 1))) {
                throw new NumberFormatException(word);
            }
            if (!Double.isFinite(value)) {
                throw tooLarge(word);
            }
            at = end;
            return Linear.constant(fixed.size(), value);
        } catch (NumberFormatException e) {
            if (word.isEmpty()) {
                skipSpace();
                if (at < text.length() && text.charAt(at) == ',') {
                    throw comma();
                }
                throw unreadable("a coefficient or a number");
            }
            return coefficient(unknown());
        }
    }

    private boolean isExponentSign(int i) {
        char c = text.charAt(i);
        return (c == '-' || c == '+')
                && i > at + 1
                && (text.charAt(i - 1) == 'e' || text.charAt(i - 1) == 'E')
                && Character.isDigit(text.charAt(i - 2))
                && Character.isDigit(text.charAt(at));
    }

    /** Returns all that may have been meant as a name, up to the next operator that stands apart. */
    private String unknown() {
        int end = at;
        int depth = 0;
        while (end < text.length()) {
            char c = text.charAt(end);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (depth < 0 || (depth == 0 && "+-*/=;".indexOf(c) >= 0)) {
                break;
            }
            end++;
        }
        return text.substring(at, end).strip();
    }

    private boolean accept(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private boolean atEnd() {
        skipSpace();
        return at == text.length();
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private ModelException comma() {
        return new ModelException("The hypothesis " + Labels.quoted(text)
                + " has a comma; write several equations with semicolons between them, as in \"x = 0; z = 0\", and numbers with a"
                + " point.");
    }

    private ModelException tooLarge(String number) {
        return new ModelException("The hypothesis " + Labels.quoted(text) + " has " + number
                + " beyond the largest that can be computed with, 1.8e308; write a smaller one.");
    }

    private ModelException notLinear() {
        return new ModelException(
                "The hypothesis " + Labels.quoted(text)
                        + " multiplies or divides by something that is not a number; write a sum of coefficients times numbers.");
    }

    private ModelException unreadable(String wanted) {
        String found = at < text.length() ? Labels.quoted(text.substring(at)) : "its end";
        return new ModelException("The hypothesis " + Labels.quoted(text) + " has " + found + " where " + wanted
                + " should be; write, for example, \"x + f[B] = 0\".");
    }
}
