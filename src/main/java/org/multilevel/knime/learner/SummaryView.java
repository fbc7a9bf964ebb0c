package org.multilevel.knime.learner;

import java.util.Optional;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectHolder;
import org.knime.core.node.workflow.NativeNodeContainer;
import org.knime.core.node.workflow.NodeContext;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.report.SummaryDocument;

/** Gives the view of the learner of generalised models the document that its page shows. */
final class SummaryView {
    private SummaryView() {}

    /** Returns the summary of the model of the node whose view is open, as JSON; empty before the node is executed. */
    static String document() {
        return internalModel()
                .map(port -> SummaryDocument.of(port.model(), port.getSpec().inference())
                        .json())
                .orElse("");
    }

    /** Asks the node itself: the view's own input may belong to another node, where one is a copy of the other. */
    private static Optional<MixedModelPortObject> internalModel() {
        NodeContext context = NodeContext.getContext();
        if (context != null
                && context.getNodeContainer() instanceof NativeNodeContainer node
                && node.getNodeModel() instanceof PortObjectHolder holder) {
            PortObject[] internal = holder.getInternalPortObjects();
            if (internal != null && internal.length > 0 && internal[0] instanceof MixedModelPortObject port) {
                return Optional.of(port);
            }
        }
        return Optional.empty();
    }
}
