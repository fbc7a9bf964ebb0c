package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.RankDrop.Direction;

/** What steps in the coordinates do to the covariances of the effects, and so to a criterion written out. */
class CoordinatesTest {
    private static final double TOLERANCE = 1e-12;
    /** Where a derivative of the fourth order takes its values, their weights over twelve steps, and the step. */
    private static final int[] AT = {-2, -1, 1, 2};

    private static final double[] WEIGHTS = {1, -8, 8, -1};
    private static final double STEP = 0.01;

    /** A term of two columns, two of one, one of which is on another factor, and two deviations that are the same. */
    private static final String MIXED = "y ~ x + (x | g) + diag(0 + v + w | g, hom = TRUE) + (1 | h)";

    private static ThetaLayout layout(String formula) {
        return WrittenOut.Read.of(formula, WrittenOut.table(7, 1)).layout();
    }

    /** Units of 0.5, 0.25 and so on for the columns of each factor. */
    private static Units units(ThetaLayout layout) {
        double[][] information = new double[layout.factors()][];
        for (int f = 0; f < information.length; f++) {
            information[f] = new double[layout.width(f)];
            for (int j = 0; j < information[f].length; j++) {
                information[f][j] = Math.pow(4, j + 1);
            }
        }
        return new Units(layout, information);
    }

    private static double[][] covariances(ThetaLayout layout, double[] theta) {
        double[][] lambda = layout.lambda(theta);
        for (int f = 0; f < lambda.length; f++) {
            lambda[f] = SmallMatrices.timesTransposed(lambda[f], layout.width(f), layout.width(f));
        }
        return lambda;
    }

    private static double[] unit(int size, int i, double length) {
        double[] step = new double[size];
        step[i] = length;
        return step;
    }

    @Test
    void aTermOfAnyBasisHasASquareAndOthersTheirParameters() {
        ThetaLayout layout = layout(MIXED);
        Coordinates whole = new Coordinates(layout, units(layout), true);
        assertEquals(4 + 1 + 1, whole.size());
        Coordinates triangles = new Coordinates(layout, units(layout), false);
        assertEquals(3 + 1 + 1, triangles.size());
        assertEquals(0, whole.factor(4));
        assertEquals(1, whole.factor(5));
    }

    @Test
    void columnsWithoutVarianceAreHeld() {
        ThetaLayout layout = layout(MIXED);
        Coordinates whole = new Coordinates(layout, units(layout), true);
        assertArrayEquals(
                new boolean[] {true, false, true, false, true, false},
                whole.free(new double[] {0.7, 0.2, 0, 0.4, 0}, true));
        assertArrayEquals(
                new boolean[] {true, false, true, true, false, true},
                whole.free(new double[] {0.7, 0.2, 0.1, 0, 0.3}, false));
    }

    /** Units are 1/2 and 1/4 for the columns of the first term, 1/8 for the deviation and 1/2 for the other factor. */
    @Test
    void deviationsAreMeasuredInUnits() {
        ThetaLayout layout = layout(MIXED);
        Coordinates whole = new Coordinates(layout, units(layout), true);
        double[] theta = {0.7, 0.3, 0.4, -0.2, 0.6};
        double[] expected = {1.4, 1.4, 2, 2, 1.6, 1.2};
        assertArrayEquals(expected, whole.deviations(theta), TOLERANCE);
    }

