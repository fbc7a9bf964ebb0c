package weka.classifiers.functions;

import java.util.List;
import java.util.regex.Pattern;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;

/** The formula that a user typed for a class attribute, with or without naming it as the response. */
final class WrittenFormula {
    /** A tilde in a column's name or a level's is not the one between the response and the terms. */
    private static final Pattern QUOTED = Pattern.compile("`[^`]*`|\"[^\"]*\"|'[^']*'");

    private final Formula formula;

    private WrittenFormula(Formula formula) {
        this.formula = formula;
    }

    /**
     * Reads a formula.
     *
     * @param text the formula; where it has no response, it gets the class attribute
     * @param response the name of the class attribute
     * @throws MixedModelException if it is no formula, or has another response than the class attribute
     */
    static WrittenFormula parse(String text, String response) throws MixedModelException {
        Expression column = new Expression.Column(response);
        String bare = QUOTED.matcher(text).replaceAll("");
        String whole = bare.startsWith("~") ? column + " " + text : bare.contains("~") ? text : column + " ~ " + text;
        try {
            Formula formula = Formula.parse(whole);
            Expression found = formula.expand(List.of()).response();
            if (!found.equals(column)) {
                throw otherResponse(found, column);
            }
            return new WrittenFormula(formula);
        } catch (FormulaException e) {
            throw new MixedModelException("The formula \"" + whole + "\" cannot be used: " + e.getMessage());
        }
    }

    private static MixedModelException otherResponse(Expression found, Expression response) {
        String advice = found.columns().contains(((Expression.Column) response).name())
                ? "predictions would not be on the scale of the class; transform the attribute with a filter instead."
                : "write " + response
                        + " on the left of the '~', leave the left side out, or choose another class attribute.";
        return new MixedModelException(
                "The response of the formula is " + found + ", but the class attribute is " + response + ": " + advice);
    }

    Formula formula() {
        return formula;
    }

    boolean hasRandomTerms() {
        return !formula.groupColumns().isEmpty();
    }
}
