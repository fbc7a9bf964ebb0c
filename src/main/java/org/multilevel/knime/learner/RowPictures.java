package org.multilevel.knime.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.multilevel.chart.picture.DescribedPicture;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.inference.Inference;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.report.ReportPictures;

/**
 * The pictures of rows for the learner's view, made while the rows are at hand and kept by the node: the view is opened later, without them.
 */
final class RowPictures {
    private RowPictures() {}

    /**
     * Makes the pictures, in one pass over the rows.
     *
     * @param remarks hears why there are none
     */
    static BufferedDataTable of(
            LiveModel live,
            Inference inference,
            Table rows,
            Progress progress,
            ExecutionContext context,
            List<String> remarks) {
        return table(() -> ReportPictures.ofRows(live, inference, () -> rows, progress), context, remarks);
    }

    /** Makes those of a generalised model. */
    static BufferedDataTable of(
            LiveGeneralisedModel live,
            Inference inference,
            Table rows,
            Progress progress,
            ExecutionContext context,
            List<String> remarks) {
        return table(() -> ReportPictures.ofRows(live, inference, () -> rows, progress), context, remarks);
    }

    private static BufferedDataTable table(
            Supplier<List<DescribedPicture>> described, ExecutionContext context, List<String> remarks) {
        List<String> pictures = new ArrayList<>();
        try {
            pictures.addAll(ReportPictures.written(described.get()));
        } catch (ChartException none) {
            remarks.add("The view has no pictures of rows. " + none.getMessage());
        }
        return KeptTexts.table("Pictures of the view", pictures, context);
    }
}
