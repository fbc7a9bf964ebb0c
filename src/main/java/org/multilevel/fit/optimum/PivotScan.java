package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the effects of a column that varies between groups only, and of the first column beside it, may have their maxima: effects b (1, c)
 * that all cross at one value of the column.
 *
 * <p>A group's sum of residuals r has mean a m and variance sigma^2 (a + a^2 t^2 (v'z)^2), a = Z'WZ of the first column, z = (1, c) and
 * c the column's value in the group. The likelihood of these alone, with the mean m and sigma taken at their best, is scanned over
 * directions v and sizes t; its minima are where the criterion is worth an evaluation. No row and no factorisation is needed.
 */
final class PivotScan {
    private static final int ANGLES = 24;
    private static final int SIZES = 10;
    /** Minima further above the lowest than this are not worth an evaluation. */
    private static final double WORTHWHILE = 8;

    private static final int MOST = 3;

    private final double[] weight;
    private final double[] column;
    private final double[] sum;
    private final double variance;

    /**
     * Prepares a scan.
     *
     * @param weight Z'WZ of the first column per group
     * @param column value of the other column per group, in units of its root mean square
     * @param sum Z'W(y - X beta) of the first column per group
     * @param variance the residual variance
     */
    PivotScan(double[] weight, double[] column, double[] sum, double variance) {
        this.weight = weight.clone();
        this.column = column.clone();
        this.sum = sum.clone();
        this.variance = variance;
    }

    /** A direction (of the first column, of the other) times its standard deviation, and how well it fits. */
    record Pivot(double first, double other, double value) {}

    /** Returns the minima, lowest first. */
    List<Pivot> minima() {
        double mean = 0;
        for (double w : weight) {
            mean += w / weight.length;
        }
        Pivot[] best = new Pivot[ANGLES];
        for (int i = 0; i < ANGLES; i++) {
            double angle = Math.PI * (i + 0.5) / ANGLES - Math.PI / 2;
            best[i] = new Pivot(0, 0, Double.POSITIVE_INFINITY);
            for (int s = 0; s < SIZES; s++) {
                double size = Math.pow(2, s - 1) / Math.sqrt(mean);
                Pivot pivot = pivot(size * Math.cos(angle), size * Math.sin(angle));
                best[i] = pivot.value() < best[i].value() ? pivot : best[i];
            }
        }
        List<Pivot> minima = new ArrayList<>();
        for (int i = 0; i < ANGLES; i++) {
            double before = best[(i + ANGLES - 1) % ANGLES].value();
            if (best[i].value() <= before && best[i].value() < best[(i + 1) % ANGLES].value()) {
                minima.add(best[i]);
            }
        }
        minima.sort(Comparator.comparingDouble(Pivot::value));
        return minima.stream()
                .filter(m -> m.value() < minima.get(0).value() + WORTHWHILE)
                .limit(MOST)
                .toList();
    }

    private Pivot pivot(double first, double other) {
        double top = 0;
        double bottom = 0;
        double[] v = new double[weight.length];
        for (int l = 0; l < v.length; l++) {
            double effect = first + other * column[l];
            v[l] = weight[l] + weight[l] * weight[l] * effect * effect;
            if (weight[l] > 0) {
                top += weight[l] * sum[l] / v[l];
                bottom += weight[l] * weight[l] / v[l];
            }
        }
        double mean = bottom > 0 ? top / bottom : 0;
        double value = StrictMath.log(bottom);
        for (int l = 0; l < v.length; l++) {
            if (weight[l] > 0) {
                double e = sum[l] - weight[l] * mean;
                value += StrictMath.log(v[l]) + e * e / (variance * v[l]);
            }
        }
        return new Pivot(first, other, value);
    }
}
