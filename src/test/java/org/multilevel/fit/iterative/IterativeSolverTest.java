package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/**
 * The iterative solver against the exact one. Factors of at most 32 levels beside the largest are directions of their own, so that no trace is
 * uncertain and both must agree to the tolerance of the iterations.
 */
class IterativeSolverTest {
    private static final int ROWS = 900;
    private static final String TWO = "y ~ x + (1 | g) + (1 | h)";
    private static final String THREE = "y ~ x + (1 | h) + (0 + x | g) + (1 | k)";
    private static final String SLOPES = "y ~ x + (1 + x | g) + (1 + x | h) + (1 | k)";
    private static final String UNCORRELATED = "y ~ x + (1 + x || g) + (1 + x | h)";
    private static final String SLOPES_OF_ONE = "y ~ x + (1 | g) + (1 + x | h) + (0 + x | k)";

    private final Random random = new Random(11);
    private final Workers workers = new Workers(1, Progress.NONE);

    private CrossProducts products(String formula, int levelsOfH) {
        double[] w = random.doubles(ROWS, 0.5, 2).toArray();
        int[] g = random.ints(ROWS, 0, 60).toArray();
        int[] h = random.ints(ROWS, 0, levelsOfH).toArray();
        double[] x = random.doubles(ROWS, -1, 1).toArray();
        double[] ofG = random.doubles(60, -1, 1).toArray();
        double[] ofH = random.doubles(levelsOfH, -1, 1).toArray();
        double[] y = new double[ROWS];
        double[] slopeOfG = random.doubles(60, -1, 1).toArray();
        double[] slopeOfH = random.doubles(levelsOfH, -1, 1).toArray();
        Arrays.setAll(
                y,
                i -> 2 + (1 + slopeOfG[g[i]] + slopeOfH[h[i]]) * x[i] + ofG[g[i]] + ofH[h[i]] + random.nextGaussian());
        MemoryTable table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", w)
                .categorical("g", labels("g", g))
                .categorical("h", labels("h", h))
                .categorical("k", labels("k", random.ints(ROWS, 0, 7).toArray()))
                .build();
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT.withWeights("w"), Progress.NONE);
        Standardisation standard = new Standardisation(
                design, Orthogonalisation.none(design.fixed().size()));
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        layout = new ThetaLayout(design.factors());
        return products;
    }

    private ThetaLayout layout = new ThetaLayout(List.of());

    private static String[] labels(String name, int[] levels) {
        return Arrays.stream(levels).mapToObj(l -> name + l).toArray(String[]::new);
    }

    private Factor exact(CrossProducts products, double[] theta) {
        BlockedSystem system = new BlockedSystem(products, workers);
        return system.factor(layout.lambda(theta), system.workspace());
    }

    private IterativePoint point(CrossProducts products, boolean restricted, double[] theta) {
        CrossedEffects effects = new CrossedEffects(products);
        IterativeCriterion criterion =
                new IterativeCriterion(effects, new CovarianceEntries(layout), restricted, workers);
        double[][] lambda = layout.lambda(theta);
        return criterion.evaluate(lambda, Probes.of(criterion.system(lambda), 3, 16));
    }

    @ParameterizedTest
    @CsvSource({
        TWO + ",true",
        TWO + ",false",
        THREE + ",true",
        THREE + ",false",
        SLOPES + ",true",
        SLOPES + ",false",
        UNCORRELATED + ",true",
        SLOPES_OF_ONE + ",true"
    })
    void criterionAndGradientAreExactWhereDirectionsKnowAll(String formula, boolean restricted) {
        CrossProducts products = products(formula, 20);
        double[] theta = theta();
        Factor factor = exact(products, theta);
        double degrees = products.rows - (restricted ? products.p : 0);
        double[] expected =
                layout.gradient(factor.halfGradient(restricted ? 1 : 0, degrees / factor.residual()), theta);
        IterativePoint found = point(products, restricted, theta);
        assertEquals(ProfiledCriterion.criterion(factor, restricted, degrees), found.value(), 1e-8 * products.rows);
        assertEquals(0, found.valueError(), 1e-9);
        double[] gradient = gradient(found, theta);
        for (int k = 0; k < theta.length; k++) {
            assertEquals(expected[k], gradient[k], 1e-6 * (1 + Math.abs(expected[k])), "parameter " + k);
        }
    }

    private double[] theta() {
        return Arrays.copyOf(new double[] {0.5, 0.9, 0.3, 0.6, 0.4, 0.7, 0.2}, layout.size());
    }

    private double[] gradient(IterativePoint point, double[] theta) {
        double[][] half = layout.zeros();
        for (int f = 0; f < half.length; f++) {
            int q = layout.width(f);
            half[f] = SmallMatrices.times(point.slopes()[f], point.lambda()[f], q, q, q);
        }
        return layout.gradient(half, theta);
    }

    @ParameterizedTest
    @CsvSource({TWO, THREE, SLOPES, UNCORRELATED, SLOPES_OF_ONE})
    void effectsAndTheirVariancesAreExactWhereDirectionsKnowAll(String formula) {
        CrossProducts products = products(formula, 20);
        double[] theta = theta();
        Factor factor = exact(products, theta);
        IterativeResult found = new IterativeResult(
                products,
                new CovarianceEntries(layout),
                true,
                new IterativeSearch.Found(point(products, true, theta), layout.zeros(), 4, 1, 0, true));
        double[][] conditional = factor.conditionalCovariance();
        double[][] slopes = factor.modesByBeta(conditional);
        for (int f = 0; f < conditional.length; f++) {
            assertArrayEquals(factor.modes()[f], found.modes()[f], 1e-8);
            assertArrayEquals(conditional[f], found.conditionalCovariances()[f], 1e-8);
            assertArrayEquals(slopes[f], found.modesByBeta()[f], 1e-8);
        }
        assertArrayEquals(factor.fixedInverse(), found.fixed().inverse(), 1e-8);
        double n = products.rows;
        assertEquals(ProfiledCriterion.criterion(factor, false, n), found.deviance(), 1e-8 * n);
    }

    /** The average information is the mean of the observed and the expected one, so it agrees with differences of the gradient in size only. */
    @ParameterizedTest
    @CsvSource({TWO, THREE, SLOPES})
    void averageInformationIsNearTheHessianAtTheOptimum(String formula) {
        CrossProducts products = products(formula, 20);
        double[] start = new double[layout.size()];
        IterativeResult result = new IterativeSolver(products, layout, true, workers)
                .solve(List.of(start), theta -> List.of(), step -> {});
        CovarianceEntries entries = new CovarianceEntries(layout);
        double[] theta = result.theta();
        double[][] covariances = entries.covariances(layout.lambda(theta));
        IterativePoint at = point(products, true, theta);
        double[] values = entries.of(covariances);
        for (int k = 0; k < theta.length; k++) {
            if (layout.isDiagonal(k) && theta[k] == 0) {
                continue;
            }
            double[] moved = values.clone();
            double change = 1e-4 * covariances[entries.factor(k)][0];
            moved[k] += change;
            double[] near = layout.theta(entries.lambda(entries.matrices(moved)));
            double hessian = (point(products, true, near).gradient()[k] - at.gradient()[k]) / change;
            assertEquals(1, at.information()[k][k] / hessian, 0.5, "entry " + k);
        }
    }

    /** Of r^2, half the second derivative is w_k'P w_l, and the first is -w_k'Py: so central differences of it alone give the information. */
    @ParameterizedTest
    @CsvSource({TWO + ",true", TWO + ",false", SLOPES + ",true"})
    void averageInformationIsWhatDifferencesOfTheExactResidualGive(String formula, boolean restricted) {
        CrossProducts products = products(formula, 20);
        double[] theta = theta();
        double degrees = products.rows - (restricted ? products.p : 0);
        CovarianceEntries entries = new CovarianceEntries(layout);
        double[] at = entries.of(entries.covariances(layout.lambda(theta)));
        double step = 1e-4;
        double r = residual(products, entries, at);
        double[][] found = point(products, restricted, theta).information();
        for (int k = 0; k < at.length; k++) {
            for (int l = 0; l <= k; l++) {
                double both = 0;
                double ofK = 0;
                double ofL = 0;
                for (int sign = -1; sign <= 1; sign += 2) {
                    double same = residual(products, entries, moved(at, k, sign * step, l, sign * step));
                    double other = residual(products, entries, moved(at, k, sign * step, l, -sign * step));
                    both += (same - other) / (4 * step * step);
                    ofK += sign * residual(products, entries, moved(at, k, sign * step, l, 0)) / (2 * step);
                    ofL += sign * residual(products, entries, moved(at, k, 0, l, sign * step)) / (2 * step);
                }
                double expected = degrees * (both / 2 / r - ofK * ofL / (r * r));
                double scale = Math.sqrt(found[k][k] * found[l][l]);
                assertEquals(expected, found[k][l], 1e-4 * scale, k + ", " + l);
                assertEquals(found[k][l], found[l][k], 1e-12 * scale);
            }
        }
    }

    private static double[] moved(double[] at, int k, double byK, int l, double byL) {
        double[] moved = at.clone();
        moved[k] += byK;
        moved[l] += byL;
        return moved;
    }

    private double residual(CrossProducts products, CovarianceEntries entries, double[] values) {
        return exact(products, layout.theta(entries.lambda(entries.matrices(values))))
                .residual();
    }

    @Test
    void residualIsThatOfTheExactSolver() {
        CrossProducts products = products(SLOPES, 50);
        double[] theta = theta();
        double expected = exact(products, theta).residual();
        IterativeSolver solver = new IterativeSolver(products, layout, true, workers);
        assertEquals(expected, solver.residual(theta), 1e-9 * expected);
    }

    /** Beyond 32 levels traces are estimates; their errors must be of the size that is stated. */
    @ParameterizedTest
    @CsvSource({TWO + ",true", TWO + ",false", SLOPES + ",true"})
    void gradientIsWithinItsMonteCarloErrorsOfTheExactOne(String formula, boolean restricted) {
        CrossProducts products = products(formula, 50);
        double[] theta = theta();
        Factor factor = exact(products, theta);
        double degrees = products.rows - (restricted ? products.p : 0);
        double[] expected =
                layout.gradient(factor.halfGradient(restricted ? 1 : 0, degrees / factor.residual()), theta);
        IterativePoint found = point(products, restricted, theta);
        assertTrue(found.valueError() > 1e-6);
        assertEquals(ProfiledCriterion.criterion(factor, restricted, degrees), found.value(), 5 * found.valueError());
        double[] gradient = gradient(found, theta);
        for (int k = 0; k < theta.length; k++) {
            double error = error(found, theta, k);
            assertEquals(products.levels[layout.factor(k)] > 32, error > 1e-6, "parameter " + k);
            assertEquals(expected[k], gradient[k], 5 * error + 1e-6 * (1 + Math.abs(expected[k])));
        }
    }

    /** Returns the Monte Carlo standard error of the derivative in a parameter. */
    private double error(IterativePoint point, double[] theta, int k) {
        CovarianceEntries entries = new CovarianceEntries(layout);
        double[][] change = layout.zeros();
        change[layout.factor(k)] = layout.change(theta, k);
        double[] along = entries.of(change);
        double square = 0;
        for (int i = 0; i < along.length; i++) {
            square += along[i] * SmallMatrices.dot(point.noise()[i], along);
        }
        return Math.sqrt(square);
    }

    @ParameterizedTest
    @CsvSource({TWO})
    void searchEndsWhereTheGradientVanishesAndTellsOfEveryPoint(String formula) {
        CrossProducts products = products(formula, 50);
        List<IterativeSolver.Step> steps = new ArrayList<>();
        IterativeSolver solver = new IterativeSolver(products, layout, true, workers);
        IterativeResult result = solver.solve(List.of(new double[] {1, 1}), theta -> List.of(), steps::add);
        assertTrue(result.converged());
        assertEquals(result.evaluations(), steps.size());
        assertTrue(result.gradientNorm() < 1e-3, () -> "gradient " + result.gradientNorm());
        assertEquals(result.criterion(), steps.get(steps.size() - 1).criterion());
    }
}
