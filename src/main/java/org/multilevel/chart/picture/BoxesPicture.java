package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.chart.data.Gathering;
import org.multilevel.chart.data.GroupBoxes;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.description.Words;

/** Describes {@link GroupBoxes} of the response, centred or not, or of residuals. */
final class BoxesPicture {
    private static final String OUTLIERS = "Row beyond the whiskers";

    private BoxesPicture() {}

    static Gathering<ChartDescription> of(Scene scene, GroupBoxes.Quantity quantity) {
        Emphasis emphasis = Emphasis.of(scene);
        return GroupBoxes.gather(scene.model(), scene.factor(), quantity, emphasis.levels())
                .then(data -> describe(scene, quantity, emphasis, data));
    }

    private static ChartDescription describe(
            Scene scene, GroupBoxes.Quantity quantity, Emphasis emphasis, GroupBoxes data) {
        List<Datum.Box> boxes = IntStream.range(0, data.boxes().size())
                .mapToObj(place -> box(place, data.boxes().get(place)))
                .toList();
        List<Mark> marks = new ArrayList<>();
        if (quantity != GroupBoxes.Quantity.RESPONSE) {
            marks.add(new Mark.Rule(false, 0));
        }
        marks.addAll(emphasis.marks(
                emphasis.isEmpty()
                        ? ""
                        : "Other levels of " + Words.shortName(scene.groups().name()),
                Ink.MAIN,
                boxes,
                (name, ink, strong, some) -> new Mark.Boxes(name, ink, hint(scene), some)));
        marks.add(new Mark.Points(
                data.outliers().isEmpty() ? "" : OUTLIERS,
                Ink.MUTED.withOpacity(0.7),
                Rows.named(scene).then(": ").then(Value.Y),
                3.5,
                Rows.points(data.outliers())));
        String what = what(scene, quantity);
        return new ChartDescription(
                what + ", by " + scene.groups().name(),
                sentences(data),
                new Axis.Names(
                        scene.groups().name(),
                        data.boxes().stream()
                                .map(box -> scene.groups().level(box.level()))
                                .toList()),
                new Axis.Numbers(quantity == GroupBoxes.Quantity.RESIDUAL ? scene.residualName() : what),
                marks,
                scene.named());
    }

    private static String what(Scene scene, GroupBoxes.Quantity quantity) {
        String response = scene.model().response();
        return switch (quantity) {
            case RESPONSE -> response;
            case CENTRED_RESPONSE -> response + " less the mean of its group";
            case RESIDUAL -> "Residuals of " + response;
        };
    }

    private static Datum.Box box(int place, GroupBoxes.Box box) {
        return new Datum.Box(
                place,
                box.low(),
                box.lowerQuartile(),
                box.median(),
                box.upperQuartile(),
                box.high(),
                box.rows(),
                box.level());
    }

    private static Hint hint(Scene scene) {
        return Rows.level(Hint.of("Level "), scene)
                .then(": median ")
                .then(Value.Y)
                .then(", quartiles ")
                .then(Value.LOWER_QUARTILE)
                .then(" and ")
                .then(Value.UPPER_QUARTILE)
                .then(", whiskers ")
                .then(Value.LOW)
                .then(" and ")
                .then(Value.HIGH)
                .then(", rows ")
                .then(Value.COUNT);
    }

    private static List<String> sentences(GroupBoxes data) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "From quartile to quartile with the median; whiskers reach to the last row within 1.5 times that distance. In the"
                        + " order of the groups' effects.");
        if (data.boxes().size() < data.groups()) {
            sentences.add("Shown are " + Words.count(data.boxes().size()) + " of " + Words.count(data.groups())
                    + " groups, from the lowest effects to the highest.");
        }
        return sentences;
    }
}
