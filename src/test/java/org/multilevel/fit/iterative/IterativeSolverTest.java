package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
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
        Arrays.setAll(y, i -> 2 + x[i] + ofG[g[i]] + ofH[h[i]] + random.nextGaussian());
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
        IterativeCriterion criterion = new IterativeCriterion(effects, restricted, workers);
        double[] gamma = Arrays.stream(theta).map(t -> t * t).toArray();
        return criterion.evaluate(gamma, Probes.of(criterion.system(gamma), 3, 4));
    }

    @ParameterizedTest
    @CsvSource({TWO + ",true", TWO + ",false", THREE + ",true", THREE + ",false"})
    void criterionAndGradientAreExactWhereDirectionsKnowAll(String formula, boolean restricted) {
        CrossProducts products = products(formula, 20);
        double[] theta = Arrays.copyOf(new double[] {0.5, 0.9, 0.3}, products.widths.length);
        Factor factor = exact(products, theta);
        double degrees = products.rows - (restricted ? products.p : 0);
        double[] expected =
                layout.gradient(factor.halfGradient(restricted ? 1 : 0, degrees / factor.residual()), theta);
        IterativePoint found = point(products, restricted, theta);
        assertEquals(ProfiledCriterion.criterion(factor, restricted, degrees), found.value(), 1e-8 * products.rows);
        assertEquals(0, found.valueError(), 1e-9);
        for (int f = 0; f < theta.length; f++) {
            assertEquals(expected[f], 2 * theta[f] * found.gradient()[f], 1e-6 * (1 + Math.abs(expected[f])));
        }
    }

    @ParameterizedTest
    @CsvSource({TWO, THREE})
    void effectsAndTheirVariancesAreExactWhereDirectionsKnowAll(String formula) {
        CrossProducts products = products(formula, 20);
        double[] theta = Arrays.copyOf(new double[] {0.5, 0.9, 0.3}, products.widths.length);
        Factor factor = exact(products, theta);
        IterativeResult found = new IterativeResult(
                products, true, new IterativeSearch.Found(point(products, true, theta), 4, 1, 0, true));
        double[][] conditional = factor.conditionalCovariance();
        double[][] slopes = factor.modesByBeta(conditional);
        for (int f = 0; f < theta.length; f++) {
            assertArrayEquals(factor.modes()[f], found.modes()[f], 1e-8);
            assertArrayEquals(conditional[f], found.conditionalVariances()[f], 1e-8);
            assertArrayEquals(slopes[f], found.modesByBeta()[f], 1e-8);
        }
        assertArrayEquals(factor.fixedInverse(), found.fixed().inverse(), 1e-8);
        double n = products.rows;
        assertEquals(ProfiledCriterion.criterion(factor, false, n), found.deviance(), 1e-8 * n);
    }

    /** The average information is the mean of the observed and the expected one, so it agrees with differences of the gradient in size only. */
    @ParameterizedTest
    @CsvSource({TWO, THREE})
    void averageInformationIsNearTheHessianAtTheOptimum(String formula) {
        CrossProducts products = products(formula, 20);
        IterativeResult result =
                new IterativeSolver(products, true, workers).solve(new double[products.widths.length], step -> {});
        double[] theta = result.theta();
        IterativePoint at = point(products, true, theta);
        for (int f = 0; f < theta.length; f++) {
            double[] moved = theta.clone();
            double change = 1e-4 * theta[f] * theta[f];
            moved[f] = Math.sqrt(theta[f] * theta[f] + change);
            double hessian = (point(products, true, moved).gradient()[f] - at.gradient()[f]) / change;
            assertEquals(1, at.information()[f][f] / hessian, 0.5, "factor " + f);
        }
    }

    /** Beyond 32 levels traces are estimates; their errors must be of the size that is stated. */
    @ParameterizedTest
    @CsvSource({TWO + ",true", TWO + ",false"})
    void gradientIsWithinItsMonteCarloErrorsOfTheExactOne(String formula, boolean restricted) {
        CrossProducts products = products(formula, 50);
        double[] theta = {0.8, 0.6};
        Factor factor = exact(products, theta);
        double degrees = products.rows - (restricted ? products.p : 0);
        double[] expected =
                layout.gradient(factor.halfGradient(restricted ? 1 : 0, degrees / factor.residual()), theta);
        IterativePoint found = point(products, restricted, theta);
        assertTrue(found.valueError() > 1e-6);
        assertEquals(ProfiledCriterion.criterion(factor, restricted, degrees), found.value(), 5 * found.valueError());
        for (int f = 0; f < theta.length; f++) {
            double error = 2 * theta[f] * Math.sqrt(found.noise()[f][f]);
            assertTrue(error > 1e-6);
            assertEquals(expected[f], 2 * theta[f] * found.gradient()[f], 5 * error);
        }
    }

    @ParameterizedTest
    @CsvSource({TWO})
    void searchEndsWhereTheGradientVanishesAndTellsOfEveryPoint(String formula) {
        CrossProducts products = products(formula, 50);
        List<IterativeSolver.Step> steps = new ArrayList<>();
        IterativeResult result = new IterativeSolver(products, true, workers).solve(new double[] {1, 1}, steps::add);
        assertTrue(result.converged());
        assertEquals(result.evaluations(), steps.size());
        assertTrue(result.gradientNorm() < 1e-3, () -> "gradient " + result.gradientNorm());
        assertEquals(result.criterion(), steps.get(steps.size() - 1).criterion());
    }
}
