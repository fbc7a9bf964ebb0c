package org.multilevel.formula;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a function takes in one of its places.
 *
 * @param name by which a formula may give it, as R calls it
 * @param kind what it may be
 * @param need whether it must be there, and whether it can be given by its place
 */
record Parameter(String name, Kind kind, Need need) {
    private static final int LARGEST_COUNT = 100;
    private static final int MOST_DECIMALS = 300;

    /** Whether an argument must be given, may be, or may be by its name only. */
    enum Need {
        REQUIRED,
        OPTIONAL,
        BY_NAME
    }

    /** What an argument may be. */
    enum Kind {
        /** An expression with a number in each row. */
        NUMBERS("numbers"),
        /** A number in each row, which may be the same in all. */
        VALUE("numbers"),
        /** A column as it is. */
        COLUMN("a column"),
        /** A column, or what makes a category of one. */
        CATEGORY("a column"),
        LEVEL("it between quotes"),
        LEVELS("one level between quotes or several, as c(\"a\", \"b\")"),
        ORDER("all of them in their order, as c(\"low\", \"high\")"),
        COUNT("a whole number from 1 to " + LARGEST_COUNT),
        WHOLE("a whole number"),
        NUMBER("a number"),
        POINTS("numbers in increasing order, as c(2, 5)"),
        BREAKS("a number of intervals from 2 to " + LARGEST_COUNT + ", or where they meet, as c(0, 5, 10)"),
        BOUNDARY("the two ends, as c(0, 10)"),
        SWITCH("TRUE or FALSE"),
        SWITCH_OR_NUMBER("TRUE, FALSE or a number"),
        CODING("Sum, Helmert, Poly or Treatment(\"level\")");

        private final String wanted;

        Kind(String wanted) {
            this.wanted = wanted;
        }

        /** Returns what to write, as the end of a sentence. */
        String wanted() {
            return wanted;
        }
    }

    private static final Set<String> CODINGS = Set.of(
            "Sum",
            "sum",
            "contr.sum",
            "Helmert",
            "helmert",
            "contr.helmert",
            "Poly",
            "poly",
            "contr.poly",
            "Treatment",
            "treatment",
            "contr.treatment",
            "contr.SAS");

    static Parameter required(String name, Kind kind) {
        return new Parameter(name, kind, Need.REQUIRED);
    }

    static Parameter optional(String name, Kind kind) {
        return new Parameter(name, kind, Need.OPTIONAL);
    }

    static Parameter byName(String name, Kind kind) {
        return new Parameter(name, kind, Need.BY_NAME);
    }

    boolean isRequired() {
        return need == Need.REQUIRED;
    }

    boolean hasPlace() {
        return need != Need.BY_NAME;
    }

    /** Returns the value as the tree holds it, if it is of this kind. */
    Optional<Expression> read(Expression value) {
        return switch (kind) {
            case NUMBERS -> only(isComputed(value) && !value.columns().isEmpty(), value);
            case VALUE -> only(isComputed(value), value);
            case COLUMN -> only(value instanceof Expression.Column, value);
            case CATEGORY -> only(isCategory(value), value);
            case LEVEL -> only(value instanceof Expression.Text, value);
            case LEVELS -> only(value instanceof Expression.Text || isVectorOf(value, Expression.Text.class), value);
            case ORDER ->
                only(isVectorOf(value, Expression.Text.class) || isVectorOf(value, Expression.Constant.class), value);
            case COUNT ->
                number(value)
                        .filter(n -> isWhole(n) && n.value() >= 1 && n.value() <= LARGEST_COUNT)
                        .map(n -> n);
            case WHOLE ->
                number(value)
                        .filter(n -> isWhole(n) && Math.abs(n.value()) <= MOST_DECIMALS)
                        .map(n -> n);
            case NUMBER -> number(value).map(n -> n);
            case POINTS -> points(value, 1).or(() -> nothing(value));
            case BREAKS ->
                points(value, 2)
                        .or(() -> number(value)
                                .filter(n -> isWhole(n) && n.value() >= 2 && n.value() <= LARGEST_COUNT)
                                .map(n -> n));
            case BOUNDARY ->
                points(value, 2)
                        .filter(v ->
                                v instanceof Expression.Call c && c.arguments().size() == 2);
            case SWITCH -> toggle(value);
            case SWITCH_OR_NUMBER -> toggle(value).or(() -> number(value));
            case CODING -> coding(value);
        };
    }

    private static Optional<Expression> only(boolean fits, Expression value) {
        return fits ? Optional.of(value) : Optional.empty();
    }

    private static boolean isComputed(Expression value) {
        return value instanceof Expression.Column
                || value instanceof Expression.Constant
                || (value instanceof Expression.Call call && !call.function().equals(Expression.VECTOR));
    }

    private static boolean isCategory(Expression value) {
        return value instanceof Expression.Column
                || (value instanceof Expression.Call call
                        && Function.exact(call.function())
                                .filter(Function::makesCategory)
                                .isPresent());
    }

    private static boolean isVectorOf(Expression value, Class<? extends Expression> type) {
        return value instanceof Expression.Call call
                && call.function().equals(Expression.VECTOR)
                && call.arguments().stream().allMatch(type::isInstance);
    }

    private static boolean isWhole(Expression.Constant number) {
        return number.value() == Math.rint(number.value());
    }

    /** Returns the number that a constant or its negative is. */
    private static Optional<Expression.Constant> number(Expression value) {
        if (value instanceof Expression.Constant constant) {
            return Optional.of(constant);
        }
        return value instanceof Expression.Call call
                        && call.function().equals("-")
                        && call.arguments().size() == 1
                        && call.arguments().get(0) instanceof Expression.Constant constant
                ? Optional.of(new Expression.Constant(-constant.value()))
                : Optional.empty();
    }

    /** Returns a number, its negative included, or a text as what {@code c()} holds. */
    static Optional<Expression> constant(Expression value) {
        return value instanceof Expression.Text
                ? Optional.of(value)
                : number(value).map(n -> n);
    }

    private static Optional<Expression> nothing(Expression value) {
        return only(value instanceof Expression.Word word && word.value().equals("NULL"), value);
    }

    /** Returns numbers that grow: a single one too where {@code least} is 1. */
    private static Optional<Expression> points(Expression value, int least) {
        Optional<Expression.Constant> single = number(value);
        if (single.isPresent()) {
            return least == 1 ? Optional.of(single.get()) : Optional.empty();
        }
        if (!isVectorOf(value, Expression.Constant.class) || value.numbers().size() < least) {
            return Optional.empty();
        }
        List<Double> numbers = value.numbers();
        for (int k = 1; k < numbers.size(); k++) {
            if (!(numbers.get(k - 1) < numbers.get(k))) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    private static Optional<Expression> toggle(Expression value) {
        String text = value instanceof Expression.Word word
                ? word.value()
                : value instanceof Expression.Column column ? column.name() : "";
        return switch (text) {
            case "TRUE", "T" -> Optional.of(new Expression.Word("TRUE"));
            case "FALSE", "F" -> Optional.of(new Expression.Word("FALSE"));
            default -> Optional.empty();
        };
    }

    private static Optional<Expression> coding(Expression value) {
        if (value instanceof Expression.Column column && CODINGS.contains(column.name())) {
            return Optional.of(new Expression.Word(column.name()));
        }
        boolean fits = (value instanceof Expression.Text text && CODINGS.contains(text.value()))
                || (value instanceof Expression.Call call && call.function().equals("Treatment"));
        return only(fits, value);
    }
}
