package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Groups;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Path;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.description.Words;
import org.multilevel.data.FullPrecision;
import org.multilevel.design.CovariateFacts;
import org.multilevel.error.ChartException;
import org.multilevel.formula.Expression;
import org.multilevel.inference.means.EstimatedMarginalMeans;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.model.MixedModel;
import org.multilevel.model.ModelPredictor;
import org.multilevel.model.ResponseScale;

/**
 * Describes what is expected of the response over a predictor, with the interval of that expectation: marginal means, for each value of a
 * second predictor or for each of several models.
 */
final class PredictedPicture {
    private static final int POINTS = 41;

    private final Scene scene;
    private final ModelPredictor over;
    private final List<String> places;
    private final DoubleUnaryOperator shown;

    private PredictedPicture(Scene scene) {
        this.scene = scene;
        this.over = over(scene);
        this.places = places();
        this.shown = scene.scale() == PictureScale.RESPONSE
                ? ResponseScale.of(scene.model())::mean
                : DoubleUnaryOperator.identity();
    }

    /** Of a single value there is no curve, but an interval at its place. */
    private boolean isCurve() {
        return over.isCovariate() && places.size() > 1;
    }

    /** A curve of the picture. */
    private record Curve(String name, MarginalMeans means, List<MarginalMeans.Estimate> estimates) {}

    static ChartDescription of(Scene scene) {
        return new PredictedPicture(scene).describe();
    }

    private static ModelPredictor over(Scene scene) {
        List<ModelPredictor> known = scene.model().expectation().predictors();
        if (known.isEmpty()) {
            throw new ChartException("The model " + scene.model().formula()
                    + " has no predictor in its fixed part, so there is nothing to draw what is expected over.");
        }
        return scene.request()
                .over()
                .map(name -> predictor(scene.model(), name))
                .orElseGet(() -> known.stream()
                        .filter(ModelPredictor::isCovariate)
                        .findFirst()
                        .orElse(known.get(0)));
    }

    private static ModelPredictor predictor(MixedModel model, String name) {
        List<ModelPredictor> known = model.expectation().predictors();
        return known.stream()
                .filter(predictor -> predictor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ChartException("The fixed part of " + model.formula() + " has no predictor \""
                        + name + "\": choose "
                        + String.join(
                                ", ", known.stream().map(ModelPredictor::name).toList())
                        + "."));
    }

    /** Returns the values of the predictor along the horizontal axis, as texts. */
    private List<String> places() {
        List<String> given = scene.request().at().getOrDefault(over.name(), List.of());
        if (!given.isEmpty()) {
            return given;
        }
        if (!over.isCovariate()) {
            return over.levels();
        }
        CovariateFacts facts = facts(over);
        return IntStream.range(0, POINTS)
                .mapToObj(i ->
                        FullPrecision.text(facts.minimum() + (facts.maximum() - facts.minimum()) * i / (POINTS - 1)))
                .toList();
    }

    private CovariateFacts facts(ModelPredictor predictor) {
        return predictor
                .facts()
                .orElseThrow(() ->
                        new ChartException("The model was saved by an early version, which did not keep the range of "
                                + predictor.name() + ": fit it again."));
    }

    private ChartDescription describe() {
        List<Curve> curves = curves();
        List<Mark> marks = new ArrayList<>();
        for (int k = 0; k < curves.size(); k++) {
            marks.addAll(marks(curves.get(k), curves.size() == 1 ? Ink.MAIN : Ink.series(k), k, curves.size()));
        }
        Set<String> sentences = new LinkedHashSet<>();
        sentences.add((scene.model().generalised().isEmpty()
                        ? "What is expected of the population, with "
                        : "What is expected in groups whose effects are zero, with ")
                + scene.inference().percent() + " intervals.");
        curves.forEach(curve -> {
            String averaged = String.join("; ", curve.means().averaged());
            if (!averaged.isEmpty()) {
                sentences.add("Other predictors: " + averaged + ".");
            }
        });
        return new ChartDescription(
                expected() + " over " + over.name()
                        + scene.by().map(name -> ", by " + name).orElse(""),
                List.copyOf(sentences),
                isCurve() ? new Axis.Numbers(over.name()) : new Axis.Names(over.name(), places),
                new Axis.Numbers(expected()),
                marks,
                Groups.NONE);
    }

    private String expected() {
        boolean onLink = scene.model().generalised().isPresent() && scene.scale() == PictureScale.LINK;
        return onLink ? "Expected " + scene.words().unit() : scene.words().expected();
    }

