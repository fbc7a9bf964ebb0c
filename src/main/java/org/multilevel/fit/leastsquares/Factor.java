package org.multilevel.fit.leastsquares;

import java.util.List;
import java.util.Optional;

/**
 * The Cholesky factor of Omega at one lambda, and what can be asked of it.
 *
 * <p>With Omega = [Lambda'Z'WZ Lambda + I, Lambda'Z'WX; ., X'WX] it offers the log-determinants, the penalised weighted residual sum of
 * squares r^2, their derivatives, and the solution (beta, u). Nothing in it knows of REML, ML or the normal distribution, and asking
 * changes nothing. It is one thread's at a time. What it borrows belongs to a {@link Workspace}: once that has been used for another factor, the questions
 * below log-determinants, r^2 and total throw an {@link IllegalStateException}.
 */
public sealed interface Factor permits BlockedFactor, ShiftedFactor, SingleFactor, SpreadFactor {

    /** Returns whether Omega is positive definite to working precision; if not, nothing else here means anything. */
    default boolean isPositiveDefinite() {
        return !Double.isNaN(logDetRandom()) && !Double.isNaN(fixed().residual());
    }

    /** Returns log |Lambda'Z'WZ Lambda + I|. */
    double logDetRandom();

    /** Returns what is left when the random effects are eliminated: X'V^-1 [X y] as a factor. */
    FixedPart fixed();

    /** Returns log |X'V^-1 X| with V = I + Z Lambda Lambda' Z' (weights included), so that logDetRandom + this = log |Omega|. */
    default double logDetFixed() {
        return fixed().logDet();
    }

    /** Returns r^2, the penalised weighted residual sum of squares at its minimum. */
    default double residual() {
        return fixed().residual();
    }

    /** Returns y'Wy, or with a single factor y'V^-1 y, from which r^2 is subtracted down: r^2 carries the rounding of this. */
    double total();

    /**
     * Returns half of the derivative of logDetRandom + {@code fixed} logDetFixed + {@code residual} r^2 with respect to every
     * element of each lambda, per factor q x q, row-major.
     *
     * @param fixed the weight of logDetFixed, not negative
     * @param residual the weight of r^2, not negative
     */
    double[][] halfGradient(double fixed, double residual);

    /**
     * Returns first and second derivative of logDetRandom + {@code fixed} logDetFixed + {@code degrees} log r^2 with respect to the
     * covariance lambda lambda' of each factor; none where they cost more than a few factors, which is so with several
     * or very many columns.
     *
     * @param fixed the weight of logDetFixed, not negative
     */
    List<CovarianceDerivatives> covarianceDerivatives(double fixed, double degrees);

    /**
     * Returns the average information on the covariances lambda lambda' in a function whose part of r^2 is {@code degrees} log r^2; none
     * where it costs more than a small part of the factor, or where {@link #covarianceDerivatives} tells the derivatives themselves.
     */
    default AverageInformation averageInformation(double degrees) {
        return AverageInformation.none();
    }

    /**
     * Returns the average information on the covariances lambda lambda' in logDetRandom + r^2, where the residual variance is known to be one;
     * none where it costs more than a few factors.
     */
    default AverageInformation averageInformation() {
        return AverageInformation.none();
    }

    /**
     * Returns the derivatives of logDetRandom + {@code fixed} logDetFixed + {@code residual} r^2, and of what it is made of, with respect
     * to the covariance lambda lambda' of the only factor; empty where they cost more than a few factors, which is so with several or very
     * many columns.
     *
     * @param fixed the weight of logDetFixed, not negative
     * @param residual the weight of r^2, not negative
     */
    Optional<ExactDerivatives> exactDerivatives(double fixed, double residual);

    /** Returns the coefficients beta, p. */
    default double[] beta() {
        return fixed().beta();
    }

    /** Returns (X'V^-1 X)^-1, p x p row-major. */
    default double[] fixedInverse() {
        return fixed().inverse();
    }

    /** Returns the spherical modes u of each factor, levels x q row-major. */
    double[][] modes();

    /** Returns for each factor the diagonal blocks of Lambda (Lambda'Z'WZ Lambda + I)^-1 Lambda', levels x q x q. */
    double[][] conditionalCovariance();

    /**
     * Returns for each factor how its effects b = Lambda u fall as beta grows, Lambda (Lambda'Z'WZ Lambda + I)^-1 Lambda'Z'WX, levels x q x p.
     *
     * @param conditionalCovariance what {@link #conditionalCovariance()} returned: with a single factor these are products of it
     */
    double[][] modesByBeta(double[][] conditionalCovariance);

    /** Returns the blocks of (Lambda'Z'WZ Lambda + I)^-1 of levels that occur together. */
    RandomInverse randomInverse();

    /**
     * Returns (Lambda'Z'WZ Lambda + I)^-1 Lambda' s for sums s over the levels of each factor, in the shape of {@link #modes}.
     *
     * @param sums per factor levels x q, such as Z'c of a vector c of the rows
     */
    double[][] solve(double[][] sums);

    /** Returns (Lambda'Z'WZ Lambda + I)^-1 times a right-hand side in the shape of {@link #modes}. */
    double[][] inverseTimes(double[][] right);
}
