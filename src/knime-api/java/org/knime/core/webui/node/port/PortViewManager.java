package org.knime.core.webui.node.port;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.node.port.PortType;

/** Knows the views of ports; a stand-in with the signatures of KNIME's. */
public final class PortViewManager {
    private static final Map<String, PortViews> VIEWS = new HashMap<>();

    private PortViewManager() {}

    public static void registerPortViews(
            String portObjectClassName,
            List<PortViewDescriptor> viewDescriptors,
            List<Integer> configuredIndices,
            List<Integer> executedIndices) {
        VIEWS.put(portObjectClassName, new PortViews(viewDescriptors, configuredIndices, executedIndices));
    }

    public static PortViews getPortViews(PortType portType) {
        return VIEWS.get(portType.getPortObjectClass().getName());
    }

    /** The views of a kind of port: which of them there are before a node is executed, and which after. */
    public record PortViews(
            List<PortViewDescriptor> viewDescriptors, List<Integer> configuredIndices, List<Integer> executedIndices) {}

    /** A view, and what makes it. */
    public record PortViewDescriptor(String label, Object viewFactory) {}
}
