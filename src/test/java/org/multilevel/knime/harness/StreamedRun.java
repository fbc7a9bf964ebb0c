package org.multilevel.knime.harness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.StandInContexts;
import org.knime.core.node.StandInNodes;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.streamable.InputPortRole;
import org.knime.core.node.streamable.PartitionInfo;
import org.knime.core.node.streamable.PortInput;
import org.knime.core.node.streamable.PortObjectInput;
import org.knime.core.node.streamable.PortOutput;
import org.knime.core.node.streamable.RowInput;
import org.knime.core.node.streamable.RowOutput;
import org.knime.core.node.streamable.StreamableOperator;
import org.knime.core.node.streamable.StreamableOperatorInternals;
import org.knime.core.webui.node.dialog.defaultdialog.StandInParameters;
import org.knime.node.NodeDefinition;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.multilevel.knime.streaming.StreamedNodeFactory;

/**
 * A node in a component that is executed by streaming, in the steps of KNIME's executor; what a pass over the rows leaves goes to a new
 * operator, as to another machine.
 */
public final class StreamedRun {
    private final NodeModel model;
    private RecordedProgress progress = new RecordedProgress();
    private long wanted = Long.MAX_VALUE;
    private Optional<NodeSettings> changed = Optional.empty();
    private final List<String> events = new ArrayList<>();

    private StreamedRun(NodeModel model) {
        this.model = model;
    }

    /** What comes out: the rows, their specification and the warning of the node. */
    public record Streamed(DataTableSpec spec, List<DataRow> rows, Optional<String> warning, List<String> events) {}

    public static StreamedRun of(StreamedNodeFactory factory) {
        StandInParameters.use(StreamedRun::created, SavedParameters::load, StreamedRun::save);
        NodeDefinition definition = NodeDefinition.of(factory);
        return new StreamedRun(StandInNodes.model(factory, definition.types(true, 0), definition.types(false, 0)));
    }

    private static Object created(Class<?> type, PortObjectSpec... in) {
        return in == null
                ? Instances.of(type)
                : Instances.constructor(type, NodeParametersInput.class)
                        .<Object>map(constructor ->
                                Instances.of(constructor, new DialogInput(List.of(), List.of(), List.of(), in)))
                        .orElseGet(() -> Instances.of(type));
    }

    private static void save(Object parameters, NodeSettingsWO settings) {
        SavedParameters.save(parameters).copyTo(settings);
    }

    public NodeModel model() {
        return model;
    }

    /** Gives the node parameters, as when its workflow is opened. */
    public StreamedRun with(NodeParameters parameters) throws InvalidSettingsException {
        StandInNodes.load(model, SavedParameters.save(parameters));
        return this;
    }

    /** Uses this progress, which may cancel the node. */
    public StreamedRun with(RecordedProgress given) {
        progress = given;
        return this;
    }

    /** The node behind takes so many rows and no more. */
    public StreamedRun wanting(long rows) {
        wanted = rows;
        return this;
    }

    /** Variables of nodes before change the settings after the first reading of the rows. */
    public StreamedRun changingTo(NodeParameters parameters) {
        changed = Optional.of(SavedParameters.save(parameters));
        return this;
    }

    public Streamed run(PortObject... in) throws Exception {
        PortObjectSpec[] specs = Arrays.stream(in).map(PortObject::getSpec).toArray(PortObjectSpec[]::new);
        StandInNodes.configure(model, specs);
        ExecutionContext context = StandInContexts.of(progress);
        StreamableOperatorInternals internals = null;
        while (model.iterate(internals)) {
            StreamableOperator operator = operator(internals, specs);
            operator.runIntermediate(inputs(in), context);
            internals = model.createMergeOperator().mergeIntermediate(left(operator));
        }
        if (changed.isPresent()) {
            StandInNodes.load(model, changed.get());
        }
        DataTableSpec spec = (DataTableSpec) StandInNodes.configure(model, specs)[0];
        events.clear();
        Output output = new Output();
        StreamableOperator operator = operator(internals, specs);
        operator.runFinal(inputs(in), new PortOutput[] {output}, context);
        internals = model.createMergeOperator().mergeFinal(left(operator));
        model.finishStreamableExecution(internals, context, new PortOutput[1]);
        return new Streamed(spec, output.rows, Optional.ofNullable(StandInNodes.warning(model)), List.copyOf(events));
    }

    /** Executes the node without streaming. */
    public BufferedDataTable executed(PortObject... in) throws Exception {
        StandInNodes.configure(model, Arrays.stream(in).map(PortObject::getSpec).toArray(PortObjectSpec[]::new));
        return (BufferedDataTable) StandInNodes.execute(model, StandInContexts.of(progress), in)[0];
    }

    private StreamableOperator operator(StreamableOperatorInternals internals, PortObjectSpec... specs)
            throws InvalidSettingsException {
        StreamableOperator operator = model.createStreamableOperator(new PartitionInfo(0, 1), specs);
        operator.loadInternals(internals);
        return operator;
    }

    private static StreamableOperatorInternals[] left(StreamableOperator operator) throws Exception {
        StreamableOperatorInternals internals = operator.saveInternals();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        internals.save(new DataOutputStream(bytes));
        StreamableOperatorInternals received =
                internals.getClass().getConstructor().newInstance();
        received.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return new StreamableOperatorInternals[] {received};
    }

    private PortInput[] inputs(PortObject... in) {
        InputPortRole[] roles = model.getInputPortRoles();
        PortInput[] inputs = new PortInput[in.length];
        for (int i = 0; i < in.length; i++) {
            inputs[i] = roles[i].isStreamable() ? new Input((BufferedDataTable) in[i]) : new PortObjectInput(in[i]);
        }
        return inputs;
    }

    private final class Input extends RowInput {
        private final DataTableSpec spec;
        private final Iterator<DataRow> rows;

        Input(BufferedDataTable table) {
            spec = table.getDataTableSpec();
            rows = table.iterator();
        }

        @Override
        public DataTableSpec getDataTableSpec() {
            return spec;
        }

        @Override
        public DataRow poll() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!rows.hasNext()) {
                return null;
            }
            DataRow row = rows.next();
            events.add("in " + row.getKey());
            return row;
        }

        @Override
        public void close() {
            events.add("in closed");
        }
    }

    private final class Output extends RowOutput {
        private final List<DataRow> rows = new ArrayList<>();

        @Override
        public void push(DataRow row) {
            if (rows.size() >= wanted) {
                throw new OutputClosedException();
            }
            rows.add(row);
            events.add("out " + row.getKey());
        }

        @Override
        public void close() {
            events.add("out closed");
        }
    }
}
