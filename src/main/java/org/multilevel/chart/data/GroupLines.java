package org.multilevel.chart.data;

import java.util.List;

/**
 * The lines of each group over a numeric predictor, the line of the population, and the rows.
 *
 * <p>A fitted line is the fixed part plus the group's effects, of a generalised model on the scale of the response. Along it, the other predictors stay at what is typical of the group (of all
 * rows, for the population): the mean of a number, the most frequent label. Effects of other grouping factors are left out. An own line is
 * the least-squares line of the group's rows alone, without any other predictor; rows count by their weights, if there are any: a line of the
 * model is drawn from there, and the model says of a row with a greater weight that it tells more.
 *
 * @param predictor the column that the lines are drawn over
 * @param lines fitted lines of the groups shown, each over the range of the group's own rows; one point where that is a single value
 * @param own own lines of the same groups; of a group with a single value of the predictor its mean
 * @param means of predictor and response in the same groups
 * @param population that of the population, over the range of all rows
 * @param total the least-squares line of all rows
 * @param by the population's lines for each value of a second predictor
 * @param held what the other predictors are on the population's line
 * @param points predictor and response of the rows shown
 * @param rows how many rows there are
 * @param groups how many groups there are
 */
public record GroupLines(
        String predictor,
        List<Line> lines,
        List<Line> own,
        List<RowPoint> means,
        Line population,
        Line total,
        By by,
        List<Held> held,
        List<RowPoint> points,
        long rows,
        int groups) {

    /** Copies the lists. */
    public GroupLines {
        lines = List.copyOf(lines);
        own = List.copyOf(own);
        means = List.copyOf(means);
        held = List.copyOf(held);
        points = List.copyOf(points);
    }

    /**
     * A line, as points from left to right.
     *
     * @param level the number of the level that it belongs to, -1 for the population
     * @param by the number of the group's value of the second predictor; -1 where it has several, or there is no second predictor
     * @param x values of the predictor
     * @param y what is expected there
     */
    public record Line(int level, int by, double[] x, double[] y) {}

    /**
     * The values of a second predictor, in the order in which people read them.
     *
     * @param column its name; empty if there is none
     * @param levels its values as texts
     * @param lines the population's line at each, over the range of the rows that have it
     * @param totals the least-squares line of the rows that have it
     */
    public record By(String column, List<String> levels, List<Line> lines, List<Line> totals) {
        static final By NONE = new By("", List.of(), List.of(), List.of());

        /** Copies the lists. */
        public By {
            levels = List.copyOf(levels);
            lines = List.copyOf(lines);
            totals = List.copyOf(totals);
        }
    }

    /**
     * Where a predictor stays on the population's line.
     *
     * @param value its mean or most frequent label, as text
     */
    public record Held(String predictor, String value, boolean isLabel) {}
}
