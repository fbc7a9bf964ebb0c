package org.multilevel.knime.learner;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.knime.node.parameters.widget.choices.util.FilteredInputTableColumnsProvider;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.SavedSettings;

/** Says which columns the learner's dialog offers where, and which of them it starts with. */
final class LearnerColumns {
    private LearnerColumns() {}

    /** The columns whose effects can vary over the groups of a grouping: the predictors that do not make these groups. */
    static final class Slopes implements ColumnChoicesProvider {
        private Supplier<String> response = () -> "";
        private Supplier<String> group = () -> "";
        private Supplier<Optional<String>> nestedIn = Optional::empty;

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            response = initializer.computeFromValueSupplier(MixedModelLearnerParameters.ResponseRef.class);
            group = initializer.computeFromValueSupplier(GroupingParameters.GroupRef.class);
            nestedIn = initializer.computeFromValueSupplier(GroupingParameters.NestedInRef.class);
        }

        @Override
        public List<DataColumnSpec> columnChoices(NodeParametersInput context) {
            Set<String> groups = new HashSet<>(Set.of(SavedSettings.text(group.get())));
            groups.addAll(nestedIn.get().stream().toList());
            return context.getInTableSpec(0)
                    .map(spec -> without(groups, predictors(spec, response.get())))
                    .orElse(List.of());
        }
    }

    /** The columns that can be fixed effects, alone or with one another: the predictors that are no groups. */
    static final class FixedEffects implements ColumnChoicesProvider {
        private Supplier<String> response = () -> "";
        private Supplier<GroupingParameters[]> groupings = () -> new GroupingParameters[0];

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            response = initializer.computeFromValueSupplier(MixedModelLearnerParameters.ResponseRef.class);
            groupings = initializer.computeFromValueSupplier(MixedModelLearnerParameters.GroupingsRef.class);
        }

        @Override
        public List<DataColumnSpec> columnChoices(NodeParametersInput context) {
            Set<String> groups = groups(groupings.get());
            return context.getInTableSpec(0)
                    .map(spec -> without(groups, predictors(spec, response.get())))
                    .orElse(List.of());
        }
    }

    /** The columns whose values are categories. */
    static final class Categories implements FilteredInputTableColumnsProvider {
        @Override
        public boolean isIncluded(DataColumnSpec column) {
            return KnimeColumns.isUsable(column) && !KnimeColumns.isNumeric(column);
        }
    }

    /** Returns the names of all group columns that are chosen. */
    static Set<String> groups(GroupingParameters[] groupings) {
        Set<String> names = new HashSet<>();
        for (GroupingParameters grouping : groupings) {
            names.add(SavedSettings.text(grouping.group));
            grouping.nestedIn.ifPresent(names::add);
        }
        return names;
    }

    /** Returns the columns that have none of some names. */
    static List<DataColumnSpec> without(Set<String> names, List<DataColumnSpec> columns) {
        return columns.stream()
                .filter(column -> !names.contains(column.getName()))
                .toList();
    }

    /** Returns the columns that can be fixed effects or slopes, in the order of the table. */
    static List<DataColumnSpec> predictors(DataTableSpec spec, String response) {
        return spec.stream()
                .filter(KnimeColumns::isUsable)
                .filter(column -> !column.getName().equals(response))
                .toList();
    }

    /** Returns the response that a dropped node starts with, see {@link ColumnGuess#response}; empty where there is none. */
    static String response(Optional<DataTableSpec> spec) {
        return spec.flatMap(table -> ColumnGuess.of(table).response()).orElse("");
    }

    /** Returns the weights to start with: the last column of real numbers but the response, else the last numeric one. */
    static String weights(Optional<DataTableSpec> spec, String response) {
        List<DataColumnSpec> real = columns(spec, response, LearnerColumns::isReal);
        return last(real.isEmpty() ? columns(spec, response, KnimeColumns::isNumeric) : real);
    }

    private static boolean isReal(DataColumnSpec column) {
        return column.getType().equals(DoubleCell.TYPE);
    }

    private static List<DataColumnSpec> columns(
            Optional<DataTableSpec> spec, String taken, Predicate<DataColumnSpec> wanted) {
        return spec.map(table -> predictors(table, taken)).orElse(List.of()).stream()
                .filter(wanted)
                .toList();
    }

    private static String last(List<DataColumnSpec> columns) {
        return columns.isEmpty() ? "" : columns.get(columns.size() - 1).getName();
    }
}
