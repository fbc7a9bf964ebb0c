package org.multilevel.fit.effects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.WrittenOut;

/** Results for raw columns: with x~ = x T and z~ = z T_z for every row, what is said of either must be the same. */
class RawResultsTest {
    private static final double TOLERANCE = 1e-11;
    private static final double SIGMA = 1.7;

    private final MemoryTable table = WrittenOut.table(6, 1);
    private final WrittenOut.Read read = WrittenOut.Read.of("y ~ x + v + (x | g) + (0 + x | h)", table);
    private final ThetaLayout layout = read.layout();
    private final int[] kept = {0, 1, 2};
    private final RawResults raw = new RawResults(read.design(), read.standard(), kept, SIGMA);
    private final double[][] lambda = layout.lambda(new double[] {0.8, -0.3, 0.5, 0.6});
    private final Random random = new Random(4);

    private static RealMatrix matrix(double[] values, int rows) {
        int columns = values.length / rows;
        RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
        for (int i = 0; i < values.length; i++) {
            matrix.setEntry(i / columns, i % columns, values[i]);
        }
        return matrix;
    }

    private RealMatrix transform(int f) {
        return matrix(read.standard().randomTransform(read.design().factors().get(f), f), layout.width(f));
    }

    private RealMatrix fixedTransform() {
        return matrix(read.standard().fixedTransform(kept), 3);
    }

    /** T G T' for the relative covariance G of the standardised effects. */
    private RealMatrix relative(int f) {
        RealMatrix half = transform(f).multiply(matrix(lambda[f], layout.width(f)));
        return half.multiply(half.transpose());
    }

    private static void assertSame(RealMatrix expected, double[][] actual) {
        assertEquals(expected.getRowDimension(), actual.length);
        for (int i = 0; i < actual.length; i++) {
            assertArrayEquals(expected.getRow(i), actual[i], TOLERANCE * Math.max(1, expected.getNorm()));
        }
    }

    @Test
    void templatesOfRawColumnsHaveTheSameCovariancesAndALowerTriangle() {
        double[][] of = raw.lambda(lambda);
        List<double[][]> covariances = raw.covariances(of);
        List<double[]> halves = raw.halves(lambda);
        for (int f = 0; f < 2; f++) {
            int q = layout.width(f);
            RealMatrix triangle = matrix(of[f], q);
            for (int i = 0; i < q; i++) {
                assertTrue(triangle.getEntry(i, i) >= 0);
                for (int j = i + 1; j < q; j++) {
                    assertEquals(0, triangle.getEntry(i, j));
                }
            }
            assertSame(relative(f), triangle.multiply(triangle.transpose()).getData());
            assertSame(relative(f).scalarMultiply(SIGMA * SIGMA), covariances.get(f));
            assertSame(
                    transform(f).multiply(matrix(lambda[f], q)),
                    matrix(halves.get(f), q).getData());
        }
        double[] back = raw.standardised(layout, layout.theta(of));
        assertArrayEquals(new double[] {0.8, -0.3, 0.5, 0.6}, back, TOLERANCE);
    }

    @Test
    void aDiagonalThatIsRoundingIsZero() {
        double[] triangle = RawResults.lowerTriangular(new double[] {3, 4, 6, 8}, 2);
        assertArrayEquals(new double[] {5, 0, 10, 0}, triangle, TOLERANCE);
        assertEquals(0.0, triangle[3]);
        assertArrayEquals(new double[] {2, 0, -1, 3}, RawResults.lowerTriangular(new double[] {-2, 0, 1, -3}, 2));
    }

    @Test
    void fixedEffectsHaveTheCovarianceAndHypothesesOfRawColumns() {
        double[] standardised = {2, 0.3, -0.4, 0.3, 1, 0.2, -0.4, 0.2, 3};
        RealMatrix t = fixedTransform();
        RealMatrix expected =
                t.multiply(matrix(standardised, 3)).multiply(t.transpose()).scalarMultiply(SIGMA * SIGMA);
        assertSame(expected, raw.fixedCovariance(standardised));
        RealMatrix r = new CholeskyDecomposition(matrix(standardised, 3)).getLT();
        double[] flat =
                Arrays.stream(r.getData()).flatMapToDouble(Arrays::stream).toArray();
        assertSame(r.multiply(MatrixUtils.inverse(t)), raw.crossFactor(flat));
    }

    /** b = T_z lambda u on the response's scale, its variance T_z C T_z', and its fall with beta T_z A T_x^-1. */
    @Test
    void effectsAreThoseOfRawColumns() {
        double[][] modes = new double[2][];
        double[][] conditional = new double[2][];
        double[][] slopes = new double[2][];
        for (int f = 0; f < 2; f++) {
            int q = layout.width(f);
            int levels = read.products().levels[f];
            modes[f] = random.doubles((long) levels * q, -1, 1).toArray();
            conditional[f] = random.doubles((long) levels * q * q, -1, 1).toArray();
            slopes[f] = random.doubles((long) levels * q * 3, -1, 1).toArray();
        }
        List<List<EffectPair>> open = new ArrayList<>(List.of(List.of(), List.of()));
        List<FactorEffects> effects = raw.factors(modes, conditional, slopes, lambda, open);
        RealMatrix back = MatrixUtils.inverse(fixedTransform());
        for (int f = 0; f < 2; f++) {
            int q = layout.width(f);
            RealMatrix t = transform(f);
            RealMatrix half = t.multiply(matrix(lambda[f], q));
            FactorEffects of = effects.get(f);
            assertSame(relative(f).scalarMultiply(SIGMA * SIGMA), of.covariance());
            for (int level = 0; level < read.products().levels[f]; level++) {
                double[] u = Arrays.copyOfRange(modes[f], level * q, (level + 1) * q);
                double[] b = half.scalarMultiply(read.standard().yScale).operate(u);
                assertArrayEquals(b, Arrays.copyOfRange(of.effects(), level * q, (level + 1) * q), TOLERANCE);
                int square = q * q;
                RealMatrix c = matrix(Arrays.copyOfRange(conditional[f], level * square, (level + 1) * square), q);
                assertSame(
                        t.multiply(c).multiply(t.transpose()).scalarMultiply(SIGMA * SIGMA),
                        matrix(Arrays.copyOfRange(of.conditionalCovariance(), level * square, (level + 1) * square), q)
                                .getData());
                RealMatrix a = matrix(Arrays.copyOfRange(slopes[f], level * q * 3, (level + 1) * q * 3), q);
                assertSame(
                        t.multiply(a).multiply(back),
                        matrix(Arrays.copyOfRange(of.modesByBeta(), level * q * 3, (level + 1) * q * 3), q)
                                .getData());
            }
        }
    }
}
