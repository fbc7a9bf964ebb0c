package org.multilevel.fit.answers;

import java.util.List;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.StructureEstimate;

/**
 * The estimates of the model's parameters alone, on the raw scale of the data: what a refit is asked for.
 *
 * @param kept positions in the design's fixed columns of the p estimable coefficients, as {@link Fit#kept()}
 * @param beta coefficients, p, in the order of {@code kept}
 * @param sigma residual standard deviation (per unit weight)
 * @param theta as {@link Fit#theta()}
 * @param covariances sigma^2 lambda lambda' per grouping factor, q x q
 * @param criterion -2 log (restricted) likelihood
 * @param deviance -2 ML log-likelihood at this theta
 * @param verdict how the search ended
 * @param structures of covariance structures; empty without
 */
public record Estimates(
        int[] kept,
        double[] beta,
        double sigma,
        double[] theta,
        List<double[][]> covariances,
        double criterion,
        double deviance,
        Verdict verdict,
        List<StructureEstimate> structures) {
    /** Estimates of a model without covariance structures. */
    public Estimates(
            int[] kept,
            double[] beta,
            double sigma,
            double[] theta,
            List<double[][]> covariances,
            double criterion,
            double deviance,
            Verdict verdict) {
        this(kept, beta, sigma, theta, covariances, criterion, deviance, verdict, List.of());
    }

    /** Copies the arrays. */
    public Estimates {
        kept = kept.clone();
        beta = beta.clone();
        theta = theta.clone();
        covariances = covariances.stream().map(SmallMatrices::copy).toList();
        structures = List.copyOf(structures);
    }

    /** Returns a copy. */
    @Override
    public int[] kept() {
        return kept.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] beta() {
        return beta.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] theta() {
        return theta.clone();
    }

    /** Returns copies. */
    @Override
    public List<double[][]> covariances() {
        return covariances.stream().map(SmallMatrices::copy).toList();
    }
}
