package org.multilevel.fit.iterative;

import java.util.function.UnaryOperator;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The step to the lowest point of a quadratic function within convex bounds, by the alternating direction method of multipliers (Boyd et al. 2011,
 * Foundations and Trends in Machine Learning 3, 1-122, section 5.2).
 */
final class BoundedStep {
    private static final int ROUNDS = 2_000;
    private static final double EXACT = 1e-12;

    private final int n;
    private final double[] hessian;
    private final double[] slope;

    /**
     * @param hessian n x n, positive definite
     * @param slope n
     */
    BoundedStep(double[] hessian, double[] slope) {
        this.n = slope.length;
        this.hessian = hessian.clone();
        this.slope = slope.clone();
    }

    /**
     * Returns the step.
     *
     * @param weight of a distance from the bounds, n: of the size of the Hessian's diagonal, and the same where the bound ties coordinates
     * @param nearest gives the nearest point within the bounds
     */
    double[] within(double[] weight, UnaryOperator<double[]> nearest) {
        double[] step = solved(hessian, negative(slope));
        double[] inside = nearest.apply(step);
        if (SmallMatrices.distance(step, inside) <= EXACT) {
            return step;
        }
        double[] weighted = hessian.clone();
        for (int i = 0; i < n; i++) {
            weighted[i * (n + 1)] += weight[i];
        }
        double[] factor = weighted.clone();
        SmallMatrices.cholesky(factor, 0, n);
        double[] pull = new double[n];
        for (int round = 0; round < ROUNDS; round++) {
            double[] right = negative(slope);
            for (int i = 0; i < n; i++) {
                right[i] += weight[i] * (inside[i] - pull[i]);
            }
            solve(factor, right);
            double[] pulled = right.clone();
            for (int i = 0; i < n; i++) {
                pulled[i] += pull[i];
            }
            double[] next = nearest.apply(pulled);
            for (int i = 0; i < n; i++) {
                pull[i] = pulled[i] - next[i];
            }
            boolean done =
                    SmallMatrices.distance(right, next) <= EXACT && SmallMatrices.distance(inside, next) <= EXACT;
            inside = next;
            if (done) {
                break;
            }
        }
        return inside;
    }

    private double[] solved(double[] matrix, double[] right) {
        double[] factor = matrix.clone();
        SmallMatrices.cholesky(factor, 0, n);
        solve(factor, right);
        return right;
    }

    private void solve(double[] factor, double[] right) {
        SmallMatrices.solveLower(factor, 0, n, right, 0, 1);
        SmallMatrices.solveLowerTransposed(factor, 0, n, right, 0, 1);
    }

    private static double[] negative(double[] values) {
        double[] negative = values.clone();
        for (int i = 0; i < negative.length; i++) {
            negative[i] = -negative[i];
        }
        return negative;
    }
}
