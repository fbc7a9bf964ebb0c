package org.multilevel.chart.drawing;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
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

/**
 * An axis that names the places 0, 1, 2, ...: every one where there is room, else every second, fifth and so on. Names that lie beside
 * each other stand upright where they would not all have room.
 */
final class NameAxis extends TitledAxis {
    private static final long serialVersionUID = 1L;
    private static final double LINES_BETWEEN_NAMES = 1.25;
    private static final double SPACE_BETWEEN_NAMES = 10;
    private static final double LONGEST_UPRIGHT = 130;

    /** Of an axis that lies, where many names are asked for their width. */
    private static final int MEASURED = 200;

    private final transient List<String> names;

    /** Whether the names stand upright, as far as the axis was looked at last. */
    private transient boolean isUpright;

    /** Whether the library is to leave the names to us. */
    private transient boolean isWritten;

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
        double perName =
                (lies ? dataArea.getWidth() : dataArea.getHeight()) / getRange().getLength();
        double wide = widest(metrics) + SPACE_BETWEEN_NAMES;
        isUpright = lies && wide > perName;
        int step = step((lies && !isUpright ? wide : metrics.getHeight() * LINES_BETWEEN_NAMES) / perName);
        int first = (int) Math.max(0, Math.ceil(getRange().getLowerBound()));
        int last = (int) Math.min(names.size() - 1, Math.floor(getRange().getUpperBound()));
        List<NumberTick> ticks = new ArrayList<>();
        TextAnchor anchor = lies ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        for (int place = (first + step - 1) / step * step; place <= last; place += step) {
            String name = isUpright ? cut(names.get(place), metrics) : Words.shortName(names.get(place));
            ticks.add(new NumberTick(place, isWritten ? "" : name, anchor, TextAnchor.CENTER, 0));
        }
        return ticks;
    }

    /** The library asks when it makes room for the names. */
    @Override
    public boolean isVerticalTickLabels() {
        return isUpright;
    }

    /** Upright names are written as text, and not as the outlines that the library makes of them: see the superclass. */
    @Override
    protected AxisState drawTickMarksAndLabels(
            Graphics2D g2, double cursor, Rectangle2D plotArea, Rectangle2D dataArea, RectangleEdge edge) {
        List<?> named = refreshTicks(g2, new AxisState(cursor), dataArea, edge);
        if (!isUpright) {
            return super.drawTickMarksAndLabels(g2, cursor, plotArea, dataArea, edge);
        }
        isWritten = true;
        AxisState state = super.drawTickMarksAndLabels(g2, cursor, plotArea, dataArea, edge);
        isWritten = false;
        FontMetrics metrics = g2.getFontMetrics(getTickLabelFont());
        double top = cursor + getTickLabelInsets().getTop();
        double deepest = 0;
        g2.setFont(getTickLabelFont());
        g2.setPaint(getTickLabelPaint());
        for (Object each : named) {
            if (each instanceof NumberTick tick) {
                deepest = Math.max(deepest, metrics.stringWidth(tick.getText()));
                drawUpright(g2, tick.getText(), valueToJava2D(tick.getValue(), dataArea, edge), top, metrics);
            }
        }
        state.setCursor(top + deepest + getTickLabelInsets().getBottom());
        state.setTicks(named);
        return state;
    }

    private static void drawUpright(Graphics2D g2, String name, double x, double top, FontMetrics metrics) {
        AffineTransform before = g2.getTransform();
        g2.rotate(-Math.PI / 2, x, top);
        g2.drawString(name, (float) (x - metrics.stringWidth(name)), (float)
                (top + (metrics.getAscent() - metrics.getDescent()) / 2.0));
        g2.setTransform(before);
    }

    /** Returns a name that is cut where it would take the height of the chart. */
    private static String cut(String name, FontMetrics metrics) {
        String whole = Words.name(name);
        String shown = whole;
        int length = whole.codePointCount(0, whole.length());
        while (length > 1 && metrics.stringWidth(shown) > LONGEST_UPRIGHT) {
            length--;
            shown = whole.substring(0, whole.offsetByCodePoints(0, length)) + "…";
        }
        return shown;
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
