package org.multilevel.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.multilevel.inference.Counts;

/** Draws a {@link Caterpillar}: a level is a row of the chart, with its effect and interval. */
final class CaterpillarChart {
    private static final int MOST_LEVELS = 5000;
    private static final int FEW = 60;
    private static final int MANY = 500;
    /** Of the levels whose interval holds zero, and of the others. */
    private static final List<Color> COLOURS = List.of(ChartStyle.GREY, ChartStyle.BLUE);

    private final Caterpillar data;
    private final String effect;
    private final int[] ranks;

    private CaterpillarChart(Caterpillar data, String effect) {
        this.data = data;
        this.effect = effect;
        this.ranks = Ranks.shown(data.size(), MOST_LEVELS);
    }

    /**
     * Returns the chart.
     *
     * @param effect what the effects are called on the axis
     */
    static Chart of(Caterpillar data, String effect) {
        return new CaterpillarChart(data, effect).draw();
    }

    private Chart draw() {
        boolean isSingular = data.standardDeviation() == 0;
        NumberAxis effects = ChartStyle.axis(effect);
        NumberAxis levels = ChartStyle.styled(
                new LevelAxis(ranks.length, place -> data.label(ranks[place])), Words.name(data.factor()));
        XYPlot plot = ChartStyle.plot(effects, levels);
        plot.setRangeGridlinesVisible(ranks.length <= FEW);
        ChartStyle.markZero(plot, true);
        plot.setDataset(0, dataset());
        plot.setRenderer(0, intervals());
        // Once more, so that no interval covers the effects of other levels.
        plot.setDataset(1, dataset());
        plot.setRenderer(1, effects());
        String title = "Effects of " + data.factor() + ": " + data.term();
        return new Chart(title, ChartStyle.chart(title, sentences(isSingular), plot, !isSingular));
    }

    private List<String> sentences(boolean isSingular) {
        List<String> sentences = new ArrayList<>();
        if (isSingular) {
            sentences.add(Words.ALL_ZERO);
        } else {
            sentences.add(Counts.of(data.size()) + " levels in the order of their effects, with "
                    + Words.percent(data.level()) + " intervals (effect ± " + Words.number(data.quantile())
                    + " conditional standard deviations).");
        }
        if (ranks.length < data.size()) {
            sentences.add("Shown are " + Counts.of(ranks.length)
                    + " levels: the lowest and highest, and an even choice between.");
        }
        return sentences;
    }

    /** Returns two series: the levels whose interval holds zero, and those that it leaves out. */
    private XYIntervalSeriesCollection dataset() {
        XYIntervalSeries near = new XYIntervalSeries("Interval holds zero", false, true);
        XYIntervalSeries away = new XYIntervalSeries("Interval leaves zero out", false, true);
        for (int place = 0; place < ranks.length; place++) {
            int rank = ranks[place];
            (data.excludesZero(rank) ? away : near)
                    .add(data.effect(rank), data.lower(rank), data.upper(rank), place, place, place);
        }
        XYIntervalSeriesCollection dataset = new XYIntervalSeriesCollection();
        dataset.addSeries(near);
        dataset.addSeries(away);
        return dataset;
    }

    private XYErrorRenderer intervals() {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawYError(false);
        renderer.setCapLength(0);
        renderer.setDefaultShapesVisible(false);
        renderer.setDefaultSeriesVisibleInLegend(false);
        renderer.setErrorStroke(ChartStyle.stroke(ranks.length > MANY ? 0.6 : ranks.length > FEW ? 1.1 : 1.8));
        for (int series = 0; series < COLOURS.size(); series++) {
            Color colour = COLOURS.get(series);
            renderer.setSeriesPaint(series, ranks.length > FEW ? ChartStyle.tint(colour) : colour);
        }
        return renderer;
    }

    private XYLineAndShapeRenderer effects() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(false);
        double size = ranks.length > MANY ? 2.5 : ranks.length > FEW ? 4 : 7;
        for (int series = 0; series < COLOURS.size(); series++) {
            renderer.setSeriesShape(series, ChartStyle.dot(size));
            renderer.setSeriesPaint(series, COLOURS.get(series));
            renderer.setLegendShape(series, ChartStyle.dot(7));
        }
        renderer.setDefaultToolTipGenerator(
                (dataset, series, item) -> tooltip(ranks[(int) dataset.getYValue(series, item)]));
        return renderer;
    }

    private String tooltip(int rank) {
        return "Level " + Words.name(data.label(rank)) + " of " + Words.name(data.factor()) + ": effect "
                + Words.number(data.effect(rank)) + ", " + Words.percent(data.level()) + " interval "
                + Words.number(data.lower(rank)) + " to " + Words.number(data.upper(rank)) + ", rank "
                + Counts.of(rank + 1L);
    }
}
