package org.multilevel.knime.learner;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.multilevel.formula.Formula;
import org.multilevel.formula.FormulaBuilder;
import org.multilevel.formula.Grouping;
import org.multilevel.knime.ChosenColumns;

/** Makes the formula of what a user has chosen in the learner's dialog. */
final class ModelChoice {
    private final MixedModelLearnerParameters parameters;
    private final List<DataColumnSpec> predictors;

    private ModelChoice(MixedModelLearnerParameters parameters, DataTableSpec spec) {
        this.parameters = parameters;
        this.predictors = LearnerColumns.predictors(spec, parameters.response);
    }

    /**
     * Returns the formula that was written or that the columns make.
     *
     * @throws InvalidSettingsException if a choice is left open, with a sentence that says which
     * @throws org.multilevel.error.FormulaException if there is no such model
     */
    static Formula formula(MixedModelLearnerParameters parameters, DataTableSpec spec) throws InvalidSettingsException {
        return switch (parameters.specification) {
            case FORMULA -> Formula.parse(parameters.formula);
            case COLUMNS -> ofColumns(parameters, spec);
        };
    }

    /**
     * Returns the formula that the columns make, whether or not it is asked for.
     *
     * @throws InvalidSettingsException as {@link #formula}
     */
    static Formula ofColumns(MixedModelLearnerParameters parameters, DataTableSpec spec)
            throws InvalidSettingsException {
        return new ModelChoice(parameters, spec).build();
    }

    private Formula build() throws InvalidSettingsException {
        if (parameters.response.isEmpty()) {
            throw new InvalidSettingsException("No response is chosen: choose the numeric column to be explained.");
        }
        FormulaBuilder builder = Formula.response(parameters.response).fixed(fixed());
        if (parameters.offset.isPresent()) {
            builder = builder.offset(offset(parameters.offset.get()));
        }
        for (int k = 0; k < parameters.interactions.length; k++) {
            InteractionParameters pair = parameters.interactions[k];
            builder = builder.interaction(pair.first, pair.second);
        }
        for (int k = 0; k < parameters.groupings.length; k++) {
            builder = builder.random(grouping(parameters.groupings[k], k + 1));
        }
        for (int k = 0; k < parameters.references.length; k++) {
            ReferenceParameters reference = parameters.references[k];
            if (reference.column.isEmpty() || reference.level.isEmpty()) {
                throw new InvalidSettingsException("Reference level " + (k + 1)
                        + " is not complete: choose its column and type its level, or remove it.");
            }
            builder = builder.reference(reference.column, reference.level);
        }
        return builder.build();
    }

    private static String offset(String column) throws InvalidSettingsException {
        if (column.isEmpty()) {
            throw new InvalidSettingsException(
                    "No offset column is chosen: choose a numeric column, or switch the offset off.");
        }
        return column;
    }

    /** Returns the columns of the fixed effects and after them those that only interactions name. */
    private String[] fixed() throws InvalidSettingsException {
        Set<String> fixed = new LinkedHashSet<>(chosen(parameters.fixedEffects, "Fixed effects", parameters.groupings));
        for (int k = 0; k < parameters.interactions.length; k++) {
            InteractionParameters pair = parameters.interactions[k];
            if (pair.first.isEmpty() || pair.second.isEmpty() || pair.first.equals(pair.second)) {
                throw new InvalidSettingsException("Interaction " + (k + 1)
                        + " does not name two columns: choose two different ones, or remove the interaction.");
            }
            fixed.add(pair.first);
            fixed.add(pair.second);
        }
        return fixed.toArray(String[]::new);
    }

    private Grouping grouping(GroupingParameters chosen, int number) throws InvalidSettingsException {
        if (chosen.group.isEmpty() || chosen.nestedIn.filter(String::isEmpty).isPresent()) {
            throw new InvalidSettingsException("Grouping " + number + " has no "
                    + (chosen.group.isEmpty() ? "group column" : "column that it is nested in")
                    + ": choose the column that tells its groups apart, or remove the grouping.");
        }
        Grouping grouping = chosen.nestedIn.isPresent()
                ? Grouping.nested(chosen.nestedIn.get(), chosen.group)
                : Grouping.by(chosen.group);
        String[] slopes = chosen.slopesVary
                ? chosen(chosen.slopes, "Slope columns", chosen).toArray(String[]::new)
                : new String[0];
        grouping = grouping.slopes(slopes);
        return chosen.correlated || slopes.length == 0 ? grouping : grouping.uncorrelated();
    }

    /** Returns what a filter chooses, which by a pattern or a type are never groups; by its name a number can be both. */
    private List<String> chosen(ColumnFilter filter, String title, GroupingParameters... groupings)
            throws InvalidSettingsException {
        return ChosenColumns.of(filter, title, LearnerColumns.without(LearnerColumns.groups(groupings), predictors));
    }
}
