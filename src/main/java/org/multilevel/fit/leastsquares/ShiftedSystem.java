package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * Penalised least squares for a response of which nearly everything was taken out, so that r^2 is no small difference of large numbers.
 *
 * <p>With y* = y - X beta_0 - Z b_0 and G = Lambda Lambda', r^2 = min over beta, c of |y* - X beta - Z c|^2 + (b_0 + c)'G^-1(b_0 + c), where all terms
 * are of the size of r^2 if b_0 is near the modes. That is the usual problem with Z'W y* - G^-1 b_0 for Z'Wy and |y*|^2 + b_0'G^-1 b_0 for
 * y'Wy. Where G is singular in a factor whose b_0 is not zero, nothing is defined.
 */
public final class ShiftedSystem implements PenalisedLeastSquares {
    private final BlockedSystem plan;
    private final CrossProducts products;
    private final double[][] effects;
    private final Workers workers;

    /**
     * Sets the problem up.
     *
     * @param plan any problem of the same pattern
     * @param products of X, Z and y*
     * @param effects b_0 of each factor, levels x q, zeros where nothing was taken out
     */
    public ShiftedSystem(BlockedSystem plan, CrossProducts products, double[][] effects, Workers workers) {
        this.workers = workers;
        this.plan = plan;
        this.products = products;
        this.effects = effects;
    }

    @Override
    public int fixedColumns() {
        return products.p;
    }

    @Override
    public double work() {
        return plan.work();
    }

    @Override
    public Workspace workspace() {
        return plan.workspace();
    }

    @Override
    public Factor factor(double[][] lambda, Workspace workspace) {
        int p = products.p;
        double[] last = new double[p + 1];
        System.arraycopy(products.xy, p * (p + 1), last, 0, p + 1);
        double[][] zy = new double[effects.length][];
        double[][] precise = new double[effects.length][];
        boolean defined = true;
        for (int f = 0; f < zy.length; f++) {
            int q = products.widths[f];
            zy[f] = new double[effects[f].length];
            precise[f] = new double[effects[f].length];
            double[] inverse = isShifted(f) ? inverse(lambda[f], q) : new double[q * q];
            for (int i = 0; i < zy[f].length; i++) {
                double sum = 0;
                for (int k = 0; k < q; k++) {
                    sum += inverse[i % q * q + k] * effects[f][i / q * q + k];
                }
                precise[f][i] = sum;
                zy[f][i] = products.zxy[f][i * (p + 1) + p] - sum;
                last[p] += effects[f][i] * sum;
                defined &= Double.isFinite(sum);
            }
        }
        Factor factor = plan.with(products.withResponse(last, zy), workers).factor(lambda, workspace);
        return new ShiftedFactor(factor, lambda, effects, precise, defined, largest(lambda) / products.rows);
    }

    /** Returns the largest diagonal element of Lambda'Z'WZ Lambda, beside which the 1 of Omega loses digits. */
    private double largest(double[][] lambda) {
        double largest = 0;
        for (int f = 0; f < lambda.length; f++) {
            int q = products.widths[f];
            double[] covariance = SmallMatrices.timesTransposed(lambda[f], q, q);
            for (int i = 0; i < effects[f].length; i++) {
                double square = products.zz[f][i * q + i % q] * covariance[i % q * (q + 1)];
                largest = Math.max(largest, square);
            }
        }
        return largest;
    }

    private boolean isShifted(int f) {
        for (double b : effects[f]) {
            if (b != 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns (lambda lambda')^-1, in which no element is a number where lambda is singular. */
    private static double[] inverse(double[] lambda, int q) {
        double[] root = lambda.clone();
        for (int j = 0; j < q; j++) {
            if (root[j * q + j] == 0) {
                Arrays.fill(root, Double.NaN);
                return root;
            }
            // columns may be of either sign, and the inverse wants a positive diagonal
            for (int i = j; i < q && lambda[j * q + j] < 0; i++) {
                root[i * q + j] = -root[i * q + j];
            }
        }
        double[] l = SmallMatrices.invertLower(root, q);
        return SmallMatrices.times(SmallMatrices.transposed(l, q, q), l, q, q, q);
    }

    @Override
    public PenalisedLeastSquares with(CrossProducts other, Workers others) {
        return plan.with(other, others);
    }
}
