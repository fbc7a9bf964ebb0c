package org.multilevel.chart.drawing;

import java.util.List;
import org.jfree.data.xy.AbstractIntervalXYDataset;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Value;

/** A mark as the library wants to see data: a series of items, of lines one each, with the room that each item takes. */
final class MarkData extends AbstractIntervalXYDataset {
    private static final long serialVersionUID = 1L;

    private final transient Mark mark;
    private final transient List<List<? extends Datum>> series;

    MarkData(Mark mark) {
        this.mark = mark;
        this.series = mark instanceof Mark.Lines lines
                ? List.copyOf(lines.paths().stream()
                        .<List<? extends Datum>>map(path -> path.points())
                        .toList())
                : List.of(mark.data());
    }

    Mark mark() {
        return mark;
    }

    Datum datum(int line, int item) {
        return series.get(line).get(item);
    }

    @Override
    public int getSeriesCount() {
        return series.size();
    }

    @Override
    @SuppressWarnings("rawtypes") // as the superclass has it
    public Comparable getSeriesKey(int line) {
        return line;
    }

    @Override
    public int getItemCount(int line) {
        return series.get(line).size();
    }

    /** The library asks where an item stands: in the middle of the room that it takes. */
    @Override
    public Number getX(int line, int item) {
        return (start(datum(line, item), true) + end(datum(line, item), true)) / 2;
    }

    @Override
    public Number getY(int line, int item) {
        return (start(datum(line, item), false) + end(datum(line, item), false)) / 2;
    }

    @Override
    public Number getStartX(int line, int item) {
        return start(datum(line, item), true);
    }

    @Override
    public Number getEndX(int line, int item) {
        return end(datum(line, item), true);
    }

    @Override
    public Number getStartY(int line, int item) {
        return start(datum(line, item), false);
    }

    @Override
    public Number getEndY(int line, int item) {
        return end(datum(line, item), false);
    }

    private double start(Datum datum, boolean alongX) {
        return Math.min(end(datum, alongX, Value.LOW, Value.FROM_X, Value.FROM_Y), last(datum, alongX));
    }

    /** An arrow may lead to the left or downwards. */
    private double end(Datum datum, boolean alongX) {
        return Math.max(end(datum, alongX, Value.LOW, Value.FROM_X, Value.FROM_Y), last(datum, alongX));
    }

    private double last(Datum datum, boolean alongX) {
        return end(datum, alongX, Value.HIGH, Value.X, Value.Y);
    }

    private double end(Datum datum, boolean alongX, Value ofRange, Value ofArrowX, Value ofArrowY) {
        boolean lies = mark instanceof Mark.Intervals intervals ? intervals.horizontal() : mark instanceof Mark.Bars;
        if (datum instanceof Datum.Span || datum instanceof Datum.Box || datum instanceof Datum.Bar) {
            return datum.number(lies == alongX ? ofRange : Value.NAME);
        }
        if (datum instanceof Datum.Arrow) {
            return datum.number(alongX ? ofArrowX : ofArrowY);
        }
        return datum.number(alongX ? Value.X : Value.Y);
    }
}
