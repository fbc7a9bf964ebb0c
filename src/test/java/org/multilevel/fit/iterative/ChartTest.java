package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.WrittenOut;

/** Steps from points whose gradient and information are given: where there is room they are Newton's in the variances and covariances. */
class ChartTest {
    private static final double[] FAR = {2, 2};
    private static final double[][] LARGE = {
        {5, 0.5, 0.2, 0.3}, {0.5, 9, 0.4, -1}, {0.2, 0.4, 6, 0.7}, {0.3, -1, 0.7, 8}
    };

    private final ThetaLayout single = layout("(1 | g) + (1 | h)");
    private final ThetaLayout slopes = layout("(1 + x | g) + (1 | h)");

    private static ThetaLayout layout(String terms) {
        return new WrittenOut("y ~ x + " + terms, WrittenOut.table(1, 1)).layout;
    }

    /** Returns a point of which only the covariances, the gradient and the information, and the noise are looked at. */
    private static IterativePoint point(
            ThetaLayout layout, double[][] covariances, double[] gradient, double[][] information, double[][] noise) {
        CovarianceEntries entries = new CovarianceEntries(layout);
        double[] halved = gradient.clone();
        for (int k = 0; k < halved.length; k++) {
            halved[k] /= entries.row(k) == entries.column(k) ? 1 : 2;
        }
        WrittenOut.Read read = WrittenOut.Read.of("y ~ x + (1 | g) + (1 | h)", WrittenOut.table(1, 1));
        try (Workers workers = new Workers(1, Progress.NONE)) {
            IterativeCriterion criterion = new IterativeCriterion(
                    new CrossedEffects(read.products()), new CovarianceEntries(read.layout()), true, workers);
            double[][] lambda = {{1}, {1}};
            IterativePoint any = criterion.evaluate(lambda, Probes.of(criterion.system(lambda), 3, 4));
            return new IterativePoint(
                    entries.lambda(covariances),
                    0,
                    0,
                    entries.matrices(halved),
                    gradient,
                    noise,
                    information,
                    any.fixed(),
                    any.degrees(),
                    any.squares(),
                    any.effects(),
                    any.diagonal(),
                    0,
                    0);
        }
    }

    private static Chart chart(
            ThetaLayout layout,
            double[][] covariances,
            double[] gradient,
            double[][] information,
            double[][] ofLevels,
            boolean gone) {
        IterativePoint point = point(layout, covariances, gradient, information, information);
        return new Chart(new CovarianceEntries(layout), point, ofLevels, gone);
    }

    private static double[] entries(ThetaLayout layout, double[][] lambda) {
        CovarianceEntries entries = new CovarianceEntries(layout);
        return entries.of(entries.covariances(lambda));
    }

    @Test
    void aStepWithRoomIsNewtonsInTheEntries() {
        double[][] covariances = {{1, 0.3, 0.3, 0.5}, {0.4}};
        double[] gradient = {0.6, -0.8, -0.9, 1.1};
        Chart chart = chart(slopes, covariances, gradient, LARGE, new double[][] {{4, 1}, {2}}, false);
        assertEquals(4, chart.coordinates());
        assertTrue(chart.isPositive());
        assertFalse(chart.holds());
        RealMatrix inverse = MatrixUtils.inverse(new Array2DRowRealMatrix(LARGE));
        double[] newton = inverse.operate(gradient);
        Chart.Step step = chart.step(FAR, false);
        double[] expected = new CovarianceEntries(slopes).of(covariances);
        for (int k = 0; k < 4; k++) {
            expected[k] -= newton[k];
        }
        assertArrayEquals(expected, entries(slopes, step.lambda()), 1e-13);
        assertEquals(Math.abs(Math.log(expected[3] / 0.4)), step.sizes()[1], 1e-13);
        assertEquals(Math.max(step.sizes()[0], step.sizes()[1]), step.size());
        // that of the gradient, here the information itself, between two inverses
        assertArrayEquals(inverse.getRow(1), chart.noise()[1], 1e-13);
        assertArrayEquals(inverse.getRow(3), chart.noise()[3], 1e-13);
    }

