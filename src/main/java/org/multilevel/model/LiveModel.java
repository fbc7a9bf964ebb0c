package org.multilevel.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
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
    /** Returns theta in the order in which the problem has its grouping factors: that of the formula. */
    public double[] theta() {
        return IntStream.range(0, model.groupingFactors().size())
                .mapToObj(position -> model.groupingFactors().get(model.factorOrder().indexOf(position)))
                .flatMapToDouble(factor -> Arrays.stream(factor.theta()))
                .toArray();
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
