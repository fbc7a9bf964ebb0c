package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.MixedModel;

/**
 * Three least-squares lines of a response over a predictor: through all rows, through the means of groups (each counts once), and within
 * groups (the slope that all share around their means). Rows count by their weights, if there are any: as they do in the model.
 *
 * <p>Source: Raudenbush and Bryk (2002), Hierarchical Linear Models, chapter 5.
 *
 * @param totalSlope of all rows
 * @param betweenSlope of the means; NaN where they have one value of the predictor
 * @param withinSlope around the means; NaN where the predictor does not vary in groups
 * @param total means of all rows, through which the total line goes
 * @param between mean of the means, through which the other two go
 * @param means one for each group shown
 * @param points the rows shown
 * @param from the least value of the predictor
 * @param to its greatest value
 * @param rows how many rows there are
 * @param groups how many groups have rows
 */
public record BetweenWithin(
        double totalSlope,
        double betweenSlope,
        double withinSlope,
        RowPoint total,
        RowPoint between,
        List<RowPoint> means,
        List<RowPoint> points,
        double from,
        double to,
        long rows,
        int groups) {
    private static final int MOST_MEANS = 2000;
    private static final int MOST_POINTS = 5000;

    /** Copies the lists. */
    public BetweenWithin {
        means = List.copyOf(means);
        points = List.copyOf(points);
    }

    /** Gathers the lines, holding some numbers of each group. */
    public static Gathering<BetweenWithin> gather(MixedModel model, int factor, String predictor) {
        Sums sums = new Sums(model.groupingFactors().get(factor).size());
        return new Gathering<>(
                row -> sums.add(row, row.level(factor), row.number(row.position(predictor))), sums::lines);
    }

    /** Returns the lines, in one pass. */
    public static BetweenWithin of(MixedModel model, Table table, int factor, String predictor, Progress progress) {
        return gather(model, factor, predictor).alone(model, table, progress);
    }

    /** What is known of the rows seen. */
    private static final class Sums {
        private final LineFit total = new LineFit();
        private final List<LineFit> groups = new ArrayList<>();
        private final RowSample sample = new RowSample(MOST_POINTS);
        private double from = Double.POSITIVE_INFINITY;
        private double to = Double.NEGATIVE_INFINITY;

        Sums(int levels) {
            for (int g = 0; g < levels; g++) {
                groups.add(new LineFit());
            }
        }

        void add(FittedPass row, int level, double x) {
            double y = row.response();
            total.add(x, y, row.weight());
            groups.get(level).add(x, y, row.weight());
            sample.add(row.row(), level, x, y);
            from = Math.min(from, x);
            to = Math.max(to, x);
        }

        BetweenWithin lines() {
            LineFit between = new LineFit();
            List<RowPoint> means = new ArrayList<>();
            double squares = 0;
            double products = 0;
            for (int g = 0; g < groups.size(); g++) {
                LineFit group = groups.get(g);
                if (group.count() > 0) {
                    between.add(group.meanX(), group.meanY());
                    means.add(new RowPoint(-1, g, -1, group.meanX(), group.meanY()));
                    squares += group.squaresX();
                    products += group.products();
                }
            }
            List<RowPoint> shown = new ArrayList<>();
            for (int rank : Ranks.spread(means.size(), MOST_MEANS)) {
                shown.add(means.get(rank));
            }
            return new BetweenWithin(
                    total.slope(),
                    between.slope(),
                    squares > 1e-12 * total.squaresX() ? products / squares : Double.NaN,
                    new RowPoint(-1, -1, -1, total.meanX(), total.meanY()),
                    new RowPoint(-1, -1, -1, between.meanX(), between.meanY()),
                    shown,
                    sample.points(),
                    from,
                    to,
                    total.count(),
                    means.size());
        }
    }
}