    /** The variance of h would fall to nothing; held at exp(-1) of itself, that of g goes to where its derivative vanishes beside it. */
    @Test
    void aTermWithoutRoomEndsAtItsBoundAndTheOthersTakeItIntoAccount() {
        double[] gradient = {0.5, 3};
        double[][] information = {{4, 1}, {1, 2}};
        Chart chart =
                chart(single, new double[][] {{1}, {0.8}}, gradient, information, new double[][] {{1}, {1}}, false);
        double[] found = entries(single, chart.step(new double[] {3, 1}, false).lambda());
        double ofH = 0.8 * Math.exp(-1);
        assertEquals(ofH, found[1], 1e-10);
        assertEquals(1 - (0.5 + ofH - 0.8) / 4, found[0], 1e-10);
    }

    @Test
    void withoutALowestPointVariancesGoDownhillByHalf() {
        double[][] hollow = {{1, 0, 0, 0}, {0, -1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        double[] gradient = {-2, 5, 3, -4};
        Chart chart = chart(
                slopes, new double[][] {{3, 0, 0, 0.5}, {0.4}}, gradient, hollow, new double[][] {{1, 1}, {1}}, false);
        assertFalse(chart.isPositive());
        double[] found = entries(slopes, chart.step(FAR, false).lambda());
        assertArrayEquals(new double[] {4.5, 0, 0.25, 0.6}, found, 1e-14);
        assertArrayEquals(new double[4], chart.noise()[0]);
        double[] near =
                entries(slopes, chart.step(new double[] {0.1, 0.1}, false).lambda());
        double most = Math.exp(0.1);
        assertArrayEquals(new double[] {3 * most, 0, 0.5 / most, 0.4 * most}, near, 1e-14);
    }

    /** Levels of h tell so little that a variance of 1 is nothing; it would fall, so it is held, and g moves alone until h goes. */
    @Test
    void whatIsHeldStaysUntilItGoesAndThenTheOthersKnow() {
        double[] gradient = {0.5, 3};
        double[][] information = {{4, 1}, {1, 2}};
        double[][] ofLevels = {{1}, {1e-6}};
        double[][] covariances = {{2}, {1}};
        Chart chart = chart(single, covariances, gradient, information, ofLevels, false);
        assertTrue(chart.holds());
        assertEquals(1, chart.coordinates());
        Chart.Step kept = chart.step(FAR, false);
        // the least variance is 1e-5 times what a level tells
        assertArrayEquals(new double[] {2 - 0.5 / 4, 10}, entries(single, kept.lambda()), 1e-13);
        assertEquals(0, kept.sizes()[1]);
        Chart.Step without = chart.step(FAR, true);
        assertArrayEquals(new double[] {2 - (0.5 - 1) / 4, 0}, entries(single, without.lambda()), 1e-13);
        assertEquals(Math.log(2.125 / 2), without.size(), 1e-13);
        // 4 between two inverses of 4, of g alone
        assertArrayEquals(new double[] {0.25, 0}, chart.noise()[0], 1e-15);
        assertArrayEquals(new double[2], chart.noise()[1]);
        Chart gone = chart(single, covariances, gradient, information, ofLevels, true);
        assertFalse(gone.holds());
        assertEquals(1, gone.coordinates());
    }

    @Test
    void whereNothingIsFreeNothingMoves() {
        double[][] none = {{0}, {0}};
        Chart chart = chart(
                single, none, new double[] {1, 1}, new double[][] {{1, 0}, {0, 1}}, new double[][] {{1}, {1}}, true);
        assertEquals(0, chart.coordinates());
        Chart.Step step = chart.step(FAR, true);
        assertEquals(0, step.size());
        assertTrue(Arrays.deepEquals(none, step.lambda()));
        assertTrue(Arrays.deepEquals(new double[2][2], chart.noise()));
    }
}
