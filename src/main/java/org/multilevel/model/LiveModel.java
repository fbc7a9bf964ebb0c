package org.multilevel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.problem.Problem;

/**
 * A fitted model together with the cross-products that it was estimated from, for the questions that the estimates alone do not answer:
 * profiles, bootstrap, influence, the other likelihood. None of them needs the table again unless it says so.
 *
 * @param model the model
 * @param problem what it was estimated from
 */
public record LiveModel(MixedModel model, Problem problem) {
    /** What rounding, and other versions' order of computing, may make of a criterion that is the same, relative to it. */
    private static final double SAME_CRITERION = 1e-7;

    /** The same of an estimate, relative to its standard error and itself. */
    private static final double SAME_ESTIMATE = 1e-5;

    /**
     * Fits a model, such as a saved one, again to the table that it was fitted to.
     *
     * @throws ModelException if the table does not hold the rows of the model as they were, or the model cannot be estimated on it
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static LiveModel again(MixedModel model, Table table, Progress progress) {
        return again(model, table, Runtime.getRuntime().availableProcessors(), progress);
    }

    /**
     * Fits a model again as {@link #again(MixedModel, Table, Progress)}.
     *
     * @param threads how many threads may compute; the result is the same for any number
     * @throws ModelException as there
     */
    public static LiveModel again(MixedModel model, Table table, int threads, Progress progress) {
        model.requireLinear("This question, for which the model is fitted again,");
        LiveModel live =
                specified(model).withThreads(threads).withProgress(progress).live(table);
        if (!holdsRowsOf(model, live) || !solves(model, live, progress)) {
            throw new ModelException("The table does not hold the rows that " + model.formula()
                    + " was fitted to: give the table of the fit, unchanged.");
        }
        return live;
    }

    /** Returns whether as many rows have the same responses and weights, and make the same columns. */
    private static boolean holdsRowsOf(MixedModel model, LiveModel live) {
        Optional<RowFingerprint> rows = model.provenance().fingerprint();
        return live.model().rows().used() == model.rows().used()
                && (rows.isEmpty() || rows.equals(live.model().provenance().fingerprint()))
                && live.model()
                        .fixedEffects()
                        .names()
                        .equals(model.fixedEffects().names())
                && live.model().thetaNames().equals(model.thetaNames());
    }

    /**
     * Returns whether the model's own estimates are those of these cross-products: the fingerprint tells nothing of the predictors
     * and groups. They are compared at the model's own theta, so it does not matter how near to the optimum that is; with covariance
     * structures, whose parameters are not in theta, and of an approximate fit at the optimum that was found again.
     */
    private static boolean solves(MixedModel model, LiveModel live, Progress progress) {
        if (live.problem().hasStructures() || model.approximation().isPresent()) {
            MixedModel again = live.model();
            return solves(
                    model, again.statistics().criterion(), again.fixedEffects().estimates());
        }
        Estimates here = live.problem().at(new LiveModel(model, live.problem()).theta(), progress);
        return solves(model, here.criterion(), here.beta());
    }

    private static boolean solves(MixedModel model, double found, double[] beta) {
        double criterion = model.statistics().criterion();
        if (!(Math.abs(found - criterion) <= SAME_CRITERION * (1 + Math.abs(criterion)))) {
            return false;
        }
        FixedEffects fixed = model.fixedEffects();
        return beta.length == fixed.size()
                && IntStream.range(0, beta.length)
                        .allMatch(j -> Math.abs(beta[j] - fixed.estimate(j))
                                <= SAME_ESTIMATE * (fixed.standardError(j) + Math.abs(beta[j])));
    }

    /** Returns what the model was before it met its data. */
    public static LinearMixedModel specified(MixedModel model) {
        LinearMixedModel specified = LinearMixedModel.of(model.formula())
                .withMethod(model.method())
                .withSolver(model.approximation().isPresent() ? Solver.ITERATIVE : Solver.EXACT)
                .withMissing(model.provenance().missing());
        Provenance from = model.provenance();
        specified = from.residual().map(specified::withResidual).orElse(specified);
        specified = from.strata().map(specified::withResidualVariance).orElse(specified);
        return from.weights().map(specified::withWeights).orElse(specified);
    }

    /** Returns theta in the order in which the problem has its grouping factors: that of the formula. */
    public double[] theta() {
        return IntStream.range(0, model.groupingFactors().size())
                .mapToObj(position ->
                        model.groupingFactors().get(model.factorOrder().indexOf(position)))
                .flatMapToDouble(factor -> Arrays.stream(factor.theta()))
                .toArray();
    }

    /** Returns estimates of the problem with their factors in the order of {@link MixedModel#groupingFactors()}. */
    public Estimates ordered(Estimates estimates) {
        return ordered(model, estimates);
    }

    static Estimates ordered(MixedModel model, Estimates estimates) {
        List<double[][]> covariances = estimates.covariances();
        return new Estimates(
                estimates.kept(),
                estimates.beta(),
                estimates.sigma(),
                estimates.theta(),
                model.factorOrder().stream().map(covariances::get).toList(),
                estimates.criterion(),
                estimates.deviance(),
                estimates.verdict(),
                estimates.structures());
    }

    /**
     * Returns at which position the problem has a grouping factor.
     *
     * @param factor position in {@link MixedModel#groupingFactors()}
     */
    public int positionInProblem(int factor) {
        return model.factorOrder().get(factor);
    }

    /**
     * Returns the model of the same rows estimated by a likelihood, without reading them again.
     *
     * @throws org.multilevel.error.ModelException if the likelihood has no maximum
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public LiveModel withMethod(EstimationMethod method, Progress progress) {
        if (method == model.method()) {
            return this;
        }
        long start = System.nanoTime();
        Problem other = problem.withMethod(method);
        MixedModel again = model.again(other.fit(progress), (System.nanoTime() - start) / 1e9);
        return new LiveModel(again, other);
    }
}
