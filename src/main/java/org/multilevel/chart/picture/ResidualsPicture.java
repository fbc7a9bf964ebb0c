package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.chart.data.Gathering;
import org.multilevel.chart.data.ResidualPoints;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Path;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.description.Words;
import org.multilevel.glm.Link;

/** Describes {@link ResidualPoints}. */
final class ResidualsPicture {
    private static final int MANY = 1000;

    private ResidualsPicture() {}

    static Gathering<ChartDescription> of(Scene scene) {
        if (scene.words().isYesOrNo()) {
            return BinnedResidualsPicture.of(scene);
        }
        return ResidualPoints.gather(scene.model(), scene.factorIfAny(), scene.highlighted())
                .then(data -> describe(scene, data));
    }

    private static ChartDescription describe(Scene scene, ResidualPoints data) {
        String response = scene.model().response();
        boolean many = data.points().size() > MANY;
        Hint hint = Rows.named(scene)
                .then(": fitted ")
                .then(Value.X)
                .then(", residual ")
                .then(Value.Y);
        List<Mark> marks = new ArrayList<>(List.of(new Mark.Rule(false, 0)));
        marks.addAll(Emphasis.of(scene)
                .marks(
                        "Row",
                        Ink.MAIN.withOpacity(many ? 0.4 : 0.63),
                        Rows.points(data.points()),
                        (name, ink, strong, points) ->
                                new Mark.Points(name, ink, hint, strong ? 6 : many ? 3 : 6, points)));
        if (!data.means().isEmpty()) {
            marks.add(new Mark.Lines(
                    "Mean residual of rows with similar fitted values",
                    Ink.ACCENT,
                    Hint.NONE,
                    2.2,
                    false,
                    List.of(new Path(Datum.NONE, Rows.points(data.means())))));
        }
        return new ChartDescription(
                "Residuals and fitted values of " + response,
                sentences(scene, data),
                axis(scene, "Fitted value (" + Words.shortName(response) + ")"),
                new Axis.Numbers(scene.residualName()),
                marks,
                scene.named());
    }

    /** Counts and positive numbers are few where they are large. */
    private static Axis axis(Scene scene, String title) {
        boolean isLog = scene.model()
                .generalised()
                .filter(g -> g.distribution().link() == Link.LOG)
                .isPresent();
        return isLog ? new Axis.Ratios(title) : new Axis.Numbers(title);
    }

    private static List<String> sentences(Scene scene, ResidualPoints data) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Without pattern where the model fits: around zero, and "
                + (scene.model().hasOneResidualVariance()
                        ? "equally wide everywhere."
                        : "wider where a residual variance is larger ("
                                + scene.model().structureWords() + ")."));
        if (!data.isComplete()) {
            sentences.add(Words.sampled(ResidualPoints.MOST_POINTS, data.rows()) + " The " + ResidualPoints.EXTREMES
                    + " largest residuals are shown in any case.");
        }
        return sentences;
    }
}
