package org.multilevel.fit;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Units;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.DrawnRows;
import org.multilevel.fit.structure.StructuredCriterion;
import org.multilevel.fit.structure.Structures;

/**
 * Draws responses from a model with covariance structures, row by row from rows that are at hand, and estimates it again from where it stood.
 *
 * <p>y = X beta + Zb + e with b ~ N(0, sigma^2 Lambda Lambda') and e ~ N(0, sigma^2 W^-1/2 R W^-1/2).
 */
final class StructuredRedraws implements Redraws {
    /** A standard deviation of effects below this part of the size at which it begins to matter is zero. */
    private static final double NOTHING = 1e-4;
    /** A gradient beyond which a search has not ended at an optimum. */
    private static final double STEEP = 1e-2;

    private final StructuredOptimum optimum;
    private final double[] beta;
    private final double[][] lambda;
    private final double sigma;
    private final DrawnRows rows;
    private final PenalisedLeastSquares plan;
    private final Progress progress;

    /** @param rows of the model, without a response */
    StructuredRedraws(StructuredOptimum optimum, DrawnRows rows, Workers workers, Progress progress) {
        this.optimum = optimum;
        this.rows = rows;
        this.progress = progress;
        this.plan = StructuredOptimum.plan(optimum.problem(), optimum.structures(), workers);
        StructuredCriterion.At at = optimum.criterion(workers, progress).at(optimum.theta(), optimum.phi());
        this.beta = at.factor().beta();
        this.lambda = at.lambda();
        this.sigma = Math.sqrt(at.factor().residual() / optimum.problem().degreesOfFreedom());
    }

    @Override
    public Estimates estimates(long seed) {
        SplittableRandom normals = new SplittableRandom(seed);
        double[] y = rows.response(beta, lambda, sigma, optimum.phi(), normals::nextGaussian);
        Structures drawn = rows.with(y);
        try (Workers workers = new Workers(1, progress)) {
            Problem problem = optimum.problem();
            StructuredCriterion criterion = StructuredOptimum.criterion(
                    problem, drawn, plan.with(drawn.pattern(), workers), optimum.phi(), workers, progress);
            return estimates(drawn, criterion, criterion.descend(optimum.theta()));
        }
    }

    private Estimates estimates(Structures drawn, StructuredCriterion criterion, StructuredCriterion.Reached reached) {
        Problem problem = optimum.problem();
        double[] theta = reached.theta();
        double[] phi = reached.parameters();
        StructuredCriterion.Slopes slopes = criterion.slopes(theta, phi);
        Factor factor = slopes.at().factor();
        double found = Math.sqrt(factor.residual() / problem.degreesOfFreedom()) * problem.standard().yScale;
        RawResults raw = new RawResults(problem.design(), problem.standard(), problem.kept(), found);
        double[][] rawLambda = raw.lambda(slopes.at().lambda());
        double[] coefficients = factor.beta();
        problem.standard().coefficientsToRaw(problem.kept(), coefficients);
        return new Estimates(
                problem.kept(),
                coefficients,
                found,
                problem.layout().theta(rawLambda),
                raw.covariances(rawLambda),
                reached.value(),
                Double.NaN,
                verdict(drawn, criterion, slopes, theta, phi),
                optimum.estimates(phi, found));
    }

    private Verdict verdict(
            Structures drawn,
            StructuredCriterion criterion,
            StructuredCriterion.Slopes slopes,
            double[] theta,
            double[] phi) {
        ThetaLayout layout = optimum.problem().layout();
        Units units = Units.of(layout, optimum.problem().products());
        boolean bound = drawn.bounds(phi, optimum.factorNames()).stream().anyMatch(Optional::isPresent);
        for (int k = 0; k < theta.length; k++) {
            bound |= layout.isDiagonal(k)
                    && Math.abs(theta[k])
                            < NOTHING
                                    * units.ofColumn(
                                            layout.term(k).factor(),
                                            layout.term(k).from());
        }
        double steepest = Math.max(largest(slopes.byTheta()), largest(slopes.byParameters()));
        Verdict.Status status = bound
                ? Verdict.Status.SINGULAR
                : steepest > STEEP ? Verdict.Status.NOT_CONVERGED : Verdict.Status.CONVERGED;
        return new Verdict(status, steepest, (int) Math.min(Integer.MAX_VALUE, criterion.steps()), "quasi-Newton", "");
    }

    private static double largest(double[] gradient) {
        return Arrays.stream(gradient).map(Math::abs).max().orElse(0);
    }
}
