package org.multilevel.fit.leastsquares;

import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.function.Supplier;
import org.multilevel.fit.linalg.SmallMatrices;

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
    /** A search keeps many points; what they know is found again when memory was needed for something else. */
    private Optional<SoftReference<Values>> found = Optional.empty();

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
        Values values = found.map(SoftReference::get).orElseGet(finder);
        found = Optional.of(new SoftReference<>(values));
        return values;
    }

    /** Returns a copy of the first derivative, q x q, symmetric. */
    public double[] first() {
        return values().first().clone();
    }

    /** Returns the change of the first derivative along a change of the covariance, both q x q and symmetric. */
    public double[] change(double[] along) {
        int n = along.length;
        return SmallMatrices.times(values().second(), along, n, n, 1);
    }

    /**
     * Returns the second derivative in the elements of lambda, but for what is there because lambda lambda' is not linear in them.
     *
     * @param lambda q x q row-major
     * @return q^2 x q^2 row-major, symmetric
     */
    public double[] inElements(double[] lambda) {
        int square = lambda.length;
        int q = (int) Math.round(Math.sqrt(square));
        double[] second = values().second();
        double[] half = new double[square * square];
        for (int ab = 0; ab < square; ab++) {
            // row [a b] as a q x q matrix, whose columns turn with lambda
            SmallMatrices.timesInto(second, ab * square, lambda, 0, half, ab * square, q, q, q);
        }
        double[] both = new double[square * square];
        for (int a = 0; a < q; a++) {
            for (int b = 0; b < q; b++) {
                int from = (a * q + b) * square;
                for (int c = 0; c < q; c++) {
                    double weight = 4 * lambda[b * q + c];
                    int to = (a * q + c) * square;
                    for (int sd = 0; sd < square && weight != 0; sd++) {
                        both[to + sd] += weight * half[from + sd];
                    }
                }
            }
        }
        return both;
    }
}
