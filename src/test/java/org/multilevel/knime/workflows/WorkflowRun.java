package org.multilevel.knime.workflows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.workflows.SavedWorkflow.Connection;
import org.multilevel.knime.workflows.SavedWorkflow.Node;

/** Executes our nodes of a workflow on its data, and does for them what KNIME's own nodes before them would do. */
final class WorkflowRun {
    /** The address of a workflow's own data in its nodes' settings. */
    private static final String DATA = "knime://knime.workflow/data/";

    private final SavedWorkflow workflow;
    private final Map<Integer, List<? extends PortObject>> outputs = new HashMap<>();
    private final Map<Node, Executed> executed = new HashMap<>();

    private WorkflowRun(SavedWorkflow workflow) {
        this.workflow = workflow;
    }

    /** Returns what each of our nodes gave. */
    static Map<Node, Executed> of(SavedWorkflow workflow) throws Exception {
        WorkflowRun run = new WorkflowRun(workflow);
        for (Node node : workflow.nodes()) {
            if (node.isOurs()) {
                run.outputs(node);
            }
        }
        return run.executed;
    }

    private List<? extends PortObject> outputs(Node node) throws Exception {
        List<? extends PortObject> known = outputs.get(node.id());
        if (known != null) {
            return known;
        }
        List<PortObject> inputs = new ArrayList<>();
        for (Connection line : workflow.into(node)) {
            inputs.add(outputs(workflow.node(line.source())).get(line.sourcePort() - 1));
        }
        List<? extends PortObject> made = node.isOurs() ? execute(node, inputs) : stock(node, inputs);
        outputs.put(node.id(), made);
        return made;
    }

    private List<? extends PortObject> execute(Node node, List<PortObject> inputs) throws Exception {
        Executed result = NodeRun.of(node.newFactory()).load(located(node)).execute(inputs.toArray(PortObject[]::new));
        executed.put(node, result);
        return result.outputs();
    }

    /** Returns the settings of a node, with the file that a reader of ours reads in this folder, as KNIME would find it. */
    private NodeSettingsRO located(Node node) throws InvalidSettingsException {
        if (!isReader(node)) {
            return node.model();
        }
        NodeSettings settings = new NodeSettings("model");
        node.model().copyTo(settings);
        Path file = workflow.folder().resolve("data").resolve(path(node));
        settings.addString("file", file.toAbsolutePath().toString());
        return settings;
    }

    /** Returns whether a node reads a file. */
    static boolean isReader(Node node) {
        return node.factory().endsWith("CSVTableReaderNodeFactory")
                || node.factory().endsWith("StatisticsFileReaderNodeFactory");
    }

    private static List<PortObject> stock(Node node, List<PortObject> inputs) throws InvalidSettingsException {
        String name = node.factory().substring(node.factory().lastIndexOf('.') + 1);
        return List.of(
                switch (name) {
                    case "CSVTableReaderNodeFactory" -> Tables.csv(path(node).toString());
                    case "GroupLoopStartNodeFactory" -> firstGroup(node, (BufferedDataTable) inputs.get(0));
                    case "RowFilterRefNodeFactory" ->
                        others((BufferedDataTable) inputs.get(0), (BufferedDataTable) inputs.get(1));
                    default -> throw new AssertionError("our nodes stand behind a " + node.factory());
                });
    }

    /** Returns the file that a reader reads in the data folder of its workflow. */
    static Path path(Node reader) throws InvalidSettingsException {
        if (reader.isOurs()) {
            String file = reader.model().getString("file");
            if (!file.startsWith(DATA)) {
                throw new AssertionError("a file outside of the workflow: " + file);
            }
            return Path.of(file.substring(DATA.length()));
        }
        NodeSettingsRO path = reader.model()
                .getNodeSettings("settings")
                .getNodeSettings("file_selection")
                .getNodeSettings("path");
        if (!path.getString("file_system_specifier").equals("knime.workflow.data")) {
            throw new AssertionError("a file outside of the workflow: " + path);
        }
        return Path.of(path.getString("path"));
    }

    /** Returns the rows of the first round of a loop over groups. */
    private static BufferedDataTable firstGroup(Node node, BufferedDataTable table) throws InvalidSettingsException {
        String column = node.model()
                .getNodeSettings("categoryColumns")
                .getNodeSettings("manualFilter")
                .getStringArray("manuallySelected")[0];
        int position = table.getDataTableSpec().findColumnIndex(column);
        Object first = Tables.value(Tables.rows(table).get(0).getCell(position));
        return filtered(table, row -> Tables.value(row.getCell(position)).equals(first));
    }

    /** Returns the rows of a table whose keys another table does not have. */
    private static BufferedDataTable others(BufferedDataTable table, BufferedDataTable reference) {
        Set<String> keys = new HashSet<>(Tables.keys(reference));
        return filtered(table, row -> !keys.contains(row.getKey().getString()));
    }

    private static BufferedDataTable filtered(BufferedDataTable table, Predicate<DataRow> kept) {
        List<DataRow> rows = Tables.rows(table).stream().filter(kept).toList();
        return Tables.generated(table.getDataTableSpec(), rows.size(), i -> rows.get((int) i));
    }
}
