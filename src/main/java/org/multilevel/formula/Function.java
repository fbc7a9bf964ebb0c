package org.multilevel.formula;

import static org.multilevel.formula.Parameter.byName;
import static org.multilevel.formula.Parameter.optional;
import static org.multilevel.formula.Parameter.required;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.error.EditDistance;
import org.multilevel.formula.Parameter.Kind;

/** A function that a formula may use, and what arguments it takes; the names are R's but for {@code center} and {@code ref}. */
enum Function {
    I("I", "I(x^2)", Use.ANYWHERE, numbers()),
    LOG("log", "log(x)", Use.ANYWHERE, numbers(), optional("base", Kind.NUMBER)),
    LOG2("log2", "log2(x)", Use.ANYWHERE, numbers()),
    LOG10("log10", "log10(x)", Use.ANYWHERE, numbers()),
    LOG1P("log1p", "log1p(x)", Use.ANYWHERE, numbers()),
    EXP("exp", "exp(x)", Use.ANYWHERE, numbers()),
    EXPM1("expm1", "expm1(x)", Use.ANYWHERE, numbers()),
    SQRT("sqrt", "sqrt(x)", Use.ANYWHERE, numbers()),
    ABS("abs", "abs(x)", Use.ANYWHERE, numbers()),
    SIGN("sign", "sign(x)", Use.ANYWHERE, numbers()),
    ROUND("round", "round(x, 1)", Use.ANYWHERE, numbers(), optional("digits", Kind.WHOLE)),
    FLOOR("floor", "floor(x)", Use.ANYWHERE, numbers()),
    CEILING("ceiling", "ceiling(x)", Use.ANYWHERE, numbers()),
    TRUNC("trunc", "trunc(x)", Use.ANYWHERE, numbers()),
    SIN("sin", "sin(x)", Use.ANYWHERE, numbers()),
    COS("cos", "cos(x)", Use.ANYWHERE, numbers()),
    TAN("tan", "tan(x)", Use.ANYWHERE, numbers()),
    ASIN("asin", "asin(x)", Use.ANYWHERE, numbers()),
    ACOS("acos", "acos(x)", Use.ANYWHERE, numbers()),
    ATAN("atan", "atan(x)", Use.ANYWHERE, numbers()),
    TANH("tanh", "tanh(x)", Use.ANYWHERE, numbers()),
    QLOGIS("qlogis", "qlogis(x)", Use.ANYWHERE, numbers()),
    PLOGIS("plogis", "plogis(x)", Use.ANYWHERE, numbers()),
    PMIN("pmin", "pmin(x, 5)", Use.ANYWHERE, required("x", Kind.VALUE), required("y", Kind.VALUE)),
    PMAX("pmax", "pmax(x - 5, 0)", Use.ANYWHERE, required("x", Kind.VALUE), required("y", Kind.VALUE)),
    IFELSE(
            "ifelse",
            "ifelse(x > 5, 1, 0)",
            Use.ANYWHERE,
            required("test", Kind.NUMBERS),
            required("yes", Kind.VALUE),
            required("no", Kind.VALUE)),
    AS_NUMERIC("as.numeric", "as.numeric(x)", Use.ANYWHERE, numbers()),
    AS_INTEGER("as.integer", "as.integer(x)", Use.ANYWHERE, numbers()),
    SCALE(
            "scale",
            "scale(x)",
            Use.ANYWHERE,
            numbers(),
            optional("center", Kind.SWITCH_OR_NUMBER),
            optional("scale", Kind.SWITCH_OR_NUMBER)),
    CENTER("center", "center(x)", Use.ANYWHERE, numbers()),
    MEAN("mean", "I(x - mean(x))", Use.INSIDE, numbers(), byName("na.rm", Kind.SWITCH)),
    MEDIAN("median", "I(x - median(x))", Use.INSIDE, numbers(), byName("na.rm", Kind.SWITCH)),
    MIN("min", "I(x - min(x))", Use.INSIDE, numbers(), byName("na.rm", Kind.SWITCH)),
    MAX("max", "I(x/max(x))", Use.INSIDE, numbers(), byName("na.rm", Kind.SWITCH)),
    SD("sd", "I(x/sd(x))", Use.INSIDE, numbers(), byName("na.rm", Kind.SWITCH)),
    VAR("var", "I(x/var(x))", Use.INSIDE, numbers(), byName("na.rm", Kind.SWITCH)),
    POLY("poly", "poly(x, 2)", Use.TERM, numbers(), required("degree", Kind.COUNT), byName("raw", Kind.SWITCH)),
    NS(
            "ns",
            "ns(x, 3)",
            Use.TERM,
            numbers(),
            optional("df", Kind.COUNT),
            optional("knots", Kind.POINTS),
            optional("intercept", Kind.SWITCH),
            optional("Boundary.knots", Kind.BOUNDARY)),
    BS(
            "bs",
            "bs(x, 5)",
            Use.TERM,
            numbers(),
            optional("df", Kind.COUNT),
            optional("knots", Kind.POINTS),
            optional("degree", Kind.COUNT),
            optional("intercept", Kind.SWITCH),
            optional("Boundary.knots", Kind.BOUNDARY)),
    CUT(
            "cut",
            "cut(x, c(0, 5, 10))",
            Use.TERM,
            numbers(),
            required("breaks", Kind.BREAKS),
            optional("labels", Kind.LEVELS),
            optional("include.lowest", Kind.SWITCH),
            optional("right", Kind.SWITCH),
            optional("dig.lab", Kind.COUNT)),
    FACTOR("factor", "factor(x)", Use.TERM, required("x", Kind.COLUMN), optional("levels", Kind.ORDER)),
    AS_FACTOR("as.factor", "as.factor(x)", Use.TERM, required("x", Kind.COLUMN)),
    REF("ref", "ref(f, \"level\")", Use.TERM, required("x", Kind.CATEGORY), required("level", Kind.LEVEL)),
    RELEVEL("relevel", "relevel(f, \"level\")", Use.TERM, required("x", Kind.CATEGORY), required("ref", Kind.LEVEL)),
    C(
            "C",
            "C(f, Sum)",
            Use.TERM,
            required("object", Kind.CATEGORY),
            optional("contr", Kind.CODING),
            byName("base", Kind.COUNT)),
    DUMMY(
            "dummy",
            "dummy(f, \"level\")",
            Use.TERM,
            required("f", Kind.CATEGORY),
            required("levelsToKeep", Kind.LEVELS)),
    OFFSET("offset", "offset(x)", Use.TERM, numbers());

