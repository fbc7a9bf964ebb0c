package org.multilevel.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/** A vertical axis that names the levels at whole numbers: every one where there is room, else every second, fifth and so on. */
final class LevelAxis extends TitledAxis {
    private static final long serialVersionUID = 1L;
    private static final double LINES_BETWEEN_NAMES = 1.25;

    private final int size;
    private final transient IntFunction<String> names;

    LevelAxis(int size, IntFunction<String> names) {
        this.size = size;
        this.names = names;
    }

    /** All levels are in view at first, and again after zooming back. */
    @Override
    protected void autoAdjustRange() {
        setRange(new Range(-0.8, size - 0.2), false, false);
    }

    /** Returns the ticks for the part of the axis that is in view, so that zooming in names every level. */
    @Override
    @SuppressWarnings("rawtypes") // as the superclass has it
    public List refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        Font font = getTickLabelFont();
        double room = g2.getFontMetrics(font).getHeight() * LINES_BETWEEN_NAMES;
        double perLevel = dataArea.getHeight() / getRange().getLength();
        int step = step(room / perLevel);
        int first = (int) Math.max(0, Math.ceil(getRange().getLowerBound()));
        int last = (int) Math.min(size - 1, Math.floor(getRange().getUpperBound()));
        List<NumberTick> ticks = new ArrayList<>();
        for (int rank = (first + step - 1) / step * step; rank <= last; rank += step) {
            ticks.add(new NumberTick(
                    rank, Words.shortName(names.apply(rank)), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0));
        }
        return ticks;
    }

    /** Returns the least of 1, 2, 5, 10, 20, ... that is not smaller. */
    private static int step(double atLeast) {
        int power = 1;
        while (true) {
            for (int factor : new int[] {1, 2, 5}) {
                if (power * factor >= atLeast) {
                    return power * factor;
                }
            }
            power *= 10;
        }
    }
}