    /** The step turns lambda of the first term into (1.2, 0.5; 0.5, 0.4), whose covariances are those of its square. */
    @Test
    void aStepMovesTheElementsByItsUnits() {
        ThetaLayout layout = layout(MIXED);
        Coordinates whole = new Coordinates(layout, units(layout), true);
        double[] theta = {0.7, 0.3, 0.4, 0.2, 0.6};
        double[] step = {1, 1, 0.8, 0, 2, -0.4};
        double[] moved = whole.moved(theta, step, true, List.of());
        double[][] g = covariances(layout, moved);
        double[] first = {1.2 * 1.2 + 0.25, 0.6 + 0.2, 0.6 + 0.2, 0.25 + 0.16};
        double[] deviation = {0.45 * 0.45, 0, 0, 0.45 * 0.45};
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                assertEquals(first[2 * i + j], g[0][4 * i + j], TOLERANCE);
                assertEquals(deviation[2 * i + j], g[0][4 * (i + 2) + j + 2], TOLERANCE);
            }
        }
        assertEquals(0.16, g[1][0], TOLERANCE);
        assertArrayEquals(new double[] {0.7, 0.3, 0.4, 0.2, 0.6}, theta);
        // a deviation that rounding leaves is none
        step[4] = -1.6 * (1 - 1e-16);
        assertEquals(0, whole.moved(theta, step, true, List.of())[3]);
    }

    @Test
    void aStepInTheTriangleIsThatBetweenItsEnds() {
        ThetaLayout layout = layout(MIXED);
        Coordinates triangles = new Coordinates(layout, units(layout), false);
        double[] theta = {0.7, 0.3, 0.4, 0.2, 0.6};
        double[] other = {0.2, -0.3, 0.8, 0.1, 0.9};
        double[] step = triangles.between(theta, other);
        assertArrayEquals(new double[] {-1, -2.4, 1.6, -0.8, 0.6}, step, TOLERANCE);
        assertArrayEquals(other, triangles.moved(theta, step, false, List.of()), TOLERANCE);
    }

    /** Units of 1/2; a variance that would fall below a hundredth of itself stays there. */
    @Test
    void variancesOfTermsOfOneColumnMoveAsTheyBegin() {
        ThetaLayout layout = layout("y ~ x + (1 | g) + (1 | h)");
        Coordinates whole = new Coordinates(layout, units(layout), true);
        double[] theta = {0.8, -0.5};
        double[] moved = whole.movedInVariance(theta, new double[] {0.4, -0.6}, true);
        assertEquals(Math.sqrt(0.64 + 2 * 0.8 * 0.2), moved[0], TOLERANCE);
        assertEquals(-Math.sqrt(0.25 + 2 * 0.5 * 0.3), moved[1], TOLERANCE);
        moved = whole.movedInVariance(theta, new double[] {-3, 4}, true);
        assertArrayEquals(new double[] {0.08, -0.05}, moved, TOLERANCE);
        assertTrue(whole.haveSeveralVariances(theta));
        assertFalse(whole.haveSeveralVariances(new double[] {0.8, 0}));
        ThetaLayout mixed = layout(MIXED);
        assertFalse(new Coordinates(mixed, units(mixed), true).haveSeveralVariances(new double[] {1, 1, 1, 1, 1}));
        double[] same = {0.7, 0.3, 0.4, 0.2, 0.6};
        double[] step = {1, 0, 0, 0, 0.8, 0};
        double[] expected = new Coordinates(mixed, units(mixed), true).moved(same, step, true, List.of());
        assertArrayEquals(
                expected, new Coordinates(mixed, units(mixed), true).movedInVariance(same, step, true), TOLERANCE);
    }

    @Test
    void turnsChangeNoCovariance() {
        ThetaLayout layout = layout("y ~ 1 + (x + v | g) + (1 | h)");
        Coordinates whole = new Coordinates(layout, units(layout), true);
        double[] theta = {0.7, 0.3, -0.4, 0.5, 0.2, 0.6, 0.9};
        List<double[]> turns = whole.turns(theta);
        assertEquals(3, turns.size());
        double[][] before = covariances(layout, theta);
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                assertEquals(a == b ? 1 : 0, SmallMatrices.dot(turns.get(a), turns.get(b)), TOLERANCE);
            }
            double[][] up = covariances(layout, whole.moved(theta, scaled(turns.get(a), 1e-5), true, List.of()));
            double[][] down = covariances(layout, whole.moved(theta, scaled(turns.get(a), -1e-5), true, List.of()));
            for (int i = 0; i < 9; i++) {
                assertEquals(0, (up[0][i] - down[0][i]) / 2e-5, 1e-9);
                assertEquals(before[0][i], up[0][i], 1e-9);
            }
        }
        // a column without variance turns into no other
        assertEquals(
                1, whole.turns(new double[] {0.7, 0.3, -0.4, 0.5, 0.2, 0, 0.9}).size());
    }

    private static double[] scaled(double[] v, double by) {
        return Descent.plus(new double[v.length], v, by);
    }

    @Test
    void whatIsNewInAStepIsAddedToOrthonormalOnes() {
        List<double[]> others = new ArrayList<>(List.of(new double[] {0.6, 0.8, 0}));
        Coordinates.addOrthogonal(new double[] {6, 8, 0}, others);
        assertEquals(1, others.size());
        Coordinates.addOrthogonal(new double[] {6e-9, 8e-9, 2e-9}, others);
        assertEquals(2, others.size());
        assertArrayEquals(new double[] {0, 0, 1}, others.get(1), 1e-7);
        assertArrayEquals(
                new double[] {0.8, -0.6, 0}, Coordinates.without(new double[] {0.8 + 6, -0.6 + 8, 5}, others), 1e-6);
    }

    /** Vector times weights is added to lambda of a term, and steps along these weights are those that move its rows so. */
    @Test
    void aDirectionIsAStepInItsTerm() {
        ThetaLayout layout = layout("y ~ 1 + (x | g) + (0 + v | g)");
        Coordinates whole = new Coordinates(layout, units(layout), true);
        Term term = layout.terms().get(0);
        double[] theta = {0.7, 0.3, 0.4, 0.9};
        double[] step = whole.step(term, new double[] {2, -1}, new double[] {0.6, 0.8});
        double[][] lambda = whole.lambdaAfter(theta, step, term);
        assertArrayEquals(new double[] {0.7 + 1.2, 1.6}, lambda[0], TOLERANCE);
        assertArrayEquals(new double[] {0.3 - 0.6, 0.4 - 0.8}, lambda[1], TOLERANCE);
        assertEquals(0, step[4]);
        List<double[]> along = whole.along(term, new double[] {0.6, 0.8});
        assertEquals(2, along.size());
        assertArrayEquals(new double[] {0.6, 0.8, 0, 0, 0}, along.get(0));
        assertArrayEquals(new double[] {0, 0, 0.6, 0.8, 0}, along.get(1));
        double[][] alone = whole.lambdaAfter(
                theta, new double[] {1, 1, 1, 1, 1}, layout.terms().get(1));
        assertArrayEquals(new double[][] {{0.9 + 1 / 8.0}}, alone);
    }

    /** A move may take a combination of columns away, which is what it ends without. */
    @Test
    void aMoveMayEndWithoutADirection() {
        ThetaLayout layout = layout("y ~ 1 + (x | g)");
        Coordinates whole = new Coordinates(layout, units(layout), true);
        double[] theta = {0.7, 0.3, 0.4};
        Direction second = new Direction(layout.terms().get(0), new double[] {0, 0.4}, new double[] {0, 1}, 0.4);
        double[] moved = whole.moved(theta, new double[4], true, List.of(second));
        assertArrayEquals(new double[] {0.7, 0.3, 0}, moved, TOLERANCE);
    }

    private static double criterion(WrittenOut model, double[] theta) {
        return model.criterion(model.relative(theta), true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ x + (x | g); 0.9 -0.3 0.7",
                "y ~ x + (1 | g) + diag(0 + x + v | g, hom = TRUE); 0.8 0.5",
                "y ~ x + (x | g) + diag(0 + v | g); 0.8 0.2 0.5 0.6",
            })
    void gradientAndHessianAreThoseOfDifferences(String formula, String values) {
        WrittenOut model = new WrittenOut(formula, WrittenOut.table(7, 1));
        double[] theta = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        Coordinates whole = new Coordinates(model.layout, units(model.layout), true);
        Point point;
        double[] hessian;
        try (Workers workers = new Workers(1, Progress.NONE)) {
            point = new ProfiledCriterion(
                            new SingleFactorSystem(model.products, workers),
                            model.layout,
                            true,
                            model.n,
                            0,
                            Progress.NONE)
                    .evaluate(theta, "search");
            hessian = whole.hessian(point);
        }
        int n = whole.size();
        double[] gradient = whole.gradient(point);
        for (int i = 0; i < n; i++) {
            double slope = 0;
            for (int a = 0; a < 4; a++) {
                double[] at = whole.moved(theta, unit(n, i, AT[a] * STEP), true, List.of());
                slope += WEIGHTS[a] * criterion(model, at) / (12 * STEP);
            }
            assertEquals(slope, gradient[i], 1e-6);
            for (int j = 0; j <= i; j++) {
                double second = 0;
                for (int a = 0; a < 4; a++) {
                    for (int b = 0; b < 4; b++) {
                        double[] step = unit(n, i, AT[a] * STEP);
                        step[j] += AT[b] * STEP;
                        second += WEIGHTS[a] * WEIGHTS[b] * criterion(model, whole.moved(theta, step, true, List.of()));
                    }
                }
                second /= 144 * STEP * STEP;
                assertEquals(second, hessian[i * n + j], 1e-5 * Math.max(1, Math.abs(second)));
                assertEquals(hessian[j * n + i], hessian[i * n + j], 1e-9 * Math.max(1, Math.abs(second)));
            }
        }
    }
}
