package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.formula.Formula;

/** Of a balanced one-way layout, whose mean squares are chi-squared, everything can be written down. */
class ParameterCovarianceTest {
    private static final int GROUPS = 12;
    private static final int SIZE = 5;
    private static final ProfiledParameter GROUP = new ProfiledParameter.StandardDeviation(0, 0);
    private static final ProfiledParameter RESIDUAL = new ProfiledParameter.ResidualStandardDeviation();

    /** @param spread the standard deviation of group means */
    private static Table table(double spread) {
        Random random = new Random(17);
        double[] y = new double[GROUPS * SIZE];
        String[] g = new String[y.length];
        double[] own = random.doubles(GROUPS, -spread, spread).toArray();
        for (int i = 0; i < y.length; i++) {
            y[i] = 7 + own[i / SIZE] + 0.5 * random.nextGaussian();
            g[i] = "g" + i / SIZE;
        }
        return MemoryTable.builder().numeric("y", y).categorical("g", g).build();
    }

    /** The same values in every group: its variance is estimated to be zero. */
    private static Table alike() {
        double[] y = new double[GROUPS * SIZE];
        String[] g = new String[y.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = i % SIZE;
            g[i] = "g" + i / SIZE;
        }
        return MemoryTable.builder().numeric("y", y).categorical("g", g).build();
    }

    private static Fitter fitter(String formula, Table table, EstimationMethod method) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        FitOptions options = FitOptions.DEFAULT.withMethod(method).withThreads(1);
        return new Fitter(
                MixedModelEquations.read(design, table, options, Progress.NONE),
                new Workers(1, Progress.NONE),
                Progress.NONE);
    }

    private static double[][] covariance(Fitter fitter, Fit fit, ProfiledParameter... parameters) {
        return fitter.parameterCovariance(List.of(parameters), fit.theta());
    }

    /**
     * By REML, with s^2 the residual variance on n - k degrees of freedom and m = s^2 + size t^2 on k - 1, the observed information of
     * (s^2, m) is diagonal at the optimum: variances 2 s^4 / (n - k) and 2 m^2 / (k - 1).
     */
    @Test
    void standardErrorsOfABalancedLayoutAreThoseOfItsMeanSquares() {
        Fitter fitter = fitter("y ~ 1 + (1 | g)", table(1), EstimationMethod.REML);
        Fit fit = fitter.fit();
        double s2 = fit.sigma() * fit.sigma();
        double t2 = fit.factors().get(0).covariance()[0][0];
        double m = s2 + SIZE * t2;
        double ofS2 = 2 * s2 * s2 / (GROUPS * (SIZE - 1));
        double ofM = 2 * m * m / (GROUPS - 1);
        double ofT2 = (ofM + ofS2) / (SIZE * SIZE);
        double[][] found = covariance(fitter, fit, GROUP, RESIDUAL);
        assertEquals(ofT2 / (4 * t2), found[0][0], 1e-6 * found[0][0]);
        assertEquals(ofS2 / (4 * s2), found[1][1], 1e-6 * found[1][1]);
        double both = -ofS2 / SIZE / (4 * Math.sqrt(t2 * s2));
        assertEquals(both, found[0][1], 1e-5 * Math.abs(both));
        assertEquals(both, found[1][0], 1e-5 * Math.abs(both));
    }

    @Test
    void aVarianceOfZeroHasNoStandardErrorAndTheOthersHaveTheirs() {
        Fitter fitter = fitter("y ~ 1 + (1 | g)", alike(), EstimationMethod.REML);
        Fit fit = fitter.fit();
        assertEquals(0, fit.factors().get(0).covariance()[0][0], 1e-12);
        double[][] found = covariance(fitter, fit, GROUP, RESIDUAL);
        assertTrue(Double.isNaN(found[0][0]) && Double.isNaN(found[0][1]) && Double.isNaN(found[1][0]));
        // the usual one of a sample, sigma / sqrt(2 (n - 1))
        assertEquals(fit.sigma() * fit.sigma() / (2 * (GROUPS * SIZE - 1)), found[1][1], 1e-6 * found[1][1]);
    }

    /** Lines through one point far away: intercept and slope of a group are the same number but for a factor. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aCorrelationAtItsBoundHasNoStandardError(int sign) {
        Random random = new Random(4);
        double[] y = new double[GROUPS * SIZE];
        double[] x = new double[y.length];
        String[] g = new String[y.length];
        double[] own = random.doubles(GROUPS, -4, 4).toArray();
        for (int i = 0; i < y.length; i++) {
            x[i] = i % SIZE;
            y[i] = own[i / SIZE] * (20 + sign * x[i]) + random.nextGaussian();
            g[i] = "g" + i / SIZE;
        }
        Table table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("g", g)
                .build();
        Fitter fitter = fitter("y ~ x + (x | g)", table, EstimationMethod.REML);
        Fit fit = fitter.fit();
        ProfiledParameter correlation = new ProfiledParameter.Correlation(0, 0, 1);
        double[][] covariance = fit.factors().get(0).covariance();
        assertEquals(
                sign, covariance[0][1] / Math.sqrt(covariance[0][0] * covariance[1][1]), 1e-9, "meant to be singular");
        double[][] found = covariance(fitter, fit, correlation, GROUP, RESIDUAL, new ProfiledParameter.FixedEffect(0));
        for (int j = 0; j < 4; j++) {
            assertTrue(Double.isNaN(found[0][j]) && Double.isNaN(found[j][0]), "correlation " + j);
            assertTrue(Double.isNaN(found[3][j]) && Double.isNaN(found[j][3]), "fixed effect " + j);
        }
        assertTrue(found[1][1] > 0 && found[2][2] > 0);
    }
}
