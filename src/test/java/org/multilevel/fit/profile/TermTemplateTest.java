package org.multilevel.fit.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.Units;
import org.multilevel.fit.products.CrossProducts;

/** The term of three columns between a term of one before it and another factor behind it, its columns in another order. */
class TermTemplateTest {
    private static final double TOLERANCE = 1e-12;
    private static final int[] ORDER = {2, 0, 1};
    /** T, upper triangular: the raw scale of the term. */
    private static final double[] TRANSFORM = {2, 0.5, -1, 0, 4, 0.3, 0, 0, 0.5};

    private final ThetaLayout layout = new ThetaLayout(List.of(factor("g", 1, 3), factor("h", 1)));
    private final Term term = layout.terms().get(1);
    private final double[] theta = {0.7, 1.1, -0.4, 0.3, 0.9, 0.2, 0.6, 0.8};
    private final TermTemplate template = new TermTemplate(layout, term, TRANSFORM, ORDER, units());

    private static RandomFactor factor(String name, int... sizes) {
        List<RandomBlock> blocks = new ArrayList<>();
        for (int size : sizes) {
            blocks.add(new RandomBlock(IntStream.range(0, size)
                    .mapToObj(i -> new RandomColumn("x" + i, 0, 1))
                    .toList()));
        }
        return new RandomFactor(name, List.of("a"), blocks);
    }

    /** Units 1 / sqrt(Z'WZ_jj) of 0.5 for the first term, 0.1, 1 and 20 for the second, 0.25 for the other factor. */
    private Units units() {
        double[] zz = new double[16];
        zz[0] = 4;
        zz[5] = 100;
        zz[10] = 1;
        zz[15] = 1 / 400.0;
        return Units.of(layout, CrossProducts.ofRandom(new int[] {4, 1}, new double[][] {zz, {16}}));
    }

    private double[] parameters() {
        return template.parameters(layout.lambda(theta), TRANSFORM);
    }

    private static RealMatrix square(double[] values, int n) {
        RealMatrix matrix = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n * n; i++) {
            matrix.setEntry(i / n, i % n, values[i]);
        }
        return matrix;
    }

    private static RealMatrix covariance(double[] lambda, int n) {
        RealMatrix matrix = square(lambda, n);
        return matrix.multiply(matrix.transpose());
    }

    /** Returns the covariance of the term's effects on the raw scale, its columns in the order of the template. */
    private RealMatrix raw() {
        RealMatrix own = covariance(layout.lambda(theta)[0], 4).getSubMatrix(1, 3, 1, 3);
        RealMatrix raw =
                square(TRANSFORM, 3).multiply(own).multiply(square(TRANSFORM, 3).transpose());
        return raw.getSubMatrix(ORDER, ORDER);
    }

    @Test
    void thoseOfOtherTermsComeFirstAndThenTheRowsOfTheTriangle() {
        assertEquals(8, template.size());
        assertArrayEquals(new int[] {2, 3, 4, 5, 6, 7}, new int[] {
            template.position(0, 0),
            template.position(1, 0),
            template.position(1, 1),
            template.position(2, 0),
            template.position(2, 1),
            template.position(2, 2)
        });
        boolean[] expected = {true, true, true, false, true, false, false, true};
        assertArrayEquals(expected, template.diagonal());
        // an element beside the diagonal of another term is none of a template's diagonal
        TermTemplate first = new TermTemplate(layout, layout.terms().get(0), new double[] {1}, new int[] {0}, units());
        assertArrayEquals(new boolean[] {true, false, false, true, false, true, true, true}, first.diagonal());
    }

    @Test
    void theTriangleIsThatOfTheRawCovarianceInItsOrder() {
        double[] parameters = parameters();
        assertEquals(theta[0], parameters[0]);
        assertEquals(theta[7], parameters[1]);
        double[] triangle = new double[9];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c <= r; c++) {
                triangle[3 * r + c] = parameters[template.position(r, c)];
            }
            assertTrue(triangle[4 * r] > 0);
        }
        RealMatrix expected = raw();
        for (int r = 0; r < 3; r++) {
            assertArrayEquals(expected.getRow(r), covariance(triangle, 3).getRow(r), TOLERANCE);
        }
    }

    @Test
    void theTemplatesOfItsParametersHaveTheSameCovariances() {
        double[][] expected = layout.lambda(theta);
        double[][] lambda = template.lambda(parameters());
        for (int r = 0; r < 4; r++) {
            assertArrayEquals(
                    covariance(expected[0], 4).getRow(r),
                    covariance(lambda[0], 4).getRow(r),
                    TOLERANCE);
        }
        assertArrayEquals(expected[1], lambda[1]);
    }

    /** Of the sum of each element of the templates times a number: templates are linear in the parameters. */
    @Test
    void aDerivativeIsPulledBackToTheParameters() {
        Random random = new Random(6);
        double[][] half = {
            random.doubles(16, -1, 1).toArray(), random.doubles(1, -1, 1).toArray()
        };
        double[] parameters = parameters();
        double[] gradient = template.pulledBack(half, parameters);
        for (int k = 0; k < parameters.length; k++) {
            double[] moved = parameters.clone();
            moved[k] += 1;
            double slope = sum(half, template.lambda(moved)) - sum(half, template.lambda(parameters));
            assertEquals(slope, gradient[k], TOLERANCE);
        }
    }

    private static double sum(double[][] half, double[][] lambda) {
        double sum = 0;
        for (int f = 0; f < half.length; f++) {
            for (int i = 0; i < half[f].length; i++) {
                sum += 2 * half[f][i] * lambda[f][i];
            }
        }
        return sum;
    }

    /** Raw units of the term's columns are those of its columns times the diagonal of T: 0.2, 4 and 10. */
    @Test
    void eachIsMeasuredByTheDeviationOfItsRowOrTheUnit() {
        double[] parameters = parameters();
        double[] sizes = template.sizes(parameters);
        RealMatrix raw = raw();
        double[] unit = {10, 0.2, 4};
        for (int r = 0; r < 3; r++) {
            double expected = Math.max(Math.sqrt(raw.getEntry(r, r)), unit[r]);
            for (int c = 0; c <= r; c++) {
                assertEquals(expected, sizes[template.position(r, c)], TOLERANCE);
            }
        }
        assertEquals(0.7, sizes[0], TOLERANCE);
        assertEquals(0.8, sizes[1], TOLERANCE);
        double[] zero = template.sizes(new double[8]);
        assertArrayEquals(new double[] {0.5, 0.25, 10, 0.2, 0.2, 4, 4, 4}, zero, TOLERANCE);
        assertTrue(Arrays.stream(zero).allMatch(size -> size > 0));
    }
}
