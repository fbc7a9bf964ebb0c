package org.multilevel.knime.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeProgressMonitor;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.StandInContexts;
import org.knime.core.node.StandInNodeModel;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.workflow.NativeNodeContainer;
import org.knime.core.node.workflow.NodeContext;
import org.knime.core.node.workflow.StandInContainers;
import org.knime.node.NodeDefinition;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;

/**
 * A node on a canvas: it gets parameters, is configured, executed, saved and shown as KNIME does it.
 *
 * <p>Parameters that are not given are made at the first configure, from the specifications of the inputs. What
 * configure promises is held against what execute delivers.
 */
public final class NodeRun {
    private final NodeDefinition definition;
    private RecordedProgress progress = new RecordedProgress();
    private boolean keepsRows = true;
    private Optional<NodeParameters> parameters = Optional.empty();
    private Optional<NativeNodeContainer> container = Optional.empty();

    private NodeRun(NodeDefinition definition) {
        this.definition = definition;
    }

    public static NodeRun of(ConfigurableNodeFactory<?> factory) {
        return new NodeRun(NodeDefinition.of(factory));
    }

    public NodeDefinition definition() {
        return definition;
    }

    /** Gives the node parameters, in place of those that it would make itself. */
    public NodeRun with(NodeParameters given) {
        parameters = Optional.of(given);
        return this;
    }

    /** Uses this progress, which may cancel the node. */
    public NodeRun with(RecordedProgress given) {
        progress = given;
        return this;
    }

    /** Only counts the rows of the tables that the node makes: for tables larger than memory. */
    public NodeRun countingRows() {
        keepsRows = false;
        return this;
    }

    public RecordedProgress progress() {
        return progress;
    }

    /** Gives the node the parameters that it has on inputs of these specifications; null stands for no connection. */
    public NodeRun defaults(PortObjectSpec... in) {
        definition.parametersClass().ifPresent(type -> with(made(type, input(in))));
        return this;
    }

    private static <P extends NodeParameters> P made(Class<P> type, NodeParametersInput input) {
        return Instances.constructor(type, NodeParametersInput.class)
                .map(constructor -> Instances.of(constructor, input))
                .orElseGet(() -> Instances.of(type));
    }

    private DialogInput input(PortObjectSpec... in) {
        return new DialogInput(definition.types(true, in.length), definition.types(false, 0), List.of(), in);
    }

    /** Returns the parameters that the node has now. */
    public <P extends NodeParameters> P parameters(Class<P> type) {
        return type.cast(parameters.orElseThrow(() -> new AssertionError("the node has no parameters yet")));
    }

    /** Returns the open dialog of the node. */
    public Dialog dialog(PortObjectSpec... in) {
        if (parameters.isEmpty()) {
            defaults(in);
        }
        return new Dialog(parameters.orElseThrow(), input(in));
    }

    /** Returns the open dialog of the node after those before it were executed. */
    public Dialog dialogAfter(PortObject... in) {
        PortObjectSpec[] specs = Arrays.stream(in).map(PortObject::getSpec).toArray(PortObjectSpec[]::new);
        if (parameters.isEmpty()) {
            defaults(specs);
        }
        return new Dialog(
                parameters.orElseThrow(),
                new DialogInput(definition.types(true, in.length), definition.types(false, 0), List.of(in), specs));
    }

    /** Loads saved settings, as when a workflow is opened. */
    public NodeRun load(NodeSettingsRO settings) throws InvalidSettingsException {
        if (definition.parametersClass().isEmpty()) {
            return this;
        }
        Class<? extends NodeParameters> type = definition.parametersClass().get();
        SavedParameters.load(type, settings).validate();
        return with(SavedParameters.load(type, settings));
    }

    /** Returns the settings that are saved with the node. */
    public NodeSettings save() {
        return definition
                .parametersClass()
                .map(type -> SavedParameters.save(parameters.orElseGet(() -> Instances.of(type))))
                .orElseGet(() -> new NodeSettings("model"));
    }

    /** Configures the node; KNIME does so once all specifications of the inputs are known. */
    public Configured configure(PortObjectSpec... in) throws InvalidSettingsException {
        List<PortType> types = definition.types(true, in.length);
        if (types.size() != in.length || Arrays.asList(in).contains(null)) {
            throw new AssertionError("The node has " + types.size() + " inputs, not " + Arrays.toString(in));
        }
        NodeContext.pushContext(container());
        try {
            if (parameters.isEmpty()) {
                defaults(in);
                if (parameters.isPresent()) {
                    parameters.get().validate();
                }
            }
            return ConfigureStep.run(definition, parameters, in);
        } finally {
            NodeContext.removeLastContext();
        }
    }

    /** Returns the sentence with which the node refuses to be configured. */
    public String refusal(PortObjectSpec... in) {
        try {
            Configured configured = configure(in);
            throw new AssertionError("The node is configured: " + configured);
        } catch (InvalidSettingsException e) {
            return e.getMessage();
        }
    }

    /** Configures the node and executes it. */
    public Executed execute(PortObject... in)
            throws InvalidSettingsException, KNIMEException, CanceledExecutionException {
        PortObjectSpec[] specs = Arrays.stream(in).map(PortObject::getSpec).toArray(PortObjectSpec[]::new);
        container = Optional.empty();
        Configured promised = configure(specs);
        NodeContext.pushContext(container());
        try {
            StandInNodeModel model = (StandInNodeModel) container().getNodeModel();
            ExecutionContext context = context(progress);
            ExecuteStep step = ExecuteStep.run(definition, parameters, model, context, in);
            ExecuteStep.check(definition, promised, step.outputs());
            PortObject[] internal = model.getInternalPortObjects();
            return new Executed(
                    step.outputs(),
                    internal == null ? List.of() : List.of(internal),
                    step.warning(),
                    container().getOutgoingFlowObjectStack().getAllAvailableFlowVariables());
        } finally {
            NodeContext.removeLastContext();
        }
    }

    private ExecutionContext context(NodeProgressMonitor monitor) {
        return keepsRows ? StandInContexts.of(monitor) : StandInContexts.counting(monitor);
    }

    /** Returns what the user reads when the execution of the node fails. */
    public Failure failure(PortObject... in) throws InvalidSettingsException, CanceledExecutionException {
        try {
            Executed executed = execute(in);
            throw new AssertionError("The node is executed: " + executed);
        } catch (KNIMEException e) {
            return Failure.of(e);
        }
    }

    /** Returns the view of the node, executed or not. */
    public View view() {
        return new View(definition, container());
    }

    /** The node as the workflow holds it; its flow variables go when it is executed again. */
    private NativeNodeContainer container() {
        if (container.isEmpty()) {
            StandInNodeModel model = new StandInNodeModel(definition.types(true, 0), definition.types(false, 0));
            container = Optional.of(StandInContainers.of(definition.name(), model));
        }
        return container.get();
    }

    /** A list that may hold null, for what is not known. */
    static <T> List<T> listOf(T[] array) {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(array)));
    }
}
