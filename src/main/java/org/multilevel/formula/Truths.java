package org.multilevel.formula;

import java.util.Set;

/** Knows which expressions are true or false in each row, so that {@code &}, {@code |} and {@code !} can join them. */
final class Truths {
    private static final Set<String> OPERATORS = Set.of("<", ">", "<=", ">=", "==", "!=", "&", "|", "!", "%in%");

    private Truths() {}

    static boolean is(Expression expression) {
        return expression instanceof Expression.Call call && OPERATORS.contains(call.function());
    }
}
