package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.WrittenOut;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.RemainderProducts;

/** Whatever is taken out of the response before, the problem is the same. */
class ShiftedFactorTest {
    private static final double TOLERANCE = 1e-10;
    private final Workers workers = new Workers(1, Progress.NONE);
    private final MemoryTable table = WrittenOut.table(4, 1);

    @AfterEach
    void close() {
        workers.close();
    }

    private static double[][] effects(CrossProducts products) {
        Random random = new Random(2);
        double[][] effects = new double[products.widths.length][];
        for (int f = 0; f < effects.length; f++) {
            effects[f] = random.doubles((long) products.levels[f] * products.widths[f], -1, 1)
                    .toArray();
        }
        return effects;
    }

    private ShiftedSystem shifted(WrittenOut.Read read, double[] beta, double[][] effects) {
        CrossProducts products = read.products();
        int[] kept = new int[products.p];
        Arrays.setAll(kept, j -> j);
        CrossProducts rest = RemainderProducts.read(read.design(), table, read.standard(), beta, effects, Progress.NONE)
                .of(products, kept);
        return new ShiftedSystem(new BlockedSystem(products, workers), rest, effects, workers);
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), 0.8",
        "y ~ x + (x | g), 0.8 -0.3 0.5",
        "y ~ x + (x | g) + (1 | h), 0.8 -0.3 0.5 0.7",
        "y ~ x + (x | g) + (1 | h), -0.8 -0.3 0.5 -0.7",
        "y ~ 1 + (x + v | g) + (x | h), 0.8 -0.3 0.2 0.5 0.1 0.4 0.7 0.2 0.9"
    })
    void allThatIsAskedOfItIsThatOfTheWholeResponse(String formula, String values) {
        WrittenOut.Read read = WrittenOut.Read.of(formula, table);
        double[] theta = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[][] lambda = read.layout().lambda(theta);
        BlockedSystem whole = new BlockedSystem(read.products(), workers);
        Factor expected = whole.factor(lambda, whole.workspace());
        double[] beta = new Random(1).doubles(read.products().p, -1, 1).toArray();
        double[][] effects = effects(read.products());
        ShiftedSystem system = shifted(read, beta, effects);
        Factor actual = system.factor(lambda, system.workspace());
        assertTrue(actual.isPositiveDefinite());
        assertEquals(expected.logDetRandom(), actual.logDetRandom(), TOLERANCE);
        assertEquals(expected.logDetFixed(), actual.logDetFixed(), TOLERANCE);
        assertEquals(expected.residual(), actual.residual(), TOLERANCE * expected.residual());
        for (int j = 0; j < beta.length; j++) {
            assertEquals(expected.beta()[j], actual.beta()[j] + beta[j], TOLERANCE);
        }
        double[][] conditional = expected.conditionalCovariance();
        for (int f = 0; f < effects.length; f++) {
            assertArrayEquals(expected.modes()[f], actual.modes()[f], TOLERANCE);
            assertArrayEquals(
                    expected.halfGradient(0.7, 0.3)[f],
                    actual.halfGradient(0.7, 0.3)[f],
                    1e-8 * (1 + expected.residual()));
            assertArrayEquals(conditional[f], actual.conditionalCovariance()[f], TOLERANCE);
            assertArrayEquals(expected.modesByBeta(conditional)[f], actual.modesByBeta(conditional)[f], TOLERANCE);
            assertArrayEquals(
                    expected.randomInverse().own()[f], actual.randomInverse().own()[f], TOLERANCE);
            assertArrayEquals(expected.solve(effects)[f], actual.solve(effects)[f], TOLERANCE);
            assertArrayEquals(expected.inverseTimes(effects)[f], actual.inverseTimes(effects)[f], TOLERANCE);
        }
        assertTrue(actual.total() >= actual.residual());
        assertTrue(actual.covarianceDerivatives(1, 1).isEmpty());
        assertTrue(actual.exactDerivatives(1, 1).isEmpty());
        assertEquals(read.products().p, system.fixedColumns());
        assertEquals(whole.work(), system.work());
    }

    @Test
    void whereEffectsWereTakenOutAVarianceOfZeroIsNotDefined() {
        WrittenOut.Read read = WrittenOut.Read.of("y ~ x + (1 | g) + (1 | h)", table);
        double[][] effects = effects(read.products());
        double[] beta = {0, 0};
        assertFalse(factor(read, beta, effects, 0, 0.7).isPositiveDefinite());
        assertFalse(factor(read, beta, effects, 0.7, 0).isPositiveDefinite());
        effects[1] = new double[effects[1].length];
        assertTrue(factor(read, beta, effects, 0.7, 0).isPositiveDefinite());
    }

    private Factor factor(WrittenOut.Read read, double[] beta, double[][] effects, double g, double h) {
        ShiftedSystem system = shifted(read, beta, effects);
        return system.factor(read.layout().lambda(new double[] {g, h}), system.workspace());
    }

    /** Beside squares of 1e12 the 1 of Omega has four digits, which costs as much as a larger total would. */
    @Test
    void whatDeterminantsLoseCountsAsIfTheResponseWereLarger() {
        WrittenOut.Read read = WrittenOut.Read.of("y ~ x + (1 | g)", table);
        double[][] none = {new double[read.products().levels[0]]};
        Factor factor = factor(read, new double[2], none, 1e6);
        double largest = 1e12 * Arrays.stream(read.products().zz[0]).max().orElseThrow();
        double expected = factor.residual() * largest / read.products().rows;
        assertEquals(expected, factor.total(), 1e-9 * expected);
        Factor small = factor(read, new double[2], none, 0.01);
        assertEquals(read.products().xy[8], small.total(), TOLERANCE * read.products().xy[8]);
    }

    private Factor factor(WrittenOut.Read read, double[] beta, double[][] effects, double lambda) {
        ShiftedSystem system = shifted(read, beta, effects);
        return system.factor(new double[][] {{lambda}}, system.workspace());
    }
}
