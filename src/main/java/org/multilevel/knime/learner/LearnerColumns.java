package org.multilevel.knime.learner;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.KnimeColumns;

/** Says which columns the learner's dialog offers where, and which of them it starts with. */
final class LearnerColumns {
    private LearnerColumns() {}

    /** The columns that can be fixed effects or slopes: all but the response. */
    static final class Predictors implements ColumnChoicesProvider {
        private Supplier<String> response = () -> "";

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            response = initializer.computeFromValueSupplier(MixedModelLearnerParameters.ResponseRef.class);
        }

        @Override
        public List<DataColumnSpec> columnChoices(NodeParametersInput context) {
            return context.getInTableSpec(0)
                    .map(spec -> predictors(spec, response.get()))
                    .orElse(List.of());
        }
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
