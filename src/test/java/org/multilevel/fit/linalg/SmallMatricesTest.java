package org.multilevel.fit.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kernel against the library of Apache Commons, on matrices that stand somewhere in a longer array whose rest stays as it is. */
class SmallMatricesTest {
    /** Rounding of sums of a few products of numbers near one. */
    private static final double TOLERANCE = 1e-13;

    /** What stands before and behind a matrix. */
    private static final double OTHER = 77;

    private static final int BEFORE = 3;
    private static final int BEHIND = 2;
    private final Random random = new Random(5);

    private RealMatrix random(int rows, int columns) {
        RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.setEntry(i, j, random.nextGaussian());
            }
        }
        return matrix;
    }

    private RealMatrix positive(int n) {
        RealMatrix a = random(n, n);
        return a.multiply(a.transpose()).add(MatrixUtils.createRealIdentityMatrix(n));
    }

    private RealMatrix lower(int n) {
        return new CholeskyDecomposition(positive(n)).getL();
    }

    private static double[] flat(RealMatrix matrix) {
        return Arrays.stream(matrix.getData()).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] amid(RealMatrix matrix) {
        double[] flat = flat(matrix);
        double[] amid = new double[BEFORE + flat.length + BEHIND];
        Arrays.fill(amid, OTHER);
        System.arraycopy(flat, 0, amid, BEFORE, flat.length);
        return amid;
    }

    private static void assertAmid(RealMatrix expected, double[] actual) {
        assertArrayEquals(amid(expected), actual, TOLERANCE);
    }

    /** The lower triangle of one matrix with the rest of another. */
    private static RealMatrix withLower(RealMatrix lower, RealMatrix rest) {
        RealMatrix both = rest.copy();
        for (int i = 0; i < both.getRowDimension(); i++) {
            for (int j = 0; j <= i; j++) {
                both.setEntry(i, j, lower.getEntry(i, j));
            }
        }
        return both;
    }

    @Test
    void aDotProductIsASumOfProducts() {
        assertEquals(4 * 2 - 3 + 10, SmallMatrices.dot(new double[] {4, -1, 5}, new double[] {2, 3, 2}));
    }

    @Test
    void aSquareChangesByBothProducts() {
        RealMatrix a = random(3, 3);
        RealMatrix b = random(3, 3);
        RealMatrix product = a.multiply(b.transpose());
        double[] change = SmallMatrices.changeOfSquare(flat(a), flat(b), 3);
        assertArrayEquals(flat(product.add(product.transpose())), change, TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aPositiveDefiniteMatrixHasAFactorInItsLowerTriangle(int n) {
        RealMatrix a = positive(n);
        double[] factor = amid(a);
        assertTrue(SmallMatrices.cholesky(factor, BEFORE, n));
        assertAmid(withLower(new CholeskyDecomposition(a).getL(), a), factor);
    }

    @Test
    void theFirstColumnsOfTheFactorLeaveTheOthers() {
        RealMatrix a = positive(5);
        RealMatrix whole = new CholeskyDecomposition(a).getL();
        double[] factor = amid(a);
        assertTrue(SmallMatrices.cholesky(factor, BEFORE, 5, 2));
        RealMatrix expected = a.copy();
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j <= Math.min(i, 1); j++) {
                expected.setEntry(i, j, whole.getEntry(i, j));
            }
        }
        assertAmid(expected, factor);
    }

    @Test
    void aPivotThatIsNotPositiveIsTold() {
        assertFalse(SmallMatrices.cholesky(new double[] {4, 2, 2, 1}, 0, 2));
        assertFalse(SmallMatrices.cholesky(new double[] {0}, 0, 1));
        assertFalse(SmallMatrices.cholesky(new double[] {-1}, 0, 1));
        assertFalse(SmallMatrices.cholesky(new double[] {Double.NaN}, 0, 1));
        assertTrue(SmallMatrices.cholesky(new double[] {4, 2, 2, 1}, 0, 2, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1, 1e6})
    void aDirectionThatRepeatsEarlierOnesHasAZeroColumn(double scale) {
        RealMatrix b = random(4, 2).scalarMultiply(scale);
        // the third column repeats the first two; the fourth has something of its own
        b.setRow(2, new double[] {b.getEntry(0, 0) + b.getEntry(1, 0) / 3, b.getEntry(0, 1) + b.getEntry(1, 1) / 3});
        RealMatrix a = b.multiply(b.transpose());
        a.addToEntry(3, 3, scale * scale);
        double[] factor = amid(a);
        SmallMatrices.semidefiniteCholesky(factor, BEFORE, 4);
        RealMatrix l = new Array2DRowRealMatrix(4, 4);
        for (int i = 0; i < 16; i++) {
            l.setEntry(i / 4, i % 4, factor[BEFORE + i]);
        }
        assertEquals(0, l.getColumnVector(2).getNorm());
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < 4; j++) {
                assertEquals(0, l.getEntry(i, j));
            }
        }
        assertArrayEquals(
                flat(a.scalarMultiply(1 / scale / scale)),
                flat(l.multiply(l.transpose()).scalarMultiply(1 / scale / scale)),
                TOLERANCE);
        assertEquals(OTHER, factor[BEFORE - 1]);
        assertEquals(OTHER, factor[BEFORE + 16]);
    }

    @Test
    void aPivotThatIsNotAboveItsLeastIsNone() {
        double[] a = {4, 2, 2, 1.25};
        SmallMatrices.semidefiniteCholesky(a, 0, 2, new double[] {1, 0.25});
        assertArrayEquals(new double[] {2, 0, 1, 0}, a);
        a = new double[] {4, 2, 2, 1.25};
        SmallMatrices.semidefiniteCholesky(a, 0, 2, new double[] {4, 0.25});
        assertArrayEquals(new double[] {0, 0, 0, Math.sqrt(1.25)}, a);
        a = new double[] {4, 2, 2, 1.25};
        SmallMatrices.semidefiniteCholesky(a, 0, 2, new double[] {1, 0.24});
        assertArrayEquals(new double[] {2, 0, 1, 0.5}, a);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void columnsAreTurnedUntilAMatrixIsLowerTriangular(int q) {
        RealMatrix m = random(q, q);
        if (q == 5) {
            m.setEntry(0, 3, 0);
            m.setEntry(1, 1, 0);
        }
        double[] turned = flat(m);
        double[] turn = SmallMatrices.triangularise(turned, q);
        RealMatrix orthogonal = new Array2DRowRealMatrix(q, q);
        for (int i = 0; i < q * q; i++) {
            orthogonal.setEntry(i / q, i % q, turn[i]);
            assertTrue(i % q <= i / q || turned[i] == 0);
        }
        assertArrayEquals(
                flat(MatrixUtils.createRealIdentityMatrix(q)),
                flat(orthogonal.multiply(orthogonal.transpose())),
                TOLERANCE);
        assertArrayEquals(flat(m.multiply(orthogonal)), turned, TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "3,1", "4,3"})
    void triangularSystemsAreSolvedFromEitherEnd(int n, int m) {
        RealMatrix l = lower(n);
        RealMatrix b = random(n, m);
        double[] solved = amid(b);
        SmallMatrices.solveLower(amid(l), BEFORE, n, solved, BEFORE, m);
        RealMatrix inverse = MatrixUtils.inverse(l);
        assertAmid(inverse.multiply(b), solved);
        solved = amid(b);
        SmallMatrices.solveLowerTransposed(amid(l), BEFORE, n, solved, BEFORE, m);
        assertAmid(inverse.transpose().multiply(b), solved);
    }

    @Test
    void aZeroPivotLeavesNothingOfItsRow() {
        double[] l = {2, 0, 0, 1, 0, 0, 3, 0, 4};
        double[] b = {2, 4, 5, 6, 7, 8};
        SmallMatrices.solveLower(l, 0, 3, b, 0, 2);
        assertArrayEquals(new double[] {1, 2, 0, 0, (7 - 3) / 4.0, (8 - 6) / 4.0}, b);
        b = new double[] {2, 4, 5, 6, 8, 4};
        SmallMatrices.solveLowerTransposed(l, 0, 3, b, 0, 2);
        assertArrayEquals(new double[] {(2 - 3 * 2) / 2.0, (4 - 3) / 2.0, 0, 0, 2, 1}, b);
        b = new double[] {2, 4};
        SmallMatrices.solveLower(new double[] {0}, 0, 1, b, 0, 2);
        assertArrayEquals(new double[2], b);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void factorsAreInverted(int n) {
        RealMatrix l = lower(n);
        RealMatrix inverse = MatrixUtils.inverse(l);
        assertArrayEquals(flat(inverse), SmallMatrices.invertLower(flat(l), n), TOLERANCE);
        double[] written = new double[n * n + 1];
        Arrays.fill(written, OTHER);
        SmallMatrices.inverseInto(flat(l), n, written);
        assertArrayEquals(flat(inverse.transpose().multiply(inverse)), Arrays.copyOf(written, n * n), TOLERANCE);
        assertEquals(OTHER, written[n * n]);
    }

    @Test
    void aZeroPivotHasNoInverse() {
        double[] inverse = {OTHER};
        SmallMatrices.inverseInto(new double[] {0}, 1, inverse);
        assertEquals(0, inverse[0]);
    }

    @Test
    void aCopyIsOfEveryRow() {
        double[][] matrix = {{1, 2}, {3}};
        double[][] copy = SmallMatrices.copy(matrix);
        assertArrayEquals(matrix, copy);
        assertNotSame(matrix[1], copy[1]);
    }

    /** One by one, where products become multiples; columns from twelve on, which are summed row by row. */
    @ParameterizedTest
    @CsvSource({"1,1,1", "4,1,1", "4,3,1", "4,1,3", "2,3,4", "3,4,11", "3,4,12", "2,3,13"})
    void productsAreThoseOfTheLibrary(int n, int k, int m) {
        RealMatrix a = random(n, k);
        RealMatrix b = random(k, m);
        RealMatrix product = a.multiply(b);
        assertArrayEquals(flat(product), SmallMatrices.times(flat(a), flat(b), n, k, m), TOLERANCE);

        double[] written = amid(random(n, m));
        SmallMatrices.timesInto(amid(a), BEFORE, amid(b), BEFORE, written, BEFORE, n, k, m);
        assertAmid(product, written);

        written = amid(random(n, m));
        SmallMatrices.timesTransposedInto(flat(a), flat(b.transpose()), written, BEFORE, n, k, m);
        assertAmid(product, written);

        written = flat(random(n, m));
        SmallMatrices.transposedTimesInto(flat(a.transpose()), flat(b), written, n, k, m);
        assertArrayEquals(flat(product), written, TOLERANCE);

        RealMatrix before = random(n, m);
        double[] sum = flat(before);
        SmallMatrices.addTransposedProduct(flat(a.transpose()), flat(b), n, k, m, sum);
        assertArrayEquals(flat(product.add(before)), sum, TOLERANCE);

        sum = flat(before);
        SmallMatrices.addProduct(amid(a), BEFORE, flat(b), n, k, m, sum);
        assertArrayEquals(flat(product.add(before)), sum, TOLERANCE);
    }

    @Test
    void aProductHasTheBitsOfItsSumsHoweverWideItIs() {
        double[] a = flat(random(3, 5));
        double[] b = flat(random(5, 16));
        double[] wide = SmallMatrices.times(a, b, 3, 5, 16);
        for (int j = 0; j < 16; j++) {
            double[] column = new double[5];
            for (int i = 0; i < 5; i++) {
                column[i] = b[i * 16 + j];
            }
            double[] narrow = SmallMatrices.times(a, column, 3, 5, 1);
            for (int i = 0; i < 3; i++) {
                assertEquals(narrow[i], wide[i * 16 + j]);
            }
        }
        // a sum of one product, zero, has no sign
        assertEquals(0.0, SmallMatrices.times(new double[] {-1}, new double[] {0}, 1, 1, 1)[0]);
    }

    @Test
    void aTransposeHasRowsForColumns() {
        RealMatrix a = random(2, 3);
        assertArrayEquals(flat(a.transpose()), SmallMatrices.transposed(flat(a), 2, 3));
        assertArrayEquals(flat(a.multiply(a.transpose())), SmallMatrices.timesTransposed(flat(a), 2, 3), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aPenalisedSquareIsThatOfItsFormula(int q) {
        RealMatrix a = positive(q);
        RealMatrix lambda = lower(q);
        double[] written = amid(random(q, q));
        SmallMatrices.penalised(amid(a), BEFORE, flat(lambda), q, written, BEFORE, new double[q * q]);
        RealMatrix expected =
                lambda.transpose().multiply(a).multiply(lambda).add(MatrixUtils.createRealIdentityMatrix(q));
        assertArrayEquals(amid(expected), written, TOLERANCE * expected.getNorm());
    }

    @Test
    void aNormIsTheLargestAbsoluteElement() {
        assertEquals(3, SmallMatrices.largest(new double[] {1, -3, 2}));
        assertEquals(0, SmallMatrices.largest(new double[0]));
    }
}
