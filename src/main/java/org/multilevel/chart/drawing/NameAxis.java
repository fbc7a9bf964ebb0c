package org.multilevel.chart.drawing;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.multilevel.chart.description.Words;

/** An axis that names the places 0, 1, 2, ...: every one where there is room, else every second, fifth and so on. */
final class NameAxis extends TitledAxis {
    private static final long serialVersionUID = 1L;
    private static final double LINES_BETWEEN_NAMES = 1.25;
    private static final double SPACE_BETWEEN_NAMES = 10;

    /** Of an axis that lies, where many names are asked for their width. */
    private static final int MEASURED = 200;

    private final transient List<String> names;

    NameAxis(List<String> names) {
        this.names = names;
    }

    /** All names are in view at first, and again after zooming back. */
    @Override
    protected void autoAdjustRange() {
        setRange(new Range(-0.8, names.size() - 0.2), false, false);
    }

    /** Returns the ticks for the part of the axis that is in view, so that zooming in writes every name. */
    @Override
    @SuppressWarnings("rawtypes") // as the superclass has it
    public List refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        boolean lies = RectangleEdge.isTopOrBottom(edge);
        FontMetrics metrics = g2.getFontMetrics(getTickLabelFont());
        double room = lies ? widest(metrics) + SPACE_BETWEEN_NAMES : metrics.getHeight() * LINES_BETWEEN_NAMES;
        double perName =
                (lies ? dataArea.getWidth() : dataArea.getHeight()) / getRange().getLength();
        int step = step(room / perName);
        int first = (int) Math.max(0, Math.ceil(getRange().getLowerBound()));
        int last = (int) Math.min(names.size() - 1, Math.floor(getRange().getUpperBound()));
        List<NumberTick> ticks = new ArrayList<>();
        TextAnchor anchor = lies ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        for (int place = (first + step - 1) / step * step; place <= last; place += step) {
            ticks.add(new NumberTick(place, Words.shortName(names.get(place)), anchor, TextAnchor.CENTER, 0));
        }
        return ticks;
    }

    private double widest(FontMetrics metrics) {
        int every = Math.max(1, names.size() / MEASURED);
        return IntStream.range(0, names.size())
                .filter(place -> place % every == 0)
                .mapToDouble(place -> metrics.stringWidth(Words.shortName(names.get(place))))
                .max()
                .orElse(0);
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
