package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
import org.multilevel.model.MixedModel;

/** Describes the fixed effects of one or several models with their intervals. */
final class FixedPicture {
    /** How far the intervals of models stand apart, as part of the distance between terms. */
    private static final double SPREAD = 0.5;

    private FixedPicture() {}

    static ChartDescription of(Scene scene) {
        List<NamedModel> models = scene.models();
        Set<String> found = new LinkedHashSet<>();
        models.forEach(one -> found.addAll(drawn(one.model())));
        List<String> terms = new ArrayList<>(found);
        if (terms.isEmpty()) {
            throw new ChartException(
                    "The model " + scene.model().formula() + " has no fixed effects to draw: choose another picture.");
        }
        Collections.reverse(terms);
        List<Mark> marks = new ArrayList<>(List.of(new Mark.Rule(true, 0)));
        for (int k = 0; k < models.size(); k++) {
            double offset = models.size() == 1 ? 0 : SPREAD * (0.5 - (double) k / (models.size() - 1));
            marks.add(mark(scene, models, k, terms, offset));
        }
        List<String> sentences = new ArrayList<>();
        sentences.add("Estimates with " + scene.inference().percent() + " intervals.");
        if (models.stream()
                .anyMatch(one ->
                        drawn(one.model()).size() < one.model().fixedEffects().size())) {
            sentences.add("The intercept is left out: it would set the scale.");
        }
        return new ChartDescription(
                "Fixed effects on " + scene.model().response(),
                sentences,
                new Axis.Numbers("Estimate (" + scene.model().response() + ")"),
                new Axis.Names("", terms),
                marks,
                Groups.NONE);
    }

    /** The intercept alone is drawn, but with others it would set the scale. */
    private static List<String> drawn(MixedModel model) {
        List<String> names = model.fixedEffects().names();
        if (names.size() < 2) {
            return names;
        }
        List<String> without = new ArrayList<>(names);
        for (int i = names.size() - 1; i >= 0; i--) {
            if (model.fixedEffects().isIntercept(i)) {
                without.remove(i);
            }
        }
        return without;
    }

    private static Mark mark(Scene scene, List<NamedModel> models, int k, List<String> terms, double offset) {
        MixedModel model = models.get(k).model();
        List<String> drawn = drawn(model);
        List<Datum.Span> spans = new ArrayList<>();
        for (CoefficientTest test : scene.inference().coefficients(model)) {
            if (drawn.contains(test.term())) {
                spans.add(new Datum.Span(
                        terms.indexOf(test.term()) + offset, test.estimate(), test.lower(), test.upper(), Datum.NONE));
            }
        }
        boolean single = models.size() == 1;
        Hint hint = Hint.of(single ? "" : models.get(k).name() + ": ")
                .then(Value.NAME)
                .then(" ")
                .then(Value.Y)
                .then(", " + scene.inference().percent() + " interval ")
                .then(Value.LOW)
                .then(" to ")
                .then(Value.HIGH);
        return new Mark.Intervals(
                single ? "" : models.get(k).name(), single ? Ink.MAIN : Ink.series(k), hint, true, 2, 8, spans);
    }
}
