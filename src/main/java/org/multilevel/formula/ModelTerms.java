package org.multilevel.formula;

import java.util.List;

/**
 * What a formula comes to once every operator and the dot are expanded.
 *
 * @param response the response variable
 * @param intercept whether there is a fixed intercept
 * @param fixed the fixed-effect terms in the order of their columns: by {@link Term#order}, then as written; no duplicates
 * @param offsets variables that are added with coefficient 1
 * @param random the random-effects terms as written, nesting and double bars expanded
 */
public record ModelTerms(
        Expression response, boolean intercept, List<Term> fixed, List<Expression> offsets, List<RandomTerm> random) {

    /** Copies the lists. */
    public ModelTerms {
        fixed = List.copyOf(fixed);
        offsets = List.copyOf(offsets);
        random = List.copyOf(random);
    }
}
