package org.multilevel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.error.ModelException;
import org.multilevel.fit.Estimates;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Problem;

/**
 * A fitted model together with the cross-products that it was estimated from, for the questions that the estimates alone do not answer:
 * profiles, bootstrap, influence, the other likelihood. None of them needs the table again unless it says so.
 *
 * @param model the model
 * @param problem what it was estimated from
 */
public record LiveModel(MixedModel model, Problem problem) {
    /**
     * Fits a model, such as a saved one, again to the table that it was fitted to.
     *
     * @throws ModelException if the table does not hold the rows of the model, or the model cannot be estimated on it
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
        LiveModel live =
                specified(model).withThreads(threads).withProgress(progress).live(table);
        Optional<RowFingerprint> rows = model.provenance().fingerprint();
        boolean same = live.model().rows().used() == model.rows().used()
                && (rows.isEmpty() || rows.equals(live.model().provenance().fingerprint()));
        if (!same) {
            throw new ModelException("The table does not hold the rows that " + model.formula()
                    + " was fitted to: give the table of the fit, unchanged.");
        }
        return live;
    }

    /** Returns what the model was before it met its data. */
    public static LinearMixedModel specified(MixedModel model) {
        LinearMixedModel specified = LinearMixedModel.of(model.formula())
                .withMethod(model.method())
                .withMissing(model.provenance().missing());
        return model.provenance().weights().map(specified::withWeights).orElse(specified);
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
        List<double[][]> covariances = estimates.covariances();
        return new Estimates(
                estimates.kept(),
                estimates.beta(),
                estimates.sigma(),
                estimates.theta(),
                model.factorOrder().stream().map(covariances::get).toList(),
                estimates.criterion(),
                estimates.deviance(),
                estimates.verdict());
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
