package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.optimum.PivotScan.Pivot;

class PivotScanTest {
    /** Rounding of a sum of some forty terms near ten. */
    private static final double TOLERANCE = 1e-9;

    private static final double VARIANCE = 1.7;
    private final int levels = 20;
    private final double[] weight = new double[levels];
    private final double[] column = new double[levels];
    private final double[] sum = new double[levels];

    /** Groups whose effects all cross at a value of the column: b (c - crossing). */
    private List<Pivot> minima(double crossing) {
        Random random = new Random(9);
        for (int l = 0; l < levels; l++) {
            weight[l] = l == 3 ? 0 : 4 + l % 3;
            column[l] = random.nextDouble();
            double effect = 6 * random.nextGaussian() * (column[l] - crossing);
            sum[l] = weight[l] * (2 + effect) + Math.sqrt(weight[l] * VARIANCE) * random.nextGaussian();
        }
        return new PivotScan(weight, column, sum, VARIANCE).minima();
    }

    /** -2 log-likelihood of the group sums, restricted for their mean, without constants. */
    private double dense(double first, double other) {
        RealMatrix v = new Array2DRowRealMatrix(levels - 1, levels - 1);
        RealMatrix ones = new Array2DRowRealMatrix(levels - 1, 1);
        RealMatrix r = new Array2DRowRealMatrix(levels - 1, 1);
        for (int i = 0; i < levels - 1; i++) {
            int l = i < 3 ? i : i + 1; // the group without weight says nothing
            double effect = first + other * column[l];
            v.setEntry(i, i, weight[l] + Math.pow(weight[l] * effect, 2));
            ones.setEntry(i, 0, weight[l]);
            r.setEntry(i, 0, sum[l]);
        }
        LUDecomposition decomposition = new LUDecomposition(v);
        RealMatrix vOnes = decomposition.getSolver().solve(ones);
        double information = ones.transpose().multiply(vOnes).getEntry(0, 0);
        double mean = vOnes.transpose().multiply(r).getEntry(0, 0) / information;
        RealMatrix rest = r.subtract(ones.scalarMultiply(mean));
        double squares =
                rest.transpose().multiply(decomposition.getSolver().solve(rest)).getEntry(0, 0);
        return Math.log(decomposition.getDeterminant()) + Math.log(information) + squares / VARIANCE;
    }

    @Test
    void effectsThatCrossAtOneValueAreFoundThere() {
        for (double crossing : new double[] {0.2, 0.8}) {
            Pivot best = minima(crossing).get(0);
            // the directions looked at are 7.5 degrees apart
            assertEquals(crossing, -best.first() / best.other(), 0.15);
        }
    }

    @Test
    void aMinimumIsWorthTheLikelihoodOfTheGroupSums() {
        for (Pivot pivot : minima(0.4)) {
            assertEquals(dense(pivot.first(), pivot.other()), pivot.value(), TOLERANCE);
        }
    }

    @Test
    void noDirectionNearbyAndNoSizeIsBetter() {
        for (Pivot pivot : minima(0.4)) {
            double angle = Math.atan2(pivot.other(), pivot.first());
            double size = Math.hypot(pivot.first(), pivot.other());
            for (double turn : new double[] {-Math.PI / 24, 0, Math.PI / 24}) {
                for (int s = -3; s <= 3; s++) {
                    double t = size * Math.pow(2, s);
                    // the scan looks at ten sizes from half of where a group begins to tell its effect
                    double smallest = 0.5
                            / Math.sqrt(
                                    java.util.Arrays.stream(weight).average().orElseThrow());
                    if (t >= 0.99 * smallest && t <= 513 * smallest) {
                        double value = dense(t * Math.cos(angle + turn), t * Math.sin(angle + turn));
                        assertTrue(value >= pivot.value() - TOLERANCE);
                    }
                }
            }
        }
    }

    @Test
    void minimaComeLowestFirstAndNoneIsHopeless() {
        for (double crossing : new double[] {-0.5, 0.1, 0.5, 0.9, 2}) {
            List<Pivot> minima = minima(crossing);
            assertTrue(!minima.isEmpty() && minima.size() <= 3);
            for (int i = 1; i < minima.size(); i++) {
                assertTrue(minima.get(i).value() >= minima.get(i - 1).value());
                assertTrue(minima.get(i).value() < minima.get(0).value() + 8);
            }
        }
    }
}
