package org.multilevel.fit.leastsquares;

/**
 * First and second derivative of a function of the log-determinants and r^2 with respect to the covariance lambda lambda' of one factor's
 * effects, as if its elements were free.
 *
 * <p>They exist at the boundary too, where derivatives with respect to lambda vanish whatever the data say. Along directions D and G
 * (symmetric, q x q) the function changes by sum first_ab D_ab, and that by sum second_ab,cd D_ab G_cd.
 *
 * @param first q x q, symmetric
 * @param second q^2 x q^2, symmetric, and in each pair of indices as well
 */
public record CovarianceDerivatives(double[] first, double[] second) {
    /** Copies both. */
    public CovarianceDerivatives {
        first = first.clone();
        second = second.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] first() {
        return first.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] second() {
        return second.clone();
    }
}
