package org.multilevel.fit;

/** By what the likelihood of a linear mixed model with several grouping factors is computed. */
public enum Solver {
    /** Exactly, unless that is foretold to take more memory than there is, or too long; the fit's notes say which it was. */
    AUTOMATIC,
    /** By a factorisation, exactly. */
    EXACT,
    /**
     * By iterations and random probes, approximately, in memory of the order of the pairs of levels that occur together; for two or more grouping
     * factors with one column each.
     */
    ITERATIVE
}
