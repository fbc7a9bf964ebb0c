package org.multilevel.chart.picture;

import java.util.List;
import org.multilevel.chart.data.RowPoint;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.description.Words;

/** Rows of a table as data of a chart. */
final class Rows {
    private Rows() {}

    static List<Datum.Point> points(List<RowPoint> rows) {
        return rows.stream().map(Rows::point).toList();
    }

    static Datum.Point point(RowPoint row) {
        return new Datum.Point(row.x(), row.y(), row.row(), row.level());
    }

    /** Returns how a hint names a row, with its group if the chart is about one. */
    static Hint named(Scene scene) {
        Hint row = Hint.of("Row ").then(Value.ROW);
        return scene.factorIfAny() < 0 ? row : level(row.then(", level "), scene);
    }

    /** Returns a hint that goes on with the label of a group. */
    static Hint level(Hint start, Scene scene) {
        return start.then(Value.GROUP).then(" of " + Words.name(scene.groups().name()));
    }

    /** Returns a hint that goes on with both coordinates. */
    static Hint coordinates(Hint start, String x, String y) {
        return start.then(": " + Words.name(x) + " ")
                .then(Value.X)
                .then(", " + Words.name(y) + " ")
                .then(Value.Y);
    }
}
