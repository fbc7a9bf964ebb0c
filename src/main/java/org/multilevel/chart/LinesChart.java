package org.multilevel.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;
import org.multilevel.inference.Counts;
import org.multilevel.model.GroupingFactor;

/** Draws {@link GroupLines}: points of the rows, a line for each group, and the population's. */
final class LinesChart {
    private static final int ONE_COLOUR_EACH = 8;
    private static final int MANY = 60;

    private final GroupLines data;
    private final Optional<GroupingFactor> factor;
    private final String response;
    private final boolean hasOthers;

    private LinesChart(GroupLines data, Optional<GroupingFactor> factor, String response, boolean hasOthers) {
        this.data = data;
        this.factor = factor;
        this.response = response;
        this.hasOthers = hasOthers;
    }

    /**
     * Returns the chart.
     *
     * @param hasOthers whether there are other predictors than the one that lines are drawn over
     */
    static Chart of(GroupLines data, Optional<GroupingFactor> factor, String response, boolean hasOthers) {
        return new LinesChart(data, factor, response, hasOthers).draw();
    }

    private Chart draw() {
        XYPlot plot =
                ChartStyle.plot(ChartStyle.axis(Words.name(data.predictor())), ChartStyle.axis(Words.name(response)));
        plot.setDataset(0, points());
        plot.setRenderer(0, pointRenderer());
        plot.setDataset(1, lines());
        plot.setRenderer(1, lineRenderer());
        plot.setDataset(2, population());
        plot.setRenderer(2, populationRenderer());
        String title = factor.map(groups -> response + " over " + data.predictor() + ", by " + groups.name())
                .orElse(response + " over " + data.predictor());
        return new Chart(title, ChartStyle.chart(title, sentences(), plot, true));
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (!data.lines().isEmpty() && data.lines().stream().allMatch(line -> line.x().length == 1)) {
            sentences.add("Each level of " + factor.orElseThrow().name() + " has one value of " + data.predictor()
                    + ", so that its line is a dot.");
        }
        if (hasOthers) {
            sentences.add("Along a line, the other predictors stay at their means or most frequent labels"
                    + (factor.isEmpty() ? "." : " in its group."));
        }
        if (data.lines().size() < data.groups()) {
            sentences.add("Shown are " + Counts.of(data.lines().size()) + " of " + Counts.of(data.groups())
                    + " groups, from the lowest effects to the highest.");
        }
        if (data.points().size() < data.rows()) {
            sentences.add(Words.sampled(data.points().size(), data.rows()));
        }
        return sentences;
    }

    private DefaultXYDataset points() {
        DefaultXYDataset dataset = new DefaultXYDataset();
        if (isColoured()) {
            for (GroupLines.Line line : data.lines()) {
                dataset.addSeries(
                        "rows of " + line.level(),
                        coordinates(data.points().stream()
                                .filter(point -> point.level() == line.level())
                                .toList()));
            }
        } else {
            dataset.addSeries("Row", coordinates(data.points()));
        }
        return dataset;
    }

    private XYLineAndShapeRenderer pointRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(false);
        renderer.setDefaultShape(ChartStyle.dot(data.points().size() > 2000 ? 3 : 5));
        renderer.setAutoPopulateSeriesShape(false);
        for (int series = 0; series < (isColoured() ? data.lines().size() : 1); series++) {
            Color colour = isColoured() ? colour(series) : ChartStyle.GREY;
            renderer.setSeriesPaint(series, ChartStyle.translucent(colour, 110));
            renderer.setSeriesVisibleInLegend(series, !isColoured());
        }
        List<RowPoint> points = data.points();
        renderer.setDefaultToolTipGenerator((dataset, series, item) -> {
            List<RowPoint> shown = isColoured()
                    ? points.stream()
                            .filter(point ->
                                    point.level() == data.lines().get(series).level())
                            .toList()
                    : points;
            return Words.row(shown.get(item), factor) + ": "
                    + coordinates(dataset.getXValue(series, item), dataset.getYValue(series, item));
        });
        return renderer;
    }

    private DefaultXYDataset lines() {
        DefaultXYDataset dataset = new DefaultXYDataset();
        for (int series = 0; series < data.lines().size(); series++) {
            GroupLines.Line line = data.lines().get(series);
            // The legend shows the names of a few groups, else one entry for all of them.
            String key = isColoured() || series > 0 ? series + "" : "";
            dataset.addSeries(new Key(key, legend(line)), new double[][] {line.x(), line.y()});
        }
        return dataset;
    }

    /** A series that has a name which others may have too. */
    private record Key(String id, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return id.compareTo(other.id);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private String legend(GroupLines.Line line) {
        return isColoured()
                ? Words.shortName(factor.orElseThrow().level(line.level()))
                : "Each level of " + Words.shortName(factor.orElseThrow().name());
    }

    private XYLineAndShapeRenderer lineRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setDefaultShape(ChartStyle.dot(6));
        renderer.setAutoPopulateSeriesShape(false);
        boolean many = data.lines().size() > MANY;
        for (int series = 0; series < data.lines().size(); series++) {
            renderer.setSeriesPaint(
                    series, isColoured() ? colour(series) : ChartStyle.translucent(ChartStyle.BLUE, alpha()));
            renderer.setSeriesStroke(series, ChartStyle.stroke(isColoured() ? 2.2 : many ? 1 : 1.4));
            renderer.setSeriesShapesVisible(series, data.lines().get(series).x().length == 1);
            renderer.setSeriesVisibleInLegend(series, isColoured() || series == 0);
        }
        renderer.setDefaultToolTipGenerator((dataset, series, item) ->
                "Line of " + Words.level(data.lines().get(series).level(), factor.orElseThrow()) + ": "
                        + coordinates(dataset.getXValue(series, item), dataset.getYValue(series, item)));
        return renderer;
    }

    private DefaultXYDataset population() {
        DefaultXYDataset dataset = new DefaultXYDataset();
        dataset.addSeries(
                "Population",
                new double[][] {data.population().x(), data.population().y()});
        return dataset;
    }

    private XYLineAndShapeRenderer populationRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setSeriesPaint(0, ChartStyle.VERMILLION);
        renderer.setSeriesStroke(0, ChartStyle.stroke(3));
        renderer.setDefaultToolTipGenerator((dataset, series, item) -> "Line of the population: "
                + coordinates(dataset.getXValue(series, item), dataset.getYValue(series, item)));
        return renderer;
    }

    private int alpha() {
        return Math.max(40, Math.min(160, 16_000 / Math.max(1, data.lines().size())));
    }

    private boolean isColoured() {
        return !data.lines().isEmpty() && data.groups() <= ONE_COLOUR_EACH;
    }

    private static Color colour(int series) {
        return ChartStyle.PALETTE.get(series % ChartStyle.PALETTE.size());
    }

    private String coordinates(double x, double y) {
        return Words.name(data.predictor()) + " " + Words.number(x) + ", " + Words.name(response) + " "
                + Words.number(y);
    }

    private static double[][] coordinates(List<RowPoint> points) {
        return new double[][] {
            points.stream().mapToDouble(RowPoint::x).toArray(),
            points.stream().mapToDouble(RowPoint::y).toArray()
        };
    }
}
