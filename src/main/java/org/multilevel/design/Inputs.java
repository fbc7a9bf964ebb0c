package org.multilevel.design;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.formula.Expression;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;

/**
 * The columns of a table that a model reads.
 *
 * @param all response, predictors, grouping columns, offsets, those of the residuals and weights, in this order, each once
 * @param predictors those that a prediction needs: all but response, weights and those of the residuals, unless they are predictors too
 */
record Inputs(List<String> all, List<String> predictors) {

    static Inputs of(ModelTerms terms, DesignOptions options) {
        Set<String> predictors = new LinkedHashSet<>();
        for (Term term : terms.fixed()) {
            term.variables().forEach(variable -> predictors.addAll(variable.columns()));
        }
        for (RandomTerm random : terms.random()) {
            for (Term term : random.terms()) {
                term.variables().forEach(variable -> predictors.addAll(variable.columns()));
            }
            for (Expression.Column group : random.group()) {
                predictors.add(group.name());
            }
        }
        terms.offsets().forEach(offset -> predictors.addAll(offset.columns()));
        Set<String> all = new LinkedHashSet<>(terms.response().columns());
        all.addAll(predictors);
        options.residual().ifPresent(term -> all.addAll(term.columns()));
        options.strata().ifPresent(all::add);
        options.weights().ifPresent(all::add);
        return new Inputs(List.copyOf(all), List.copyOf(predictors));
    }
}
