package org.multilevel.knime.streaming;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel;
import org.knime.node.DefaultModel.RequireModelParameters;
import org.knime.node.parameters.NodeParameters;

/**
 * What a node does that makes one table: at once where KNIME hands it whole tables, row by row where a component is executed by
 * streaming.
 *
 * @param <P> the type of its settings
 */
public interface StreamedNode<P extends NodeParameters> {
    /** Returns the class of the settings. */
    Class<P> parametersClass();

    /**
     * Returns what the table will have.
     *
     * @param warning hears what the user should know
     * @throws InvalidSettingsException with the reason why the node cannot run
     */
    DataTableSpec configure(PortObjectSpec[] in, P parameters, Consumer<String> warning)
            throws InvalidSettingsException;

    /**
     * Makes the table.
     *
     * @param warning hears what the user should know
     * @throws KNIMEException with the reason why there is none
     * @throws CanceledExecutionException if the user has asked to stop
     */
    BufferedDataTable execute(PortObject[] in, P parameters, ExecutionContext context, Consumer<String> warning)
            throws KNIMEException, CanceledExecutionException;

    /** Returns the position of the input whose rows come one by one; all others come whole. */
    int streamedInput();

    /** Returns whether the rows are read once before those of the table can be made, which leaves something in the operator. */
    boolean readsRowsBefore();

    /**
     * Returns what makes the rows of the table.
     *
     * @param parameters the settings when they are asked for: variables of streamed nodes before may still change them
     */
    StreamedOperator operator(Supplier<P> parameters);

    /** Returns the same without streaming, as the definition of a node has it. */
    default DefaultModel model(RequireModelParameters model) {
        return model.parametersClass(parametersClass())
                .configure((input, output) -> output.setOutSpec(
                        0, configure(input.getInPortSpecs(), input.getParameters(), output::setWarningMessage)))
                .execute((input, output) -> output.setOutData(
                        0,
                        execute(
                                input.getInPortObjects(),
                                input.getParameters(),
                                input.getExecutionContext(),
                                output::setWarningMessage)));
    }
}