    private enum Use {
        ANYWHERE,
        INSIDE,
        TERM
    }

    /** What other languages call these functions. */
    private static final Map<String, Function> ALIASES =
            Map.of("ln", LOG, "centre", CENTER, "standardize", SCALE, "standardise", SCALE, "logit", QLOGIS);

    private final String text;
    private final String usage;
    private final Use use;

    @SuppressWarnings("ImmutableEnumChecker") // List.of never changes, but its type does not say so
    private final List<Parameter> parameters;

    Function(String text, String usage, Use use, Parameter... parameters) {
        this.text = text;
        this.usage = usage;
        this.use = use;
        this.parameters = List.of(parameters);
    }

    private static Parameter numbers() {
        return required("x", Kind.NUMBERS);
    }

    /** Returns whether this function makes a whole term, so that it cannot be part of an expression. */
    boolean standsAlone() {
        return use == Use.TERM;
    }

    /** Returns whether this function gives one number for the whole table. */
    boolean isAggregate() {
        return use == Use.INSIDE;
    }

    /** Returns whether this makes a category, whose levels other functions may choose from. */
    boolean makesCategory() {
        return this == FACTOR || this == AS_FACTOR || this == REF || this == RELEVEL || this == CUT;
    }

    /** Returns whether this is applied to a column as it is, or to a category. */
    boolean takesColumn() {
        return parameters.get(0).kind() == Kind.COLUMN || takesCategory();
    }

    boolean takesCategory() {
        return parameters.get(0).kind() == Kind.CATEGORY;
    }

    /** Returns whether this replaces a variable by its standardised self, which is done once. */
    boolean takesMoments() {
        return this == SCALE || this == CENTER || this == POLY;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** Returns the name of the parameter that the function is applied to. */
    String firstParameter() {
        return parameters.get(0).name();
    }

    /** Returns whether a call is one of this function. */
    boolean makes(Expression.Call call) {
        return call.function().equals(text);
    }

    /** Returns how it is written. */
    String usage() {
        return usage;
    }

    /**
     * Returns the function of this name, or throws what to write instead: the spelling that works, or all names and the nearest.
     *
     * @param argument the token after the parenthesis
     */
    static Function named(Token name, Token argument) {
        return exact(name.text()).orElseThrow(() -> {
            Optional<String> elsewhere = ForeignFunctions.advice(name.text(), argument);
            if (elsewhere.isPresent()) {
                return name.error(elsewhere.get());
            }
            String all = Arrays.stream(values()).map(f -> f.text).collect(Collectors.joining(", "));
            String advice = nearest(name.text())
                    .map(f -> "the nearest is " + f.text + ".")
                    .orElse("if it is a column, write an operator after it.");
            return name.error(" before a parenthesis, but the known functions are " + all + "; " + advice);
        });
    }

    static Optional<Function> exact(String name) {
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
}
