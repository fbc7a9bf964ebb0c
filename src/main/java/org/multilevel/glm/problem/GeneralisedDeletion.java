package org.multilevel.glm.problem;

import java.util.Arrays;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.problem.LevelDeletion;
import org.multilevel.fit.problem.Problem;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.density.ResponseRange;
import org.multilevel.glm.marginal.ProfiledLikelihood;
import org.multilevel.glm.rows.ModelRows;
import org.multilevel.glm.rows.RowBlock;

/**
 * Fits a generalised model again without the rows of one level of a grouping factor, from the optimum of the whole. Immutable; may be asked by
 * many threads.
 *
 * <p>The rows of the level keep their places with weight zero: then its effects are zero, and the likelihood is that of the other rows.
 */
public final class GeneralisedDeletion {
    private final Problem problem;
    private final ModelRows rows;
    private final Distribution distribution;
    private final boolean trials;
    private final int points;
    private final int factor;
    private final LevelDeletion columns;
    private final GeneralisedFitter.Point optimum;

    GeneralisedDeletion(
            Problem problem,
            ModelRows rows,
            Distribution distribution,
            boolean trials,
            GeneralisedFit fit,
            int factor,
            Progress progress) {
        this.problem = problem;
        this.rows = rows;
        this.distribution = distribution;
        this.trials = trials;
        this.points = fit.points();
        this.factor = factor;
        this.columns = problem.deletion(factor, progress);
        try (Workers workers = new Workers(1, progress)) {
            this.optimum =
                    new GeneralisedFitter(problem, rows.copy(), distribution, workers, new Quiet(progress)).point(fit);
        }
    }

    /** Returns how many rows a level has. */
    public long rows(int level) {
        return columns.rows(level);
    }

    /**
     * Fits the model to the rows that are not of a level.
     *
     * @return the parameters, with the dispersion in the place of sigma; columns that these rows do not tell are left out
     * @throws ModelException if the likelihood of these rows has no maximum
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Estimates without(int level, Progress progress) {
        if (problem.design().factors().get(factor).levels().size() <= 2) {
            throw new ModelException("only one level is left, and one level tells no variance between levels.");
        }
        Problem rest = columns.without(level);
        int[] places = places(rest.keptColumns());
        ModelRows left = rows.without(factor, level, columns.rows(level), places);
        checkResponse(left);
        try (Workers workers = new Workers(1, progress)) {
            GeneralisedFitter fitter = new GeneralisedFitter(rest, left, distribution, workers, new Quiet(progress));
            ProfiledLikelihood.State state = optimum.state();
            double[] beta =
                    Arrays.stream(places).mapToDouble(j -> state.beta()[j]).toArray();
            return fitter.estimates(fitter.fit(
                    points,
                    optimum.theta(),
                    new ProfiledLikelihood.State(beta, state.zeta(), SmallMatrices.copy(state.u()))));
        }
    }

    /** Returns where columns stand among those of the whole. */
    private int[] places(int[] kept) {
        int[] all = problem.keptColumns();
        return Arrays.stream(kept)
                .map(column -> Arrays.binarySearch(all, column))
                .toArray();
    }

    private void checkResponse(ModelRows left) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (RowBlock block : left.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                if (block.weight[r] > 0) {
                    lowest = Math.min(lowest, block.y[r] / block.size[r]);
                    highest = Math.max(highest, block.y[r] / block.size[r]);
                }
            }
        }
        new ResponseRange(distribution.family(), trials)
                .constant(problem.design().response().name(), lowest, highest)
                .ifPresent(sentence -> {
                    throw new ModelException(sentence);
                });
    }
}
