package org.multilevel.knime.learner;

import java.util.List;
import java.util.Optional;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectHolder;
import org.knime.core.node.workflow.NativeNodeContainer;
import org.knime.core.node.workflow.NodeContext;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.report.ReportDocument;

/** Gives the learner's view the document that its page shows. */
final class LearnerView {
    private LearnerView() {}

    /** Returns the report on the model of the node whose view is open, as JSON; empty before the node is executed. */
    static String document() {
        return internal()
                .map(kept -> ReportDocument.of(
                                kept.port().model(), kept.port().getSpec().inference())
                        .withWrittenPictures(kept.pictures())
                        .withWrittenAnswers(kept.answers())
                        .json())
                .orElse("");
    }

    /**
     * What the node keeps.
     *
     * @param pictures those of its rows
     * @param answers tables of what else was asked
     */
    private record Kept(MixedModelPortObject port, List<String> pictures, List<String> answers) {}

    /** Asks the node itself: the view's own input may belong to another node, where one is a copy of the other. */
    private static Optional<Kept> internal() {
        NodeContext context = NodeContext.getContext();
        if (context != null
                && context.getNodeContainer() instanceof NativeNodeContainer node
                && node.getNodeModel() instanceof PortObjectHolder holder) {
            PortObject[] internal = holder.getInternalPortObjects();
            if (internal != null && internal.length > 0 && internal[0] instanceof MixedModelPortObject port) {
                return Optional.of(new Kept(port, KeptTexts.kept(internal, 1), KeptTexts.kept(internal, 2)));
            }
        }
        return Optional.empty();
    }
}
