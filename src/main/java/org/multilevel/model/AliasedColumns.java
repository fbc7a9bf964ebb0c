package org.multilevel.model;

/**
 * What a prediction does with a row whose expectation depends on a column of X that was left out as a linear combination of others:
 * where the combination does not hold in that row, the rows of the fit do not tell what is expected.
 */
public enum AliasedColumns {
    /** The row has neither a conditional nor a population prediction. */
    MISSING,
    /** The coefficient of the column is taken as zero, which is as arbitrary as any other number. */
    ZERO
}
