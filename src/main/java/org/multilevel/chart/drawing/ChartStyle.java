package org.multilevel.chart.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.Words;

/** Fonts and layout that all charts share, in the colours of a theme. */
record ChartStyle(Theme theme) {
    /** Relative to their size, values that differ less are the same. */
    private static final double SAME = 1e-9;

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static BasicStroke stroke(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashes(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 5}, 0);
    }

    /** Returns an axis with its title; numbers are written the same in every country. */
    NumberAxis axis(Axis described) {
        NumberAxis axis = described instanceof Axis.Names names
                ? new NameAxis(names.names())
                : described instanceof Axis.Ratios ? new RatioAxis() : new TitledAxis();
        axis.setLabel(Words.name(described.title()));
        axis.setAutoRangeIncludesZero(false);
        axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
        axis.setLabelFont(font(Font.PLAIN, 13));
        axis.setLabelPaint(theme.text());
        axis.setTickLabelFont(font(Font.PLAIN, 11));
        axis.setTickLabelPaint(theme.faint());
        axis.setAxisLinePaint(theme.muted());
        axis.setTickMarkPaint(theme.muted());
        axis.setLowerMargin(0.03);
        axis.setUpperMargin(0.03);
        return axis;
    }

    /** Returns a plot without data between two axes; data are drawn in the order in which they are added. */
    XYPlot plot(NumberAxis horizontal, NumberAxis vertical) {
        XYPlot plot = new XYPlot(null, horizontal, vertical, null);
        plot.setBackgroundPaint(theme.page());
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(theme.grid());
        plot.setRangeGridlinePaint(theme.grid());
        plot.setDomainGridlineStroke(stroke(1));
        plot.setRangeGridlineStroke(stroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setDomainPannable(true);
        plot.setRangePannable(true);
        return plot;
    }

    /**
     * Returns the chart around a plot.
     *
     * @param sentences what is to be read under the title, each on lines of its own
     */
    JFreeChart chart(String title, List<String> sentences, XYPlot plot) {
        widen((NumberAxis) plot.getDomainAxis(), plot);
        widen((NumberAxis) plot.getRangeAxis(), plot);
        JFreeChart chart = new JFreeChart(null, font(Font.BOLD, 16), plot, false);
        chart.setBackgroundPaint(theme.page());
        chart.setPadding(new RectangleInsets(8, 10, 8, 14));
        chart.setTextAntiAlias(true);
        chart.addSubtitle(text(Words.name(title), font(Font.BOLD, 16), theme.text()));
        for (String sentence : sentences) {
            chart.addSubtitle(text(Words.name(sentence), font(Font.PLAIN, 12), theme.faint()));
        }
        if (plot.getFixedLegendItems().getItemCount() > 0) {
            LegendTitle entries = new LegendTitle(plot);
            entries.setPosition(RectangleEdge.BOTTOM);
            entries.setItemFont(font(Font.PLAIN, 12));
            entries.setItemPaint(theme.text());
            entries.setBackgroundPaint(theme.page());
            chart.addLegend(entries);
        }
        return chart;
    }

    /** Gives an axis some length around values that are all the same, up to rounding. */
    private static void widen(NumberAxis axis, XYPlot plot) {
        Range data = plot.getDataRange(axis);
        if (data != null) {
            double size = Math.max(Math.abs(data.getLowerBound()), Math.abs(data.getUpperBound()));
            if (data.getLength() <= SAME * size || size == 0) {
                axis.setAutoRangeMinimumSize(size == 0 ? 2 : size / 5);
            }
        }
    }

    private static TextTitle text(String text, Font font, Color colour) {
        TextTitle title = new TextTitle(text, font);
        title.setPaint(colour);
        title.setPosition(RectangleEdge.TOP);
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setPadding(1, 6, 3, 6);
        return title;
    }
}
