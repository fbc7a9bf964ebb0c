package org.multilevel.fit.answers;

import java.util.List;
import java.util.Optional;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.effects.LeftOut;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.FittedStructures;

/**
 * Everything that fitting found, on the raw scale of the data.
 *
 * @param method the likelihood that was maximised
 * @param kept positions in the design's fixed columns of the p estimable coefficients; the others were dropped (X without full rank)
 * @param leftOut the columns that were dropped, and how they depend on the others
 * @param beta coefficients, p, in the order of {@code kept}
 * @param betaCovariance sigma^2 (X'V^-1X)^-1, p x p
 * @param sigma residual standard deviation (per unit weight)
 * @param criterion -2 log-likelihood: the deviance for ML, the REML criterion for REML
 * @param deviance -2 ML log-likelihood at these estimates' theta (equals criterion for ML)
 * @param theta lower triangles of the raw-scale lambda blocks, column-major, factors and blocks in the order of the design
 * @param factors per grouping factor, in the order of the design
 * @param joint what tells how the effects of several factors vary together; empty where there is one factor or none, or too many pairs
 * @param rows how the columns vary over the rows; empty where the rows were not read here
 * @param verdict how the optimisation ended
 * @param log every evaluation
 * @param information what degrees of freedom are found from; empty for a generalised model, which has none
 * @param structures what covariance structures have beside theta; empty where there is none
 * @param approximation how far estimates may be from exact ones; empty where they are exact
 * @param notes sentences about the data that a user should see once (dropped columns are not among them)
 */
public record Fit(
        EstimationMethod method,
        int[] kept,
        List<LeftOut> leftOut,
        double[] beta,
        double[][] betaCovariance,
        double sigma,
        double criterion,
        double deviance,
        double[] theta,
        List<FactorEffects> factors,
        Optional<JointEffects> joint,
        Optional<RowFacts> rows,
        Verdict verdict,
        List<Evaluation> log,
        Optional<Information> information,
        Optional<FittedStructures> structures,
        Optional<Approximation> approximation,
        List<String> notes) {
    /** Copies arrays and lists. */
    public Fit {
        kept = kept.clone();
        leftOut = List.copyOf(leftOut);
        beta = beta.clone();
        betaCovariance = SmallMatrices.copy(betaCovariance);
        theta = theta.clone();
        factors = List.copyOf(factors);
        log = List.copyOf(log);
        notes = List.copyOf(notes);
    }

    /** Returns the same, for which a table was read so many times; only covariance structures tell of that. */
    public Fit withPasses(int passes) {
        return structures.isEmpty()
                ? this
                : new Fit(
                        method,
                        kept,
                        leftOut,
                        beta,
                        betaCovariance,
                        sigma,
                        criterion,
                        deviance,
                        theta,
                        factors,
                        joint,
                        rows,
                        verdict,
                        log,
                        information,
                        structures.map(found -> found.withPasses(passes)),
                        approximation,
                        notes);
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
    public double[][] betaCovariance() {
        return SmallMatrices.copy(betaCovariance);
    }

    /** Returns a copy. */
    @Override
    public double[] theta() {
        return theta.clone();
    }
}
