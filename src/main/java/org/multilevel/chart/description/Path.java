package org.multilevel.chart.description;

import java.util.List;

/** A line through points, from the first to the last. */
public record Path(int group, List<Datum.Point> points) {
    /** Copies the points. */
    public Path {
        points = List.copyOf(points);
    }
}
