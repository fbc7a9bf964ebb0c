package org.multilevel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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

    /** A reader looks at as many; the table has all. */
    private static final int MOST_TERMS = 12;

    private ReportPictures() {}

    /** Returns those of the model alone; of a factor with very many terms those of the first. */
    static List<ReportPicture> of(MixedModel model, Inference inference) {
        List<ReportPicture> found = new ArrayList<>();
        Pictures pictures = Pictures.of(model).withInference(inference);
        for (PictureKind kind : List.of(PictureKind.FIXED, PictureKind.STANDARDISED)) {
            add(found, pictures, PictureRequest.of(kind), () -> none(), Progress.NONE);
        }
        ofEffects(model, PictureKind.EFFECTS)
                .forEach(request -> add(found, pictures, request, () -> none(), Progress.NONE));
        for (PictureKind kind : List.of(PictureKind.PREDICTED, PictureKind.SHARES)) {
            add(found, pictures, PictureRequest.of(kind), () -> none(), Progress.NONE);
        }
        ofEffects(model, PictureKind.EFFECT_QUANTILES)
                .forEach(request -> add(found, pictures, request, () -> none(), Progress.NONE));
        return found;
    }

    /** Effects without variance are all zero, which needs no picture. */
    private static List<PictureRequest> ofEffects(MixedModel model, PictureKind kind) {
        List<PictureRequest> requests = new ArrayList<>();
        for (GroupingFactor factor : model.groupingFactors()) {
            IntStream.range(0, factor.width())
                    .filter(k -> factor.standardDeviation(k) > 0)
                    .limit(MOST_TERMS)
                    .forEach(k -> requests.add(
                            PictureRequest.of(kind).withGroup(factor.name()).withTerm(factor.column(k))));
        }
        return requests;
    }

    /**
     * Returns those that show rows; each reads them once.
     *
     * @param rows the table that the model was fitted to
     * @throws org.multilevel.error.DataException if it cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static List<ReportPicture> ofRows(
            MixedModel model, Inference inference, Supplier<Table> rows, Progress progress) {
        List<ReportPicture> found = new ArrayList<>();
        Pictures pictures = Pictures.of(model).withInference(inference);
        for (PictureKind kind : OF_ROWS) {
            add(found, pictures, PictureRequest.of(kind), rows, progress);
        }
        return found;
    }

    /** A model may lack what a picture is of, such as a slope that shrinks; its report is then without. */
    private static void add(
            List<ReportPicture> found,
            Pictures pictures,
            PictureRequest request,
            Supplier<Table> rows,
            Progress progress) {
        if (pictures.has(request.kind())) {
            try {
                found.add(new ReportPicture(request, pictures.describe(request, rows, progress)));
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
