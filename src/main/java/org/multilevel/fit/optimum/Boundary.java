package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The edge of the parameter space: templates lambda with zeros on the diagonal.
 *
 * <p>There the gradient in theta vanishes whatever the data say, so the test is on the derivative G with respect to the covariance
 * lambda lambda': on the directions that have no variance it must be positive semidefinite. Half of the gradient in theta is the lower
 * triangle of G lambda, so one evaluation a little inside gives G on those directions.
 */
final class Boundary {
    /** A derivative in a variance (in units) that is zero to rounding. */
    private static final double NOTHING = 1e-6;

    /** A diagonal component that no more than this of its row's length is zero: a correlation of 1 but for 5e-13. */
    private static final double ROUNDING = 1e-6;

    private final ThetaLayout layout;
    /** For each component the size at which its variance begins to matter, 1 / sqrt(mean Z'WZ_jj). */
    private final double[] unit;

    Boundary(ThetaLayout layout, double[] unit) {
        this.layout = layout;
        this.unit = unit;
    }

    /** Returns which components may move: all but the columns of lambda whose diagonal is zero. */
    boolean[] free(double[] theta) {
        boolean[] free = new boolean[theta.length];
        Arrays.fill(free, true);
        for (int k : zeroDiagonals(theta)) {
            for (int i = 0; i < theta.length; i++) {
                if (layout.factor(i) == layout.factor(k) && layout.column(i) == layout.column(k)) {
                    free[i] = false;
                }
            }
        }
        return free;
    }

    /** Returns the diagonal components that are zero. */
    List<Integer> zeroDiagonals(double[] theta) {
        List<Integer> zeros = new ArrayList<>();
        for (int k = 0; k < theta.length; k++) {
            if (layout.isDiagonal(k) && theta[k] == 0) {
                zeros.add(k);
            }
        }
        return zeros;
    }

