package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Groups;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Value;
import org.multilevel.error.ChartException;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.shares.StandardisedScales;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.MixedModel;

/** Describes the fixed effects of one or several models with their intervals, as they are or in standard deviations. */
final class FixedPicture {
    /** How far the intervals of models stand apart, as part of the distance between terms. */
    private static final double SPREAD = 0.5;

    private FixedPicture() {}

    /** An effect of a model as it is drawn. */
    private record Effect(String term, double estimate, double lower, double upper) {
        static Effect of(CoefficientTest test, double scale) {
            return new Effect(test.term(), scale * test.estimate(), scale * test.lower(), scale * test.upper());
        }

        Effect asRatio() {
            return new Effect(term, Ratio.of(estimate), Ratio.of(lower), Ratio.of(upper));
        }
    }

    static ChartDescription of(Scene scene) {
        List<NamedModel> models = scene.models();
        List<List<Effect>> effects =
                models.stream().map(one -> effects(scene, one)).toList();
        Set<String> found = new LinkedHashSet<>();
        effects.forEach(some -> some.forEach(effect -> found.add(effect.term())));
        List<String> terms = new ArrayList<>(found);
        if (terms.isEmpty()) {
            throw new ChartException("The model " + scene.model().formula() + " has no fixed effects"
                    + (isStandardised(scene) ? " of columns that vary" : "") + " to draw: choose another picture.");
        }
        Collections.reverse(terms);
        List<Mark> marks = new ArrayList<>(List.of(new Mark.Rule(true, isOfRatios(scene) ? 1 : 0)));
        for (int k = 0; k < models.size(); k++) {
            double offset = models.size() == 1 ? 0 : SPREAD * (0.5 - (double) k / (models.size() - 1));
            Ink ink = models.size() == 1 ? Ink.MAIN : Ink.series(k);
            String name = models.size() == 1 ? "" : models.get(k).name();
            marks.add(mark(scene, name, ink, spans(effects.get(k), terms, offset)));
        }
        return new ChartDescription(
                (isStandardised(scene) ? "Standardised fixed effects on " : "Fixed effects on ")
                        + scene.model().response(),
                sentences(scene, models, effects),
                axis(scene),
                new Axis.Names("", terms),
                marks,
                Groups.NONE);
    }

    private static Axis axis(Scene scene) {
        if (isOfRatios(scene)) {
            return new Axis.Ratios("Exponentiated estimate (" + scene.ratioName() + ")");
        }
        return new Axis.Numbers(
                isStandardised(scene)
                        ? "Standardised estimate (SD of " + scene.model().response() + " per SD)"
                        : "Estimate (" + scene.words().unit() + ")");
    }

    private static boolean isOfRatios(Scene scene) {
        return !isStandardised(scene) && scene.scale() == PictureScale.RATIO;
    }

    private static boolean isStandardised(Scene scene) {
        return scene.request().kind() == PictureKind.STANDARDISED;
    }

    private static List<Effect> effects(Scene scene, NamedModel one) {
        List<CoefficientTest> tests = scene.inference().coefficients(one.model());
        double[] scales = isStandardised(scene) ? scales(one) : usual(one.model());
        return IntStream.range(0, tests.size())
                .filter(i -> scales[i] > 0)
                .mapToObj(i -> Effect.of(tests.get(i), scales[i]))
                .map(effect -> isOfRatios(scene) ? effect.asRatio() : effect)
                .toList();
    }

    private static double[] scales(NamedModel one) {
        if (!one.model().hasOneResidualVariance()) {
            throw new ChartException(
                    "The model " + one.name() + " has several residual variances ("
                            + one.model().structureWords()
                            + "), so that the response has no one standard deviation to divide effects by: choose another picture.");
        }
        SharesPicture.checkDigits(one);
        return StandardisedScales.of(one.model())
                .orElseThrow(() -> new ChartException("It is not known how the columns of the model " + one.name()
                        + " vary, so that its effects cannot be standardised: fit it again if an early version saved it, or choose another"
                        + " picture."))
                .scales();
    }

    /** The intercept alone is drawn, but with others it would set the scale. */
    private static double[] usual(MixedModel model) {
        FixedEffects effects = model.fixedEffects();
        return IntStream.range(0, effects.size())
                .mapToDouble(i -> effects.size() > 1 && effects.isIntercept(i) ? 0 : 1)
                .toArray();
    }

    private static List<String> sentences(Scene scene, List<NamedModel> models, List<List<Effect>> effects) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Estimates with " + scene.inference().percent() + " intervals"
                + (isOfRatios(scene) ? ", exponentiated; 1 is no effect." : "."));
        if (isStandardised(scene)) {
            sentences.add(
                    "Each effect times the standard deviation of its column, over that of the response (as the model adds it up).");
        } else if (IntStream.range(0, models.size())
                .anyMatch(k -> effects.get(k).size()
                        < models.get(k).model().fixedEffects().size())) {
            sentences.add("The intercept is left out: it would set the scale.");
        }
        return sentences;
    }

    private static List<Datum.Span> spans(List<Effect> effects, List<String> terms, double offset) {
        return effects.stream()
                .map(effect -> new Datum.Span(
                        terms.indexOf(effect.term()) + offset,
                        effect.estimate(),
                        effect.lower(),
                        effect.upper(),
                        Datum.NONE))
                .toList();
    }

    private static Mark mark(Scene scene, String name, Ink ink, List<Datum.Span> spans) {
        Hint hint = Hint.of(name.isEmpty() ? "" : name + ": ")
                .then(Value.NAME)
                .then(" ")
                .then(Value.Y)
                .then(", " + scene.inference().percent() + " interval ")
                .then(Value.LOW)
                .then(" to ")
                .then(Value.HIGH);
        return new Mark.Intervals(name, ink, hint, true, 2, 8, spans);
    }
}
