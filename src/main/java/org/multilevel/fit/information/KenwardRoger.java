package org.multilevel.fit.information;

import org.multilevel.fit.linalg.SmallMatrices;

/**
 * What the method of Kenward and Roger needs of a fit.
 *
 * @param covariance the adjusted covariance of the fixed effects, p x p
 * @param variances the variance parameters with the covariance that the expected information gives them
 */
public record KenwardRoger(double[][] covariance, VarianceUncertainty variances) {
    /** Copies the matrix. */
    public KenwardRoger {
        covariance = SmallMatrices.copy(covariance);
    }

    /** Returns a copy. */
    @Override
    public double[][] covariance() {
        return SmallMatrices.copy(covariance);
    }
}
