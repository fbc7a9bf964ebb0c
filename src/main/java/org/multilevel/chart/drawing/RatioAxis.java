package org.multilevel.chart.drawing;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.plot.ValueAxisPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.multilevel.chart.description.Words;

/**
 * An axis on which equal ratios are equally far apart, with 1, 2, 5, 10, ... on it; the library's own writes powers of ten, of which a few
 * odds ratios hold none.
 */
final class RatioAxis extends TitledAxis {
    private static final long serialVersionUID = 1L;

    /** Of the length of the axis, on either side of the data. */
    private static final double MARGIN = 0.03;

    /** How many pixels a number takes with the space to the next. */
    private static final double SPACE = 14;

    /** What stands for numbers that are not positive, which no logarithm has. */
    private static final double LEAST = 1e-300;

    private static final double[][] STEPS = {{1, 1.5, 2, 3, 4, 5, 6, 8}, {1, 2, 5}, {1, 3}, {1}};

    private static double log(double value) {
        return Math.log(Math.max(LEAST, value));
    }

    /** The library would give its margins as differences. */
    @Override
    protected void autoAdjustRange() {
        if (!(getPlot() instanceof ValueAxisPlot plot)) {
            return;
        }
        Range data = plot.getDataRange(this);
        double low = data == null ? 0 : log(data.getLowerBound());
        double high = data == null ? 0 : log(data.getUpperBound());
        double margin = high - low < 1e-9 ? Math.log(2) : MARGIN * (high - low);
        setRange(new Range(Math.exp(low - margin), Math.exp(high + margin)), false, false);
    }

    /** Returns how far along the axis a value lies, from 0 to 1. */
    private double share(double value) {
        double low = log(getRange().getLowerBound());
        return (log(value) - low) / (log(getRange().getUpperBound()) - low);
    }

    private double value(double share) {
        double low = log(getRange().getLowerBound());
        return Math.exp(low + share * (log(getRange().getUpperBound()) - low));
    }

    @Override
    public double valueToJava2D(double value, Rectangle2D area, RectangleEdge edge) {
        return RectangleEdge.isTopOrBottom(edge)
                ? area.getX() + share(value) * area.getWidth()
                : area.getMaxY() - share(value) * area.getHeight();
    }

    @Override
    public double java2DToValue(double place, Rectangle2D area, RectangleEdge edge) {
        return value(
                RectangleEdge.isTopOrBottom(edge)
                        ? (place - area.getX()) / area.getWidth()
                        : (area.getMaxY() - place) / area.getHeight());
    }

    @Override
    public void zoomRange(double lower, double upper) {
        setRange(new Range(value(lower), value(upper)), true, true);
    }

    @Override
    public void resizeRange2(double percent, double anchor) {
        if (percent <= 0) {
            setAutoRange(true);
            return;
        }
        double centre = share(anchor);
        setRange(new Range(value(centre * (1 - percent)), value(centre + (1 - centre) * percent)), true, true);
    }

    @Override
    public void pan(double percent) {
        setRange(new Range(value(percent), value(1 + percent)), true, true);
    }

    /** Returns as many round numbers as have room. */
    @Override
    @SuppressWarnings("rawtypes") // as the superclass has it
    public List refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        boolean lies = RectangleEdge.isTopOrBottom(edge);
        FontMetrics metrics = g2.getFontMetrics(getTickLabelFont());
        TextAnchor anchor = lies ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        List<NumberTick> ticks = new ArrayList<>();
        for (double at : chosen(lies, metrics, dataArea, edge)) {
            ticks.add(new NumberTick(at, Words.number(at), anchor, TextAnchor.CENTER, 0));
        }
        return ticks;
    }

    private List<Double> chosen(boolean lies, FontMetrics metrics, Rectangle2D area, RectangleEdge edge) {
        int first = (int) Math.floor(Math.log10(Math.max(LEAST, getRange().getLowerBound())));
        int last = (int) Math.ceil(Math.log10(Math.max(LEAST, getRange().getUpperBound())));
        List<Double> found = List.of();
        for (double[] steps : STEPS) {
            found = numbers(steps, first, last, 1);
            if (fit(found, lies, metrics, area, edge)) {
                return found;
            }
        }
        for (int every = 2; every <= last - first; every++) {
            found = numbers(new double[] {1}, Math.floorDiv(first, every) * every, last, every);
            if (fit(found, lies, metrics, area, edge)) {
                return found;
            }
        }
        return found;
    }

    private List<Double> numbers(double[] steps, int first, int last, int every) {
        List<Double> found = new ArrayList<>();
        for (int power = first; power <= last; power += every) {
            for (double step : steps) {
                // Read from digits, so that 0.3 is not a rounding error away from it.
                double value = Double.parseDouble(step + "e" + power);
                if (getRange().contains(value)) {
                    found.add(value);
                }
            }
        }
        return found;
    }

    private boolean fit(List<Double> values, boolean lies, FontMetrics metrics, Rectangle2D area, RectangleEdge edge) {
        double end = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            double place = valueToJava2D(value, area, edge);
            double along = lies ? place : -place;
            double half = (lies ? metrics.stringWidth(Words.number(value)) : metrics.getHeight()) / 2.0;
            if (along - half < end) {
                return false;
            }
            end = along + half + SPACE;
        }
        return true;
    }
}
