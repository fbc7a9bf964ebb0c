package org.multilevel.fit.information;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.error.MethodException;
import org.multilevel.fit.optimum.WrittenOut;
import org.multilevel.fit.products.CrossProducts;

/** The formulas of Kenward and Roger (1997) written out with the n x n covariance of the rows, and held against what components give. */
class SmallSampleAdjustmentTest {
    /** Relative to the largest element; the matrices are well conditioned. */
    private static final double TOLERANCE = 1e-9;

    /** Weighted rows in two halves that share no level, in each of which the levels of g cross those of h. */
    static MemoryTable table() {
        int rows = 48;
        Random random = new Random(3);
        String[] g = new String[rows];
        String[] h = new String[rows];
        Arrays.setAll(g, i -> "g" + (i % 2 + 2 * random.nextInt(4)));
        Arrays.setAll(h, i -> "h" + (i % 2 + 2 * random.nextInt(2)));
        double[] x = random.doubles(rows, -1, 1).toArray();
        double[] y = random.doubles(rows, -1, 1).toArray();
        for (int i = 0; i < rows; i++) {
            double level = g[i].charAt(1) - '3';
            y[i] += level % 3 + 0.3 * level * x[i] + 0.5 * (h[i].charAt(1) - '1');
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", random.doubles(rows, 0.5, 2).toArray())
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    private static RealMatrix square(double[] values, int n) {
        RealMatrix matrix = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n * n; i++) {
            matrix.setEntry(i / n, i % n, values[i]);
        }
        return matrix;
    }

    private static void assertSame(RealMatrix expected, RealMatrix actual) {
        double largest = Math.max(expected.getNorm(), 1e-300);
        for (int i = 0; i < expected.getRowDimension(); i++) {
            assertArrayEquals(expected.getRow(i), actual.getRow(i), TOLERANCE * largest);
        }
    }

    /** Returns how the covariance of the rows moves with theta_k, by a central difference, which is exact for squares. */
    private static RealMatrix change(WrittenOut model, double[] theta, int k) {
        double[] up = theta.clone();
        double[] down = theta.clone();
        up[k] += 0.5;
        down[k] -= 0.5;
        return model.covariance(model.relative(up)).subtract(model.covariance(model.relative(down)));
    }

    /** A number for each element of theta; zero on a diagonal holds its column. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), 0.7, 0",
        "y ~ x + (x | g) + (1 | h), 0.8 -0.3 0.5 0.6, 0 1 2 3",
        "y ~ x + (x | g) + (x | h), 0.8 -0.3 0 0.6 0.4 0.9, 0 1 3 4 5",
        "y ~ 1 + (x || g) + (x | h), 0.5 0 0.6 0.4 0, 0 2 3",
    })
    void isThatOfFullMatrices(String formula, String values, String inside) {
        WrittenOut model = new WrittenOut(formula, table());
        double[] theta = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        int[] kept =
                Arrays.stream(inside.split(" ")).mapToInt(Integer::parseInt).toArray();
        int p = model.products.p;
        RealMatrix inverse = MatrixUtils.inverse(model.covariance(model.relative(theta)));
        RealMatrix x = model.x;
        RealMatrix phi = MatrixUtils.inverse(x.transpose().multiply(inverse).multiply(x));
        int k = kept.length + 1;
        RealMatrix[] moved = new RealMatrix[k];
        RealMatrix[] first = new RealMatrix[k];
        for (int i = 0; i < k; i++) {
            RealMatrix change =
                    i + 1 < k ? change(model, theta, kept[i]) : MatrixUtils.createRealIdentityMatrix(model.n);
            moved[i] = inverse.multiply(change);
            first[i] = x.transpose().multiply(moved[i]).multiply(inverse).multiply(x);
        }
        RealMatrix information = new Array2DRowRealMatrix(k, k);
        RealMatrix[][] second = new RealMatrix[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                second[i][j] = x.transpose()
                        .multiply(moved[i])
                        .multiply(moved[j])
                        .multiply(inverse)
                        .multiply(x);
                information.setEntry(
                        i,
                        j,
                        (moved[i].multiply(moved[j]).getTrace()
                                        - 2 * phi.multiply(second[i][j]).getTrace()
                                        + phi.multiply(first[i])
                                                .multiply(phi)
                                                .multiply(first[j])
                                                .getTrace())
                                / 2);
            }
        }
        RealMatrix w = MatrixUtils.inverse(information);
        RealMatrix sum = new Array2DRowRealMatrix(p, p);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                RealMatrix rest = second[i][j].subtract(first[i].multiply(phi).multiply(first[j]));
                sum = sum.add(rest.scalarMultiply(w.getEntry(i, j)));
            }
        }
        RealMatrix adjusted = phi.add(phi.multiply(sum).multiply(phi).scalarMultiply(2));

        double[] flat = new double[p * p];
        Arrays.setAll(flat, e -> phi.getEntry(e / p, e % p));
        SmallSampleAdjustment.Result result =
                new SmallSampleAdjustment(model.products, model.layout, theta, flat).compute(Progress.NONE);
        assertSame(adjusted, square(result.adjusted(), p));
        assertSame(w, new Array2DRowRealMatrix(result.covariance()));
        assertEquals(k, result.slopes().length);
        for (int i = 0; i < k; i++) {
            assertSame(phi.multiply(first[i]).multiply(phi), square(result.slopes()[i], p));
        }
    }

    /** What rows leave of the digits goes with the square of how much more groups differ. */
    @Test
    void correctionsWithoutDigitsAreRefused() {
        WrittenOut model = new WrittenOut("y ~ x + (1 | g)", table());
        double[] phi = {1, 0, 0, 1};
        assertDoesNotThrow(() -> new SmallSampleAdjustment(model.products, model.layout, new double[] {2e6}, phi)
                .compute(Progress.NONE));
        MethodException e = assertThrows(
                MethodException.class,
                () -> new SmallSampleAdjustment(model.products, model.layout, new double[] {2.1e6}, phi)
                        .compute(Progress.NONE));
        assertEquals(
                "Kenward and Roger's corrections would lose their digits, since groups differ more than a million times as much as rows"
                        + " within them; choose satterthwaite.",
                e.getMessage());
    }

    /** One level with all effects, tied together. */
    private static CrossProducts tied(int effects) {
        return CrossProducts.ofRandom(new int[] {effects}, new double[][] {new double[effects * effects]});
    }

    @Test
    void moreEffectsThanFitIntoDenseMatricesAreRefused() {
        assertDoesNotThrow(() -> SmallSampleAdjustment.check(tied(2000), 1));
        MethodException e = assertThrows(MethodException.class, () -> SmallSampleAdjustment.check(tied(2001), 1));
        assertTrue(e.getMessage().contains("the 2,001 group effects that rows tie together"), e.getMessage());
    }

    /** Each pair of parameters takes 3^3 multiplications, of which 6e10 are allowed. */
    @Test
    void moreParametersThanCanBeComparedAreRefused() {
        assertDoesNotThrow(() -> SmallSampleAdjustment.check(tied(3), 47_140));
        MethodException e = assertThrows(MethodException.class, () -> SmallSampleAdjustment.check(tied(3), 47_141));
        assertTrue(e.getMessage().contains("each of 47,141 variances and covariances"), e.getMessage());
    }

    /** Each pair of parameters has a 2 x 2 matrix, of whose numbers 5e7 are allowed. */
    @Test
    void moreMatricesThanThereIsRoomForAreRefused() {
        CrossProducts products = WrittenOut.Read.of("y ~ x + (1 | g)", table()).products();
        assertDoesNotThrow(() -> SmallSampleAdjustment.check(products, 3_535));
        MethodException e = assertThrows(MethodException.class, () -> SmallSampleAdjustment.check(products, 3_536));
        assertTrue(e.getMessage().contains("for 2 coefficients"), e.getMessage());
    }
}
