package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.MixedModel;

/**
 * Residuals against fitted values, with their mean in equal parts of the rows by fitted value.
 *
 * @param points fitted value and residual of the rows shown, in table order
 * @param means mean fitted value and mean residual of each part
 * @param rows how many rows there are
 */
public record ResidualPoints(List<RowPoint> points, List<RowPoint> means, long rows) {
    /** Relative to their size, values that differ less are the same. */
    private static final double SAME = 1e-9;

    /** Of more rows, as many are points of the chart. */
    public static final int MOST_POINTS = 10_000;
    /** As many of the largest residuals are points in any case. */
    public static final int EXTREMES = 100;

    private static final int MOST_PARTS = 20;
    private static final int ROWS_IN_A_PART = 10;

    /** Copies the lists. */
    public ResidualPoints {
        points = List.copyOf(points);
        means = List.copyOf(means);
    }

    /** Returns whether all rows are points of the chart. */
    public boolean isComplete() {
        return points.size() == rows;
    }

    /**
     * Returns the points in one pass: all of up to 10,000 rows, of more an even sample of as many and the 100 largest residuals.
     *
     * @param factor the grouping factor whose levels are told with the rows, or -1
     */
    public static ResidualPoints of(MixedModel model, Table table, int factor, Progress progress) {
        return of(model, table, factor, List.of(), progress);
    }

    /**
     * Returns the points with those of some levels among them.
     *
     * @param factor the grouping factor whose levels are told with the rows, or -1
     * @param always numbers of levels whose rows are points in any case
     */
    public static ResidualPoints of(
            MixedModel model, Table table, int factor, List<Integer> always, Progress progress) {
        return gather(model, factor, always).alone(model, table, progress);
    }

    /** Gathers the points, as {@link #of(MixedModel, Table, int, List, Progress)} returns them. */
    public static Gathering<ResidualPoints> gather(MixedModel model, int factor, List<Integer> always) {
        RowSample sample = new RowSample(MOST_POINTS, always);
        ExtremeRows extremes = new ExtremeRows(EXTREMES, Comparator.comparingDouble(point -> Math.abs(point.y())));
        return new Gathering<>(
                row -> {
                    double residual = row.residual();
                    sample.add(row.row(), row.level(factor), row.fitted(), residual);
                    extremes.add(row.row(), row.level(factor), row.fitted(), residual);
                },
                () -> points(model, sample, extremes));
    }

    private static ResidualPoints points(MixedModel model, RowSample sample, ExtremeRows extremes) {
        List<RowPoint> sampled = sample.points();
        Set<RowPoint> known = new HashSet<>(sampled);
        List<RowPoint> points = new ArrayList<>(sampled);
        extremes.points().stream().filter(known::add).forEach(points::add);
        points.sort(Comparator.comparingLong(RowPoint::row));
        return new ResidualPoints(points, means(sampled), model.rows().used());
    }

    private static List<RowPoint> means(List<RowPoint> sampled) {
        List<RowPoint> sorted = new ArrayList<>(sampled);
        sorted.sort(Comparator.comparingDouble(RowPoint::x));
        double from = sorted.get(0).x();
        double to = sorted.get(sorted.size() - 1).x();
        boolean isOneValue = to - from <= SAME * Math.max(Math.abs(from), Math.abs(to));
        int parts = isOneValue ? 0 : Math.min(MOST_PARTS, sorted.size() / ROWS_IN_A_PART);
        List<RowPoint> means = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<RowPoint> rows = sorted.subList(part * sorted.size() / parts, (part + 1) * sorted.size() / parts);
            means.add(new RowPoint(
                    -1,
                    -1,
                    -1,
                    rows.stream().mapToDouble(RowPoint::x).average().orElseThrow(),
                    rows.stream().mapToDouble(RowPoint::y).average().orElseThrow()));
        }
        return means;
    }
}
