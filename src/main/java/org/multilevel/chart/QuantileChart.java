package org.multilevel.chart;

import java.util.List;
import java.util.function.Function;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** Draws {@link NormalQuantiles}. */
final class QuantileChart {
    static final String HOW_TO_READ = "Close to the line where the values are normal.";

    private QuantileChart() {}

    /**
     * Returns the chart.
     *
     * @param title of the chart
     * @param values what the values are called on the axis
     * @param sentences what stands below the title
     * @param name what a tooltip calls a point
     */
    static Chart of(
            NormalQuantiles data,
            String title,
            String values,
            List<String> sentences,
            Function<RowPoint, String> name) {
        XYPlot plot = ChartStyle.plot(ChartStyle.axis("Standard normal quantile"), ChartStyle.axis(values));
        plot.setDataset(0, line(data));
        XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, false);
        line.setSeriesPaint(0, ChartStyle.VERMILLION);
        line.setSeriesStroke(0, ChartStyle.stroke(1.8));
        plot.setRenderer(0, line);
        plot.setDataset(1, points(data));
        plot.setRenderer(1, renderer(data, name));
        return new Chart(title, ChartStyle.chart(title, sentences, plot, true));
    }

    private static DefaultXYDataset line(NormalQuantiles data) {
        double from = data.points().get(0).x();
        double to = data.points().get(data.points().size() - 1).x();
        DefaultXYDataset dataset = new DefaultXYDataset();
        dataset.addSeries("Line through the quartiles", new double[][] {
            {from, to}, {data.intercept() + data.slope() * from, data.intercept() + data.slope() * to}
        });
        return dataset;
    }

    private static DefaultXYDataset points(NormalQuantiles data) {
        DefaultXYDataset dataset = new DefaultXYDataset();
        dataset.addSeries("Value", new double[][] {
            data.points().stream().mapToDouble(RowPoint::x).toArray(),
            data.points().stream().mapToDouble(RowPoint::y).toArray()
        });
        return dataset;
    }

    private static XYLineAndShapeRenderer renderer(NormalQuantiles data, Function<RowPoint, String> name) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(false);
        boolean many = data.points().size() > 500;
        renderer.setSeriesShape(0, ChartStyle.dot(many ? 3 : 6));
        renderer.setSeriesPaint(0, ChartStyle.translucent(ChartStyle.BLUE, many ? 140 : 200));
        renderer.setLegendShape(0, ChartStyle.dot(7));
        renderer.setDefaultToolTipGenerator((dataset, series, item) -> {
            RowPoint point = data.points().get(item);
            return name.apply(point) + ": " + Words.number(point.y()) + ", normal quantile " + Words.number(point.x());
        });
        return renderer;
    }
}
