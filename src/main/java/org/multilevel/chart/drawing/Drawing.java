package org.multilevel.chart.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.HashSet;
import java.util.Set;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Words;

/** Makes the library's chart of a description. */
final class Drawing {
    /** Lines between names would be closer than the names are apart. */
    private static final int MOST_NAMES_WITH_LINES = 60;

    private final ChartDescription chart;
    private final Theme theme;
    private final ChartStyle style;

    private Drawing(ChartDescription chart, Theme theme) {
        this.chart = chart;
        this.theme = theme;
        this.style = new ChartStyle(theme);
    }

    static JFreeChart of(ChartDescription chart, Theme theme) {
        return new Drawing(chart, theme).draw();
    }

    private JFreeChart draw() {
        XYPlot plot = style.plot(style.axis(chart.horizontal()), style.axis(chart.vertical()));
        plot.setDomainGridlinesVisible(hasLines(chart.horizontal()));
        plot.setRangeGridlinesVisible(hasLines(chart.vertical()));
        int position = 0;
        for (Mark mark : chart.marks()) {
            if (mark instanceof Mark.Rule rule) {
                mark(plot, rule);
            } else {
                plot.setDataset(position, new MarkData(mark));
                plot.setRenderer(position++, new MarkRenderer(chart, mark, theme));
            }
        }
        plot.configureDomainAxes();
        plot.configureRangeAxes();
        plot.setFixedLegendItems(legend());
        return style.chart(chart.title(), chart.sentences(), plot);
    }

    private static boolean hasLines(Axis axis) {
        return !(axis instanceof Axis.Names names) || names.names().size() <= MOST_NAMES_WITH_LINES;
    }

    private void mark(XYPlot plot, Mark.Rule rule) {
        ValueMarker marker = new ValueMarker(rule.at(), theme.muted(), new BasicStroke(1.2f));
        if (rule.vertical()) {
            plot.addDomainMarker(marker, Layer.BACKGROUND);
        } else {
            plot.addRangeMarker(marker, Layer.BACKGROUND);
        }
    }

    private LegendItemCollection legend() {
        LegendItemCollection items = new LegendItemCollection();
        Set<String> known = new HashSet<>();
        for (Mark mark : chart.marks()) {
            if (!mark.name().isEmpty() && known.add(mark.name())) {
                items.add(item(mark));
            }
        }
        return items;
    }

    private LegendItem item(Mark mark) {
        String name = Words.name(mark.name());
        Color colour = theme.colour(mark.ink().withOpacity(Math.max(mark.ink().opacity(), 0.6)));
        Shape line = new Line2D.Double(-9, 0, 9, 0);
        Shape dot = new Ellipse2D.Double(-3.5, -3.5, 7, 7);
        Shape square = new Rectangle2D.Double(-5, -5, 10, 10);
        if (mark instanceof Mark.Lines lines) {
            double width = Math.max(1.4, lines.width());
            BasicStroke stroke = lines.dashed() ? ChartStyle.dashes(width) : ChartStyle.stroke(width);
            return new LegendItem(name, null, null, null, line, stroke, colour);
        }
        if (mark instanceof Mark.Arrows arrows) {
            return new LegendItem(name, null, null, null, line, ChartStyle.stroke(arrows.width()), colour);
        }
        if (mark instanceof Mark.Points || mark instanceof Mark.Intervals) {
            return new LegendItem(
                    name, null, null, null, dot, theme.colour(mark.ink().withOpacity(1)));
        }
        Ink pale = mark.ink().withOpacity(mark instanceof Mark.Bars ? mark.ink().opacity() : 0.45);
        return new LegendItem(name, null, null, null, square, theme.colour(pale));
    }
}
