package org.multilevel.design.matrix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.design.expression.Variables;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Term;

/**
 * Decides for each factor in each term between contrasts (all levels but the first) and indicators (all levels), by R's rule.
 *
 * <p>Chambers and Hastie (1992), Statistical Models in S, p. 38, as R's {@code terms.formula} applies it: a factor in a term is
 * coded by contrasts if the term without it is contained in an earlier term or empty. Without an intercept the first main effect
 * of a factor gets indicators, since the empty term is then not in the model.
 */
final class Coding {
    private final boolean intercept;
    private final List<Term> terms;
    private final Variables variables;

    /** Creates the coding of terms that are sorted by order. */
    Coding(boolean intercept, List<Term> terms, Variables variables) {
        this.intercept = intercept;
        this.terms = terms;
        this.variables = variables;
    }

    /** Returns the variables of term {@code t} that are factors coded by contrasts. */
    Set<Expression> contrasts(int t) {
        Set<Expression> contrasts = new HashSet<>();
        for (Expression variable : terms.get(t).variables()) {
            if (variables.isFactor(variable) && byContrasts(t, variable)) {
                contrasts.add(variable);
            }
        }
        return contrasts;
    }

    private boolean byContrasts(int t, Expression factor) {
        List<Expression> rest = new ArrayList<>(terms.get(t).variables());
        rest.remove(factor);
        if (rest.isEmpty()) {
            return intercept || hasMainEffectBefore(t);
        }
        return terms.subList(0, t).stream().anyMatch(earlier -> new HashSet<>(earlier.variables()).containsAll(rest));
    }

    private boolean hasMainEffectBefore(int t) {
        return terms.subList(0, t).stream()
                .anyMatch(earlier -> earlier.order() == 1
                        && variables.isFactor(earlier.variables().get(0)));
    }
}
