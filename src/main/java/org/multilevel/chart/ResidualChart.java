package org.multilevel.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;
import org.multilevel.model.GroupingFactor;

/** Draws {@link ResidualPoints}. */
final class ResidualChart {
    private ResidualChart() {}

    /**
     * Returns the chart.
     *
     * @param residual what residuals are called on the axis
     */
    static Chart of(ResidualPoints data, Optional<GroupingFactor> factor, String response, String residual) {
        XYPlot plot = ChartStyle.plot(
                ChartStyle.axis("Fitted value (" + Words.shortName(response) + ")"), ChartStyle.axis(residual));
        ChartStyle.markZero(plot, false);
        plot.setDataset(0, dataset("Row", data.points()));
        plot.setRenderer(0, points(data, factor));
        plot.setDataset(1, dataset("Mean residual of rows with similar fitted values", data.means()));
        XYLineAndShapeRenderer means = new XYLineAndShapeRenderer(true, false);
        means.setDrawSeriesLineAsPath(true);
        means.setSeriesPaint(0, ChartStyle.VERMILLION);
        means.setSeriesStroke(0, ChartStyle.stroke(2.2));
        means.setSeriesVisibleInLegend(0, !data.means().isEmpty());
        plot.setRenderer(1, means);
        List<String> sentences = new ArrayList<>();
        sentences.add("Without pattern where the model fits: around zero, and equally wide everywhere.");
        if (!data.isComplete()) {
            sentences.add(Words.sampled(ResidualPoints.MOST_POINTS, data.rows()) + " The " + ResidualPoints.EXTREMES
                    + " largest residuals are shown in any case.");
        }
        String title = "Residuals and fitted values of " + response;
        return new Chart(title, ChartStyle.chart(title, sentences, plot, true));
    }

    private static XYLineAndShapeRenderer points(ResidualPoints data, Optional<GroupingFactor> factor) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(false);
        boolean many = data.points().size() > 1000;
        renderer.setSeriesShape(0, ChartStyle.dot(many ? 3 : 6));
        renderer.setSeriesPaint(0, ChartStyle.translucent(ChartStyle.BLUE, many ? 100 : 160));
        renderer.setLegendShape(0, ChartStyle.dot(7));
        renderer.setDefaultToolTipGenerator((dataset, series, item) -> {
            RowPoint point = data.points().get(item);
            return Words.row(point, factor) + ": fitted " + Words.number(point.x()) + ", residual "
                    + Words.number(point.y());
        });
        return renderer;
    }

    private static DefaultXYDataset dataset(String name, List<RowPoint> points) {
        DefaultXYDataset dataset = new DefaultXYDataset();
        dataset.addSeries(name, new double[][] {
            points.stream().mapToDouble(RowPoint::x).toArray(),
            points.stream().mapToDouble(RowPoint::y).toArray()
        });
        return dataset;
    }
}
