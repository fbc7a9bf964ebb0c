package org.multilevel.chart.drawing;

import java.util.Collection;
import java.util.Objects;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jspecify.annotations.Nullable;

/** A plot whose axes hold its rules, too: a line at zero that cannot be seen does not say that all effects are above it. */
@SuppressWarnings("serial") // a plot is never serialised here
final class RuledPlot extends XYPlot {

    RuledPlot(NumberAxis horizontal, NumberAxis vertical) {
        super(null, horizontal, vertical, null);
    }

    @Override
    public @Nullable Range getDataRange(ValueAxis axis) {
        Range range = super.getDataRange(axis);
        Collection<?> rules = Objects.equals(axis, getDomainAxis())
                ? getDomainMarkers(Layer.BACKGROUND)
                : getRangeMarkers(Layer.BACKGROUND);
        if (range == null || rules == null) {
            return range;
        }
        for (Object rule : rules) {
            range = Range.expandToInclude(range, ((ValueMarker) rule).getValue());
        }
        return range;
    }
}
