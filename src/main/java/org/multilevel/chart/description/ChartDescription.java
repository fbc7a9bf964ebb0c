package org.multilevel.chart.description;

import java.util.List;

/**
 * What a chart shows; whoever draws it adds nothing but looks.
 *
 * @param title above the chart
 * @param sentences what is to be read below the title
 * @param marks in the order in which they are drawn
 * @param groups what numbers of groups mean
 */
public record ChartDescription(
        String title, List<String> sentences, Axis horizontal, Axis vertical, List<Mark> marks, Groups groups) {
    /** Copies the lists. */
    public ChartDescription {
        sentences = List.copyOf(sentences);
        marks = List.copyOf(marks);
    }

    /** Returns what the mouse is told of a datum; empty for nothing. */
    public String told(Mark mark, Datum datum) {
        StringBuilder said = new StringBuilder();
        for (Hint.Piece piece : mark.hint().pieces()) {
            said.append(piece.value().map(value -> written(value, datum)).orElse(piece.text()));
        }
        return Words.name(said.toString());
    }

    private String written(Value value, Datum datum) {
        return switch (value) {
            case ROW -> Words.count((long) datum.number(value) + 1);
            case COUNT -> Words.count((long) datum.number(value));
            case GROUP -> groups.labels().get((int) datum.number(value));
            case NAME -> nameOf(datum);
            default -> Words.number(datum.number(value));
        };
    }

    private String nameOf(Datum datum) {
        if (horizontal instanceof Axis.Names names) {
            return names.names().get(place(datum, Value.X));
        }
        return vertical instanceof Axis.Names names ? names.names().get(place(datum, Value.Y)) : "";
    }

    private static int place(Datum datum, Value ofPoint) {
        return (int) Math.rint(datum.number(datum instanceof Datum.Point ? ofPoint : Value.NAME));
    }
}
