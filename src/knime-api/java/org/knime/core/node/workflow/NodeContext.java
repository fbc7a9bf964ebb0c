package org.knime.core.node.workflow;

import java.util.ArrayDeque;
import java.util.Deque;

/** The node that the current thread works for; a stand-in with the signatures of KNIME's. */
public final class NodeContext {
    private static final ThreadLocal<Deque<NodeContext>> CONTEXTS = ThreadLocal.withInitial(ArrayDeque::new);

    private final NodeContainer container;

    private NodeContext(NodeContainer container) {
        this.container = container;
    }

    public NodeContainer getNodeContainer() {
        return container;
    }

    public static NodeContext getContext() {
        return CONTEXTS.get().peek();
    }

    public static void pushContext(NodeContainer nodeContainer) {
        CONTEXTS.get().push(new NodeContext(nodeContainer));
    }

    public static void pushContext(NodeContext context) {
        CONTEXTS.get().push(context);
    }

    public static void removeLastContext() {
        CONTEXTS.get().pop();
    }
}
