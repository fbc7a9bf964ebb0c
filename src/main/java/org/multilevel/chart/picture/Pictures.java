package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.multilevel.chart.data.Gathering;
import org.multilevel.chart.data.ModelVariables;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Mark;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.inference.Inference;
import org.multilevel.inference.Parameters;
import org.multilevel.inference.ResponseWords;
import org.multilevel.inference.intervals.ProfileIntervals;
import org.multilevel.inference.means.PredictorValues;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.ModelPredictor;

/**
 * The pictures of a fitted model.
 *
 * <pre>{@code
 * ChartDescription schools = Pictures.of(model).describe(PictureRequest.of(PictureKind.EFFECTS).withTerm("ses"));
 * }</pre>
 *
 * <p>Those that need the rows read them once, or once for each model, and hold few of them; they are the rows that the model was fitted to.
 */
public final class Pictures {
    private final MixedModel model;
    private final Inference inference;

    private Pictures(MixedModel model, Inference inference) {
        this.model = model;
        this.inference = inference;
    }

    /** Returns the pictures of a model, with 95% intervals. */
    public static Pictures of(MixedModel model) {
        return new Pictures(model, Inference.standard());
    }

    /** Returns these pictures with intervals as another inference has them. */
    public Pictures withInference(Inference inference) {
        return new Pictures(model, inference);
    }

    /**
     * Describes a picture that needs no rows.
     *
     * @throws ChartException if it does, or as {@link #describe(PictureRequest, Supplier, Progress)}
     */
    public ChartDescription describe(PictureRequest request) {
        return describe(
                request,
                () -> {
                    throw new ChartException("The picture " + request.kind().text()
                            + " shows rows of the table that the model was fitted to, and there is no table: give it.");
                },
                Progress.NONE);
    }

    /**
     * Describes a picture.
     *
     * @param rows the table that the model was fitted to; asked for only where it is needed
     * @throws ChartException if the model has no such thing, the table holds other rows, or something is chosen that the picture has not
     * @throws org.multilevel.error.ModelException if the table lacks a column or holds a level that the fit did not see
     * @throws org.multilevel.error.DataException if it cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public ChartDescription describe(PictureRequest request, Supplier<Table> rows, Progress progress) {
        request.unheard().stream().findFirst().ifPresent(option -> {
            throw new ChartException("The picture " + request.kind().text() + " has no " + option.text()
                    + ": leave it out, or choose another picture.");
        });
        FamilyKinds.refusal(model, request.kind()).ifPresent(sentence -> {
            throw new ChartException(sentence);
        });
        elsewhere(request.kind()).ifPresent(sentence -> {
            throw new ChartException(sentence);
        });
        return determined(request, picture(new Scene(model, inference, request), rows, progress));
    }

    /**
     * Describes several pictures; those that show rows share one pass over the table. Those that the model has not, such as the shrinkage
     * of effects that no plane holds, are left out.
     *
     * @param rows the table that the model was fitted to; asked for only where it is needed
     * @throws ChartException if the table holds other rows
     * @throws org.multilevel.error.DataException if it cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public List<DescribedPicture> describeAll(List<PictureRequest> requests, Supplier<Table> rows, Progress progress) {
        List<PictureRequest> known = requests.stream()
                .filter(request ->
                        has(request.kind()) && elsewhere(request.kind()).isEmpty())
                .toList();
        Map<PictureRequest, Gathering<ChartDescription>> prepared = new LinkedHashMap<>();
        if (known.stream().anyMatch(Pictures::isOfRows)) {
            PicturesOfRows together = new PicturesOfRows(model, rows.get(), progress);
            known.stream()
                    .filter(Pictures::isOfRows)
                    .forEach(request -> ifThereIs(() -> together.prepare(new Scene(model, inference, request)))
                            .ifPresent(gathering -> prepared.put(request, gathering)));
            together.read(List.copyOf(prepared.values()));
        }
        List<DescribedPicture> described = new ArrayList<>();
        for (PictureRequest request : known) {
            Optional<Gathering<ChartDescription>> gathered = Optional.ofNullable(prepared.get(request));
            if (gathered.isPresent() || !isOfRows(request)) {
                ifThereIs(() -> gathered.map(gathering -> determined(request, gathering.made()))
                                .orElseGet(() -> describe(request, rows, progress)))
                        .ifPresent(chart -> described.add(new DescribedPicture(request, chart)));
            }
        }
        return described;
    }

    /**
     * Describes the likelihood profile of a parameter from what the fit has at hand.
     *
     * @param fitted this model
     * @throws ChartException if the model has no such parameter, or it has no profile
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public ChartDescription profile(LiveModel fitted, String parameter, Progress progress) {
        PictureRequest request = PictureRequest.of(PictureKind.PROFILE).withTerm(parameter);
        return ProfilePicture.of(
                new Scene(model, inference, request),
                (name, level) -> ProfileIntervals.ofOne(fitted, name, level, progress));
    }

    /**
     * Describes the likelihood profile of a parameter of a generalised model from what the fit has at hand.
     *
     * @param fitted this model
     * @throws ChartException if the model has no such parameter, or it has no profile
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public ChartDescription profile(LiveGeneralisedModel fitted, String parameter, Progress progress) {
        PictureRequest request = PictureRequest.of(PictureKind.PROFILE).withTerm(parameter);
        return ProfilePicture.of(
                new Scene(model, inference, request),
                (name, level) -> ProfileIntervals.ofOne(fitted, name, level, progress));
    }

    /** Fits the model to its rows again, which nothing but a profile needs. */
    private ProfileIntervals again(Table table, String name, double level, Progress progress) {
        return model.generalised().isPresent()
                ? ProfileIntervals.ofOne(LiveGeneralisedModel.again(model, table, 1, progress), name, level, progress)
                : ProfileIntervals.ofOne(LiveModel.again(model, table, progress), name, level, progress);
    }

