package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.optimum.WrittenOut;

/** Where the covariance of an intercept and a slope may go; a level tells 4 of the first and 1 of the second. */
class TermChartTest {
    private static final double[] INFORMATION = {4, 1};
    private static final double[][] COVARIANCE = {{1, 0.3}, {0.3, 0.5}};
    /** All but one component: 0.8 (1, 0.5)(1, 0.5)' and next to nothing beside it. */
    private static final double[][] NARROW = {{0.8, 0.4}, {0.4, 0.2 + 2e-5}};

    private static final double[][] RISING = {{1, -2}, {-2, 4}};

    private static Term term() {
        MemoryTable table = WrittenOut.table(1, 1);
        return new WrittenOut("y ~ x + (1 + x | g)", table).layout.terms().get(0);
    }

    private static TermChart chart(double[][] covariance, double[][] slopes) {
        return new TermChart(term(), covariance, slopes, INFORMATION, false);
    }

    private static void assertNear(double[][] expected, double[][] actual, double tolerance) {
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(expected[i], actual[i], tolerance);
        }
    }

    /** G changes with a step as the tangents say, exactly so where nothing is held. */
    @Test
    void aStepMovesAlongTheTangents() {
        TermChart chart = chart(COVARIANCE, RISING);
        assertEquals(3, chart.coordinates());
        assertEquals(0, chart.held.length);
        double[] step = {0.2, -0.1, 0.3};
        double[][] expected = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                expected[i][j] = COVARIANCE[i][j];
                for (int k = 0; k < 3; k++) {
                    expected[i][j] += step[k] * chart.tangents()[k][i][j];
                }
            }
        }
        assertNear(expected, chart.moved(step, false), 1e-14);
    }

    @Test
    void variancesAreMultipliedWithinBounds() {
        TermChart chart = chart(COVARIANCE, RISING);
        double[] wild = {-3, 2, 9};
        double[] nearest = chart.nearest(wild, 0.7);
        assertEquals(0.7, chart.size(nearest), 1e-12);
        assertArrayEquals(nearest, chart.nearest(nearest, 0.7), 1e-12);
        double[] small = {0.1, 0.1, -0.1};
        assertArrayEquals(small, chart.nearest(small, 0.7), 1e-15);
    }

    /** S is (1, -2)(1, -2)': the criterion rises with what is beside (1, 0.5), and a turn towards it costs so. */
    @Test
    void whatIsNothingAndWouldFallIsHeldAndMayBeTurnedTo() {
        TermChart chart = chart(NARROW, RISING);
        assertArrayEquals(new int[] {0}, chart.free);
        assertArrayEquals(new int[] {1}, chart.held);
        assertEquals(2, chart.coordinates());
        double turn = 1e-3;
        double[][] moved = chart.moved(new double[] {0, turn}, true);
        double[][] tangent = chart.tangents()[1];
        double second = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double change = moved[i][j] - (NARROW[i][j] - chart.heldPart()[i][j]);
                second += 2 * RISING[i][j] * (change - turn * tangent[i][j]) / (turn * turn);
            }
        }
        double[] hessian = new double[4];
        chart.addCurvature(hessian, 2, 0);
        assertArrayEquals(new double[] {0, 0, 0, hessian[3]}, hessian);
        assertTrue(second > 0.1);
        assertEquals(second, hessian[3], 1e-6 * second);
        assertEquals(0, new EigenDecomposition(new Array2DRowRealMatrix(moved)).getRealEigenvalue(1), 1e-15);
        double[][] kept = chart.moved(new double[] {0, 0}, false);
        assertNear(NARROW, kept, 1e-15);
    }

    @Test
    void whatIsNothingAndWouldGrowIsFree() {
        double[][] falling = {{-1, 2}, {2, -4}};
        assertEquals(0, chart(NARROW, falling).held.length);
        assertEquals(3, chart(NARROW, falling).coordinates());
        assertEquals(
                1, new TermChart(term(), NARROW, falling, INFORMATION, true).coordinates(), "at the end it is gone");
    }

    @Test
    void everyComponentIsLiftedToALeastVariance() {
        double[][] lifted = TermChart.lifted(new double[][] {{0.8, 0.4}, {0.4, 0.2}}, new double[] {2, 1});
        double[][] scaled = {{4 * lifted[0][0], 2 * lifted[0][1]}, {2 * lifted[1][0], lifted[1][1]}};
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(scaled));
        assertEquals(3.4, eigen.getRealEigenvalue(0), 1e-12);
        assertEquals(1e-5, eigen.getRealEigenvalue(1), 1e-14);
    }

    /** Of variance 3.4 in its unit, the free component turns by an angle of the turn over the root of that. */
    @Test
    void turnsAreBoundedAsAngles() {
        TermChart chart = chart(NARROW, RISING);
        double most = 0.5 * Math.sqrt(3.4);
        assertArrayEquals(new double[] {0, most}, chart.nearest(new double[] {0, 9}, 0.5), 1e-6);
        assertArrayEquals(new double[] {0, -most}, chart.nearest(new double[] {0, -9}, 0.5), 1e-6);
        assertArrayEquals(new double[] {0, 0.1}, chart.nearest(new double[] {0, 0.1}, 0.5), 1e-15);
        assertEquals(0.3 / Math.sqrt(3.4), chart.size(new double[] {0, -0.3}), 1e-6);
        assertEquals(Math.log(1.5), chart.size(new double[] {0.5, 0.3}), 1e-12);
    }

    @Test
    void distancesAmongVariancesAndCovariancesCountTheSame() {
        assertArrayEquals(new double[] {3, 3, 3}, chart(COVARIANCE, RISING).weights(new double[] {1, 2, 6}));
        assertArrayEquals(new double[] {3, 7}, chart(NARROW, RISING).weights(new double[] {3, 7}));
    }

    @Test
    void aColumnOfWhichLevelsTellNothingHasAUnitOfOne() {
        assertArrayEquals(new double[] {2, 1}, TermChart.roots(new double[] {4, 0}));
    }

    /** Of 3.4 the least there may be is 1e-5, and a step may leave a variance at exp(-2) of itself at least. */
    @Test
    void noVarianceFallsBelowTheLeast() {
        TermChart chart = chart(NARROW, RISING);
        assertEquals(Math.exp(-2) - 1, chart.nearest(new double[] {-5, 0}, 2)[0], 1e-12);
        assertEquals(1e-5 / 3.4 - 1, chart.nearest(new double[] {-5, 0}, 20)[0], 1e-11);
    }
}
