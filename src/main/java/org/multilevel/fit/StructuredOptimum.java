package org.multilevel.fit;

import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.fit.structure.StructuredCriterion;
import org.multilevel.fit.structure.Structures;

/**
 * Where the likelihood of a model with covariance structures is largest, from which other questions begin.
 *
 * @param theta of the standardised columns
 * @param phi the structures' parameters
 */
@SuppressWarnings("ArrayRecordComponent") // passed within the room only
record StructuredOptimum(Problem problem, Structures structures, double[] theta, double[] phi) {

    /** Returns the criterion that has its maximum here; one thread's. */
    StructuredCriterion criterion(Workers workers, Progress progress) {
        return criterion(problem, structures, plan(problem, structures, workers), phi, workers, progress);
    }

    /** Returns a criterion whose structures' parameters begin at a point. */
    static StructuredCriterion criterion(
            Problem problem,
            Structures structures,
            PenalisedLeastSquares plan,
            double[] phi,
            Workers workers,
            Progress progress) {
        return new StructuredCriterion(
                structures,
                plan,
                problem.layout(),
                problem.restricted(),
                problem.degreesOfFreedom(),
                problem.constant(problem.restricted()),
                phi,
                workers,
                progress);
    }

    /** Returns the solver of a problem whose cross-products change with the parameters. */
    static PenalisedLeastSquares plan(Problem problem, Structures structures, Workers workers) {
        if (!structures.split().isSplit()) {
            return plan(problem, workers);
        }
        return structures.pattern().widths.length > 1
                ? new BlockedSystem(structures.pattern(), workers)
                : new SingleFactorSystem(structures.pattern(), workers);
    }

    /** Returns the solver of a problem whose residuals are independent. */
    static PenalisedLeastSquares plan(Problem problem, Workers workers) {
        return problem.products().widths.length > 1
                ? problem.blocked(workers)
                : new SingleFactorSystem(problem.products(), workers);
    }

    List<String> factorNames() {
        return problem.design().factors().stream().map(RandomFactor::name).toList();
    }

    /**
     * Returns what some parameters of the structures mean.
     *
     * @param sigma on the raw scale
     */
    List<StructureEstimate> estimates(double[] parameters, double sigma) {
        return structures.estimates(parameters, sigma, factorNames());
    }

    /** Returns the optimum of the same rows under the other likelihood, looked for from here. */
    StructuredOptimum with(EstimationMethod method, Workers workers, Progress progress) {
        Problem other = problem.withMethod(method);
        StructuredCriterion.Reached reached = criterion(
                        other, structures, plan(other, structures, workers), phi, workers, progress)
                .descend(theta);
        return new StructuredOptimum(other, structures, reached.theta(), reached.parameters());
    }
}