    /** Returns why there is no picture of groups whose effects stayed where their rows are; empty where there is. */
    private Optional<String> elsewhere(PictureKind kind) {
        boolean ofGroups = kind == PictureKind.EFFECTS
                || kind == PictureKind.EFFECT_QUANTILES
                || (kind.needsRows() && kind != PictureKind.PROFILE);
        return model.groupingFactors().stream()
                .filter(factor -> ofGroups && factor.isElsewhere())
                .findFirst()
                .map(factor -> "The picture " + kind.text() + " shows effects of " + factor.name()
                        + ", which stayed on the cluster where the model was fitted: choose fixed, standardised, predicted or"
                        + " shares, or fit with --spread no.");
    }

    private static boolean isOfRows(PictureRequest request) {
        return request.kind().needsRows() && request.kind() != PictureKind.PROFILE;
    }

    private static <T> Optional<T> ifThereIs(Supplier<T> picture) {
        try {
            return Optional.of(picture.get());
        } catch (ChartException | ModelException e) {
            // The sentence is for who asks for this picture alone.
            return Optional.empty();
        }
    }

    private ChartDescription determined(PictureRequest request, ChartDescription picture) {
        requireDetermined(request, picture);
        return picture;
    }

    /** A line that depends on a coefficient which the fit left out is nowhere. */
    private void requireDetermined(PictureRequest request, ChartDescription picture) {
        boolean drawn = false;
        boolean nowhere = false;
        for (Mark mark : picture.marks()) {
            List<Double> heights = heights(mark);
            boolean missing = heights.stream().allMatch(height -> height.isNaN());
            nowhere |= missing && !heights.isEmpty();
            drawn |= !missing || mark instanceof Mark.Boxes || mark instanceof Mark.Arrows || mark instanceof Mark.Bars;
        }
        List<String> dropped = model.fixedEffects().dropped();
        if ((nowhere || !drawn) && !dropped.isEmpty()) {
            throw new ChartException("The picture " + request.kind().text()
                    + " shows what these data do not tell, because the fit left out " + Labels.list(dropped)
                    + ": leave that out of the formula, or choose another picture.");
        }
    }

    /** Returns how high a mark stands at each of its places; none of marks that are there or not. */
    private static List<Double> heights(Mark mark) {
        if (mark instanceof Mark.Points points) {
            return points.data().stream().map(Datum.Point::y).toList();
        }
        if (mark instanceof Mark.Lines lines) {
            return lines.paths().stream()
                    .flatMap(path -> path.points().stream())
                    .map(Datum.Point::y)
                    .toList();
        }
        if (mark instanceof Mark.Band band) {
            return band.data().stream().map(Datum.Span::middle).toList();
        }
        return mark instanceof Mark.Intervals intervals
                ? intervals.data().stream().map(Datum.Span::middle).toList()
                : List.of();
    }

    private ChartDescription picture(Scene scene, Supplier<Table> rows, Progress progress) {
        PictureRequest request = scene.request();
        return switch (request.kind()) {
            case EFFECTS -> EffectsPicture.of(scene);
            case EFFECT_QUANTILES -> QuantilesPicture.ofEffects(scene);
            case FIXED, STANDARDISED -> FixedPicture.of(scene);
            case PREDICTED -> PredictedPicture.of(scene);
            case SHARES -> SharesPicture.of(scene);
            case PROFILE -> {
                Table table = rows.get();
                yield ProfilePicture.of(scene, (name, level) -> again(table, name, level, progress));
            }
            case RESIDUALS,
                    RESIDUAL_QUANTILES,
                    LINES,
                    NO_POOLING,
                    POOLING,
                    POINTS,
                    BETWEEN,
                    MEANS,
                    BOXES,
                    CENTRED_BOXES,
                    RESIDUAL_BOXES,
                    SHRINKAGE,
                    CALIBRATION -> {
                require(scene);
                PicturesOfRows alone = new PicturesOfRows(model, rows.get(), progress);
                Gathering<ChartDescription> prepared = alone.prepare(scene);
                alone.read(List.of(prepared));
                yield prepared.made();
            }
        };
    }

