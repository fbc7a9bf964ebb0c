package org.multilevel.fit.solver;

import java.util.SplittableRandom;
import org.multilevel.data.Progress;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Redraws;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.structure.DrawnRows;
import org.multilevel.fit.structure.StructuredCriterion;
import org.multilevel.fit.structure.Structures;

/**
 * Draws responses from a model with covariance structures, row by row from rows that are at hand, and estimates it again from where it stood.
 *
 * <p>y = X beta + Zb + e with b ~ N(0, sigma^2 Lambda Lambda') and e ~ N(0, sigma^2 W^-1/2 R W^-1/2).
 */
final class StructuredRedraws implements Redraws {
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
        this.plan = StructuredOptimum.plan(optimum.equations(), optimum.structures(), workers);
        StructuredCriterion.At at = optimum.criterion(workers, progress).at(optimum.theta(), optimum.phi());
        this.beta = at.factor().beta();
        this.lambda = at.lambda();
        this.sigma = Math.sqrt(at.factor().residual() / optimum.equations().degreesOfFreedom());
    }

    @Override
    public Estimates estimates(long seed) {
        SplittableRandom normals = new SplittableRandom(seed);
        double[] y = rows.response(beta, lambda, sigma, optimum.phi(), normals::nextGaussian);
        Structures drawn = rows.with(y);
        try (Workers workers = new Workers(1, progress)) {
            MixedModelEquations equations = optimum.equations();
            StructuredCriterion criterion = StructuredOptimum.criterion(
                    equations, drawn, plan.with(drawn.pattern(), workers), optimum.phi(), workers, progress);
            return new StructuredOptimum(equations, drawn, optimum.theta(), optimum.phi()).estimates(criterion);
        }
    }
}
