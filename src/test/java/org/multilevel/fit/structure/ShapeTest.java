package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.structure.ResidualEstimates.Named;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.Structure;

/** Covariances of three effects whose variances have the mean one. */
class ShapeTest {
    private static final int M = 3;
    private static final double TOLERANCE = 1e-12;

    private static RandomBlock block(CovarianceKind kind, boolean homogeneous, int columns) {
        List<RandomColumn> all =
                List.of(new RandomColumn("a", 0, 1), new RandomColumn("b", 0, 1), new RandomColumn("c", 0, 1));
        return new RandomBlock(all.subList(0, columns), new Structure(kind, homogeneous));
    }

    private static Optional<Shape> of(CovarianceKind kind, boolean homogeneous, int columns) {
        RandomBlock block = block(kind, homogeneous, columns);
        Term term = new ThetaLayout(List.of(new RandomFactor("g", List.of("u", "v"), List.of(block))))
                .terms()
                .get(0);
        return Shape.of(term, block);
    }

    private static double[] parameters(Shape shape) {
        return new Random(11).doubles(shape.size(), -0.8, 0.8).toArray();
    }

    private static double[] covariance(Shape shape, double[] psi) {
        return SmallMatrices.timesTransposed(shape.at(psi).matrix, M, M);
    }

    @Test
    void whatThetaTellsAloneHasNoShape() {
        assertTrue(of(CovarianceKind.UNSTRUCTURED, false, 3).isEmpty());
        assertTrue(of(CovarianceKind.DIAGONAL, true, 3).isEmpty());
        assertTrue(of(CovarianceKind.COMPOUND_SYMMETRY, true, 1).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "COMPOUND_SYMMETRY, true, 1, 1",
        "COMPOUND_SYMMETRY, false, 3, 3",
        "AUTOREGRESSIVE, true, 1, 1",
        "CONTINUOUS_AUTOREGRESSIVE, false, 3, 3",
        "TOEPLITZ, true, 2, 1",
        "TOEPLITZ, false, 4, 3"
    })
    void itIsTheCovarianceOfItsCorrelationsAndRatios(
            CovarianceKind kind, boolean homogeneous, int size, int variances) {
        Shape shape = of(kind, homogeneous, M).orElseThrow();
        assertEquals(size, shape.size());
        assertEquals(size, shape.ranges().size());
        assertEquals(variances, shape.variances());
        double[] psi = parameters(shape);
        double[] covariance = covariance(shape, psi);
        assertEquals(M, covariance[0] + covariance[4] + covariance[8], TOLERANCE);
        int ratios = homogeneous ? 0 : M - 1;
        for (int j = 1; j < M; j++) {
            double ratio = homogeneous ? 1 : Math.exp(psi[j - 1]);
            assertEquals(ratio, Math.sqrt(covariance[j * 4] / covariance[0]), TOLERANCE);
        }
        List<Named> named = shape.named(psi);
        for (int i = 0; i < M; i++) {
            for (int j = 0; j < i; j++) {
                double rho = covariance[i * M + j] / Math.sqrt(covariance[i * 4] * covariance[j * 4]);
                double expected = switch (kind) {
                    case COMPOUND_SYMMETRY -> named.get(0).value();
                    case TOEPLITZ -> named.get(i - j - 1).value();
                    default -> Math.pow(named.get(0).value(), i - j);
                };
                assertEquals(expected, rho, TOLERANCE);
            }
        }
        for (int k = 0; k < named.size(); k++) {
            assertEquals(ratios + k, shape.pivot(k));
        }
        boolean powers = kind != CovarianceKind.COMPOUND_SYMMETRY && kind != CovarianceKind.TOEPLITZ;
        assertEquals(!powers, shape.isLinear());
    }

    @ParameterizedTest
    @CsvSource({"COMPOUND_SYMMETRY, true", "COMPOUND_SYMMETRY, false", "AUTOREGRESSIVE, false", "TOEPLITZ, false"})
    void derivativesAreThoseOfDifferences(CovarianceKind kind, boolean homogeneous) {
        Shape shape = of(kind, homogeneous, M).orElseThrow();
        double[] psi = parameters(shape);
        double[] by = {0.7, 0, 0, -0.4, 1.1, 0, 0.3, 0.6, -0.9};
        double[] slope = shape.at(psi).pullBack(by);
        for (int k = 0; k < psi.length; k++) {
            double[] up = psi.clone();
            double[] down = psi.clone();
            up[k] += 1e-5;
            down[k] -= 1e-5;
            double difference =
                    (SmallMatrices.dot(by, shape.at(up).matrix) - SmallMatrices.dot(by, shape.at(down).matrix)) / 2e-5;
            assertEquals(difference, slope[k], 1e-8);
            for (int column = 0; column < M; column++) {
                double[] own = new double[psi.length];
                double log = shape.logDeviation(column, psi, own);
                assertEquals(0.5 * Math.log(covariance(shape, psi)[column * 4]), log, TOLERANCE);
                double change = (shape.logDeviation(column, up, new double[psi.length])
                                - shape.logDeviation(column, down, new double[psi.length]))
                        / 2e-5;
                assertEquals(change, own[k], 1e-8);
            }
        }
    }

    /** Equal variances, and those that independent effects have; none less than a twentieth of the largest deviation. */
    @Test
    void aSearchBeginsWithIndependentEffects() {
        Shape shape = of(CovarianceKind.AUTOREGRESSIVE, false, M).orElseThrow();
        List<double[]> starts = shape.starts(new double[] {2, 8, 0.1});
        assertEquals(6, starts.size());
        assertArrayEquals(new double[3], starts.get(0));
        assertArrayEquals(new double[] {Math.log(4), Math.log(0.4 / 2), 0}, starts.get(3), TOLERANCE);
        assertEquals(3, shape.starts(new double[3]).size());
        Shape same = of(CovarianceKind.AUTOREGRESSIVE, true, M).orElseThrow();
        assertEquals(3, same.starts(new double[] {2, 8, 0.1}).size());
    }

    @Test
    void whatIsAtABoundIsSaidWithItsGroup() {
        Shape shape = of(CovarianceKind.AUTOREGRESSIVE, false, M).orElseThrow();
        assertEquals(
                List.of(
                        Optional.empty(),
                        Optional.of("The variance of one of the effects of g is zero beside those of the others."),
                        Optional.of("The correlations between the effects of g are at a bound: rho is at -1.")),
                shape.bounds(new double[] {11.9, -12, -7}, "g"));
        assertFalse(shape.bounds(new double[3], "g").stream().anyMatch(Optional::isPresent));
    }
}
