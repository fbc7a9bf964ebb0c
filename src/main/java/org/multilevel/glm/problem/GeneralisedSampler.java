package org.multilevel.glm.problem;

import java.util.Arrays;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.problem.Problem;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.density.Draws;
import org.multilevel.glm.density.ResponseRange;
import org.multilevel.glm.marginal.ProfiledLikelihood;
import org.multilevel.glm.rows.ModelRows;
import org.multilevel.glm.rows.RowBlock;

/**
 * Draws responses from a fitted generalised model, and fits it to them again: effects of groups from their normal distribution, then responses
 * of the family at the linear predictors that these make. Immutable; may be asked by many threads.
 */
public final class GeneralisedSampler {
    private final Problem problem;
    private final ModelRows rows;
    private final Distribution distribution;
    private final int points;
    private final double dispersion;
    private final GeneralisedFitter.Point optimum;

    GeneralisedSampler(
            Problem problem, ModelRows rows, Distribution distribution, GeneralisedFit fit, Progress progress) {
        this.problem = problem;
        this.rows = rows;
        this.distribution = distribution;
        this.points = fit.points();
        this.dispersion = fit.dispersion();
        try (Workers workers = new Workers(1, progress)) {
            this.optimum =
                    new GeneralisedFitter(problem, rows.copy(), distribution, workers, new Quiet(progress)).point(fit);
        }
    }

    /**
     * Fits the model to responses that are drawn, from the estimates on.
     *
     * @param seed the same seed gives the same responses
     * @return the parameters, with the dispersion in the place of sigma; empty where the likelihood has no maximum, as where all outcomes
     *     are the same, or a predictor separates them
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Optional<Estimates> refit(long seed, Progress progress) {
        ModelRows drawn = draw(new Draws(seed));
        if (isConstant(drawn)) {
            return Optional.empty();
        }
        try (Workers workers = new Workers(1, progress)) {
            GeneralisedFitter fitter =
                    new GeneralisedFitter(problem, drawn, distribution, workers, new Quiet(progress));
            return Optional.of(fitter.estimates(fitter.fit(points, optimum.theta(), start())));
        } catch (ModelException none) {
            return Optional.empty();
        }
    }

    private ProfiledLikelihood.State start() {
        ProfiledLikelihood.State state = optimum.state();
        return new ProfiledLikelihood.State(state.beta().clone(), state.zeta(), SmallMatrices.copy(state.u()));
    }

    /** Returns whether there is nothing to estimate, as {@link ResponseRange#constant} has it. */
    private boolean isConstant(ModelRows drawn) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (RowBlock block : drawn.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                lowest = Math.min(lowest, block.y[r] / block.size[r]);
                highest = Math.max(highest, block.y[r] / block.size[r]);
            }
        }
        return new ResponseRange(distribution.family(), true)
                .constant("", lowest, highest)
                .isPresent();
    }

    /** Returns the rows with responses that are drawn. */
    private ModelRows draw(Draws draws) {
        double[][] lambda = problem.layout().lambda(optimum.theta());
        int[] levels = problem.products().levels;
        double[][] effects = new double[lambda.length][];
        for (int f = 0; f < effects.length; f++) {
            int q = rows.widths[f];
            effects[f] = new double[levels[f] * q];
            double[] u = new double[q];
            for (int at = 0; at < effects[f].length; at += q) {
                for (int k = 0; k < q; k++) {
                    u[k] = draws.normal();
                }
                System.arraycopy(SmallMatrices.times(lambda[f], u, q, q, 1), 0, effects[f], at, q);
            }
        }
        return rows.with(
                block -> linear(block, effects),
                (eta, size) -> response(distribution.link().mean(eta), size, draws));
    }

    /** Returns the linear predictors of rows. */
    private double[] linear(RowBlock block, double[][] effects) {
        double[] eta = Arrays.copyOf(block.offset, block.rows);
        for (int f = 0; f < effects.length; f++) {
            block.addEffects(f, effects[f], eta);
        }
        double[] beta = optimum.state().beta();
        for (int r = 0; r < block.rows; r++) {
            for (int j = 0; j < beta.length; j++) {
                eta[r] += block.x[r * beta.length + j] * beta[j];
            }
        }
        return eta;
    }

    private double response(double mean, double size, Draws draws) {
        return switch (distribution.family()) {
            case BINOMIAL -> draws.binomial(size, mean);
            case POISSON -> draws.poisson(mean);
            case NEGATIVE_BINOMIAL -> draws.poisson(draws.gamma(dispersion) * mean / dispersion);
            case GAMMA -> draws.gamma(1 / dispersion) * mean * dispersion;
        };
    }
}
