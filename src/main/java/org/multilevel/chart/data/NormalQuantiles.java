package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * Values against the quantiles that they would have if they were normal: what a normal QQ plot shows.
 *
 * <p>The i-th smallest of n values stands at the normal quantile of (i - 1/2) / n. The line goes through the quartiles of both, as R's
 * {@code qqline}.
 *
 * @param points quantile and value in ascending order; a row, or the level of a group effect
 * @param size n
 * @param slope of the line
 * @param intercept of the line
 */
public record NormalQuantiles(List<RowPoint> points, long size, double slope, double intercept) {
    private static final int MOST_POINTS = 4000;
    private static final int TAIL = MOST_POINTS / 4;

    /** Copies the list. */
    public NormalQuantiles {
        points = List.copyOf(points);
    }

    /** Returns whether all values are points of the chart. */
    public boolean isComplete() {
        return points.size() == size;
    }

    /** Returns the quantiles of the effects of a factor on one of its columns; of very many the ends and an even choice between. */
    public static NormalQuantiles ofEffects(GroupingFactor factor, int column) {
        int n = factor.size();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(g -> factor.effect(g, column)))
                .mapToInt(Integer::intValue)
                .toArray();
        List<RowPoint> points = new ArrayList<>();
        for (int rank : Ranks.shown(n, MOST_POINTS)) {
            double value = factor.effect(order[rank], column);
            points.add(new RowPoint(-1, order[rank], -1, Distributions.normalQuantile((rank + 0.5) / n), value));
        }
        double[] sorted =
                IntStream.of(order).mapToDouble(g -> factor.effect(g, column)).toArray();
        return withLine(points, n, sorted);
    }

    /**
     * Returns the quantiles of the residuals, in one pass that holds few rows however many there are.
     *
     * <p>Of up to 4,000 rows all are points. Of more it is the 1,000 smallest and the 1,000 largest, in their exact places, and between
     * them an even sample.
     *
     * @param factor the grouping factor whose levels are told with the rows, or -1
     */
    public static NormalQuantiles ofResiduals(MixedModel model, Table table, int factor, Progress progress) {
        return gatherResiduals(model, factor).alone(model, table, progress);
    }

    /** Gathers the quantiles of the residuals, as {@link #ofResiduals} returns them. */
    public static Gathering<NormalQuantiles> gatherResiduals(MixedModel model, int factor) {
        RowSample sample = new RowSample(MOST_POINTS);
        Comparator<RowPoint> byValue = Comparator.comparingDouble(RowPoint::y);
        ExtremeRows largest = new ExtremeRows(TAIL, byValue);
        ExtremeRows smallest = new ExtremeRows(TAIL, byValue.reversed());
        return new Gathering<>(
                row -> {
                    double residual = row.residual();
                    sample.add(row.row(), row.level(factor), 0, residual);
                    largest.add(row.row(), row.level(factor), 0, residual);
                    smallest.add(row.row(), row.level(factor), 0, residual);
                },
                () -> residuals(model, sample, smallest, largest));
    }

    private static NormalQuantiles residuals(
            MixedModel model, RowSample sample, ExtremeRows smallest, ExtremeRows largest) {
        Comparator<RowPoint> byValue = Comparator.comparingDouble(RowPoint::y);
        List<RowPoint> sorted = new ArrayList<>(sample.points());
        sorted.sort(byValue);
        double[] values = sorted.stream().mapToDouble(RowPoint::y).toArray();
        long n = model.rows().used();
        if (n <= MOST_POINTS) {
            return withLine(placed(sorted, 0, n), n, values);
        }
        List<RowPoint> low = new ArrayList<>(smallest.points());
        low.sort(byValue);
        List<RowPoint> high = largest.points();
        double from = low.get(low.size() - 1).y();
        double to = high.get(0).y();
        List<RowPoint> points = new ArrayList<>(placed(low, 0, n));
        placed(sorted, 0, sorted.size()).stream()
                .filter(point -> point.y() > from && point.y() < to)
                .forEach(points::add);
        points.addAll(placed(high, n - high.size(), n));
        return withLine(points, n, values);
    }

    /** Gives sorted points their quantiles: the first is preceded by {@code before} of the n values. */
    private static List<RowPoint> placed(List<RowPoint> sorted, long before, long n) {
        List<RowPoint> points = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            RowPoint point = sorted.get(i);
            points.add(new RowPoint(
                    point.row(), point.level(), -1, Distributions.normalQuantile((before + i + 0.5) / n), point.y()));
        }
        return points;
    }

    private static NormalQuantiles withLine(List<RowPoint> points, long size, double[] sorted) {
        double low = Quantiles.of(sorted, 0.25);
        double slope = (Quantiles.of(sorted, 0.75) - low)
                / (Distributions.normalQuantile(0.75) - Distributions.normalQuantile(0.25));
        return new NormalQuantiles(points, size, slope, low - slope * Distributions.normalQuantile(0.25));
    }
}
