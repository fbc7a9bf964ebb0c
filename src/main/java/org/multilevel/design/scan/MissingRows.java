package org.multilevel.design.scan;

/** What happens to rows in which a variable of the model is missing. */
public enum MissingRows {
    /** They are left out and counted by reason. */
    DROP,
    /** The first of them stops the work with a sentence that names its row and column. */
    FAIL
}