    /** The inverse link turns an interval round. */
    private Datum.Span span(double at, MarginalMeans.Estimate estimate) {
        double one = shown.applyAsDouble(estimate.lower());
        double other = shown.applyAsDouble(estimate.upper());
        return new Datum.Span(
                at, shown.applyAsDouble(estimate.estimate()), Math.min(one, other), Math.max(one, other), Datum.NONE);
    }

    private List<Curve> curves() {
        List<NamedModel> models = scene.models();
        if (scene.by().isEmpty()) {
            return models.stream()
                    .map(one -> {
                        MarginalMeans means = question(one.model(), List.of()).ask(one.model());
                        return new Curve(models.size() == 1 ? "" : one.name(), means, means.estimates());
                    })
                    .toList();
        }
        if (models.size() > 1) {
            throw new ChartException("The colours tell models apart, so that they cannot tell "
                    + scene.by().get() + " as well: leave one of them out.");
        }
        ModelPredictor by = predictor(scene.model(), scene.by().get());
        if (by.name().equals(over.name())) {
            throw new ChartException("\"" + by.name()
                    + "\" is along the horizontal axis already: choose another predictor for the colours.");
        }
        MarginalMeans means = question(scene.model(), List.of(by)).ask(scene.model());
        Map<String, List<MarginalMeans.Estimate>> curves = new LinkedHashMap<>();
        for (MarginalMeans.Estimate estimate : means.estimates()) {
            curves.computeIfAbsent(estimate.levels().get(1), any -> new ArrayList<>())
                    .add(estimate);
        }
        if (curves.size() > Ink.COLOURS) {
            throw new ChartException("\"" + by.name() + "\" has more than " + Ink.COLOURS
                    + " values, which no colours could tell apart: choose some of them.");
        }
        List<Curve> found = new ArrayList<>();
        curves.forEach(
                (value, estimates) -> found.add(new Curve(by.name() + " " + valueText(by, value), means, estimates)));
        return found;
    }

    private static String valueText(ModelPredictor by, String value) {
        return by.isCovariate() ? Words.number(Double.parseDouble(value)) : value;
    }

    private EstimatedMarginalMeans question(MixedModel model, List<ModelPredictor> by) {
        StringBuilder terms = new StringBuilder(new Expression.Column(over.name()).toString());
        by.forEach(one -> terms.append(" * ").append(new Expression.Column(one.name())));
        EstimatedMarginalMeans question = EstimatedMarginalMeans.of(terms.toString())
                .atLevels(over.name(), places)
                .withInference(scene.inference());
        for (ModelPredictor one : by) {
            if (one.isCovariate() && !scene.request().at().containsKey(one.name())) {
                question = question.atLevels(one.name(), typical(facts(one)));
            }
        }
        for (Map.Entry<String, List<String>> at : scene.request().at().entrySet()) {
            predictor(model, at.getKey());
            question = question.atLevels(at.getKey(), at.getValue());
        }
        return question;
    }

    /** Returns the values of a number that has two, else its least, mean and greatest. */
    private static List<String> typical(CovariateFacts facts) {
        double[] values = facts.values().length > 0
                ? facts.values()
                : new double[] {facts.minimum(), facts.mean(), facts.maximum()};
        List<String> texts = new ArrayList<>();
        for (double value : values) {
            texts.add(FullPrecision.text(value));
        }
        return texts;
    }

    private List<Mark> marks(Curve curve, Ink ink, int number, int count) {
        String name = curve.name().isEmpty() ? "" : curve.name() + ": ";
        Hint hint = Hint.of(over.isCovariate() ? name + over.name() + " " : name)
                .then(isCurve() ? Value.X : Value.NAME)
                .then(": expected ")
                .then(Value.Y)
                .then(", " + scene.inference().percent() + " interval ")
                .then(Value.LOW)
                .then(" to ")
                .then(Value.HIGH);
        double offset = count == 1 ? 0 : 0.4 * ((double) number / (count - 1) - 0.5);
        List<Datum.Span> spans = new ArrayList<>();
        for (MarginalMeans.Estimate estimate : curve.estimates()) {
            String place = estimate.levels().get(0);
            double at = isCurve() ? Double.parseDouble(place) : places.indexOf(place) + offset;
            if (!Double.isNaN(estimate.estimate())) {
                spans.add(span(at, estimate));
            }
        }
        if (!isCurve()) {
            return List.of(new Mark.Intervals(curve.name(), ink, hint, false, 2, 8, spans));
        }
        List<Datum.Point> points = spans.stream()
                .map(span -> Datum.Point.of(span.at(), span.middle(), Datum.NONE))
                .toList();
        return List.of(
                new Mark.Band("", ink.withOpacity(0.18), hint, spans),
                new Mark.Lines(curve.name(), ink, Hint.NONE, 2.6, false, List.of(new Path(Datum.NONE, points))));
    }
}
