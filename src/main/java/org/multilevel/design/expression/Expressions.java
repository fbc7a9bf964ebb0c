package org.multilevel.design.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.multilevel.formula.Expression;

/** Answers questions about expressions that need no data. */
public final class Expressions {
    private static final Set<String> DATA_DEPENDENT = Set.of("scale", "center", "poly");
    private static final Set<String> FACTOR_FUNCTIONS = Set.of("factor", "ref");

    private Expressions() {}

    /** Returns the name of a variable in results: a column's plain name, else the expression as typed. */
    public static String label(Expression expression) {
        return expression instanceof Expression.Column column ? column.name() : expression.toString();
    }

    /** Adds the calls within an expression whose constants the data decide, inner calls first. */
    static void addDataDependentCalls(Expression expression, Set<Expression.Call> calls) {
        if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> addDataDependentCalls(argument, calls));
            if (DATA_DEPENDENT.contains(call.function())) {
                calls.add(call);
            }
        }
    }

    public static boolean isPoly(Expression expression) {
        return expression instanceof Expression.Call call && call.function().equals("poly");
    }

    /** Returns the degree d of {@code poly(x, d)}. */
    static int degree(Expression.Call poly) {
        return poly.arguments().get(1) instanceof Expression.Constant degree ? (int) degree.value() : 1;
    }

    /** Returns what a factor takes its labels from: the argument inside all {@code factor()} and {@code ref()}. */
    public static Expression labelSource(Expression factor) {
        return factor instanceof Expression.Call call && FACTOR_FUNCTIONS.contains(call.function())
                ? labelSource(call.arguments().get(0))
                : factor;
    }

    /** Returns the levels that {@code ref()} calls move to the front, in the order in which they do so. */
    public static List<String> references(Expression factor) {
        List<String> references = new ArrayList<>();
        if (factor instanceof Expression.Call call && FACTOR_FUNCTIONS.contains(call.function())) {
            references.addAll(references(call.arguments().get(0)));
            if (call.function().equals("ref")) {
                references.add(call.arguments().get(1) instanceof Expression.Text text ? text.value() : "");
            }
        }
        return references;
    }
}
