package org.multilevel.design.expression;

import java.util.Set;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Tells numeric variables from factors, and refuses expressions that mix them up. */
public final class VariableTypes {
    private final Set<String> categorical;

    /** Creates the judge for a table in which these columns are categorical. */
    public VariableTypes(Set<String> categorical) {
        this.categorical = categorical;
    }

    public boolean isFactor(Expression variable) {
        if (variable instanceof Expression.Column column) {
            return categorical.contains(column.name());
        }
        return Expressions.makesFactor(variable);
    }

    /** Returns how many columns a numeric variable has. */
    public static int width(Expression variable) {
        if (!(variable instanceof Expression.Call call)) {
            return 1;
        }
        return switch (call.function()) {
            case "poly" -> Expressions.degree(call);
            case "ns", "bs" -> SplineShape.of(call).width();
            case "dummy" -> Expressions.indicated(call).size();
            default -> 1;
        };
    }

    /**
     * Checks a variable of a term: a column, a factor, a polynomial, or something numeric.
     *
     * @throws ModelException if a function gets categories where it needs numbers, or the other way round
     */
    void checkVariable(Expression variable) {
        if (!(variable instanceof Expression.Call call)) {
            return;
        }
        if (call.function().equals("dummy")) {
            return;
        }
        if (!isFactor(call)) {
            width(call);
            checkNumeric(call, call);
            return;
        }
        Expression argument = call.first();
        if (Expressions.isCut(call)) {
            checkNumeric(argument, call);
            return;
        }
        boolean relevels = call.function().equals("ref") || call.function().equals("relevel");
        if (relevels && !isFactor(argument)) {
            throw new ModelException(call + " needs a categorical variable, but " + argument + " is numeric: write "
                    + call.function() + "(factor(" + argument + "), "
                    + call.arguments().get(1) + ").");
        }
        checkVariable(argument);
    }

    /**
     * Checks an expression that must have one number in every row.
     *
     * @param user the call of which it is a part, for the sentence
     */
    public void checkNumeric(Expression expression, Expression user) {
        if (isFactor(expression)) {
            throw new ModelException(
                    user + " needs numbers, but " + expression + " is categorical: " + advice(expression, user));
        }
        if (expression instanceof Expression.Named named) {
            checkNumeric(named.value(), user);
        }
        if (!(expression instanceof Expression.Call call)) {
            return;
        }
        if (LabelTest.is(call)) {
            checkLabels(call);
        } else {
            call.arguments().forEach(argument -> checkNumeric(argument, call));
        }
    }

    private static String advice(Expression factor, Expression user) {
        if (Expressions.isCall(user, Set.of("as.numeric", "as.integer"))) {
            return "use it as a predictor by itself, or write ifelse(" + factor + " == \"level\", 1, 0).";
        }
        if (Expressions.isCall(user, Set.of("==", "!=", "%in%"))) {
            return "write the level between quotes, as in " + factor + " == \"1\".";
        }
        return "use it as a predictor by itself, or make it a numeric column.";
    }

    private void checkLabels(Expression.Call test) {
        Expression subject = LabelTest.subject(test);
        if (!(subject instanceof Expression.Column)) {
            throw new ModelException(test + " compares texts with " + subject + ", which is computed: write the column"
                    + " alone on one side, or numbers without quotes.");
        }
        if (!isFactor(subject)) {
            throw new ModelException(
                    test + " compares texts, but " + subject + " is numeric: write the number without quotes.");
        }
    }
}
