package org.multilevel.design.expression;

import java.util.List;
import java.util.Set;
import org.multilevel.formula.Expression;

/** Answers questions about expressions that need no data. */
public final class Expressions {
    private static final Set<String> DATA_DEPENDENT =
            Set.of("scale", "center", "mean", "median", "min", "max", "sd", "var", "ns", "bs");

    /** Those that give back the labels of what they are applied to. */
    private static final Set<String> RELABELLING = Set.of("factor", "as.factor", "ref", "relevel", "C");

    private Expressions() {}

    /** Returns the name of a variable in results: a column's plain name, else the expression as typed. */
    public static String label(Expression expression) {
        return expression instanceof Expression.Column column ? column.name() : expression.toString();
    }

    /** Adds the calls within an expression whose constants the data decide, inner calls first. */
    static void addDataDependentCalls(Expression expression, Set<Expression.Call> calls) {
        if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> addDataDependentCalls(argument, calls));
            if (isDataDependent(call)) {
                calls.add(call);
            }
        } else if (expression instanceof Expression.Named named) {
            addDataDependentCalls(named.value(), calls);
        }
    }

    private static boolean isDataDependent(Expression.Call call) {
        return DATA_DEPENDENT.contains(call.function())
                || (call.function().equals("poly") && !isTrue(call, "raw", false))
                || (call.function().equals("cut") && number(call, "breaks", 0) > 0);
    }

    /** Returns whether a variable is a curve, whose columns are numbered. */
    public static boolean isCurve(Expression expression) {
        return isCall(expression, Set.of("poly", "ns", "bs"));
    }

    /** Returns the levels of which a variable indicates one or several; empty if it is no {@code dummy()}. */
    public static List<String> indicated(Expression expression) {
        return isCall(expression, Set.of("dummy"))
                ? ((Expression.Call) expression)
                        .argument("levelsToKeep")
                        .map(Expression::texts)
                        .orElse(List.of())
                : List.of();
    }

    static boolean isCall(Expression expression, Set<String> functions) {
        return expression instanceof Expression.Call call && functions.contains(call.function());
    }

    static boolean isCut(Expression expression) {
        return isCall(expression, Set.of("cut"));
    }

    /** Returns whether an expression makes categories of whatever it is applied to. */
    static boolean makesFactor(Expression expression) {
        return isCall(expression, RELABELLING) || isCut(expression);
    }

    /** Returns the number that is given as an argument. */
    static double number(Expression.Call call, String parameter, double otherwise) {
        return call.argument(parameter)
                .filter(Expression.Constant.class::isInstance)
                .map(constant -> ((Expression.Constant) constant).value())
                .orElse(otherwise);
    }

    /** Returns whether an argument is {@code TRUE}. */
    static boolean isTrue(Expression.Call call, String parameter, boolean otherwise) {
        return call.argument(parameter)
                .filter(Expression.Word.class::isInstance)
                .map(word -> ((Expression.Word) word).value().equals("TRUE"))
                .orElse(otherwise);
    }

    /** Returns the degree d of {@code poly(x, d)}. */
    static int degree(Expression.Call poly) {
        return (int) number(poly, "degree", 1);
    }

    /** Returns whether the number pi, which has the name of a column, is in an expression. */
    public static boolean hasPi(Expression expression) {
        return (expression instanceof Expression.Constant constant && constant.value() == Math.PI)
                || (expression instanceof Expression.Named named && hasPi(named.value()))
                || (expression instanceof Expression.Call call
                        && call.arguments().stream().anyMatch(Expressions::hasPi));
    }

    /** Returns what a factor takes its labels from: the argument inside all {@code factor()}, {@code ref()} and the like. */
    public static Expression labelSource(Expression factor) {
        return isCall(factor, RELABELLING) ? labelSource(((Expression.Call) factor).first()) : factor;
    }
}
