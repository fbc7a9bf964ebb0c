package org.multilevel.chart.drawing;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * An axis whose title stays text when it stands upright: the library would draw the outlines of its letters, which nobody finds in an
 * SVG file, and which are those of the fonts of one machine.
 */
class TitledAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    @Override
    protected AxisState drawLabel(
            String label,
            Graphics2D g2,
            Rectangle2D plotArea,
            Rectangle2D dataArea,
            RectangleEdge edge,
            AxisState state) {
        if (!RectangleEdge.LEFT.equals(edge) || label == null || label.isEmpty()) {
            return super.drawLabel(label, g2, plotArea, dataArea, edge, state);
        }
        Font font = getLabelFont();
        FontMetrics metrics = g2.getFontMetrics(font);
        RectangleInsets insets = getLabelInsets();
        double height = metrics.getHeight();
        double x = state.getCursor() - insets.getRight() - height / 2;
        double y = dataArea.getCenterY();
        AffineTransform upright = g2.getTransform();
        g2.rotate(-Math.PI / 2, x, y);
        g2.setFont(font);
        g2.setPaint(getLabelPaint());
        g2.drawString(label, (float) (x - metrics.stringWidth(label) / 2.0), (float)
                (y + (metrics.getAscent() - metrics.getDescent()) / 2.0));
        g2.setTransform(upright);
        state.cursorLeft(insets.getLeft() + height + insets.getRight());
        return state;
    }
}
