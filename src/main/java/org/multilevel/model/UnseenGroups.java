package org.multilevel.model;

/** What a prediction does with a row whose group the fit did not see; a missing group counts as unseen. */
public enum UnseenGroups {
    /** The effect of that grouping factor is taken as zero, its expectation. */
    POPULATION,
    /** The conditional prediction is missing. */
    MISSING,
    /** The prediction stops with a sentence that names the row, the grouping factor and the level. */
    ERROR
}
