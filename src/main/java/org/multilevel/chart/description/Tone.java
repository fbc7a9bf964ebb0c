package org.multilevel.chart.description;

/** What a colour says, so that each theme can choose its own for it. */
public enum Tone {
    /** What a chart is about. */
    MAIN,
    /** What stands out from it, such as the population's line among those of groups. */
    ACCENT,
    /** What is there for comparison. */
    MUTED,
    /** One of several things to be told apart, by number. */
    SERIES
}
