package org.multilevel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.picture.DescribedPicture;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.error.ModelException;
import org.multilevel.inference.Inference;
import org.multilevel.inference.Parameters;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/** Which pictures a report shows: of the model alone, and of the rows where they are at hand. */
public final class ReportPictures {
    private static final List<PictureKind> OF_LINES =
            List.of(PictureKind.LINES, PictureKind.POOLING, PictureKind.NO_POOLING, PictureKind.BETWEEN);

    private static final List<PictureKind> AFTER_LINES = List.of(
            PictureKind.BOXES,
            PictureKind.SHRINKAGE,
            PictureKind.RESIDUALS,
            PictureKind.CALIBRATION,
            PictureKind.RESIDUAL_QUANTILES,
            PictureKind.RESIDUAL_BOXES);

    /** A reader looks at as many; the table has all. */
    private static final int MOST_TERMS = 12;

    /** With more of them, hundreds of evaluations of the likelihood would keep the reader waiting. */
    private static final int MOST_EFFECTS_OF_PROFILE = 2000;

    /** A generalised model looks at its rows, at each node of quadrature, in every evaluation. */
    private static final double MOST_LOOKS_OF_PROFILE = 20_000;

    private ReportPictures() {}

    /** Returns those of the model alone; of a factor with very many terms those of the first. */
    static List<DescribedPicture> of(MixedModel model, Inference inference) {
        List<PictureRequest> requests = new ArrayList<>();
        requests.add(PictureRequest.of(PictureKind.FIXED));
        requests.add(PictureRequest.of(PictureKind.STANDARDISED));
        requests.addAll(ofEffects(model, PictureKind.EFFECTS));
        requests.add(PictureRequest.of(PictureKind.PREDICTED));
        requests.add(PictureRequest.of(PictureKind.SHARES));
        requests.addAll(ofEffects(model, PictureKind.EFFECT_QUANTILES));
        return Pictures.of(model).withInference(inference).describeAll(requests, () -> none(), Progress.NONE);
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
     * Returns those that show rows, which are read once for all of them, and the profile of the first standard deviation of groups
     * where it is quick to find.
     *
     * @param rows the table that the model was fitted to
     * @throws ChartException if it holds other rows
     * @throws org.multilevel.error.DataException if it cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static List<DescribedPicture> ofRows(
            LiveModel live, Inference inference, Supplier<Table> rows, Progress progress) {
        Pictures pictures = Pictures.of(live.model()).withInference(inference);
        return withProfile(
                live.model(),
                ofRowsAlone(live.model(), inference, rows, progress),
                asked -> pictures.profile(live, asked.term().orElseThrow(), progress));
    }

    /**
     * Returns the same of a generalised model.
     *
     * @throws ChartException as there
     */
    public static List<DescribedPicture> ofRows(
            LiveGeneralisedModel live, Inference inference, Supplier<Table> rows, Progress progress) {
        Pictures pictures = Pictures.of(live.model()).withInference(inference);
        return withProfile(
                live.model(),
                ofRowsAlone(live.model(), inference, rows, progress),
                asked -> pictures.profile(live, asked.term().orElseThrow(), progress));
    }

    /**
     * Returns the same where nothing but the model is left of the fit: for the profile it is fitted again.
     *
     * @throws ChartException as there
     */
    public static List<DescribedPicture> ofRows(
            MixedModel model, Inference inference, Supplier<Table> rows, Progress progress) {
        Pictures pictures = Pictures.of(model).withInference(inference);
        return withProfile(
                model,
                ofRowsAlone(model, inference, rows, progress),
                asked -> pictures.describe(asked, rows, progress));
    }

    private static List<DescribedPicture> ofRowsAlone(
            MixedModel model, Inference inference, Supplier<Table> rows, Progress progress) {
        Pictures pictures = Pictures.of(model).withInference(inference);
        List<PictureRequest> requests = new ArrayList<>();
        OF_LINES.forEach(kind -> requests.add(PictureRequest.of(kind)));
        pictures.meansOfGroups().ifPresent(requests::add);
        AFTER_LINES.stream()
                .filter(kind ->
                        kind != PictureKind.CALIBRATION || model.generalised().isPresent())
                .forEach(kind -> requests.add(PictureRequest.of(kind)));
        return pictures.describeAll(requests, rows, progress);
    }

    /** Returns pictures as texts, in ASCII, that {@link ReportDocument#withWrittenPictures} takes: for hosts that show them later. */
    public static List<String> written(List<DescribedPicture> pictures) {
        return pictures.stream().map(PictureContent::text).toList();
    }

    private static boolean hasQuickProfile(MixedModel model) {
        long effects = model.groupingFactors().stream()
                .mapToLong(factor -> (long) factor.size() * factor.width())
                .sum();
        return effects > 0 && effects <= MOST_EFFECTS_OF_PROFILE && looks(model) <= MOST_LOOKS_OF_PROFILE;
    }

    /** Returns how many rows and nodes an evaluation of the likelihood looks at; none of a linear model. */
    private static double looks(MixedModel model) {
        int width = model.groupingFactors().stream()
                .mapToInt(GroupingFactor::width)
                .max()
                .orElse(0);
        return model.generalised()
                .map(of -> model.rows().used() * Math.pow(of.points(), width))
                .orElse(0.0);
    }

    private static List<DescribedPicture> withProfile(
            MixedModel model, List<DescribedPicture> found, Function<PictureRequest, ChartDescription> profile) {
        if (!hasQuickProfile(model)) {
            return found;
        }
        List<DescribedPicture> all = new ArrayList<>(found);
        try {
            Parameters.of(model).names().stream()
                    .filter(name -> name.startsWith("sd:"))
                    .findFirst()
                    .map(name -> PictureRequest.of(PictureKind.PROFILE).withTerm(name))
                    .ifPresent(request -> all.add(new DescribedPicture(request, profile.apply(request))));
        } catch (ChartException | ModelException e) {
            // A profile that cannot be followed is told to who asks for it; a report is of the others.
            return found;
        }
        return all;
    }

    private static Table none() {
        throw new ChartException("There is no table: these pictures are of the model alone.");
    }
}
