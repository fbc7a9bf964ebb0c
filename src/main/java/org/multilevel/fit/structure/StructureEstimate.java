package org.multilevel.fit.structure;

/**
 * A parameter of a covariance structure that is no variance or covariance of random effects.
 *
 * @param kind what it is
 * @param group the factor whose effects, or whose residuals, it correlates; {@code Residual} for a standard deviation
 * @param first the parameter, such as {@code rho} or {@code lag 2}, the occasion or the stratum; empty for the only standard deviation
 * @param second the second occasion of a correlation; else empty
 * @param value a correlation, or a standard deviation on the raw scale
 * @param standardError of it, from the observed information; NaN at a bound
 */
public record StructureEstimate(
        Kind kind, String group, String first, String second, double value, double standardError) {
    /** The two kinds. */
    public enum Kind {
        /** A correlation. */
        CORRELATION,
        /** The standard deviation of the residuals of an occasion or stratum. */
        RESIDUAL
    }

    static StructureEstimate correlation(String group, String first, String second, double value) {
        return new StructureEstimate(Kind.CORRELATION, group, first, second, value, Double.NaN);
    }

    static StructureEstimate residual(String first, double value) {
        return new StructureEstimate(Kind.RESIDUAL, "Residual", first, "", value, Double.NaN);
    }

    /** Returns this estimate with a standard error. */
    StructureEstimate withStandardError(double error) {
        return new StructureEstimate(kind, group, first, second, value, error);
    }
}
