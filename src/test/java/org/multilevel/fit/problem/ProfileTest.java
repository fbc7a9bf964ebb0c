package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.leastsquares.Workspace;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;
import org.multilevel.model.Samples;

/**
 * Ends of 95 % profile intervals of standard deviations that lme4's tests/profile-tst.R publishes (true optimum: lme4 1.1-31, driven to a
 * tight tolerance): where the deviance, minimised over everything else, is 3.84 above its minimum. Tolerance 1e-4: lme4 interpolates.
 */
class ProfileTest {
    private static final double CHI_SQUARED_95 = 3.841458820694124;
    private static final double TOLERANCE = 1e-4;
    private static final String PENICILLIN = "diameter ~ 1 + (1 | plate) + (1 | sample)";
    private static final double[] AT = {0.8455721898, 1.770646279, 0.5499321964};

    /** The ML deviance as a function of standard deviations, in units of the standardised response. */
    private static final class Deviance {
        private final PenalisedLeastSquares system;
        private final Workspace workspace;
        private final ThetaLayout layout;
        private final double rows;
        private final double unit;

        Deviance(String formula, Table table, Workers workers) {
            Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
            Standardisation standard = new Standardisation(design, Orthogonalisation.none(1));
            CrossProducts products = CrossProducts.empty(design);
            design.scan(table, Progress.NONE, block -> products.add(block, standard));
            layout = new ThetaLayout(design.factors());
            rows = products.rows;
            unit = standard.yScale;
            system = design.factors().size() == 1
                    ? new SingleFactorSystem(products, workers)
                    : new BlockedSystem(products, workers);
            workspace = system.workspace();
        }

        /** Returns the deviance at the given standard deviations of the factors, the residual's last. */
        double at(double[] deviations) {
            double sigma = Math.abs(deviations[deviations.length - 1]) / unit;
            double[] theta = new double[deviations.length - 1];
            for (int k = 0; k < theta.length; k++) {
                theta[k] = Math.abs(deviations[k]) / unit / sigma;
            }
            Factor factor = system.factor(layout.lambda(theta), workspace);
            return factor.logDetRandom() + rows * Math.log(sigma * sigma) + factor.residual() / (sigma * sigma);
        }

        /** Returns the minimum over all deviations but the k-th, which is {@code value}; over all if k is negative. */
        double minimum(int k, double value, double[] start) {
            double[] free = start.clone();
            double best = Double.POSITIVE_INFINITY;
            for (int restart = 0; restart < 3; restart++) {
                double[] others = without(free, k);
                double[] found = new SimplexOptimizer(new SimpleValueChecker(1e-13, 1e-11))
                        .optimize(
                                new MaxEval(20_000),
                                GoalType.MINIMIZE,
                                new ObjectiveFunction(point -> at(with(point, k, value))),
                                new InitialGuess(others),
                                new NelderMeadSimplex(others.length, 0.05 / (1 + restart)))
                        .getPoint();
                free = with(found, k, value);
                best = Math.min(best, at(free));
            }
            return best;
        }

        private static double[] without(double[] all, int k) {
            return k < 0
                    ? all
                    : IntStream.range(0, all.length)
                            .filter(i -> i != k)
                            .mapToDouble(i -> all[i])
                            .toArray();
        }

        private static double[] with(double[] others, int k, double value) {
            if (k < 0) {
                return others;
            }
            double[] all = new double[others.length + 1];
            for (int i = 0; i < all.length; i++) {
                all[i] = i == k ? value : others[i < k ? i : i - 1];
            }
            return all;
        }
    }

    private static void assertEnds(String formula, Table table, int k, double[] optimum, double lower, double upper) {
        try (Workers workers = new Workers(1, Progress.NONE)) {
            Deviance deviance = new Deviance(formula, table, workers);
            double least = deviance.minimum(-1, 0, optimum);
            UnivariateFunction excess = x -> deviance.minimum(k, x, optimum) - least - CHI_SQUARED_95;
            BrentSolver solver = new BrentSolver(1e-9);
            assertEquals(lower, solver.solve(200, excess, 0.5 * optimum[k], optimum[k]), TOLERANCE * lower);
            assertEquals(upper, solver.solve(200, excess, optimum[k], 3 * optimum[k]), TOLERANCE * upper);
        }
    }

    @Test
    void dyestuffResidual() {
        double[] optimum = {37.26, 49.51};
        assertEnds("Yield ~ 1 + (1 | Batch)", Samples.table("Dyestuff"), 1, optimum, 38.22998488, 67.65769624);
    }

    @Test
    void penicillinPlate() {
        assertEnds(PENICILLIN, Samples.table("Penicillin"), 0, AT, 0.6335657892, 1.182103984);
    }

    @Test
    void penicillinSample() {
        assertEnds(PENICILLIN, Samples.table("Penicillin"), 1, AT, 1.095789265, 3.556291909);
    }

    @Test
    void penicillinResidual() {
        assertEnds(PENICILLIN, Samples.table("Penicillin"), 2, AT, 0.4858454002, 0.6294534785);
    }
}
