package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/** Correlations of four occasions. */
class CorrelationTest {
    private static final int N = 4;
    private static final double TOLERANCE = 1e-12;
    private static final ResidualLabels OF_CHILDREN =
            new ResidualLabels(Optional.empty(), "child", "week", List.of(), "", List.of());

    static Stream<Correlation> all() {
        return Stream.of(new Equal(N), new Powers(), new ByLag(N - 1), new AnyCorrelation(List.of("a", "b", "c", "d")));
    }

    private static double[] parameters(Correlation correlation) {
        return new Random(2).doubles(correlation.size(), -1, 1).toArray();
    }

    private static RealMatrix matrix(Correlation correlation, double[] phi) {
        Correlation.Evaluated at = correlation.at(phi);
        RealMatrix matrix = new Array2DRowRealMatrix(N, N);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                matrix.setEntry(i, j, i == j ? 1 : at.of(i, j));
            }
        }
        return matrix;
    }

    @ParameterizedTest
    @MethodSource("all")
    void anyParametersGiveACorrelationMatrix(Correlation correlation) {
        RealMatrix matrix = matrix(correlation, parameters(correlation));
        assertEquals(0, matrix.subtract(matrix.transpose()).getNorm(), TOLERANCE);
        for (double value : new EigenDecomposition(matrix).getRealEigenvalues()) {
            assertTrue(value > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSearchBeginsAtNoneAndWithinTheRanges(Correlation correlation) {
        RealMatrix independent = matrix(correlation, correlation.starts().get(0));
        for (int i = 0; i < N * N; i++) {
            assertEquals(i % (N + 1) == 0 ? 1 : 0, independent.getEntry(i / N, i % N), TOLERANCE);
        }
        assertEquals(correlation.size(), correlation.ranges().size());
        for (double[] start : correlation.starts()) {
            for (int k = 0; k < start.length; k++) {
                assertEquals(start[k], correlation.ranges().get(k).clamped(start[k]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void derivativesAreThoseOfDifferences(Correlation correlation) {
        double[] phi = parameters(correlation);
        Random random = new Random(3);
        double[][] by = new double[N][];
        for (int i = 0; i < N; i++) {
            by[i] = new double[i + 1];
            for (int j = 0; j < i; j++) {
                by[i][j] = random.nextDouble() - 0.5;
            }
        }
        double[] slope = correlation.at(phi).pullBack(by);
        for (int k = 0; k < phi.length; k++) {
            double[] up = phi.clone();
            double[] down = phi.clone();
            up[k] += 1e-5;
            down[k] -= 1e-5;
            double difference = (sum(correlation, up, by) - sum(correlation, down, by)) / 2e-5;
            assertEquals(difference, slope[k], 1e-8);
        }
    }

    private static double sum(Correlation correlation, double[] phi, double[][] by) {
        Correlation.Evaluated at = correlation.at(phi);
        double sum = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < i; j++) {
                sum += by[i][j] * at.of(i, j);
            }
        }
        return sum;
    }

    /** In other coordinates, in which one of them depends on one parameter only, all correlations are the same. */
    @ParameterizedTest
    @MethodSource("all")
    void eachCorrelationHasAPivot(Correlation correlation) {
        double[] phi = parameters(correlation);
        List<Named> named = correlation.named(phi);
        for (int k = 0; k < named.size(); k++) {
            double[] turned = correlation.turned(k, phi);
            assertArrayEquals(phi, correlation.back(k, turned), 1e-10);
            double[] up = turned.clone();
            up[correlation.pivot(k)] += 0.01;
            double higher = correlation.named(correlation.back(k, up)).get(k).value();
            assertTrue(higher > named.get(k).value());
        }
    }

    @Test
    void allPairsMayHaveOne() {
        Equal equal = new Equal(N);
        // halfway between -1/3 and 1
        assertEquals(1.0 / 3, equal.at(new double[1]).of(3, 1), TOLERANCE);
        assertEquals(List.of(new Named("rho", "", 1.0 / 3)), equal.named(new double[1]));
    }

    @Test
    void neighboursMayHaveOneAndOthersItsPowers() {
        Powers powers = new Powers();
        double[] phi = {-0.6};
        double rho = Math.tanh(-0.6);
        assertEquals(rho, powers.at(phi).of(2, 1), TOLERANCE);
        assertEquals(rho * rho * rho, powers.at(phi).of(0, 3), TOLERANCE);
        assertEquals(List.of(new Named("rho", "", rho)), powers.named(phi));
    }

    /** Partial autocorrelations p and q: the first is p, and the second p^2 + q (1 - p^2). */
    @Test
    void eachLagMayHaveOne() {
        ByLag byLag = new ByLag(3);
        double p = Math.tanh(0.5);
        double q = Math.tanh(-0.3);
        double s = Math.tanh(0.2);
        double[] phi = {0.5, -0.3, 0.2};
        double first = p;
        double second = p * p + q * (1 - p * p);
        // Durbin and Levinson: the coefficients of the prediction from two values are p - q p and q
        double third = (p - q * p) * second + q * first + s * (1 - p * p) * (1 - q * q);
        List<Named> named = byLag.named(phi);
        assertEquals(
                List.of("lag 1", "lag 2", "lag 3"),
                named.stream().map(Named::first).toList());
        assertEquals(first, named.get(0).value(), TOLERANCE);
        assertEquals(second, named.get(1).value(), TOLERANCE);
        assertEquals(third, named.get(2).value(), TOLERANCE);
        assertEquals(second, byLag.at(phi).of(1, 3), TOLERANCE);
    }

    /** Rows of length one: the third row's elements are tanh, and tanh over cosh of the one before. */
    @Test
    void eachPairMayHaveOne() {
        AnyCorrelation any = new AnyCorrelation(List.of("a", "b", "c"));
        double[] phi = {0.5, -0.3, 0.2};
        double ab = Math.tanh(0.5);
        double ac = Math.tanh(-0.3);
        double bc = ab * ac + Math.tanh(0.2) / Math.cosh(-0.3) / Math.cosh(0.5);
        List<Named> named = any.named(phi);
        assertEquals(
                List.of("a b", "a c", "b c"),
                named.stream().map(each -> each.first() + " " + each.second()).toList());
        assertEquals(ab, named.get(0).value(), TOLERANCE);
        assertEquals(ac, named.get(1).value(), TOLERANCE);
        assertEquals(bc, named.get(2).value(), TOLERANCE);
    }

    /** A parameter at the end of its range leaves nothing for those behind it: they change nothing. */
    @Test
    void behindABoundNothingIsLeft() {
        ByLag byLag = new ByLag(3);
        assertEquals(byLag.named(new double[] {9, 0, 0}), byLag.named(new double[] {9, 2, -1}));
        double[][] by = {{0}, {1, 0}, {1, 1, 0}, {1, 1, 1, 0}};
        assertEquals(0, byLag.at(new double[] {9, 2, -1}).pullBack(by)[1]);
        AnyCorrelation any = new AnyCorrelation(List.of("a", "b", "c"));
        assertEquals(any.named(new double[] {0, 9, 0}), any.named(new double[] {0, 9, 2}));
        double[][] three = {{0}, {1, 0}, {1, 1, 0}};
        assertEquals(0, any.at(new double[] {0, 9, 2}).pullBack(three)[2]);
    }

    private static List<Boolean> atBound(Correlation correlation, double... phi) {
        return correlation.bounds(phi, OF_CHILDREN).stream()
                .map(Optional::isPresent)
                .toList();
    }

    @Test
    void aCorrelationAtItsBoundIsSaid() {
        assertEquals(List.of(false), atBound(new Equal(N), 13.9));
        assertEquals(
                "rho is at 1: the rows of a child differ by nothing but what the model explains.",
                new Equal(N).bounds(new double[] {14}, OF_CHILDREN).get(0).orElseThrow());
        assertEquals(
                "rho is at its lowest, -0.3333, where the sum over a child does not vary at all.",
                new Equal(N).bounds(new double[] {-14}, OF_CHILDREN).get(0).orElseThrow());
        assertEquals(List.of(false), atBound(new Powers(), -6.9));
        assertEquals(
                List.of(Optional.of("rho is at 1."), Optional.of("rho is at -1.")),
                List.of(
                        new Powers().bounds(new double[] {7}, OF_CHILDREN).get(0),
                        new Powers().bounds(new double[] {-7}, OF_CHILDREN).get(0)));
        assertEquals(List.of(false, true, true), atBound(new ByLag(3), 6.9, -7, 0));
        assertEquals(List.of(false, false, false), atBound(new AnyCorrelation(List.of("a", "b", "c")), 6.9, -6.9, 6.9));
        // within a row what follows changes nothing; another row is another matter
        assertEquals(List.of(true, false, false), atBound(new AnyCorrelation(List.of("a", "b", "c")), 7, 0, 0));
        assertEquals(List.of(false, true, true), atBound(new AnyCorrelation(List.of("a", "b", "c")), 0, -7, 0));
    }

    @Test
    void aRangeEndsOnBothSides() {
        Range range = new Range(-2, 3);
        assertArrayEquals(
                new double[] {-2, 0.5, 3}, new double[] {range.clamped(-5), range.clamped(0.5), range.clamped(7)});
        assertEquals(3, range.end(1));
        assertEquals(-2, range.end(-1));
        assertEquals(List.of(new Range(-4, 4), new Range(-4, 4)), Range.within(2, 4));
        assertEquals(-1e300, Range.ANY.clamped(-1e300));
    }
}
