package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The average of observed and expected second derivatives of a profiled criterion with respect to the covariances lambda lambda' of all
 * factors, which needs no traces: d (w_i'P w_j / r^2 - w_i'Py w_j'Py / r^4) with w_i = V_i P y and d degrees of freedom.
 *
 * <p>It differs from the second derivatives by what vanishes in the mean, so the less the more levels there are. It is never negative.
 * Source: Gilmour, Thompson and Cullis (1995), Biometrics 51, 1440-1450; Johnson and Thompson (1995), J. Dairy Sci. 78, 449-456.
 */
public final class AverageInformation {
    private static final AverageInformation NONE = new AverageInformation(new int[0], new double[0]);

    /** Where the elements of each factor's covariance begin; behind the last their number. */
    private final int[] from;

    private final double[] matrix;

    /**
     * @param widths q of each factor
     * @param matrix m x m, m the sum of the q^2, symmetric in each pair of indices as well
     */
    AverageInformation(int[] widths, double[] matrix) {
        from = new int[widths.length + 1];
        for (int f = 0; f < widths.length; f++) {
            from[f + 1] = from[f] + widths[f] * widths[f];
        }
        this.matrix = matrix.clone();
    }

    /** Returns what stands where it would cost more than it saves. */
    public static AverageInformation none() {
        return NONE;
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return matrix.length == 0;
    }

    /** Returns the information on a change of the covariance of factor f, q x q symmetric, along one of factor g. */
    public double along(int f, double[] change, int g, double[] other) {
        int m = from[from.length - 1];
        double sum = 0;
        for (int i = 0; i < change.length; i++) {
            int at = (from[f] + i) * m + from[g];
            sum += change[i] * SmallMatrices.dot(Arrays.copyOfRange(matrix, at, at + other.length), other);
        }
        return sum;
    }
}
