package org.multilevel.design.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.multilevel.design.expression.Variables;
import org.multilevel.formula.Expression;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Structure;

/**
 * How the variables of a model become columns of X and of Z.
 *
 * @param variables the variables
 * @param fixed the columns of X
 * @param random for each grouping factor, in order of first appearance, the columns of its terms in the order written
 */
public record Layout(Variables variables, ModelColumns fixed, List<FactorLayout> random) {

    /**
     * A grouping factor and the columns that vary over its levels.
     *
     * @param structures of the covariance of each block
     */
    public record FactorLayout(
            String name, List<Expression.Column> group, List<ModelColumns> blocks, List<Structure> structures) {}

    /**
     * Works out the columns.
     *
     * @param levels the levels of the variables' factors, by number
     */
    public static Layout of(ModelTerms terms, Variables variables, List<List<String>> levels) {
        Map<List<Expression.Column>, FactorLayout> random = new LinkedHashMap<>();
        for (RandomTerm term : terms.random()) {
            FactorLayout factor = random.computeIfAbsent(
                    term.group(),
                    group -> new FactorLayout(term.groupName(), group, new ArrayList<>(), new ArrayList<>()));
            factor.blocks().add(new ModelColumns(term.intercept(), term.terms(), variables, levels));
            factor.structures().add(term.structure());
        }
        return new Layout(
                variables,
                new ModelColumns(terms.intercept(), terms.fixed(), variables, levels),
                List.copyOf(random.values()));
    }
}
