package org.multilevel.design.expression;

import java.util.Set;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Tells numeric variables from factors, and refuses expressions that mix them up. */
public final class Kinds {
    private final Set<String> categorical;

    /** Creates the judge for a table in which these columns are categorical. */
    public Kinds(Set<String> categorical) {
        this.categorical = categorical;
    }

    public boolean isFactor(Expression variable) {
        if (variable instanceof Expression.Column column) {
            return categorical.contains(column.name());
        }
        return variable instanceof Expression.Call call
                && (call.function().equals("factor") || call.function().equals("ref"));
    }

    /** Returns how many columns a numeric variable has. */
    public static int width(Expression variable) {
        return variable instanceof Expression.Call call && Expressions.isPoly(call) ? Expressions.degree(call) : 1;
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
        if (!isFactor(call)) {
            checkNumeric(call, call);
            return;
        }
        Expression argument = call.arguments().get(0);
        if (call.function().equals("ref") && !isFactor(argument)) {
            throw new ModelException(
                    call + " needs a categorical variable, but " + argument + " is numeric: write ref(factor("
                            + argument + "), " + call.arguments().get(1) + ").");
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
            throw new ModelException(user + " needs numbers, but " + expression
                    + " is categorical: use it as a predictor by itself, or make it a numeric column.");
        }
        if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> checkNumeric(argument, call));
        }
    }
}
