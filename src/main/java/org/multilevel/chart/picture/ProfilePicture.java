package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import org.multilevel.error.ChartException;
import org.multilevel.inference.Parameters;
import org.multilevel.inference.intervals.ParameterInterval;
import org.multilevel.inference.intervals.ProfileIntervals;
import org.multilevel.inference.intervals.ProfilePoint;
import org.multilevel.model.MixedModel;

/** Describes the likelihood profile of one parameter: how much worse the model fits at other values of it. */
final class ProfilePicture {
    private static final int STEPS = 12;

    private ProfilePicture() {}

    /** What follows the likelihood of one parameter of a model that is fitted or can be fitted again. */
    interface Profiled {
        ProfileIntervals of(String parameter, double level);
    }

    static ChartDescription of(Scene scene, Profiled profiled) {
        MixedModel model = scene.model();
        List<String> names = Parameters.of(model).names();
        String name = scene.request().term().orElse(names.get(0));
        if (!names.contains(name)) {
            throw new ChartException(
                    "The model has no parameter \"" + name + "\": choose " + String.join(", ", names) + ".");
        }
        double level = scene.inference().level();
        ProfileIntervals profile = profiled.of(name, level);
        List<ProfilePoint> points = profile.points().stream()
                .sorted(Comparator.comparingDouble(ProfilePoint::value))
                .toList();
        if (points.size() < 2) {
            throw new ChartException(String.join(" ", profile.notes()).strip()
                    + (profile.notes().isEmpty() ? name + " has no profile." : "")
                    + " Choose another parameter.");
        }
        double quantile = scene.inference().normalQuantile();
        ParameterInterval interval = profile.intervals().get(0);
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Rule(false, quantile * quantile));
        addEnds(marks, interval);
        marks.add(new Mark.Lines(
                model.structures().isPresent() || model.generalised().isPresent()
                        ? "Rise of the deviance"
                        : "Rise of the deviance (ML)",
                Ink.MAIN,
                Hint.of(Words.name(name) + " ").then(Value.X).then(": rise ").then(Value.Y),
                2.4,
                false,
                List.of(new Path(Datum.NONE, curve(points)))));
        List<String> sentences = new ArrayList<>();
        sentences.add("Where the curve lies below the line at " + Words.number(quantile * quantile) + " is the "
                + scene.inference().percent() + " interval: " + Words.number(interval.lower()) + " to "
                + Words.number(interval.upper()) + ".");
        sentences.addAll(profile.notes());
        return new ChartDescription(
                "Likelihood profile of " + name,
                sentences,
                new Axis.Numbers(name),
                new Axis.Numbers("Rise of -2 log-likelihood"),
                marks,
                Groups.NONE);
    }

    private static void addEnds(List<Mark> marks, ParameterInterval interval) {
        for (double end : new double[] {interval.lower(), interval.upper()}) {
            if (Double.isFinite(end)) {
                marks.add(new Mark.Rule(true, end));
            }
        }
    }

    /** Between the points asked for, the signed root of the rise is nearly a straight line. */
    private static List<Datum.Point> curve(List<ProfilePoint> points) {
        List<Datum.Point> curve = new ArrayList<>();
        for (int i = 0; i + 1 < points.size(); i++) {
            ProfilePoint from = points.get(i);
            ProfilePoint to = points.get(i + 1);
            for (int step = 0; step < STEPS; step++) {
                double part = (double) step / STEPS;
                double zeta = from.zeta() + part * (to.zeta() - from.zeta());
                curve.add(Datum.Point.of(from.value() + part * (to.value() - from.value()), zeta * zeta, Datum.NONE));
            }
        }
        ProfilePoint last = points.get(points.size() - 1);
        curve.add(Datum.Point.of(last.value(), last.rise(), Datum.NONE));
        return curve;
    }
}
