package org.multilevel.knime.means;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.knime.port.MixedModelPortObjectSpec;

/** Says in the open dialog which predictors the model has, since they are typed and not chosen from a list. */
final class PredictorsMessage implements StateProvider<Optional<TextMessage.Message>> {

    @Override
    public void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }

    @Override
    public Optional<TextMessage.Message> computeState(NodeParametersInput context) {
        return context.getInPortSpec(0)
                .filter(MixedModelPortObjectSpec.class::isInstance)
                .map(MixedModelPortObjectSpec.class::cast)
                .map(MixedModelMeansParameters::fixed)
                .filter(columns -> !columns.isEmpty())
                .map(columns -> new TextMessage.Message("Predictors of the model", said(columns), MessageType.INFO));
    }

    private static String said(List<Column> columns) {
        String labels = names(columns, ColumnType.CATEGORICAL);
        String numbers = names(columns, ColumnType.NUMERIC);
        return (labels.isEmpty() ? "" : "With levels: " + labels + ". ")
                + (numbers.isEmpty()
                        ? ""
                        : "Numbers: " + numbers
                                + "; each stands at its mean, unless it has two values only or Values names others.");
    }

    private static String names(List<Column> columns, ColumnType type) {
        return columns.stream()
                .filter(column -> column.type() == type)
                .map(Column::name)
                .collect(Collectors.joining(", "));
    }
}
