package org.multilevel.knime.learner;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.knime.core.node.InvalidSettingsException;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.error.Labels;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;

/** Refuses columns in two roles of a model that no data can tell apart, from the columns' names and types alone. */
final class RoleCheck {
    private final ModelTerms terms;
    private final Set<String> categories;

    private RoleCheck(ModelTerms terms, Set<String> categories) {
        this.terms = terms;
        this.categories = categories;
    }

    /**
     * Refuses a response that is its own weights or slope, a group that is a category among the fixed effects too, and slopes that
     * are constant within their groups since they are the groups themselves.
     *
     * <p>A number may be a fixed effect and a group: a trend over years, and how far each year lies from it.
     *
     * @param columns those of the table, as they will be read
     * @throws InvalidSettingsException naming the column and what to do
     */
    static void check(Formula formula, List<Column> columns, Optional<String> weights) throws InvalidSettingsException {
        checkWeights(formula, weights);
        RoleCheck check = new RoleCheck(
                formula.expand(columns.stream().map(Column::name).toList()),
                columns.stream()
                        .filter(column -> column.type() == ColumnType.CATEGORICAL)
                        .map(Column::name)
                        .collect(Collectors.toSet()));
        for (RandomTerm random : check.terms.random()) {
            check.checkSlopes(random);
            check.checkFixed(random);
        }
    }

    private static void checkWeights(Formula formula, Optional<String> weights) throws InvalidSettingsException {
        if (weights.filter(formula.responseColumns()::contains).isPresent()) {
            throw new InvalidSettingsException("The weights column " + Labels.quoted(weights.get())
                    + " is also the response: choose another numeric column, or switch the weights off.");
        }
        if (weights.filter(formula.groupColumns()::contains).isPresent()) {
            throw new InvalidSettingsException("The weights column " + Labels.quoted(weights.get())
                    + " is also a group column: choose another numeric column, or switch the weights off.");
        }
    }

    private void checkSlopes(RandomTerm random) throws InvalidSettingsException {
        Set<String> group = columns(random);
        for (Term slope : random.terms()) {
            Set<String> read = slope.variables().stream()
                    .flatMap(variable -> variable.columns().stream())
                    .collect(Collectors.toSet());
            if (slope.variables().contains(terms.response())) {
                throw new InvalidSettingsException("The response " + slope + " is also a slope of "
                        + Labels.quoted(random.groupName()) + ": take it out of the slopes.");
            }
            if (!read.isEmpty() && group.containsAll(read)) {
                throw new InvalidSettingsException(
                        "The slope " + slope + " of " + Labels.quoted(random.groupName())
                                + " is the group column itself, so it is constant within every group: take it out of the slopes.");
            }
        }
    }

    private void checkFixed(RandomTerm random) throws InvalidSettingsException {
        Set<String> group = columns(random);
        if (group.size() != 1 || !random.intercept()) {
            return;
        }
        String name = group.iterator().next();
        if (categories.contains(name)
                && terms.fixed().contains(new Term(List.<Expression>of(new Expression.Column(name))))) {
            throw new InvalidSettingsException(
                    "The group column " + Labels.quoted(name)
                            + " is also a fixed effect, which leaves nothing for the groups' random effects: take it out of one of the two.");
        }
    }

    private static Set<String> columns(RandomTerm random) {
        return random.group().stream().map(Expression.Column::name).collect(Collectors.toSet());
    }
}
