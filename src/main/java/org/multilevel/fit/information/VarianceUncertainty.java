package org.multilevel.fit.information;

import java.util.List;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * How uncertain the variance parameters gamma are, and how the covariance V of the fixed effects moves with them: all that degrees of
 * freedom depend on.
 *
 * <p>Which parameters gamma are does not matter: what is computed from this is the same for any that describe the same variances. They
 * are those inside the boundary only.
 *
 * @param covariance of gamma, k x k
 * @param derivatives dV / dgamma_k, k times p x p
 */
public record VarianceUncertainty(double[][] covariance, List<double[][]> derivatives) {
    /**
     * Copies the matrices, which are symmetric.
     *
     * @throws IllegalArgumentException unless there are as many derivatives as parameters
     */
    public VarianceUncertainty {
        if (covariance.length != derivatives.size()) {
            throw new IllegalArgumentException(
                    covariance.length + " parameters, but " + derivatives.size() + " derivatives");
        }
        covariance = symmetric(covariance);
        derivatives = derivatives.stream().map(VarianceUncertainty::symmetric).toList();
    }

    /** Returns a copy without the rounding in which its halves may differ. */
    private static double[][] symmetric(double[][] matrix) {
        double[][] copy = SmallMatrices.copy(matrix);
        for (int i = 0; i < copy.length; i++) {
            for (int j = 0; j < i; j++) {
                copy[i][j] = (matrix[i][j] + matrix[j][i]) / 2;
                copy[j][i] = copy[i][j];
            }
        }
        return copy;
    }

    /** Returns k, the number of parameters. */
    public int size() {
        return covariance.length;
    }

    /** Returns a copy. */
    @Override
    public double[][] covariance() {
        return SmallMatrices.copy(covariance);
    }

    /** Returns copies. */
    @Override
    public List<double[][]> derivatives() {
        return derivatives.stream().map(SmallMatrices::copy).toList();
    }
}
