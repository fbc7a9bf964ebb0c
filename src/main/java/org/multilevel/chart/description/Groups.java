package org.multilevel.chart.description;

import java.util.List;

/**
 * The groups that data of a chart belong to, by number.
 *
 * @param factor what they are levels of
 * @param labels by number
 */
public record Groups(String factor, List<String> labels) {
    /** Of charts whose data belong to no group. */
    public static final Groups NONE = new Groups("", List.of());

    /** Copies the labels. */
    public Groups {
        labels = List.copyOf(labels);
    }
}
