package org.multilevel.fit.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Units;
import org.multilevel.fit.products.CrossProducts;

/**
 * Profiles of the squared distance of a covariance C = lambda lambda' of three effects from S: where one variance is held all others
 * take the values of S, so that its square alone is left.
 */
class TemplateProfilesTest {
    private static final double[][] S = {{4, 1, -0.5}, {1, 2.25, 0.3}, {-0.5, 0.3, 1}};
    /** The raw effects are 2, 4 and 0.5 times those of the templates. */
    private static final double[] TRANSFORM = {2, 0, 0, 0, 4, 0, 0, 0, 0.5};

    private static final double TOLERANCE = 1e-8;

    private final ThetaLayout layout = new ThetaLayout(List.of(new RandomFactor(
            "g",
            List.of("a"),
            List.of(new RandomBlock(IntStream.range(0, 3)
                    .mapToObj(i -> new RandomColumn("x" + i, 0, 1))
                    .toList())))));
    /** The lower triangle of S. */
    private final double[] theta = theta();

    private final TemplateProfiles profiles = new TemplateProfiles(
            layout,
            Units.of(layout, CrossProducts.ofRandom(new int[] {3}, new double[][] {{100, 0, 0, 0, 100, 0, 0, 0, 100}})),
            theta);

    private double[] theta() {
        double[][] l =
                new CholeskyDecomposition(new Array2DRowRealMatrix(S)).getL().getData();
        return layout.theta(new double[][] {SmallMatrices.flat(l)});
    }

