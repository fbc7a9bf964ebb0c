package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * Half of the derivative of log |M| + sum_c weight_c |column c|^2, M = Lambda'Z'WZ Lambda + I, with respect to the templates lambda.
 *
 * <p>Column c is a combination [X y] d of the fixed columns, its square that in V^-1: the derivatives of r^2 and of log |X'V^-1X| are
 * both of this kind. With V = M^-1, u = V Lambda'Z'W[X y]d and c = Z'W([X y]d - Z Lambda u), each lambda of a factor has G = sum over its
 * levels of [Z'WZ Lambda V]_ii - weight c u'.
 *
 * <p>Since Lambda'Z'WZ Lambda = M - I and Lambda'c = u, also lambda'G = sum of I - V_ii - weight u u', which needs the diagonal blocks of V
 * only. That is used unless lambda is so small or so nearly singular that dividing by it would cost digits.
 */
final class HalfGradient {
    /** Sums of I - V_ii below this part of the number of levels, and pivots of lambda below this part of the largest, are too small to divide by. */
    private static final double WELL_SCALED = 1e-3;

    private final Omega omega;
    private final Plan plan;
    private final CrossProducts products;
    private final double[][] lambda;
    private final BlockedWorkspace workspace;
    private final Workers workers;

    HalfGradient(Omega omega, double[][] lambda, BlockedWorkspace workspace, Workers workers) {
        this.omega = omega;
        this.plan = omega.plan;
        this.products = omega.products;
        this.lambda = lambda;
        this.workspace = workspace;
        this.workers = workers;
    }

    /**
     * Returns G of each factor, q x q.
     *
     * @param solution gives u for a d; overwritten by the next
     */
    double[][] of(double[] weights, double[][] columns, Function<double[], double[][]> solution) {
        Traces traces = traces();
        double[][] sum = traces.sums();
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] != 0) {
                double[][] u = solution.apply(columns[k]);
                subtractOuter(weights[k], cross(traces, columns[k], u), u, sum);
            }
        }
        divide(traces, sum);
        return sum;
    }

    /**
     * Returns what the columns of [X y] give one by one: of each factor the sum at weight zero, then for each pair of columns i >= j in turn
     * of each factor what it takes away, as {@link GradientQuadratics} reads it.
     *
     * @param n columns of [X y]
     * @param solution gives u for a d; overwritten by the next
     */
    double[] quadratics(int n, Function<double[], double[][]> solution) {
        Traces traces = traces();
        double[][] sum = traces.sums();
        divide(traces, sum);
        DoubleStream.Builder numbers = DoubleStream.builder();
        append(sum, numbers);
        double[][][] u = new double[n][][];
        double[][][] c = new double[n][][];
        for (int i = 0; i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            u[i] = SmallMatrices.copy(solution.apply(unit));
            c[i] = cross(traces, unit, u[i]);
            for (int j = 0; j <= i; j++) {
                double[][] taken = zeros();
                subtractOuter(-1, c[i], u[j], taken);
                if (j < i) {
                    subtractOuter(-1, c[j], u[i], taken);
                }
                divide(traces, taken);
                append(taken, numbers);
            }
        }
        return numbers.build().toArray();
    }

    private static void append(double[][] arrays, DoubleStream.Builder numbers) {
        for (double[] array : arrays) {
            for (double number : array) {
                numbers.add(number);
            }
        }
    }

    /** Sums of traces of each factor, q x q, and whether they are still to be divided by lambda. */
    @SuppressWarnings("ArrayRecordComponent") // handed over at once, and never kept
    private record Traces(double[][] sums, boolean undivided) {}

    private Traces traces() {
        if (mayDivide()) {
            double[][] sum = diagonalTraces();
            if (wellScaled(sum)) {
                return new Traces(sum, true);
            }
        }
        return new Traces(fullTraces(), false);
    }

    /** Returns c, or u in its place where a division follows. */
    private double[][] cross(Traces traces, double[] column, double[][] u) {
        return traces.undivided() ? u : omega.residualCross(column, effects(lambda, u, products.widths), workers);
    }

    private void divide(Traces traces, double[][] sum) {
        for (int f = 0; f < sum.length && traces.undivided(); f++) {
            divide(lambda[f], products.widths[f], sum[f]);
        }
    }

    /** Returns Lambda u of each factor. */
    static double[][] effects(double[][] lambda, double[][] u, int[] widths) {
        double[][] effects = new double[u.length][];
        for (int f = 0; f < u.length; f++) {
            effects[f] = new double[u[f].length];
            SmallMatrices.timesTransposedInto(
                    u[f], lambda[f], effects[f], 0, u[f].length / widths[f], widths[f], widths[f]);
        }
        return effects;
    }

    /** A scalar lambda of zero has a derivative of zero, and so is no obstacle. */
    private boolean mayDivide() {
        for (int f = 0; f < lambda.length; f++) {
            int q = products.widths[f];
            double largest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (double value : lambda[f]) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int x = 0; x < q; x++) {
                least = Math.min(least, Math.abs(lambda[f][x * q + x]));
            }
            if (!(least >= WELL_SCALED * largest && (least > 0 || q == 1))) {
                return false;
            }
        }
        return true;
    }

    private boolean wellScaled(double[][] traces) {
        for (int f = 0; f < traces.length; f++) {
            int q = products.widths[f];
            for (int x = 0; x < q && lambda[f][0] != 0; x++) {
                if (!(traces[f][x * q + x] >= WELL_SCALED * products.levels[f])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Replaces n by lambda^-T n. */
    private static void divide(double[] lambda, int q, double[] n) {
        if (q == 1) {
            n[0] = lambda[0] == 0 ? 0 : n[0] / lambda[0];
            return;
        }
        for (int i = q - 1; i >= 0; i--) {
            for (int j = 0; j < q; j++) {
                double s = n[i * q + j];
                for (int k = i + 1; k < q; k++) {
                    s -= lambda[k * q + i] * n[k * q + j];
                }
                n[i * q + j] = s / lambda[i * q + i];
            }
        }
    }

    private void subtractOuter(double weight, double[][] c, double[][] u, double[][] from) {
        for (int f = 0; f < u.length; f++) {
            int q = products.widths[f];
            for (int at = 0; at < u[f].length; at += q) {
                for (int x = 0; x < q; x++) {
                    for (int y = 0; y < q; y++) {
                        from[f][x * q + y] -= weight * c[f][at + x] * u[f][at + y];
                    }
                }
            }
        }
    }

    /** Returns the sum of I - V_ii over the levels of each factor. */
    private double[][] diagonalTraces() {
        if (InverseTraces.isCheaper(plan)) {
            double[][] traces = new InverseTraces(plan, workspace, workers).sums(lambda);
            for (int f = 0; f < traces.length; f++) {
                int q = products.widths[f];
                for (int x = 0; x < q * q; x++) {
                    traces[f][x] = (x % (q + 1) == 0 ? products.levels[f] : 0) - traces[f][x];
                }
            }
            return traces;
        }
        double[][][] sums = partialSums();
        new InverseBlocks(plan, workspace, workers).forEachNode((chunk, i, scratch) -> {
            double[] sum = sums[chunk][plan.factor[i]];
            int q = plan.width[i];
            for (int x = 0; x < q * q; x++) {
                sum[x] += (x % (q + 1) == 0 ? 1 : 0) - scratch.own[x];
            }
        });
        return total(sums);
    }

    /** Returns the sum of [Z'WZ Lambda V]_ii over the levels of each factor, which is exact at any lambda. */
    private double[][] fullTraces() {
        double[][][] sums = partialSums();
        InverseBlocks inverse = new InverseBlocks(plan, workspace, workers);
        inverse.forEachNode((chunk, i, scratch) -> {
            double[][] sum = sums[chunk];
            int f = plan.factor[i];
            int q = plan.width[i];
            SmallMatrices.timesInto(lambda[f], 0, scratch.own, 0, scratch.a, 0, q, q, q);
            SmallMatrices.addProduct(products.zz[f], plan.level[i] * q * q, scratch.a, q, q, q, sum[f]);
            for (int k = plan.edgeStart[i]; k < plan.edgeStart[i + 1]; k++) {
                addEdge(i, k, inverse, scratch, sum);
            }
        });
        return total(sums);
    }

    /** Adds A_ij lambda_j V_ji to the sum of i's factor and A_ji lambda_i V_ij to that of j's. */
    private void addEdge(int i, int k, InverseBlocks inverse, NodeScratch scratch, double[][] sum) {
        int j = plan.edgeNode[k];
        int f = plan.factor[i];
        int g = plan.factor[j];
        int q = plan.width[i];
        int r = plan.width[j];
        double[] a = scratch.a;
        double[] v = scratch.b;
        double[] product = scratch.c;
        omega.edge(i, k, a);
        inverse.edge(i, k, scratch, v);
        SmallMatrices.timesTransposedInto(lambda[g], v, product, 0, r, r, q);
        SmallMatrices.addProduct(a, 0, product, q, r, q, sum[f]);
        SmallMatrices.timesInto(lambda[f], 0, v, 0, product, 0, q, q, r);
        SmallMatrices.addTransposedProduct(a, product, r, q, r, sum[g]);
    }

    private double[][][] partialSums() {
        double[][][] sums = new double[plan.chunks()][][];
        Arrays.setAll(sums, chunk -> zeros());
        return sums;
    }

    private double[][] zeros() {
        double[][] zeros = new double[lambda.length][];
        for (int f = 0; f < zeros.length; f++) {
            zeros[f] = new double[lambda[f].length];
        }
        return zeros;
    }

    private double[][] total(double[][][] sums) {
        double[][] total = zeros();
        for (double[][] sum : sums) {
            for (int f = 0; f < total.length; f++) {
                for (int x = 0; x < total[f].length; x++) {
                    total[f][x] += sum[f][x];
                }
            }
        }
        return total;
    }
}
