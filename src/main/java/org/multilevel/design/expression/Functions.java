package org.multilevel.design.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.multilevel.formula.Expression;

/** What the functions and operators of formulas compute from one or two numbers, as R does. */
final class Functions {
    private static final double LN_2 = Math.log(2);

    private static final Map<String, DoubleUnaryOperator> UNARY = Map.ofEntries(
            Map.entry("log", Math::log),
            Map.entry("log2", x -> Math.log(x) / LN_2),
            Map.entry("log10", Math::log10),
            Map.entry("log1p", Math::log1p),
            Map.entry("exp", Math::exp),
            Map.entry("expm1", Math::expm1),
            Map.entry("sqrt", Math::sqrt),
            Map.entry("abs", Math::abs),
            Map.entry("sign", Math::signum),
            Map.entry("round", Math::rint),
            Map.entry("floor", Math::floor),
            Map.entry("ceiling", Math::ceil),
            Map.entry("trunc", Functions::trunc),
            Map.entry("as.integer", Functions::trunc),
            Map.entry("sin", Math::sin),
            Map.entry("cos", Math::cos),
            Map.entry("tan", Math::tan),
            Map.entry("asin", Math::asin),
            Map.entry("acos", Math::acos),
            Map.entry("atan", Math::atan),
            Map.entry("tanh", Math::tanh),
            Map.entry("qlogis", p -> Math.log(p / (1 - p))),
            Map.entry("plogis", x -> 1 / (1 + Math.exp(-x))),
            Map.entry("-", x -> -x),
            Map.entry("+", x -> x),
            Map.entry("!", x -> Double.isNaN(x) ? x : truth(x == 0)));

    private static final Map<String, DoubleBinaryOperator> BINARY = Map.ofEntries(
            Map.entry("+", Double::sum),
            Map.entry("-", (x, y) -> x - y),
            Map.entry("*", (x, y) -> x * y),
            Map.entry("/", (x, y) -> x / y),
            Map.entry("^", Math::pow),
            Map.entry("pmin", Math::min),
            Map.entry("pmax", Math::max),
            Map.entry("<", (x, y) -> compared(x, y, x < y)),
            Map.entry(">", (x, y) -> compared(x, y, x > y)),
            Map.entry("<=", (x, y) -> compared(x, y, x <= y)),
            Map.entry(">=", (x, y) -> compared(x, y, x >= y)),
            Map.entry("==", (x, y) -> compared(x, y, x == y)),
            Map.entry("!=", (x, y) -> compared(x, y, x != y)),
            Map.entry("&", (x, y) -> compared(x, y, x != 0 && y != 0)),
            Map.entry("|", (x, y) -> compared(x, y, x != 0 || y != 0)));

    /** Those whose second argument is a setting and not a number of the row. */
    private static final Set<String> WITH_SETTING = Set.of("log", "round");

    private Functions() {}

    /** Returns the function of one number that a call applies, if it is one. */
    static Optional<DoubleUnaryOperator> unary(Expression.Call call) {
        if (WITH_SETTING.contains(call.function()) && call.arguments().size() == 2) {
            return Optional.of(
                    call.function().equals("log")
                            ? logarithm(Expressions.number(call, "base", Math.E))
                            : rounding((int) Expressions.number(call, "digits", 0)));
        }
        return call.arguments().size() == 1 ? Optional.ofNullable(UNARY.get(call.function())) : Optional.empty();
    }

    /** Returns the function of two numbers that a call applies, if it is one. */
    static Optional<DoubleBinaryOperator> binary(Expression.Call call) {
        return call.arguments().size() == 2 ? Optional.ofNullable(BINARY.get(call.function())) : Optional.empty();
    }

    /** Returns the function that is 1 for some numbers and 0 for others. */
    static DoubleUnaryOperator within(List<Double> numbers) {
        return x -> Double.isNaN(x) ? x : truth(numbers.stream().anyMatch(number -> number == x));
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    private static double compared(double x, double y, boolean holds) {
        return Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : truth(holds);
    }

    private static double trunc(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    private static DoubleUnaryOperator logarithm(double base) {
        if (base == 10) {
            return Math::log10;
        }
        double divisor = Math.log(base);
        return x -> Math.log(x) / divisor;
    }

    /** Rounds to the nearer of the two decimal numbers around, to the even one between them, as R does since version 4.0. */
    private static DoubleUnaryOperator rounding(int digits) {
        if (digits == 0) {
            return Math::rint;
        }
        double power = Math.pow(10, Math.abs(digits));
        return x -> Math.copySign(rounded(Math.abs(x), digits, power), x);
    }

    private static double rounded(double x, int digits, double power) {
        boolean exact = x == 0 || !Double.isFinite(x) || digits + Math.ceil(Math.log10(x)) > 15;
        if (exact) {
            return x;
        }
        double whole = Math.floor(digits > 0 ? x * power : x / power);
        double below = digits > 0 ? whole / power : whole * power;
        double next = Math.ceil(digits > 0 ? x * power : x / power);
        double above = digits > 0 ? next / power : next * power;
        double toBelow = x - below;
        double toAbove = above - x;
        return toBelow < toAbove || (toBelow == toAbove && whole % 2 == 0) ? below : above;
    }
}
