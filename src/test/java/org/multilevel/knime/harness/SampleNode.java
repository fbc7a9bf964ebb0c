package org.multilevel.knime.harness;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObjectHolder;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.core.node.workflow.NativeNodeContainer;
import org.knime.core.node.workflow.NodeContext;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.util.ColumnSelectionUtil;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;
import org.knime.node.parameters.widget.message.TextMessage;

/** A node that computes a mean, to try the harness with. */
final class SampleNode extends DefaultNodeFactory {
    private static final DefaultNode NODE = DefaultNode.create()
            .name("Mean")
            .icon("mean.png")
            .shortDescription("Computes a mean.")
            .fullDescription("Computes the mean of a column.")
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Data", "The rows.").addOutputTable("Mean", "One row."))
            .model(model -> model.parametersClass(Parameters.class)
                    .configure(SampleNode::configure)
                    .execute(SampleNode::execute))
            .addView(view -> view.withoutParameters()
                    .description("Shows the mean.")
                    .page(page -> page.fromString(() -> "<p>mean</p>").relativePath("mean.html"))
                    .initialData(data -> data.data(input -> "{\"rows\":" + rowsOfTheView() + "}")));

    SampleNode() {
        super(NODE);
    }

    /** The parameters of the node. */
    static final class Parameters implements NodeParameters {
        @Widget(title = "Column", description = "The column.")
        @ChoicesProvider(Numbers.class)
        @ValueReference(ColumnRef.class)
        String column = "";

        @Widget(title = "Fail", description = "Whether the node fails.")
        @ValueReference(FailRef.class)
        boolean fail;

        @Widget(title = "Reason", description = "What the node says when it fails.")
        @Effect(predicate = FailRef.class, type = EffectType.SHOW)
        String reason = "Failed.";

        /** What configure does not say. */
        @Widget(title = "Surprise", description = "Whether the output has another column.")
        boolean surprise;

        @TextMessage(Choice.class)
        Void choice;

        Parameters() {}

        Parameters(NodeParametersInput input) {
            column = ColumnSelectionUtil.getDoubleColumnsOfFirstPort(input).stream()
                    .map(DataColumnSpec::getName)
                    .findFirst()
                    .orElse("");
        }
    }

    interface ColumnRef extends ParameterReference<String> {}

    static final class FailRef implements BooleanReference {}

    static final class Numbers extends CompatibleColumnsProvider {
        Numbers() {
            super(DoubleValue.class);
        }
    }

    static final class Choice implements StateProvider<Optional<TextMessage.Message>> {
        private Supplier<String> column;

        @Override
        public void init(StateProviderInitializer initializer) {
            column = initializer.computeFromValueSupplier(ColumnRef.class);
        }

        @Override
        public Optional<TextMessage.Message> computeState(NodeParametersInput input) {
            return Optional.of(
                    new TextMessage.Message("Choice", "mean of " + column.get(), TextMessage.MessageType.INFO));
        }
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        Parameters parameters = input.getParameters();
        if (!input.getInTableSpec(0).containsName(parameters.column)) {
            throw new InvalidSettingsException("No column \"" + parameters.column + "\".");
        }
        output.setOutSpecs(spec("mean"));
    }

    private static DataTableSpec spec(String name) {
        return new DataTableSpec(Tables.column(name, DoubleCell.TYPE));
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws CanceledExecutionException, KNIMEException {
        Parameters parameters = input.getParameters();
        if (parameters.fail) {
            throw KNIMEException.of(Message.builder()
                    .withSummary(parameters.reason)
                    .addTextIssue("A detail.")
                    .addResolutions("Do otherwise.")
                    .build()
                    .orElseThrow());
        }
        BufferedDataTable table = input.getInTable(0);
        int column = table.getSpec().findColumnIndex(parameters.column);
        double sum = 0;
        for (DataRow row : table) {
            input.getExecutionContext().checkCanceled();
            sum += ((DoubleValue) row.getCell(column)).getDoubleValue();
        }
        BufferedDataContainer container =
                input.getExecutionContext().createDataContainer(spec(parameters.surprise ? "other" : "mean"));
        container.addRowToTable(new DefaultRow("all", new DoubleCell(sum / table.size())));
        container.close();
        output.setOutData(container.getTable());
        output.setInternalData(table);
        output.setWarningMessage(table.size() + " rows");
        node().getOutgoingFlowObjectStack().push(new FlowVariable("sum", sum));
    }

    private static NativeNodeContainer node() {
        return (NativeNodeContainer) NodeContext.getContext().getNodeContainer();
    }

    private static long rowsOfTheView() {
        return List.of(((PortObjectHolder) node().getNodeModel()).getInternalPortObjects()).stream()
                .mapToLong(object -> ((BufferedDataTable) object).size())
                .sum();
    }
}