    /** Returns whether diagonal component k is all that its column of lambda has. */
    boolean isAlone(double[] theta, int k) {
        for (int i = 0; i < theta.length; i++) {
            if (i != k && layout.block(i) == layout.block(k) && layout.column(i) == layout.column(k) && theta[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns how far apart the covariances of two points are, relative to the second and to their units. */
    double distance(double[] theta, double[] other) {
        double[][] a = layout.lambda(theta);
        double[][] b = layout.lambda(other);
        double difference = 0;
        double size = 1;
        for (int f = 0; f < a.length; f++) {
            int q = layout.width(f);
            double[] g = SmallMatrices.times(a[f], SmallMatrices.transposed(a[f], q, q), q, q, q);
            double[] h = SmallMatrices.times(b[f], SmallMatrices.transposed(b[f], q, q), q, q, q);
            double[] units = new double[q];
            for (int k = 0; k < unit.length; k++) {
                if (layout.factor(k) == f && layout.isDiagonal(k)) {
                    units[layout.row(k)] = unit[k];
                }
            }
            for (int i = 0; i < q * q; i++) {
                double u = units[i / q] * units[i % q];
                difference += Math.pow((g[i] - h[i]) / u, 2);
                size += Math.pow(h[i] / u, 2);
            }
        }
        return Math.sqrt(difference / size);
    }

    /** Returns the length of the row of lambda in which component k stands: a standard deviation relative to the residual's. */
    double rowLength(double[] theta, int k) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            if (layout.factor(i) == layout.factor(k) && layout.row(i) == layout.row(k)) {
                sum += theta[i] * theta[i];
            }
        }
        return Math.sqrt(sum);
    }

    /** Returns theta with diagonal component k set to zero and its column turned into the later ones, which keeps their covariance. */
    double[] withZero(double[] theta, int k) {
        double[][] lambda = layout.lambda(theta);
        double[] l = lambda[layout.factor(k)];
        int q = layout.widths()[layout.factor(k)];
        int j = layout.column(k);
        l[j * q + j] = 0;
        for (int r = j + 1; r < q; r++) {
            double a = l[r * q + r];
            double b = l[r * q + j];
            double length = Math.hypot(a, b);
            if (b == 0 || length == 0) {
                l[r * q + j] = 0;
                continue;
            }
            double c = a / length;
            double s = b / length;
            for (int i = r; i < q; i++) {
                double x = l[i * q + r];
                double y = l[i * q + j];
                l[i * q + r] = c * x + s * y;
                l[i * q + j] = c * y - s * x;
            }
            l[r * q + j] = 0;
        }
        return layout.withPositiveDiagonal(layout.theta(lambda, 1));
    }

    /** Returns theta with zeros where a diagonal component is so small beside its row that only rounding kept it from the boundary. */
    double[] withoutRounding(double[] theta) {
        double[] result = theta;
        for (int k = 0; k < theta.length; k++) {
            double size = Math.max(unit[k], rowLength(result, k));
            if (layout.isDiagonal(k) && result[k] != 0 && Math.abs(result[k]) < ROUNDING * size) {
                result = withZero(result, k);
            }
        }
        return result;
    }

    /** Returns theta moved a little inside at every zero diagonal. */
    double[] inside(double[] theta, double part) {
        double[] moved = theta.clone();
        for (int k : zeroDiagonals(theta)) {
            moved[k] = part * unit[k];
        }
        return moved;
    }

    /**
     * Finds variances that want to grow.
     *
     * @param theta the point at the boundary
     * @param gradientInside the gradient at {@link #inside}(theta, part)
     * @param expected the expected Hessian there, from which the size of the step follows
     * @return theta with such a variance near where it wants to be, or theta itself if the conditions of a minimum hold
     */
    double[] released(double[] theta, double[] gradientInside, Curvature expected, double part) {
        double[] result = theta.clone();
        List<Integer> zeros = zeroDiagonals(theta);
        for (int first = 0; first < zeros.size(); first++) {
            List<Integer> block = new ArrayList<>();
            for (int k : zeros) {
                if (sameBlock(zeros.get(first), k)) {
                    block.add(k);
                }
            }
            if (block.get(0).equals(zeros.get(first))) {
                release(block, gradientInside, expected, part, result);
            }
        }
        return result;
    }

    private void release(List<Integer> block, double[] gradient, Curvature expected, double part, double[] result) {
        int m = block.size();
        double[][] g = new double[m][m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                int entry = component(block.get(a), block.get(b));
                double value = gradient[entry] / (2 * part) * unit[block.get(a)];
                g[a][b] = value;
                g[b][a] = value;
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(g, false));
        for (int e = 0; e < m; e++) {
            if (eigen.getRealEigenvalue(e) < -NOTHING) {
                double[] v = eigen.getEigenvector(e).toArray();
                int lead = 0;
                while (Math.abs(v[lead]) < 1e-8) {
                    lead++;
                }
                double size = size(block.get(lead), -eigen.getRealEigenvalue(e), expected, part);
                for (int a = lead; a < m; a++) {
                    int entry = component(block.get(a), block.get(lead));
                    result[entry] += size * unit[block.get(a)] * v[a] * Math.signum(v[lead]);
                }
                return;
            }
        }
    }

    /** Returns the standard deviation, in units, at which a variance of the given slope is expected to have its minimum. */
    private double size(int k, double slope, Curvature expected, double part) {
        double curvature = expected.diagonal(k) * unit[k] * unit[k] / (4 * part * part);
        double variance = curvature > 0 ? slope / curvature : 1;
        return Math.sqrt(Math.max(1e-6, Math.min(1, variance)));
    }

    private boolean sameBlock(int a, int b) {
        return a == b || component(Math.max(a, b), Math.min(a, b)) >= 0;
    }

    /** Returns the component at the row of diagonal component a and the column of diagonal component b, or -1. */
    private int component(int a, int b) {
        for (int i = 0; i < layout.size(); i++) {
            if (layout.factor(i) == layout.factor(a)
                    && layout.factor(i) == layout.factor(b)
                    && layout.row(i) == layout.row(a)
                    && layout.column(i) == layout.column(b)) {
                return i;
            }
        }
        return -1;
    }
}