    /** Says what is wrong before the table is opened. */
    private static void require(Scene scene) {
        PictureKind kind = scene.request().kind();
        boolean isOfLines = List.of(PictureKind.LINES, PictureKind.NO_POOLING, PictureKind.POOLING)
                .contains(kind);
        if (!isOfLines) {
            return;
        }
        if (kind != PictureKind.LINES || scene.request().group().isPresent()) {
            scene.factor();
        }
        scene.over();
        scene.by();
        scene.highlighted();
    }

    /** Returns the kinds that mean something for the family of the model, whether or not it has what they are about. */
    public List<PictureKind> kinds() {
        return Stream.of(PictureKind.values())
                .filter(kind -> FamilyKinds.refusal(model, kind).isEmpty())
                .toList();
    }

    /** Returns the names of the grouping factors. */
    public List<String> groups() {
        return model.groupingFactors().stream().map(GroupingFactor::name).toList();
    }

    /** Returns what can be a picture's term: those of a grouping factor, or the parameters that have a profile. */
    public List<String> terms(PictureKind kind, String group) {
        return kind == PictureKind.PROFILE
                ? Parameters.of(model).names()
                : model.groupingFactor(group).map(GroupingFactor::columns).orElse(List.of());
    }

    /** Returns the predictors that can stand along the horizontal axis. */
    public List<String> over(PictureKind kind) {
        return kind == PictureKind.PREDICTED
                ? model.expectation().predictors().stream()
                        .map(ModelPredictor::name)
                        .toList()
                : ModelVariables.of(model).numbers();
    }

    /** Returns the scales that can be chosen for a picture, the usual one first; none where there is one only. */
    public List<PictureScale> scales(PictureKind kind) {
        if (model.generalised().isEmpty()) {
            return List.of();
        }
        boolean hasRatios = ResponseWords.of(model).hasRatios();
        List<PictureScale> scales = kind.scales().stream()
                .filter(scale -> scale != PictureScale.RATIO || hasRatios)
                .toList();
        return scales.size() > 1 ? scales : List.of();
    }

    /** Returns the predictors that colours can tell. */
    public List<String> by() {
        return Scene.predictors(model);
    }

    /**
     * Returns the request for the means of groups over the first predictor that groups hold constant, in the colours of a factor that they
     * hold constant; empty where the model has no such predictor.
     */
    public Optional<PictureRequest> meansOfGroups() {
        return GroupPredictors.of(model).means();
    }

    /**
     * Returns the labels that somebody has typed: with commas between them, but for labels that have commas themselves.
     *
     * @param typed any number of texts
     * @param group the grouping factor; empty for the first
     */
    public List<String> labels(List<String> typed, String group) {
        Optional<GroupingFactor> factor =
                group.isEmpty() ? model.groupingFactors().stream().findFirst() : model.groupingFactor(group);
        return typed.stream()
                .flatMap(text -> factor.isPresent() && factor.get().indexOf(text.strip()) >= 0
                        ? Stream.of(text)
                        : Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    /**
     * Returns the request that somebody has typed; blank is what is usual.
     *
     * @param typed what was typed for options, which the picture may ask for or not
     * @throws ModelException if values or a scale cannot be read
     */
    public PictureRequest request(PictureKind kind, Map<PictureOption, String> typed) {
        PictureRequest request = PictureRequest.of(kind);
        String group = typed.getOrDefault(PictureOption.GROUP, "").strip();
        for (Map.Entry<PictureOption, String> entry : typed.entrySet()) {
            String text = entry.getValue().strip();
            if (!text.isEmpty()) {
                request = switch (entry.getKey()) {
                    case GROUP -> request.withGroup(text);
                    case TERM -> request.withTerm(text);
                    case OVER -> request.withOver(text);
                    case BY -> request.withBy(text);
                    case AT -> request.withAt(PredictorValues.parse(text));
                    case SCALE -> request.withScale(PictureScale.of(text));
                    case HIGHLIGHT -> request.withHighlight(labels(List.of(text), group));
                    case MODEL -> throw new IllegalArgumentException("a model is not typed");
                };
            }
        }
        return request;
    }

    /** Returns whether the model has what a picture is about, such as groups, and its family goes with it. */
    public boolean has(PictureKind kind) {
        return FamilyKinds.refusal(model, kind).isEmpty() && hasParts(kind);
    }

    private boolean hasParts(PictureKind kind) {
        boolean hasGroups = !model.groupingFactors().isEmpty();
        boolean hasNumbers = !ModelVariables.of(model).numbers().isEmpty();
        return switch (kind) {
            case EFFECTS, EFFECT_QUANTILES, BOXES, CENTRED_BOXES, RESIDUAL_BOXES, SHRINKAGE -> hasGroups;
            case NO_POOLING, POOLING, BETWEEN, MEANS -> hasGroups && hasNumbers;
            case LINES, POINTS -> hasNumbers;
            case PREDICTED -> !model.expectation().predictors().isEmpty();
            case FIXED -> model.fixedEffects().size() > 0;
            case STANDARDISED ->
                IntStream.range(0, model.fixedEffects().size())
                        .anyMatch(i -> !model.fixedEffects().isIntercept(i));
            case RESIDUALS, RESIDUAL_QUANTILES, PROFILE, SHARES, CALIBRATION -> true;
        };
    }
}
