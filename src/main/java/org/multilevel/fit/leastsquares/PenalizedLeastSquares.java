package org.multilevel.fit.leastsquares;

/**
 * The penalised least-squares problem at a given lambda, solved from cross-products: the step that every criterion stands on.
 *
 * <p>With Omega = [Lambda'Z'WZ Lambda + I, Lambda'Z'WX; ., X'WX] it offers the log-determinants of the Cholesky factor, the
 * penalised weighted residual sum of squares r^2, their derivatives, and the solution (beta, u). Nothing in it knows of REML,
 * ML or the normal distribution. Source: Bates et al. (2015), J. Stat. Software 67(1), equations 17-21 and 34-42.
 */
public interface PenalizedLeastSquares {

    /** Returns p, the number of fixed columns. */
    int fixedColumns();

    /**
     * Factors Omega at the templates lambda (per factor q x q, row-major); everything else here then speaks of that lambda.
     *
     * @return whether Omega is positive definite to working precision
     */
    boolean factor(double[][] lambda);

    /** Returns log |Lambda'Z'WZ Lambda + I|. */
    double logDetRandom();

    /** Returns log |X'V^-1 X| with V = I + Z Lambda Lambda' Z' (weights included), so that logDetRandom + this = log |Omega|. */
    double logDetFixed();

    /** Returns r^2, the penalised weighted residual sum of squares at its minimum. */
    double residual();

    /** Returns y'Wy, from which r^2 is subtracted down: r^2 carries the rounding of this. */
    double total();

    /**
     * Adds half of the derivative of log |Lambda'Z'WZ Lambda + I| [+ log |X'V^-1 X| if restricted] + weight r^2 with respect to
     * every element of each lambda.
     *
     * @param into per factor q x q, row-major
     */
    void addHalfGradient(boolean restricted, double weight, double[][] into);

    /** Returns the coefficients beta, p. */
    double[] beta();

    /** Returns (X'V^-1 X)^-1, p x p row-major. */
    double[] fixedInverse();

    /** Returns the spherical modes u of each factor, levels x q row-major. */
    double[][] modes();

    /** Returns for each factor the diagonal blocks of Lambda (Lambda'Z'WZ Lambda + I)^-1 Lambda', levels x q x q. */
    double[][] conditionalCovariance();

    /**
     * Returns for each factor how its effects b = Lambda u fall as beta grows, Lambda (Lambda'Z'WZ Lambda + I)^-1 Lambda'Z'WX, levels x q x p.
     */
    double[][] influenceOfFixed();
}
