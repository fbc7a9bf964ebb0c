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
     * Copies the matrices.
     *
     * @throws IllegalArgumentException unless there are as many derivatives as parameters
     */
    public VarianceUncertainty {
        if (covariance.length != derivatives.size()) {
            throw new IllegalArgumentException(
                    covariance.length + " parameters, but " + derivatives.size() + " derivatives");
        }
        covariance = SmallMatrices.copy(covariance);
        derivatives = derivatives.stream().map(SmallMatrices::copy).toList();
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
