package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.multilevel.fit.linalg.LogProduct;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * Where the effects of a column that varies between groups only, and of the first column beside it, may have their maxima: effects b (1, c)
 * that all cross at one value of the column.
 *
 * <p>A group of such effects has V = I + t^2 (v'z)^2 z1 z1', z = (1, c) with c the column's value in the group and z1 the first column, so
 * with a = z1'Wz1 the restricted likelihood of these effects alone is log |X'V^-1X| + sum log(1 + a t^2 (v'z)^2) + (n - p) log r^2, where
 * [X y]'V^-1[X y] is less by t^2 (v'z)^2 / (1 + a t^2 (v'z)^2) of the group's z1'W[X y] squared. It is scanned over directions v and
 * sizes t, and its minima are refined; they are where the criterion is worth an evaluation. No row and no factorisation is needed.
 */
final class PivotScan {
    private static final int ANGLES = 36;
    private static final int SIZES = 10;
    private static final int REFINEMENTS = 12;
    /** Minima further above the lowest than this are not worth an evaluation. */
    private static final double WORTHWHILE = 8;

    private static final int MOST = 3;

    private final double[] weight;
    private final double[] column;
    private final double[] sums;
    private final double[] total;
    private final double multiplicity;
    private final boolean restricted;
    private final double degrees;
    private final int n;
    private final double mean;

    /**
     * Prepares a scan.
     *
     * @param weight Z'WZ of the first column per group
     * @param column value of the other column per group, in units of its root mean square
     * @param sums Z'W[X y] of the first column per group, p + 1 each
     * @param total [X y]'W[X y]
     * @param multiplicity for how many groups each of these stands
     * @param rows the number of rows
     * @param restricted whether the restricted likelihood is meant
     */
    PivotScan(
            double[] weight,
            double[] column,
            double[] sums,
            double[] total,
            double multiplicity,
            double rows,
            boolean restricted) {
        this.weight = weight.clone();
        this.column = column.clone();
        this.sums = sums.clone();
        this.total = total.clone();
        this.multiplicity = multiplicity;
        this.n = sums.length / weight.length;
        this.restricted = restricted;
        this.degrees = restricted ? rows - (n - 1) : rows;
        double sum = 0;
        for (double w : weight) {
            sum += w / weight.length;
        }
        this.mean = sum;
    }

    /** A direction (of the first column, of the other) times its standard deviation, and how well it fits. */
    record Pivot(double first, double other, double value) {}

    /** A direction and the logarithm of a size in units. */
    private record Polar(double angle, double size, double value) {}

    /** Returns the best size of the first column's effects alone: their standard deviation. */
    double alone() {
        Polar best = new Polar(0, 0, Double.POSITIVE_INFINITY);
        for (int s = 0; s < SIZES; s++) {
            best = better(best, 0, (s - 1) * StrictMath.log(2));
        }
        return pivot(refinedSize(best)).first();
    }

    /** Returns the sizes of the first column's effects alone at which the likelihood has a maximum, without that at zero. */
    List<Double> sizes() {
        double[] value = new double[SIZES + 4];
        for (int s = 0; s < value.length; s++) {
            Pivot pivot = pivot(new Polar(0, (s - 4) * StrictMath.log(2), 0));
            value[s] = value(pivot.first(), 0);
        }
        List<Double> sizes = new ArrayList<>();
        for (int s = 1; s + 1 < value.length; s++) {
            if (value[s] < value[s - 1] && value[s] <= value[s + 1]) {
                Polar start = new Polar(0, (s - 4) * StrictMath.log(2), value[s]);
                sizes.add(pivot(refinedSize(start)).first());
            }
        }
        return sizes;
    }

    private Polar refinedSize(Polar start) {
        Polar best = start;
        double growth = StrictMath.log(2) / 2;
        for (int i = 0; i < REFINEMENTS / 2; i++, growth /= 2) {
            best = better(best, best.angle(), best.size() + growth);
            best = better(best, best.angle(), best.size() - growth);
        }
        return best;
    }

    /** Returns the minima, lowest first. */
    List<Pivot> minima() {
        Polar[] best = new Polar[ANGLES];
        for (int i = 0; i < ANGLES; i++) {
            double angle = Math.PI * (i + 0.5) / ANGLES - Math.PI / 2;
            best[i] = new Polar(angle, 0, Double.POSITIVE_INFINITY);
            for (int s = 0; s < SIZES; s++) {
                best[i] = better(best[i], angle, (s - 1) * StrictMath.log(2));
            }
        }
        List<Polar> minima = new ArrayList<>();
        for (int i = 0; i < ANGLES; i++) {
            double before = best[(i + ANGLES - 1) % ANGLES].value();
            if (best[i].value() <= before && best[i].value() < best[(i + 1) % ANGLES].value()) {
                minima.add(refined(best[i]));
            }
        }
        minima.sort(Comparator.comparingDouble(Polar::value));
        return minima.stream()
                .filter(m -> m.value() < minima.get(0).value() + WORTHWHILE)
                .limit(MOST)
                .map(this::pivot)
                .toList();
    }

    private Polar refined(Polar start) {
        Polar best = start;
        double turn = Math.PI / ANGLES / 2;
        double growth = StrictMath.log(2) / 2;
        for (int i = 0; i < REFINEMENTS; i++) {
            Polar from = best;
            for (int side : new int[] {-1, 1}) {
                best = better(best, from.angle() + side * turn, from.size());
                best = better(best, from.angle(), from.size() + side * growth);
                best = better(best, from.angle() + turn, from.size() + side * growth);
                best = better(best, from.angle() - turn, from.size() + side * growth);
            }
            turn /= best.equals(from) ? 2 : 1;
            growth /= best.equals(from) ? 2 : 1;
        }
        return best;
    }

    private Polar better(Polar best, double angle, double size) {
        Pivot pivot = pivot(new Polar(angle, size, 0));
        double value = value(pivot.first(), pivot.other());
        return value < best.value() ? new Polar(angle, size, value) : best;
    }

    private Pivot pivot(Polar polar) {
        double size = StrictMath.exp(polar.size()) / Math.sqrt(mean);
        return new Pivot(size * StrictMath.cos(polar.angle()), size * StrictMath.sin(polar.angle()), polar.value());
    }

    private double value(double first, double other) {
        double[] s = total.clone();
        LogProduct determinant = new LogProduct();
        for (int l = 0; l < weight.length; l++) {
            double effect = first + other * column[l];
            double v = 1 + weight[l] * effect * effect;
            double part = multiplicity * effect * effect / v;
            determinant.multiply(v, 1);
            for (int i = 0, at = l * n; i < n; i++) {
                double row = part * sums[at + i];
                for (int j = 0; j <= i; j++) {
                    s[i * n + j] -= row * sums[at + j];
                }
            }
        }
        if (!SmallMatrices.cholesky(s, 0, n)) {
            return Double.POSITIVE_INFINITY;
        }
        double value = multiplicity * determinant.log();
        for (int i = 0; i + 1 < n && restricted; i++) {
            value += 2 * StrictMath.log(s[i * n + i]);
        }
        return value + 2 * degrees * StrictMath.log(s[n * n - 1]);
    }
}
