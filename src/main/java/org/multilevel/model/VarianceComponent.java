package org.multilevel.model;

/**
 * One estimated variance or covariance.
 *
 * @param group the grouping factor, or {@code Residual}
 * @param term1 the column whose effects vary by group; of residuals the stratum, the occasion or the parameter ({@code rho}, {@code lag 2}),
 *     empty where there is one variance
 * @param term2 the other column of a covariance, the second occasion of a correlation, else empty
 * @param kind what it is
 * @param value the variance or covariance on the raw scale; a correlation
 * @param sdOrCorrelation the standard deviation, or for a covariance the correlation (NaN where a variance is zero)
 * @param identified whether the data determine it; otherwise the value is one of many that fit equally well
 * @param ofResiduals whether it is of residuals, as a correlation within subjects that are a grouping factor too may be or not
 * @param monteCarloError of the value in an approximate fit, its standard error by the random probes; NaN where the fit is exact
 */
public record VarianceComponent(
        String group,
        String term1,
        String term2,
        Kind kind,
        double value,
        double sdOrCorrelation,
        boolean identified,
        boolean ofResiduals,
        double monteCarloError) {
    /** A component of an exact fit. */
    VarianceComponent(
            String group,
            String term1,
            String term2,
            Kind kind,
            double value,
            double sdOrCorrelation,
            boolean identified) {
        this(group, term1, term2, kind, value, sdOrCorrelation, identified, kind == Kind.RESIDUAL, Double.NaN);
    }

    VarianceComponent withMonteCarloError(double error) {
        return new VarianceComponent(group, term1, term2, kind, value, sdOrCorrelation, identified, ofResiduals, error);
    }

    /** The kinds. */
    public enum Kind {
        /** The variance of a group effect. */
        VARIANCE,
        /** The covariance of two effects of the same group. */
        COVARIANCE,
        /** The residual variance, per unit weight: one, or one of each stratum or occasion, which the first term then names. */
        RESIDUAL,
        /** A covariance structure's own parameter, or the correlation of the residuals of two occasions. */
        CORRELATION
    }
}
