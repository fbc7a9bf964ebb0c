package org.multilevel.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.error.EditDistance;
import org.multilevel.error.FormulaException;

/** A function that a formula may use, and what arguments it takes. */
enum Function {
    I("I", "I(x^2)", Use.ANYWHERE),
    LOG("log", "log(x)", Use.ANYWHERE),
    LOG2("log2", "log2(x)", Use.ANYWHERE),
    LOG10("log10", "log10(x)", Use.ANYWHERE),
    EXP("exp", "exp(x)", Use.ANYWHERE),
    SQRT("sqrt", "sqrt(x)", Use.ANYWHERE),
    ABS("abs", "abs(x)", Use.ANYWHERE),
    SCALE("scale", "scale(x)", Use.ANYWHERE),
    CENTER("center", "center(x)", Use.ANYWHERE),
    POLY("poly", "poly(x, 2)", Use.TERM),
    FACTOR("factor", "factor(x)", Use.TERM),
    REF("ref", "ref(f, \"level\")", Use.TERM),
    OFFSET("offset", "offset(x)", Use.TERM);

    private enum Use {
        ANYWHERE,
        TERM
    }

    private static final int LARGEST_DEGREE = 100;

    /** What other languages, and R itself, call these functions. */
    private static final Map<String, Function> ALIASES = Map.of(
            "as.factor",
            FACTOR,
            "relevel",
            REF,
            "ln",
            LOG,
            "centre",
            CENTER,
            "standardize",
            SCALE,
            "standardise",
            SCALE);

    private final String text;
    private final String usage;
    private final Use use;

    Function(String text, String usage, Use use) {
        this.text = text;
        this.usage = usage;
        this.use = use;
    }

    /**
     * An argument as it was read.
     *
     * @param value what it is
     * @param start the token at which it starts
     */
    record Argument(Expression value, Token start) {
        private FormulaException error(String rest) {
            return new FormulaException(
                    "Found " + Names.shown(value.toString()) + " at position " + start.position() + rest,
                    start.position());
        }
    }

    /** Returns whether this function makes a whole term, so that it cannot be part of an expression. */
    boolean standsAlone() {
        return use == Use.TERM;
    }

    /** Returns whether a call is one of this function. */
    boolean makes(Expression.Call call) {
        return call.function().equals(text);
    }

    /** Returns how it is written. */
    String usage() {
        return usage;
    }

    /** Returns the function of this name, or throws with the list of all and the nearest. */
    static Function named(Token name) {
        return exact(name.text()).orElseThrow(() -> {
            String all = Arrays.stream(values()).map(f -> f.text).collect(Collectors.joining(", "));
            String advice = nearest(name.text())
                    .map(f -> "the nearest is " + f.text + ".")
                    .orElse("if it is a column, write an operator after it.");
            return name.error(" before a parenthesis, but the known functions are " + all + "; " + advice);
        });
    }

    private static Optional<Function> exact(String name) {
        return Arrays.stream(values()).filter(f -> f.text.equals(name)).findFirst();
    }

    private static Optional<Function> nearest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Function alias = ALIASES.get(lower);
        if (alias != null) {
            return Optional.of(alias);
        }
        int shortest = 3;
        Optional<Function> best = Optional.empty();
        for (Function function : values()) {
            int distance = EditDistance.between(lower, function.text.toLowerCase(Locale.ROOT));
            boolean alike = distance < shortest && distance < Math.max(lower.length(), function.text.length()) - 1;
            if (alike) {
                shortest = distance;
                best = Optional.of(function);
            }
        }
        return best;
    }

    /** Returns the call if the arguments fit this function, else throws a sentence that says what would. */
    Expression.Call apply(Token name, List<Argument> arguments) {
        int wanted = this == POLY || this == REF ? 2 : 1;
        if (arguments.size() != wanted) {
            String counted = arguments.size() == 1 ? "1 argument" : arguments.size() + " arguments";
            throw name.error(" with " + counted + ", but it takes " + wanted + "; write " + usage + ".");
        }
        checkFirst(name, arguments.get(0));
        if (this == POLY) {
            checkDegree(arguments.get(1));
        }
        if (this == REF && !(arguments.get(1).value() instanceof Expression.Text)) {
            throw arguments.get(1).error(" as the level of ref; write it between quotes, as in " + usage + ".");
        }
        return new Expression.Call(text, arguments.stream().map(Argument::value).toList());
    }

    private void checkFirst(Token name, Argument first) {
        Expression value = first.value();
        if (this == FACTOR || this == REF) {
            boolean isFactor = value instanceof Expression.Call call && FACTOR.makes(call);
            boolean fits = value instanceof Expression.Column || (this == REF && isFactor);
            if (!fits) {
                throw first.error(" in " + text + ", which takes a column; write " + usage + ".");
            }
        } else if (value instanceof Expression.Text) {
            throw first.error(" in " + text + ", which takes numbers; write " + usage + ".");
        } else if (value.columns().isEmpty()) {
            throw name.error(" of no column at all; write " + usage + " with a column in place of x.");
        }
        boolean takesMoments = this == SCALE || this == CENTER || this == POLY;
        if (takesMoments && mentionsMoments(value)) {
            throw first.error(
                    " in " + text
                            + ", but scale, center and poly cannot contain one another; scale the result or the column, not both.");
        }
    }

    private static boolean mentionsMoments(Expression expression) {
        return expression instanceof Expression.Call call
                && (SCALE.makes(call)
                        || CENTER.makes(call)
                        || call.arguments().stream().anyMatch(Function::mentionsMoments));
    }

    private static void checkDegree(Argument degree) {
        boolean fits = degree.value() instanceof Expression.Constant number
                && number.value() == Math.rint(number.value())
                && number.value() >= 1
                && number.value() <= LARGEST_DEGREE;
        if (!fits) {
            throw degree.error(
                    " as the degree of poly; write a whole number from 1 to " + LARGEST_DEGREE + ", as in poly(x, 2).");
        }
    }
}
