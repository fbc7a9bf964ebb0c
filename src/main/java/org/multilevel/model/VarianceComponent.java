package org.multilevel.model;

/**
 * One estimated variance or covariance.
 *
 * @param group the grouping factor, or {@code Residual}
 * @param term1 the column whose effects vary by group; empty for the residual
 * @param term2 the other column of a covariance, else empty
 * @param kind what it is
 * @param value the variance or covariance on the raw scale
 * @param sdOrCorrelation the standard deviation, or for a covariance the correlation (NaN where a variance is zero)
 * @param identified whether the data determine it; otherwise the value is one of many that fit equally well
 */
public record VarianceComponent(
        String group, String term1, String term2, Kind kind, double value, double sdOrCorrelation, boolean identified) {

    /** The three kinds. */
    public enum Kind {
        /** The variance of a group effect. */
        VARIANCE,
        /** The covariance of two effects of the same group. */
        COVARIANCE,
        /** The residual variance, per unit weight. */
        RESIDUAL
    }
}
