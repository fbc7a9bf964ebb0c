package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.linalg.SmallMatrices;

/** The kernel for two columns against the general one: the same algebra, so the same numbers to rounding. */
class LevelKernelTest {
    private static final int COLUMNS = 5;

    private final Random random = new Random(3);

    private double[] gaussians(int n) {
        return random.doubles(n, -2, 2).toArray();
    }

    private double[] factorOfProducts() {
        double[] z = gaussians(6);
        double[] a = new double[4];
        for (int r = 0; r < 3; r++) {
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    a[i * 2 + j] += z[r * 2 + i] * z[r * 2 + j];
                }
            }
        }
        SmallMatrices.semidefiniteCholesky(a, 0, 2);
        return a;
    }

    @Test
    void isChosenForAnInterceptAndASlope() {
        assertInstanceOf(TwoColumnKernel.class, LevelKernel.of(2, COLUMNS));
        assertInstanceOf(GeneralKernel.class, LevelKernel.of(3, COLUMNS));
    }

    @Test
    void givesTheSchurComplementOfTheGeneralKernel() {
        for (int repeat = 0; repeat < 20; repeat++) {
            double[] c = factorOfProducts();
            double[] lambda = {random.nextDouble(), 0, random.nextGaussian(), random.nextDouble()};
            double[] b = gaussians(2 * COLUMNS);
            LevelKernel two = new TwoColumnKernel(COLUMNS);
            LevelKernel general = new GeneralKernel(2, COLUMNS);
            assertTrue(two.factor(c, 0, lambda));
            assertTrue(general.factor(c, 0, lambda));
            assertEquals(general.determinant(), two.determinant(), 1e-12 * general.determinant());
            double[] expected = new double[COLUMNS * COLUMNS];
            double[] actual = new double[COLUMNS * COLUMNS];
            general.addSchur(b, 0, expected);
            two.addSchur(b, 0, actual);
            assertArrayEquals(expected, actual, 1e-12);
        }
    }

    @Test
    void givesTheDerivativeOfTheGeneralKernel() {
        for (int repeat = 0; repeat < 20; repeat++) {
            double[] c = factorOfProducts();
            double[] lambda = {random.nextDouble(), 0, random.nextGaussian(), random.nextDouble()};
            double[] b = gaussians(2 * COLUMNS);
            double[] t = gaussians(COLUMNS * COLUMNS);
            double[] expected = new double[4];
            double[] actual = new double[4];
            for (LevelKernel kernel : new LevelKernel[] {new GeneralKernel(2, COLUMNS), new TwoColumnKernel(COLUMNS)}) {
                assertTrue(kernel.factor(c, 0, lambda));
                kernel.clearK();
                kernel.addK(b, 0, t);
                kernel.addDerivative(c, 0, 3, kernel instanceof TwoColumnKernel ? actual : expected);
            }
            assertArrayEquals(expected, actual, 1e-11);
        }
    }

    @Test
    void repeatedDirectionsCountOnce() {
        double[] a = {4, 6, 6, 9};
        SmallMatrices.semidefiniteCholesky(a, 0, 2);
        assertArrayEquals(new double[] {2, 0, 3, 0}, a, 1e-15);
        double[] b = {2, 3};
        SmallMatrices.solveLower(a, 0, 2, b, 0, 1);
        assertArrayEquals(new double[] {1, 0}, b, 1e-15);
    }
}