    /** Of weight times the distance, whose derivative in lambda is 4 weight (C - S) lambda. */
    private static TemplateDeviance.At distance(double[] lambda, double weight) {
        double[][] apart = new double[3][3];
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                apart[i][j] = -S[i][j];
                for (int k = 0; k < 3; k++) {
                    apart[i][j] += lambda[3 * i + k] * lambda[3 * j + k];
                }
                sum += apart[i][j] * apart[i][j];
            }
        }
        double[] half = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    half[3 * i + k] += 2 * weight * apart[i][j] * lambda[3 * j + k];
                }
            }
        }
        return new TemplateDeviance.At(7 + weight * sum, new double[][] {half});
    }

    private static double scale(int column) {
        return TRANSFORM[4 * column];
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whereADeviationIsHeldTheOthersAreAtTheirBest(int column) {
        double estimate = scale(column) * Math.sqrt(S[column][column]);
        ParameterProfile profile =
                profiles.standardDeviation(lambda -> distance(lambda[0], 1), 0, column, TRANSFORM, estimate);
        assertEquals(estimate, profile.estimate());
        assertEquals(0, profile.lowest());
        assertEquals(Double.POSITIVE_INFINITY, profile.highest());
        assertEquals(0.1 * estimate, profile.step(), TOLERANCE);
        for (double part : new double[] {1, 1.1, 1.3, 0.9}) {
            double apart = (part * part - 1) * S[column][column];
            assertEquals(apart * apart, profile.rise(part * estimate), TOLERANCE, column + " " + part);
        }
    }

    /** Where a correlation is held both variances move; found by a search without derivatives. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.4, -0.2})
    void whereACorrelationIsHeldBothVariancesMove(double r) {
        int first = 2;
        int second = 0;
        double estimate = S[0][2] / Math.sqrt(S[0][0] * S[2][2]);
        ParameterProfile profile =
                profiles.correlation(lambda -> distance(lambda[0], 1), 0, first, second, TRANSFORM, estimate);
        assertEquals(-1, profile.lowest());
        assertEquals(1, profile.highest());
        assertEquals(0, profile.rise(estimate), TOLERANCE);
        double expected = new SimplexOptimizer(1e-14, 1e-14)
                .optimize(
                        new MaxEval(5000),
                        GoalType.MINIMIZE,
                        new InitialGuess(new double[] {2, 1}),
                        new NelderMeadSimplex(2, 0.3),
                        new ObjectiveFunction(sd -> {
                            double a = sd[0] * sd[0] - S[0][0];
                            double b = sd[1] * sd[1] - S[2][2];
                            double ab = r * sd[0] * sd[1] - S[0][2];
                            return a * a + b * b + 2 * ab * ab;
                        }))
                .getValue();
        assertEquals(expected, profile.rise(r), 1e-6);
    }

    /** Of (v - 3)^2 and a distance that v makes weigh more. */
    @Test
    void aParameterBesideThetaIsHeldByWhoEvaluates() {
        ParameterProfile profile = profiles.held(
                v -> lambda -> {
                    TemplateDeviance.At at = distance(lambda[0], 1 + v);
                    return new TemplateDeviance.At(at.value() + (v - 3) * (v - 3), at.half());
                },
                0.5,
                3,
                0.25);
        assertEquals(0.5, profile.lowest());
        assertEquals(Double.POSITIVE_INFINITY, profile.highest());
        assertEquals(0.25, profile.step());
        assertEquals(1, profile.rise(4), TOLERANCE);
        assertEquals(4, profile.rise(1), TOLERANCE);
    }

    @Test
    void chosenColumnsComeFirst() {
        assertArrayEquals(new int[] {2, 0, 1, 3}, TemplateProfiles.first(4, 2));
        assertArrayEquals(new int[] {3, 1, 0, 2}, TemplateProfiles.first(4, 3, 1));
    }

    /** The first column is a term of its own, so that only the other two go together. */
    @Test
    void columnsOfALaterTermAreFound() {
        ThetaLayout two = new ThetaLayout(List.of(new RandomFactor(
                "g",
                List.of("a"),
                List.of(
                        new RandomBlock(List.of(new RandomColumn("x0", 0, 1))),
                        new RandomBlock(List.of(new RandomColumn("x1", 0, 1), new RandomColumn("x2", 0, 1)))))));
        double[] start = {2, 1.5, 0.2, Math.sqrt(1 - 0.04)};
        TemplateProfiles ofTwo = new TemplateProfiles(
                two,
                Units.of(two, CrossProducts.ofRandom(new int[] {3}, new double[][] {{100, 0, 0, 0, 100, 0, 0, 0, 100}
                })),
                start);
        TemplateDeviance deviance = lambda -> distance(lambda[0], 1);
        double estimate = 0.3 / 1.5;
        for (int[] pair : new int[][] {{1, 2}, {2, 1}}) {
            ParameterProfile profile = ofTwo.correlation(deviance, 0, pair[0], pair[1], TRANSFORM, estimate);
            assertEquals(0, profile.rise(estimate), TOLERANCE);
            assertEquals(2 * 0.3 * 0.3, profile.rise(0), TOLERANCE);
        }
        ParameterProfile deviation = ofTwo.standardDeviation(deviance, 0, 2, TRANSFORM, 0.5);
        assertEquals(Math.pow(1.2 * 1.2 - 1, 2), deviation.rise(0.6), TOLERANCE);
    }

    /** Of (v - 3)^2 and the distance of 3 / v times C from S. */
    @Test
    void covariancesFollowAParameterBesideThem() {
        ParameterProfile profile = profiles.held(
                v -> lambda -> {
                    double root = Math.sqrt(3 / v);
                    double[] scaled =
                            Arrays.stream(lambda[0]).map(each -> root * each).toArray();
                    TemplateDeviance.At at = distance(scaled, 1);
                    double[] half =
                            Arrays.stream(at.half()[0]).map(each -> root * each).toArray();
                    return new TemplateDeviance.At(at.value() + (v - 3) * (v - 3), new double[][] {half});
                },
                0.5,
                3,
                0.25);
        assertEquals(4, profile.rise(5), TOLERANCE);
        assertEquals(1, profile.rise(2), TOLERANCE);
    }
}
