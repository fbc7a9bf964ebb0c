package org.multilevel.design.matrix;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.design.expression.VariableTypes;
import org.multilevel.design.expression.Variables;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Term;

/**
 * The numeric part of a column: values that are multiplied with each other; empty for the intercept and for indicators.
 *
 * @param factors what is multiplied
 */
public record Product(List<Ref> factors) {

    /** A column of a numeric variable: more than one only for {@code poly()}. */
    public record Ref(int variable, int column) {}

    /** Copies the list. */
    public Product {
        factors = List.copyOf(factors);
    }

    /** Returns this product times one more value. */
    Product times(Ref factor) {
        List<Ref> longer = new ArrayList<>(factors);
        longer.add(factor);
        return new Product(longer);
    }

    /** Returns the numeric parts of all columns of a term, which its factors do not change; the first variable varies fastest. */
    public static List<Product> of(Term term, Variables variables) {
        List<Product> products = List.of(new Product(List.of()));
        for (Expression variable : term.variables()) {
            if (!variables.isFactor(variable)) {
                List<Product> longer = new ArrayList<>();
                for (int column = 0; column < VariableTypes.width(variable); column++) {
                    Ref ref = new Ref(variables.position(variable), column);
                    products.forEach(product -> longer.add(product.times(ref)));
                }
                products = longer;
            }
        }
        return products;
    }
}
