package org.multilevel.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;

/** Colours, fonts and layout that all charts share. */
final class ChartStyle {
    /** Of the palette of Okabe and Ito (2008), which colour-blind readers tell apart. */
    static final Color BLUE = new Color(0x0072B2);

    static final Color VERMILLION = new Color(0xD55E00);
    static final Color GREY = new Color(0x7C8894);
    static final List<Color> PALETTE = List.of(
            BLUE,
            new Color(0xE69F00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0x56B4E9),
            new Color(0x8C6D31),
            new Color(0x5F4B8B),
            new Color(0x444444));

    private static final Color TEXT = new Color(0x1D2730);
    private static final Color FAINT = new Color(0x4F5B66);
    private static final Color GRID = new Color(0xE3E7EB);
    /** Relative to their size, values that differ less are the same. */
    static final double SAME = 1e-9;

    private static final BasicStroke HAIRLINE = new BasicStroke(1);

    private ChartStyle() {}

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static Color translucent(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    /** Returns a light tone of a colour, on which its full tone stands out. */
    static Color tint(Color colour) {
        return new Color(lighter(colour.getRed()), lighter(colour.getGreen()), lighter(colour.getBlue()));
    }

    private static int lighter(int part) {
        return part + (255 - part) * 6 / 10;
    }

    static BasicStroke stroke(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static Shape dot(double diameter) {
        return new Ellipse2D.Double(-diameter / 2, -diameter / 2, diameter, diameter);
    }

    /** Returns an axis with its title; numbers are written the same in every country. */
    static NumberAxis axis(String title) {
        return styled(new TitledAxis(), title);
    }

    static NumberAxis styled(NumberAxis axis, String title) {
        axis.setLabel(title);
        axis.setAutoRangeIncludesZero(false);
        axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
        axis.setLabelFont(font(Font.PLAIN, 13));
        axis.setLabelPaint(TEXT);
        axis.setTickLabelFont(font(Font.PLAIN, 11));
        axis.setTickLabelPaint(FAINT);
        axis.setAxisLinePaint(GREY);
        axis.setTickMarkPaint(GREY);
        axis.setLowerMargin(0.03);
        axis.setUpperMargin(0.03);
        return axis;
    }

    /** Returns a plot without data between two axes; data are drawn in the order in which they are added. */
    static XYPlot plot(NumberAxis horizontal, NumberAxis vertical) {
        XYPlot plot = new XYPlot(null, horizontal, vertical, null);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(HAIRLINE);
        plot.setRangeGridlineStroke(HAIRLINE);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setDomainPannable(true);
        plot.setRangePannable(true);
        return plot;
    }

    /** Marks zero on the horizontal ({@code domain}) or the vertical axis. */
    static void markZero(XYPlot plot, boolean domain) {
        ValueMarker zero = new ValueMarker(0, GREY, new BasicStroke(1.2f));
        if (domain) {
            plot.addDomainMarker(zero, Layer.BACKGROUND);
        } else {
            plot.addRangeMarker(zero, Layer.BACKGROUND);
        }
    }

    /**
     * Returns the chart around a plot.
     *
     * @param sentences what is to be read under the title, each on lines of its own
     */
    static JFreeChart chart(String title, List<String> sentences, XYPlot plot, boolean legend) {
        widen((NumberAxis) plot.getDomainAxis(), plot);
        widen((NumberAxis) plot.getRangeAxis(), plot);
        JFreeChart chart = new JFreeChart(null, font(Font.BOLD, 16), plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 10, 8, 14));
        chart.setTextAntiAlias(true);
        chart.addSubtitle(text(Words.name(title), font(Font.BOLD, 16), TEXT));
        for (String sentence : sentences) {
            chart.addSubtitle(text(Words.name(sentence), font(Font.PLAIN, 12), FAINT));
        }
        if (legend) {
            LegendTitle entries = new LegendTitle(plot);
            entries.setPosition(RectangleEdge.BOTTOM);
            entries.setItemFont(font(Font.PLAIN, 12));
            entries.setItemPaint(TEXT);
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
