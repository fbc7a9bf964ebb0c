package org.multilevel.knime.workflows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.multilevel.knime.harness.SavedParameters;

/**
 * A workflow as KNIME saved it.
 *
 * @param folder the folder of the workflow
 * @param createdBy the version of KNIME that it says it was saved by
 * @param nodes the nodes by their numbers
 * @param connections the lines between them
 */
record SavedWorkflow(Path folder, String createdBy, List<Node> nodes, List<Connection> connections) {
    private static final Path WORKFLOWS = Path.of("workflows", "knime");

    /** A node: its number in the workflow, the class of its factory, and its whole settings.xml. */
    record Node(int id, String factory, NodeSettingsRO settings) {

        boolean isOurs() {
            return factory.startsWith("org.multilevel.");
        }

        /** Returns what the node's dialog has set. */
        NodeSettingsRO model() throws InvalidSettingsException {
            return settings.getNodeSettings("model");
        }

        ConfigurableNodeFactory<?> newFactory() {
            try {
                return Class.forName(factory)
                        .asSubclass(ConfigurableNodeFactory.class)
                        .getConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(factory, e);
            }
        }
    }

    /** A line from an output port to an input port, counted from 1 as port 0 is that of the flow variables. */
    record Connection(int source, int sourcePort, int target, int targetPort) {}

    /** Returns the folders of all workflows. */
    static List<Path> folders() {
        try (var folders = Files.list(WORKFLOWS)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SavedWorkflow read(Path folder) throws IOException, InvalidSettingsException {
        NodeSettingsRO workflow = SavedParameters.ofXml(Files.readString(folder.resolve("workflow.knime")));
        List<Node> nodes = new ArrayList<>();
        NodeSettingsRO saved = workflow.getNodeSettings("nodes");
        for (String key : saved.keySet()) {
            NodeSettingsRO node = saved.getNodeSettings(key);
            NodeSettingsRO settings =
                    SavedParameters.ofXml(Files.readString(folder.resolve(node.getString("node_settings_file"))));
            nodes.add(new Node(node.getInt("id"), settings.getString("factory"), settings));
        }
        List<Connection> connections = new ArrayList<>();
        NodeSettingsRO lines = workflow.getNodeSettings("connections");
        for (String key : lines.keySet()) {
            NodeSettingsRO line = lines.getNodeSettings(key);
            connections.add(new Connection(
                    line.getInt("sourceID"),
                    line.getInt("sourcePort"),
                    line.getInt("destID"),
                    line.getInt("destPort")));
        }
        return new SavedWorkflow(folder, workflow.getString("created_by"), nodes, connections);
    }

    Node node(int id) {
        return nodes.stream().filter(node -> node.id() == id).findFirst().orElseThrow();
    }

    /** Returns the lines into a node's ports for data and models, from the first port to the last. */
    List<Connection> into(Node node) {
        return connections.stream()
                .filter(line -> line.target() == node.id() && line.targetPort() > 0)
                .sorted((a, b) -> Integer.compare(a.targetPort(), b.targetPort()))
                .toList();
    }
}
