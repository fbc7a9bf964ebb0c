package org.multilevel.fit.leastsquares;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * First and second derivative of a function of the log-determinants and r^2 with respect to the covariance lambda lambda' of one factor's
 * effects, as if its elements were free.
 *
 * <p>They exist at the boundary too, where derivatives with respect to lambda vanish whatever the data say. Along directions D and G
 * (symmetric, q x q) the function changes by sum first_ab D_ab, and that by sum second_ab,cd D_ab G_cd. They cost more than the function
 * with its gradient, so they are found when they are first asked for: a point that a search leaves again needs none.
 */
public final class CovarianceDerivatives {
    private final Supplier<Values> finder;
    private Optional<Values> found = Optional.empty();

    /**
     * Both derivatives.
     *
     * @param first q x q, symmetric
     * @param second q^2 x q^2, symmetric, and in each pair of indices as well
     */
    record Values(double[] first, double[] second) {}

    CovarianceDerivatives(Supplier<Values> finder) {
        this.finder = finder;
    }

    private Values values() {
        Values values = found.orElseGet(finder);
        found = Optional.of(values);
        return values;
    }

    /** Returns a copy of the first derivative, q x q, symmetric. */
    public double[] first() {
        return values().first().clone();
    }

    /** Returns a copy of the second derivative, q^2 x q^2, symmetric, and in each pair of indices as well. */
    public double[] second() {
        return values().second().clone();
    }
}
