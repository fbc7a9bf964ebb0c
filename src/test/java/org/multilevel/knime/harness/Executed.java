package org.multilevel.knime.harness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.workflow.FlowVariable;

/** What an executed node leaves: the objects at its outputs, those kept for its view, a warning and flow variables. */
public record Executed(
        List<PortObject> outputs,
        List<PortObject> internal,
        Optional<String> warning,
        Map<String, FlowVariable> variables) {
    public BufferedDataTable table(int port) {
        return (BufferedDataTable) outputs.get(port);
    }

    /** Returns the value of a flow variable. */
    public Object variable(String name) {
        FlowVariable variable = variables.get(name);
        if (variable == null) {
            throw new AssertionError("No flow variable " + name + " among " + variables.keySet());
        }
        return variable.getValue(variable.getVariableType());
    }
}
