package org.multilevel.chart.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.entity.EntityCollection;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.Range;
import org.jfree.data.xy.XYDataset;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Tone;

/** Draws the data of one mark; what the library has for it would take a class for each kind, with sizes and colours of its own. */
final class MarkRenderer extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1L;

    /** A dot is hard to hit with the mouse where it is smaller. */
    private static final double SMALLEST_TARGET = 5;

    private static final double BOX_WIDTH = 0.64;
    private static final double WIDEST_BOX = 60;
    private static final double NARROW_BOX = 9;

    private final transient Mark mark;
    private final transient Theme theme;
    private final Color colour;

    MarkRenderer(ChartDescription chart, Mark mark, Theme theme) {
        this.mark = mark;
        this.theme = theme;
        this.colour = theme.colour(mark.ink());
        if (!mark.hint().pieces().isEmpty()) {
            setDefaultToolTipGenerator(
                    (dataset, line, item) -> chart.told(mark, ((MarkData) dataset).datum(line, item)));
        }
    }

    /** Dots come after all lines, so that none covers them. */
    @Override
    public int getPassCount() {
        return 2;
    }

    @Override
    public Range findDomainBounds(XYDataset dataset) {
        return findDomainBounds(dataset, true);
    }

    @Override
    public Range findRangeBounds(XYDataset dataset) {
        return findRangeBounds(dataset, true);
    }

    @Override
    public void drawItem(
            Graphics2D g2,
            XYItemRendererState state,
            Rectangle2D dataArea,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domainAxis,
            ValueAxis rangeAxis,
            XYDataset dataset,
            int line,
            int item,
            CrosshairState crosshairState,
            int pass) {
        Place place = new Place(plot, domainAxis, rangeAxis, dataArea);
        Datum datum = ((MarkData) dataset).datum(line, item);
        g2.setPaint(colour);
        Shape target = pass == 0 ? drawBelow(g2, place, datum, line, item) : drawAbove(g2, place, datum, line);
        EntityCollection entities = state.getEntityCollection();
        if (pass == 1 && entities != null && !mark.hint().pieces().isEmpty()) {
            Rectangle2D bounds = target.getBounds2D();
            addEntity(entities, target, dataset, line, item, bounds.getCenterX(), bounds.getCenterY());
        }
    }

    /** Draws lines and areas. */
    private Shape drawBelow(Graphics2D g2, Place place, Datum datum, int line, int item) {
        if (mark instanceof Mark.Lines lines && item == 0) {
            drawLine(g2, place, lines, line);
        } else if (mark instanceof Mark.Band band && item == 0) {
            drawBand(g2, place, band);
        } else if (mark instanceof Mark.Intervals intervals && datum instanceof Datum.Span span) {
            // Thousands of translucent lines would add up and hide the dots.
            g2.setPaint(theme.tint(mark.ink()));
            g2.setStroke(ChartStyle.stroke(intervals.width()));
            g2.draw(interval(place, intervals, span));
        } else if (datum instanceof Datum.Box box) {
            drawBox(g2, place, box);
        } else if (datum instanceof Datum.Arrow arrow && mark instanceof Mark.Arrows arrows) {
            drawArrow(g2, place, arrow, arrows.width());
        } else if (datum instanceof Datum.Bar bar) {
            g2.fill(bar(place, bar));
        }
        return new Rectangle2D.Double();
    }

    /** Draws dots; returns where the mouse meets the datum. */
    private Shape drawAbove(Graphics2D g2, Place place, Datum datum, int line) {
        if (mark instanceof Mark.Points points && datum instanceof Datum.Point point) {
            return dot(g2, place, point.x(), point.y(), points.size());
        }
        if (mark instanceof Mark.Lines lines && datum instanceof Datum.Point point) {
            boolean isDot = lines.paths().get(line).points().size() == 1;
            return isDot ? dot(g2, place, point.x(), point.y(), 6) : place.dot(point.x(), point.y(), SMALLEST_TARGET);
        }
        if (mark instanceof Mark.Intervals intervals && datum instanceof Datum.Span span) {
            g2.setPaint(new Color(colour.getRed(), colour.getGreen(), colour.getBlue()));
            double x = intervals.horizontal() ? span.middle() : span.at();
            double y = intervals.horizontal() ? span.at() : span.middle();
            return dot(g2, place, x, y, intervals.size());
        }
        if (datum instanceof Datum.Span span) {
            return place.dot(span.at(), span.middle(), SMALLEST_TARGET);
        }
        if (datum instanceof Datum.Box box) {
            return body(place, box);
        }
        if (datum instanceof Datum.Arrow arrow) {
            return place.dot(arrow.x(), arrow.y(), 2 * SMALLEST_TARGET);
        }
        return datum instanceof Datum.Bar bar ? bar(place, bar) : new Rectangle2D.Double();
    }

    private static Shape dot(Graphics2D g2, Place place, double x, double y, double size) {
        if (size > 0) {
            g2.fill(place.dot(x, y, size));
        }
        return place.dot(x, y, Math.max(size, SMALLEST_TARGET));
    }

    private static void drawLine(Graphics2D g2, Place place, Mark.Lines lines, int line) {
        Path2D path = new Path2D.Double();
        for (Datum.Point point : lines.paths().get(line).points()) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(place.x(point.x()), place.y(point.y()));
            } else {
                path.lineTo(place.x(point.x()), place.y(point.y()));
            }
        }
        g2.setStroke(lines.dashed() ? ChartStyle.dashes(lines.width()) : ChartStyle.stroke(lines.width()));
        g2.draw(path);
    }

    private static void drawBand(Graphics2D g2, Place place, Mark.Band band) {
        Path2D area = new Path2D.Double();
        for (Datum.Span span : band.data()) {
            if (area.getCurrentPoint() == null) {
                area.moveTo(place.x(span.at()), place.y(span.high()));
            } else {
                area.lineTo(place.x(span.at()), place.y(span.high()));
            }
        }
        for (int i = band.data().size() - 1; i >= 0; i--) {
            area.lineTo(
                    place.x(band.data().get(i).at()), place.y(band.data().get(i).low()));
        }
        area.closePath();
        g2.fill(area);
    }

    private static Shape interval(Place place, Mark.Intervals intervals, Datum.Span span) {
        return intervals.horizontal()
                ? new Line2D.Double(place.x(span.low()), place.y(span.at()), place.x(span.high()), place.y(span.at()))
                : new Line2D.Double(place.x(span.at()), place.y(span.low()), place.x(span.at()), place.y(span.high()));
    }

    private void drawBox(Graphics2D g2, Place place, Datum.Box box) {
        Rectangle2D body = body(place, box);
        double x = body.getCenterX();
        // Where boxes are narrow, outlines would be all that is seen.
        boolean isNarrow = body.getWidth() < NARROW_BOX;
        g2.setStroke(ChartStyle.stroke(isNarrow ? 0.7 : 1.2));
        g2.setPaint(faded(isNarrow ? 0.5 : 1));
        g2.draw(new Line2D.Double(x, place.y(box.low()), x, place.y(box.lowerQuartile())));
        g2.draw(new Line2D.Double(x, place.y(box.upperQuartile()), x, place.y(box.high())));
        g2.setPaint(faded(1.0 / 3));
        g2.fill(body);
        g2.setPaint(colour);
        if (!isNarrow) {
            g2.draw(body);
        }
        g2.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        double y = place.y(box.median());
        g2.draw(new Line2D.Double(body.getMinX(), y, body.getMaxX(), y));
    }

    /** A box in a colour of its own is to be found among hundreds. */
    private Rectangle2D body(Place place, Datum.Box box) {
        double least = mark.ink().tone() == Tone.SERIES ? NARROW_BOX : 0;
        return place.between(box.at(), box.lowerQuartile(), box.upperQuartile(), BOX_WIDTH, least, WIDEST_BOX);
    }

    private Color faded(double part) {
        return new Color(
                colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(part * colour.getAlpha()));
    }

    private static void drawArrow(Graphics2D g2, Place place, Datum.Arrow arrow, double width) {
        double x = place.x(arrow.x());
        double y = place.y(arrow.y());
        double dx = x - place.x(arrow.fromX());
        double dy = y - place.y(arrow.fromY());
        double length = Math.hypot(dx, dy);
        g2.setStroke(ChartStyle.stroke(width));
        g2.draw(new Line2D.Double(x - dx, y - dy, x, y));
        double head = Math.min(length, 3 + 2 * width);
        if (head > 0) {
            double ux = dx / length * head;
            double uy = dy / length * head;
            Path2D tip = new Path2D.Double();
            tip.moveTo(x, y);
            tip.lineTo(x - ux - uy / 2, y - uy + ux / 2);
            tip.lineTo(x - ux + uy / 2, y - uy - ux / 2);
            tip.closePath();
            g2.fill(tip);
        }
    }

    private static Shape bar(Place place, Datum.Bar bar) {
        return place.across(bar.at(), bar.low(), bar.high(), BOX_WIDTH, WIDEST_BOX);
    }
}
