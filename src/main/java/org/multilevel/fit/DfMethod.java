package org.multilevel.fit;

/** How the degrees of freedom of the tests of fixed effects are found. */
public enum DfMethod {
    /** {@link #SATTERTHWAITE} where that is quick, else {@link #ASYMPTOTIC}. */
    AUTOMATIC,
    /** None: statistics are taken as normal, which is good with many groups. */
    ASYMPTOTIC,
    /** Those of the variance of the estimate, from the curvature of the likelihood. */
    SATTERTHWAITE,
    /** Those of Kenward and Roger, whose covariance of the estimates is adjusted for small samples. */
    KENWARD_ROGER
}
