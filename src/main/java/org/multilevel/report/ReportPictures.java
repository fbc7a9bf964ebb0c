package org.multilevel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.error.ModelException;
import org.multilevel.inference.Inference;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Which pictures a report shows: of the model alone, and of the rows where they are at hand. */
public final class ReportPictures {
    private static final List<PictureKind> OF_ROWS = List.of(
            PictureKind.LINES,
            PictureKind.BETWEEN,
            PictureKind.BOXES,
            PictureKind.SHRINKAGE,
            PictureKind.RESIDUALS,
            PictureKind.RESIDUAL_QUANTILES);

    private ReportPictures() {}

    /** Returns those of the model alone. */
    static List<ChartDescription> of(MixedModel model, Inference inference) {
        List<ChartDescription> found = new ArrayList<>();
        Pictures pictures = Pictures.of(model).withInference(inference);
        for (PictureKind kind : List.of(PictureKind.PREDICTED, PictureKind.SHARES)) {
            add(found, pictures, PictureRequest.of(kind), () -> none(), Progress.NONE);
        }
        for (GroupingFactor factor : model.groupingFactors()) {
            for (String term : factor.columns()) {
                PictureRequest request = PictureRequest.of(PictureKind.EFFECT_QUANTILES)
                        .withGroup(factor.name())
                        .withTerm(term);
                add(found, pictures, request, () -> none(), Progress.NONE);
            }
        }
        return found;
    }

    /**
     * Returns those that show rows; each reads them once.
     *
     * @param rows the table that the model was fitted to
     * @throws org.multilevel.error.DataException if it cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static List<ChartDescription> ofRows(
            MixedModel model, Inference inference, Supplier<Table> rows, Progress progress) {
        List<ChartDescription> found = new ArrayList<>();
        Pictures pictures = Pictures.of(model).withInference(inference);
        for (PictureKind kind : OF_ROWS) {
            add(found, pictures, PictureRequest.of(kind), rows, progress);
        }
        return found;
    }

    /** A model may lack what a picture is of, such as a slope that shrinks; its report is then without. */
    private static void add(
            List<ChartDescription> found,
            Pictures pictures,
            PictureRequest request,
            Supplier<Table> rows,
            Progress progress) {
        if (pictures.has(request.kind())) {
            try {
                found.add(pictures.describe(request, rows, progress));
            } catch (ChartException | ModelException e) {
                // The pictures that can be are shown; the sentence is for who asks for this one.
                return;
            }
        }
    }

    private static Table none() {
        throw new ChartException("There is no table: these pictures are of the model alone.");
    }
}
