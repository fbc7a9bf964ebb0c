package org.knime.core.node.workflow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The flow variables at a node; a stand-in with the signatures of KNIME's. */
public final class FlowObjectStack {
    private final Deque<FlowObject> objects = new ArrayDeque<>();

    FlowObjectStack() {}

    public void push(FlowObject item) {
        objects.push(item);
    }

    /** The last one of a name counts. */
    public Map<String, FlowVariable> getAllAvailableFlowVariables() {
        Map<String, FlowVariable> variables = new LinkedHashMap<>();
        for (FlowObject object : objects) {
            if (object instanceof FlowVariable variable) {
                variables.putIfAbsent(variable.getName(), variable);
            }
        }
        return variables;
    }
}
