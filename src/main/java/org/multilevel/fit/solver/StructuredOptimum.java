package org.multilevel.fit.solver;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Units;
import org.multilevel.fit.optimum.Verdict;
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
record StructuredOptimum(MixedModelEquations equations, Structures structures, double[] theta, double[] phi) {
    /** A standard deviation of effects below this part of the size at which it begins to matter is zero. */
    private static final double NOTHING = 1e-4;
    /** Where one that is zero begins besides. */
    private static final double LIFTED = 0.5;
    /** A gradient beyond which a search has not ended at an optimum. */
    private static final double STEEP = 1e-2;

    /** Returns the criterion that has its maximum here; one thread's. */
    StructuredCriterion criterion(Workers workers, Progress progress) {
        return criterion(equations, structures, plan(equations, structures, workers), phi, workers, progress);
    }

    /** Returns a criterion whose structures' parameters begin at a point. */
    static StructuredCriterion criterion(
            MixedModelEquations equations,
            Structures structures,
            PenalisedLeastSquares plan,
            double[] phi,
            Workers workers,
            Progress progress) {
        return new StructuredCriterion(
                structures,
                plan,
                equations.layout(),
                equations.restricted(),
                equations.degreesOfFreedom(),
                equations.constant(equations.restricted()),
                phi,
                workers,
                progress);
    }

    /** Returns the solver of a problem whose cross-products change with the parameters. */
    static PenalisedLeastSquares plan(MixedModelEquations equations, Structures structures, Workers workers) {
        if (!structures.split().isSplit()) {
            return plan(equations, workers);
        }
        return structures.pattern().widths.length > 1
                ? new BlockedSystem(structures.pattern(), workers)
                : new SingleFactorSystem(structures.pattern(), workers);
    }

    /** Returns the solver of a problem whose residuals are independent. */
    static PenalisedLeastSquares plan(MixedModelEquations equations, Workers workers) {
        return equations.products().widths.length > 1
                ? equations.blocked(workers)
                : new SingleFactorSystem(equations.products(), workers);
    }

    List<String> factorNames() {
        return equations.design().factors().stream().map(RandomFactor::name).toList();
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
        MixedModelEquations other = equations.withMethod(method);
        StructuredCriterion.Reached reached = criterion(
                        other, structures, plan(other, structures, workers), phi, workers, progress)
                .descend(theta);
        return new StructuredOptimum(other, structures, reached.theta(), reached.parameters());
    }

    /**
     * Returns the estimates from rows or a response that differ from those of which this is the optimum, looked for from here.
     *
     * @param criterion of them, which begins here
     */
    Estimates estimates(StructuredCriterion criterion) {
        StructuredCriterion.Reached reached = criterion.descend(theta);
        double[] lifted = lifted();
        if (!Arrays.equals(lifted, theta)) {
            // where a variance is zero its slope is, too, whatever the rows say
            StructuredCriterion.Reached other = criterion.descend(lifted);
            reached = other.value() < reached.value() ? other : reached;
        }
        return estimates(criterion, reached);
    }

    /** Returns per component of theta the size at which it begins to matter, where it is a standard deviation; else 0. */
    private double[] sizes() {
        ThetaLayout layout = equations.layout();
        Units units = Units.of(layout, equations.products());
        double[] sizes = new double[layout.size()];
        for (int k = 0; k < sizes.length; k++) {
            sizes[k] = layout.isDiagonal(k)
                    ? units.ofColumn(layout.term(k).factor(), layout.term(k).from())
                    : 0;
        }
        return sizes;
    }

    private static boolean isNothing(double value, double size) {
        return Math.abs(value) < NOTHING * size;
    }

    /** Returns theta with some of each standard deviation that is none, whose slope is zero whatever the rows say. */
    double[] lifted() {
        double[] sizes = sizes();
        double[] lifted = theta.clone();
        for (int k = 0; k < lifted.length; k++) {
            lifted[k] = isNothing(theta[k], sizes[k]) ? LIFTED * sizes[k] : theta[k];
        }
        return lifted;
    }

    private Estimates estimates(StructuredCriterion criterion, StructuredCriterion.Reached reached) {
        double[] at = reached.theta();
        double[] parameters = reached.parameters();
        StructuredCriterion.Slopes slopes = criterion.slopes(at, parameters);
        Factor factor = slopes.at().factor();
        double found = Math.sqrt(factor.residual() / equations.degreesOfFreedom()) * equations.standard().yScale;
        RawResults raw = new RawResults(equations.design(), equations.standard(), equations.kept(), found);
        double[][] rawLambda = raw.lambda(slopes.at().lambda());
        double[] coefficients = factor.beta();
        equations.standard().coefficientsToRaw(equations.kept(), coefficients);
        return new Estimates(
                equations.kept(),
                coefficients,
                found,
                equations.layout().theta(rawLambda),
                raw.covariances(rawLambda),
                reached.value(),
                Double.NaN,
                verdict(criterion, slopes, at, parameters),
                estimates(parameters, found));
    }

    private Verdict verdict(
            StructuredCriterion criterion, StructuredCriterion.Slopes slopes, double[] at, double[] parameters) {
        boolean bound = structures.bounds(parameters, factorNames()).stream().anyMatch(Optional::isPresent);
        double[] sizes = sizes();
        for (int k = 0; k < at.length; k++) {
            bound |= isNothing(at[k], sizes[k]);
        }
        double steepest =
                Math.max(SmallMatrices.largest(slopes.byTheta()), SmallMatrices.largest(slopes.byParameters()));
        Verdict.Status status = bound
                ? Verdict.Status.SINGULAR
                : steepest > STEEP ? Verdict.Status.NOT_CONVERGED : Verdict.Status.CONVERGED;
        return new Verdict(status, steepest, (int) Math.min(Integer.MAX_VALUE, criterion.steps()), "quasi-Newton", "");
    }
}
