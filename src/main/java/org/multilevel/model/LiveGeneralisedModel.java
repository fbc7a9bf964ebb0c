package org.multilevel.model;

import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.glm.problem.GeneralisedFit;
import org.multilevel.glm.problem.GeneralisedProblem;

/**
 * A fitted generalised model together with the rows that it was estimated from, for the questions that the estimates alone do not answer:
 * profiles and bootstrap.
 *
 * @param model the model
 * @param problem what it was estimated from
 * @param fit what was found there
 */
public record LiveGeneralisedModel(MixedModel model, GeneralisedProblem problem, GeneralisedFit fit) {
    /** What rounding, and other versions' order of computing, may make of a log-likelihood that is the same, relative to it. */
    private static final double SAME = 1e-7;

    /**
     * Fits a generalised model, such as a saved one, again to the table that it was fitted to.
     *
     * @param threads how many threads may compute; the result is the same for any number
     * @throws ModelException if the table does not hold the rows of the model as they were, or the model cannot be estimated on it
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static LiveGeneralisedModel again(MixedModel model, Table table, int threads, Progress progress) {
        LiveGeneralisedModel live = GeneralisedLinearMixedModel.specified(model)
                .withThreads(threads)
                .withProgress(progress)
                .live(table);
        if (!live.holdsRowsOf(model)) {
            throw new ModelException("The table does not hold the rows that " + model.formula()
                    + " was fitted to: give the table of the fit, unchanged.");
        }
        return live;
    }

    private boolean holdsRowsOf(MixedModel other) {
        Optional<RowFingerprint> rows = other.provenance().fingerprint();
        double criterion = other.statistics().criterion();
        return model.rows().used() == other.rows().used()
                && (rows.isEmpty() || rows.equals(model.provenance().fingerprint()))
                && model.fixedEffects().names().equals(other.fixedEffects().names())
                && model.thetaNames().equals(other.thetaNames())
                && Math.abs(model.statistics().criterion() - criterion) <= SAME * (1 + Math.abs(criterion));
    }

    /**
     * Returns this model with shares of variance of its observation level, which stand on the model without predictors: it is fitted for them,
     * in about the time of this one. Families other than binomial have none, and are returned as they are.
     *
     * @throws java.util.concurrent.CancellationException if the progress of the fit says so
     */
    public LiveGeneralisedModel withObservationLevel() {
        double mean = problem.populationMean(fit);
        return Double.isNaN(mean)
                ? this
                : new LiveGeneralisedModel(
                        model.withGeneralised(model.generalised().orElseThrow().withNullMean(mean)), problem, fit);
    }

    /**
     * Returns at which position the problem has a grouping factor.
     *
     * @param factor position in {@link MixedModel#groupingFactors()}
     */
    public int positionInProblem(int factor) {
        return model.factorOrder().get(factor);
    }

    /** Returns estimates of the problem with their factors in the order of {@link MixedModel#groupingFactors()}. */
    public Estimates ordered(Estimates estimates) {
        return LiveModel.ordered(model, estimates);
    }
}
