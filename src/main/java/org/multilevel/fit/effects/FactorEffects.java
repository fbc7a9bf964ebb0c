package org.multilevel.fit.effects;

import java.util.List;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The estimates that belong to one grouping factor, on the raw scale; q columns, G levels, in the order of the design's factor.
 *
 * @param lambda relative Cholesky factor, q x q lower triangular, non-negative diagonal (block-diagonal by term)
 * @param covariance sigma^2 lambda lambda', q x q
 * @param effects conditional modes b, G x q row-major
 * @param conditionalCovariance covariance of b given theta, sigma and beta (lme4's condVar): per level the q x q matrix row-major,
 *     G x q x q
 * @param modesByBeta how b falls as beta grows, -db/dbeta: per level q x p row-major, G x q x p; with it and the covariance of
 *     beta follows the covariance of predictions that take both into account
 * @param notIdentified the variances and covariances that the data do not determine, so that others fit equally well
 */
public record FactorEffects(
        double[][] lambda,
        double[][] covariance,
        double[] effects,
        double[] conditionalCovariance,
        double[] modesByBeta,
        List<EffectPair> notIdentified) {
    /** Copies the arrays. */
    public FactorEffects {
        lambda = SmallMatrices.copy(lambda);
        covariance = SmallMatrices.copy(covariance);
        effects = effects.clone();
        conditionalCovariance = conditionalCovariance.clone();
        modesByBeta = modesByBeta.clone();
        notIdentified = List.copyOf(notIdentified);
    }

    /** Returns a copy. */
    @Override
    public double[][] lambda() {
        return SmallMatrices.copy(lambda);
    }

    /** Returns a copy. */
    @Override
    public double[][] covariance() {
        return SmallMatrices.copy(covariance);
    }

    /** Returns a copy. */
    @Override
    public double[] effects() {
        return effects.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] conditionalCovariance() {
        return conditionalCovariance.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] modesByBeta() {
        return modesByBeta.clone();
    }
}
