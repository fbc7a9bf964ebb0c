package org.multilevel.chart.drawing;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

/** Tells where coordinates of the data lie on the page. */
record Place(XYPlot plot, ValueAxis horizontal, ValueAxis vertical, Rectangle2D area) {
    double x(double value) {
        return horizontal.valueToJava2D(value, area, plot.getDomainAxisEdge());
    }

    double y(double value) {
        return vertical.valueToJava2D(value, area, plot.getRangeAxisEdge());
    }

    Shape dot(double x, double y, double diameter) {
        return new Ellipse2D.Double(x(x) - diameter / 2, y(y) - diameter / 2, diameter, diameter);
    }

    /**
     * Returns the upright rectangle around a place of the horizontal axis.
     *
     * @param part how much of the distance to the next place it takes
     * @param least units of the page that it is wide at least
     * @param most units of the page that it is wide at most
     */
    Rectangle2D between(double at, double low, double high, double part, double least, double most) {
        double width = Math.max(least, Math.min(most, part * (x(at + 1) - x(at))));
        return new Rectangle2D.Double(x(at) - width / 2, y(high), width, y(low) - y(high));
    }

    /** Returns the lying rectangle around a place of the vertical axis, as {@link #between}. */
    Rectangle2D across(double at, double low, double high, double part, double most) {
        double height = Math.min(most, part * (y(at) - y(at + 1)));
        return new Rectangle2D.Double(x(low), y(at) - height / 2, x(high) - x(low), height);
    }
}
