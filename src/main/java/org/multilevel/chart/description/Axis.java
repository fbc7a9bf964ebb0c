package org.multilevel.chart.description;

import java.util.List;

/** One of the two directions of a chart. */
public sealed interface Axis {
    /** Returns what stands beside it. */
    String title();

    /** An axis of numbers, as long as the data need. */
    record Numbers(String title) implements Axis {}

    /** An axis of positive numbers on which equal ratios are equally far apart. */
    record Ratios(String title) implements Axis {}

    /** An axis of names at 0, 1, 2, ...; as many of them are written as have room. */
    record Names(String title, List<String> names) implements Axis {
        /** Copies the names. */
        public Names {
            names = List.copyOf(names);
        }
    }
}
