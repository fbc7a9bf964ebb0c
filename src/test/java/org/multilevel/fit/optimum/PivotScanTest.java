package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.fit.optimum.PivotScan.Pivot;

/** The scan is the likelihood of effects (first, other) times one variable per group, as full matrices of the rows give it. */
class PivotScanTest {
    /** Rounding of sums over some hundred rows. */
    private static final double TOLERANCE = 1e-7;

    private final int levels = 20;
    private final double[] column = new double[levels];
    private int rows;
    private RealMatrix x = new Array2DRowRealMatrix(1, 1);
    private RealMatrix y = new Array2DRowRealMatrix(1, 1);
    private int[] group = new int[0];

    /** Groups whose effects all cross at a value of the column: b (c - crossing). */
    private PivotScan scan(double crossing, boolean restricted) {
        Random random = new Random(9);
        rows = 0;
        double[] weight = new double[levels];
        for (int l = 0; l < levels; l++) {
            weight[l] = l == 3 ? 0 : 4 + l % 3;
            rows += (int) weight[l];
        }
        x = new Array2DRowRealMatrix(rows, 2);
        y = new Array2DRowRealMatrix(rows, 1);
        group = new int[rows];
        double[] sums = new double[levels * 3];
        double[] total = new double[9];
        int row = 0;
        for (int l = 0; l < levels; l++) {
            column[l] = random.nextDouble();
            double effect = 6 * random.nextGaussian() * (column[l] - crossing);
            for (int i = 0; i < weight[l]; i++, row++) {
                double[] xy = {1, random.nextGaussian(), 2 + effect + random.nextGaussian()};
                group[row] = l;
                x.setRow(row, new double[] {xy[0], xy[1]});
                y.setEntry(row, 0, xy[2]);
                for (int a = 0; a < 3; a++) {
                    sums[l * 3 + a] += xy[a];
                    for (int b = 0; b < 3; b++) {
                        total[a * 3 + b] += xy[a] * xy[b];
                    }
                }
            }
        }
        return new PivotScan(weight, column, sums, total, 1, rows, restricted);
    }

    /** -2 log-likelihood without constants. */
    private double dense(double first, double other, boolean restricted) {
        RealMatrix v = MatrixUtils.createRealIdentityMatrix(rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                double effect = first + other * column[group[i]];
                v.addToEntry(i, j, group[i] == group[j] ? effect * effect : 0);
            }
        }
        CholeskyDecomposition factor = new CholeskyDecomposition(v, 1e-9, 0);
        RealMatrix vx = factor.getSolver().solve(x);
        CholeskyDecomposition information =
                new CholeskyDecomposition(x.transpose().multiply(vx), 1e-9, 0);
        RealMatrix beta = information.getSolver().solve(vx.transpose().multiply(y));
        RealMatrix rest = y.subtract(x.multiply(beta));
        double squares =
                rest.transpose().multiply(factor.getSolver().solve(rest)).getEntry(0, 0);
        double value = logDeterminant(factor);
        return restricted
                ? value + logDeterminant(information) + (rows - 2) * Math.log(squares)
                : value + rows * Math.log(squares);
    }

    private static double logDeterminant(CholeskyDecomposition factor) {
        double sum = 0;
        for (int i = 0; i < factor.getL().getRowDimension(); i++) {
            sum += 2 * Math.log(factor.getL().getEntry(i, i));
        }
        return sum;
    }

    @Test
    void effectsThatCrossAtOneValueAreFoundThere() {
        for (double crossing : new double[] {0.2, 0.8}) {
            Pivot best = scan(crossing, true).minima().get(0);
            // twenty groups tell the crossing that well
            assertEquals(crossing, -best.first() / best.other(), 0.15);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMinimumIsWorthTheLikelihoodOfTheRows(boolean restricted) {
        for (Pivot pivot : scan(0.4, restricted).minima()) {
            assertEquals(dense(pivot.first(), pivot.other(), restricted), pivot.value(), TOLERANCE);
        }
    }

    @Test
    void noDirectionNearbyAndNoSizeNearbyIsBetter() {
        for (Pivot pivot : scan(0.4, true).minima()) {
            double angle = Math.atan2(pivot.other(), pivot.first());
            double size = Math.hypot(pivot.first(), pivot.other());
            for (double turn : new double[] {-Math.PI / 72, 0, Math.PI / 72}) {
                for (double times : new double[] {0.7, 1, 1.4}) {
                    double value =
                            dense(times * size * Math.cos(angle + turn), times * size * Math.sin(angle + turn), true);
                    // a start need not be the minimum itself
                    assertTrue(value >= pivot.value() - 0.05);
                }
            }
        }
    }

    @Test
    void minimaComeLowestFirstAndNoneIsHopeless() {
        for (double crossing : new double[] {-0.5, 0.1, 0.5, 0.9, 2}) {
            List<Pivot> minima = scan(crossing, true).minima();
            assertTrue(!minima.isEmpty() && minima.size() <= 3);
            for (int i = 1; i < minima.size(); i++) {
                assertTrue(minima.get(i).value() >= minima.get(i - 1).value());
                assertTrue(minima.get(i).value() < minima.get(0).value() + 8);
            }
        }
    }

    @Test
    void theFirstColumnAloneGetsTheSizeThatFitsBest() {
        PivotScan scan = scan(0.4, true);
        double alone = scan.alone();
        double value = dense(alone, 0, true);
        assertTrue(value <= dense(0.9 * alone, 0, true));
        assertTrue(value <= dense(1.1 * alone, 0, true));
    }

    @Test
    void theSizesOfTheFirstColumnAloneAreThoseWhereNoneNearbyIsBetter() {
        PivotScan scan = scan(0.4, true);
        for (double size : scan.sizes()) {
            assertTrue(dense(size, 0, true) <= dense(0.9 * size, 0, true));
            assertTrue(dense(size, 0, true) <= dense(1.1 * size, 0, true));
        }
        assertEquals(scan.alone(), scan.sizes().get(0), 0.05 * scan.alone());
    }
}
