package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.optimum.PivotScan.Pivot;
import org.multilevel.fit.optimum.StartValues.Start;
import org.multilevel.fit.products.CrossProducts;

/** Where else a search begins, for models whose likelihood may have several maxima. */
class OtherStartsTest {
    /** Rounding of sums over ninety rows. */
    private static final double TOLERANCE = 1e-10;

    private static Start first(WrittenOut.Read model) {
        FixedPart fixed = FixedPart.factor(model.products().xy.clone(), model.products().p);
        double[] theta = new Random(3).doubles(model.layout().size(), 0.3, 1.2).toArray();
        return new Start(theta, fixed.beta(), 0.4);
    }

    private static List<double[]> others(WrittenOut.Read model) {
        return new OtherStarts(model.products(), model.layout(), first(model).theta(), true).all();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (1 | g)", "y ~ x + (x | g)", "y ~ x + (x || g) + (1 | h)"})
    void columnsThatVaryWithinGroupsNeedNoOtherStart(String formula) {
        assertEquals(
                0, others(WrittenOut.Read.of(formula, WrittenOut.table(2, 1))).size());
    }

    @Test
    void aColumnConstantWithinGroupsBeginsAtThePivotsOfItsGroupSums() {
        WrittenOut.Read model =
                WrittenOut.Read.of("y ~ 1 + (0 + I(x^2) | g) + (1 + x + v | g)", WrittenOut.table(2, 1));
        CrossProducts products = model.products();
        Start first = first(model);
        double[] pooled = products.pooled(0);
        double unit = Math.sqrt(pooled[3 * 5] / products.rows);
        double[] weight = new double[10];
        double[] column = new double[10];
        int n = products.p + 1;
        double[] sums = new double[10 * n];
        for (int level = 0; level < 10; level++) {
            weight[level] = products.zz[0][level * 16 + 5];
            column[level] = products.zz[0][level * 16 + 13] / weight[level] / unit;
            System.arraycopy(products.zxy[0], (level * 4 + 1) * n, sums, level * n, n);
        }
        List<Pivot> pivots = new PivotScan(weight, column, sums, products.xy, 1, products.rows, true).minima();
        List<double[]> others = others(model);
        assertEquals(pivots.size(), others.size());
        double slope = Math.pow(first.theta()[4], 2);
        for (int i = 0; i < pivots.size(); i++) {
            double a = pivots.get(i).first();
            double b = pivots.get(i).other() / unit;
            double[] theta = others.get(i);
            assertEquals(first.theta()[0], theta[0]);
            double[] g = relative(Arrays.copyOfRange(theta, 1, 7));
            assertArrayEquals(
                    new double[] {a * a, 0, a * b, 0, slope, 0, a * b, 0, b * b}, g, TOLERANCE * (1 + a * a + b * b));
        }
    }

    /** Returns lambda lambda' of a term of three columns. */
    private static double[] relative(double[] t) {
        double[][] l = {{t[0], 0, 0}, {t[1], t[3], 0}, {t[2], t[4], t[5]}};
        double[] g = new double[9];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                g[i] += l[i / 3][k] * l[i % 3][k];
            }
        }
        return g;
    }

    @Test
    void ofTwoTermsThatNearlyRepeatEachOtherEitherMayHaveTheVariance() {
        WrittenOut.Read model =
                WrittenOut.Read.of("y ~ x + (1 | h) + (0 + x | g) + (0 + I(x + 0.1 * v) | g)", WrittenOut.table(2, 1));
        int g = model.layout().width(0) == 2 ? 0 : 1;
        int at = model.layout().terms(g).get(0).place().at();
        CrossProducts products = model.products();
        double[] pooled = products.pooled(g);
        double[] theta = first(model).theta();
        double within = 0;
        for (int level = 0; level < 10; level++) {
            double[] zz = products.zz[g];
            within += zz[4 * level + 3] - zz[4 * level + 2] * zz[4 * level + 2] / zz[4 * level];
        }
        double share = within / pooled[3];
        double[][] expected = {
            {alone(products, g, 0), 0},
            {0, alone(products, g, 1)},
            {Math.sqrt(10 / (share * pooled[0])), Math.sqrt(10 / (share * pooled[3]))}
        };
        List<double[]> others = others(model);
        assertEquals(3, others.size());
        for (int i = 0; i < 3; i++) {
            double[] other = others.get(i);
            assertArrayEquals(expected[i], Arrays.copyOfRange(other, at, at + 2), TOLERANCE);
            assertEquals(theta[at == 0 ? 2 : 0], other[at == 0 ? 2 : 0]);
        }
    }

    /** Returns the size that fits best when one column of a factor of two is alone. */
    private static double alone(CrossProducts products, int f, int j) {
        int n = products.p + 1;
        double[] weight = new double[10];
        double[] sums = new double[10 * n];
        for (int level = 0; level < 10; level++) {
            weight[level] = products.zz[f][level * 4 + 3 * j];
            System.arraycopy(products.zxy[f], (level * 2 + j) * n, sums, level * n, n);
        }
        return new PivotScan(weight, new double[10], sums, products.xy, 1, products.rows, true).alone();
    }

    @Test
    void whereEveryRowHasAnEffectOfItsOwnEffectsBeginAtTheResidualsSizeAndLarger() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", new double[] {1, 3, 2, 5, 4, 4})
                .numeric("t", new double[] {0, 1, 0, 2, 0, 3})
                .numeric("w", new double[] {1, 1, 1, 1, 1, 1})
                .categorical("g", new String[] {"a", "a", "b", "b", "c", "c"})
                .build();
        WrittenOut.Read model = WrittenOut.Read.of("y ~ 1 + (t | g)", table);
        double[] pooled = model.products().pooled(0);
        List<double[]> others = others(model);
        double[] expected = {Math.sqrt(3 / pooled[0]), 0, Math.sqrt(3 / pooled[3])};
        assertArrayEquals(expected, others.get(others.size() - 2), TOLERANCE);
        double[] larger = Arrays.stream(expected).map(e -> 6 * e).toArray();
        assertArrayEquals(larger, others.get(others.size() - 1), TOLERANCE);
    }

    /** Of one variance the likelihood is scanned; of several each that is zero begins at the size asked for, and nothing else moves. */
    @Test
    void besideAnOptimumAtTheBoundaryASearchBeginsInside() {
        WrittenOut.Read one = WrittenOut.Read.of("y ~ x + (1 | g)", WrittenOut.table(2, 1));
        List<double[]> scanned = inside(one, 0);
        double alone = best("y ~ x + (1 | g)");
        assertEquals(1, scanned.size());
        assertEquals(alone, scanned.get(0)[0], 0.1 * alone);
        WrittenOut.Read several = WrittenOut.Read.of("y ~ x + (x | g)", WrittenOut.table(2, 1));
        List<double[]> inside = inside(several, 0.5, 0, 0);
        assertEquals(1, inside.size());
        assertArrayEquals(new double[] {0.5, 0, 7}, inside.get(0));
    }

    /** Ten thousand levels are too many for a scan with two sums each: every second one stands for two, whatever the others say. */
    @Test
    void ofVeryManyLevelsASampleIsScanned() {
        WrittenOut.Read model = manyLevels(2);
        CrossProducts products = model.products();
        int levels = 5000;
        double[] weight = new double[levels];
        double[] sums = new double[levels * 2];
        for (int l = 0; l < levels; l++) {
            weight[l] = products.zz[0][2 * l];
            System.arraycopy(products.zxy[0], 4 * l, sums, 2 * l, 2);
        }
        List<Double> sizes =
                new PivotScan(weight, new double[levels], sums, products.xy, 2, products.rows, true).sizes();
        assertEquals(1, sizes.size());
        assertEquals(sizes.get(0), inside(model, 0).get(0)[0], TOLERANCE);
        assertEquals(sizes.get(0), inside(manyLevels(-2), 0).get(0)[0], TOLERANCE);
    }

    /**
     * Levels of two rows, of which the even ones are further apart in the second half; those of the odd ones are 2 and {@code other}, or
     * the other way round, so that the table has the same sums for both signs of it.
     */
    private static WrittenOut.Read manyLevels(double other) {
        int rows = 20_000;
        double[] y = new double[rows];
        double[] ones = new double[rows];
        String[] g = new String[rows];
        Arrays.fill(ones, 1);
        for (int i = 0; i < rows; i++) {
            int level = i / 2;
            int pair = level / 2 % 2;
            g[i] = String.valueOf(10_000 + level);
            double apart = level < 5000 ? 3 : 6;
            double even = (pair == 0 ? apart : -apart) + (i % 2 == 0 ? 0.25 : -0.25);
            double odd = other > 0 ? (pair == 0 ? 2 : -2) : (i % 2 == 0 ? 2 : -2);
            y[i] = level % 2 == 0 ? even : odd;
        }
        return WrittenOut.Read.of(
                "y ~ 1 + (1 | g)",
                MemoryTable.builder()
                        .numeric("y", y)
                        .numeric("w", ones)
                        .categorical("g", g)
                        .build());
    }

    /** Their sum of products is as large as one sum of squares, but not as the other. */
    @Test
    void columnsThatShareOnlyTheirMeanDoNotRepeatEachOther() {
        assertEquals(
                0,
                others(WrittenOut.Read.of("y ~ x + (1 | g) + (0 + I(1 + 3 * x) | g)", WrittenOut.table(2, 1)))
                        .size());
    }

    @Test
    void aLevelWithoutAnythingInAColumnLeavesTheOthersStarts() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", new double[] {1, 3, 2, 5, 4, 4, 0, 7})
                .numeric("x", new double[] {1, 2, 2, 1, 0, 0, 3, 1})
                .numeric("v", new double[] {1, 1, -1, -1, 2, 2, 0, 0})
                .numeric("w", new double[] {1, 1, 1, 1, 1, 1, 1, 1})
                .categorical("g", new String[] {"a", "a", "b", "b", "c", "c", "d", "d"})
                .build();
        List<double[]> others = others(WrittenOut.Read.of("y ~ x + (0 + x | g) + (0 + I(x + 0.1 * v) | g)", table));
        for (double[] other : others) {
            assertTrue(Arrays.stream(other).allMatch(Double::isFinite));
        }
        double[] wide = others.get(2);
        assertTrue(wide[0] > 1.5 && wide[1] > 1.5, () -> Arrays.toString(wide));
    }

    private static List<double[]> inside(WrittenOut.Read model, double... shown) {
        return new OtherStarts(model.products(), model.layout(), first(model).theta(), true).inside(shown, 7);
    }

    /** Returns the optimum of one variance, from a scan of the criterion itself. */
    private static double best(String formula) {
        WrittenOut full = new WrittenOut(formula, WrittenOut.table(2, 1));
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double theta = 0.01; theta < 5; theta += 0.05) {
            double value = full.criterion(new double[][] {{theta * theta}}, true);
            if (value < least) {
                least = value;
                best = theta;
            }
        }
        return best;
    }
}
