package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.WrittenOut;
import org.multilevel.fit.products.CrossProducts;

/** What lies within levels, beside a projection of all rows; v does not differ there. */
class SingleFactorSystemTest {
    private static final double TOLERANCE = 1e-10;
    private final Workers workers = new Workers(1, Progress.NONE);

    @AfterEach
    void close() {
        workers.close();
    }

    /** @param within the fixed columns that differ within levels, by position */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + v + I(x^2) + (1 | g), 1 3",
        "y ~ v + x + (1 | g), 2",
        "y ~ 0 + x + I(x^2) + (1 | g), 0 1",
        "y ~ x + v + I(x^2) + (x | g), 3",
        "y ~ 1 + (1 | g), ''"
    })
    void whatLevelsLeaveIsThatOfAProjection(String formula, String within) {
        WrittenOut model = new WrittenOut(formula, WrittenOut.table(5, 1));
        WithinLevels levels = new SingleFactorSystem(model.products, workers).withinLevels();
        RealMatrix z = model.z[0];
        RealMatrix projection = MatrixUtils.createRealIdentityMatrix(model.n)
                .subtract(z.multiply(MatrixUtils.inverse(z.transpose().multiply(z)))
                        .multiply(z.transpose()));
        RealMatrix y = projection.multiply(model.y);
        int p = model.products.p;
        RealMatrix x = projection.multiply(model.x);
        double[] left = levels.products();
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                double expected = x.getColumnVector(i).dotProduct(x.getColumnVector(j));
                assertEquals(expected, left[i * (p + 1) + j], 1e-9);
            }
            assertEquals(x.getColumnVector(i).dotProduct(y.getColumnVector(0)), left[p * (p + 1) + i], 1e-9);
        }
        assertNotSame(left, levels.products());
        double square = Math.pow(y.getFrobeniusNorm(), 2);
        assertEquals(square / Math.pow(model.y.getFrobeniusNorm(), 2), levels.partWithin(), TOLERANCE);
        String[] columns = within.isEmpty() ? new String[0] : within.split(" ");
        assertEquals(columns.length, levels.fixedRankWithin());
        double[] beta = new double[p];
        RealMatrix rest = y;
        if (columns.length > 0) {
            RealMatrix own = new Array2DRowRealMatrix(model.n, columns.length);
            for (int k = 0; k < columns.length; k++) {
                own.setColumn(k, x.getColumn(Integer.parseInt(columns[k])));
            }
            RealMatrix solved = new QRDecomposition(own).getSolver().solve(y);
            for (int k = 0; k < columns.length; k++) {
                beta[Integer.parseInt(columns[k])] = solved.getEntry(k, 0);
            }
            rest = y.subtract(own.multiply(solved));
        }
        assertArrayEquals(beta, levels.coefficientsWithin(), 1e-9);
        assertEquals(Math.pow(rest.getFrobeniusNorm(), 2) / square, levels.partLeftWithin(), TOLERANCE);
    }

    /** Products of 3 (own + fixed) multiplications for each class of levels and each level of its own. */
    @Test
    void itsWorkGrowsWithTheLevels() {
        CrossProducts products = new WrittenOut("y ~ x + (x | g)", WrittenOut.table(5, 1)).products;
        double work = new SingleFactorSystem(products, workers).work();
        assertEquals(3 * (2 * 3 * 3 * 10 + 2 * (2 + 3) * 3 * 10), work);
    }

    @Test
    void derivativesAreKnownUnlessColumnsAreVeryMany() {
        assertTrue(new SingleFactorSystem(CrossProducts.ofRandom(new int[] {2}, new double[][] {{1, 0, 0, 1}}), workers)
                .knowsCurvature());
        assertFalse(
                new SingleFactorSystem(CrossProducts.ofRandom(new int[0], new double[0][]), workers).knowsCurvature());
        int q = 100;
        assertFalse(new SingleFactorSystem(
                        CrossProducts.ofRandom(new int[] {q}, new double[][] {new double[q * q]}), workers)
                .knowsCurvature());
    }

    @Test
    void anotherPatternIsRefused() {
        SingleFactorSystem system =
                new SingleFactorSystem(new WrittenOut("y ~ x + (x | g)", WrittenOut.table(5, 1)).products, workers);
        for (String other : new String[] {"y ~ 1 + (x | g)", "y ~ x + (1 | g)", "y ~ x + (x | h)"}) {
            CrossProducts products = new WrittenOut(other, WrittenOut.table(5, 1)).products;
            assertThrows(IllegalArgumentException.class, () -> system.with(products, workers), other);
        }
    }
}
