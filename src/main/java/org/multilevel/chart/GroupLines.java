package org.multilevel.chart;

import java.util.List;

/**
 * The fitted line of each group over a numeric predictor, the line of the population, and the rows.
 *
 * <p>A line is the fixed part plus the group's effects. Along it, the other predictors stay at what is typical of the group (of all
 * rows, for the population): the mean of a number, the most frequent label. Effects of other grouping factors are left out.
 *
 * @param predictor the column that the lines are drawn over
 * @param lines those of the groups shown, each over the range of the group's own rows; one point where that is a single value
 * @param population that of the population, over the range of all rows
 * @param points predictor and response of the rows shown
 * @param rows how many rows there are
 * @param groups how many groups there are
 */
public record GroupLines(
        String predictor, List<Line> lines, Line population, List<RowPoint> points, long rows, int groups) {

    /** Copies the lists. */
    public GroupLines {
        lines = List.copyOf(lines);
        points = List.copyOf(points);
    }

    /**
     * A line, as points from left to right.
     *
     * @param level the number of the level that it belongs to, -1 for the population
     * @param x values of the predictor
     * @param y what the model expects there
     */
    public record Line(int level, double[] x, double[] y) {}
}
