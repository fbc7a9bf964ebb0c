package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.multilevel.fit.covariance.Term;
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
    private final Units units;

    Boundary(ThetaLayout layout, Units units) {
        this.layout = layout;
        this.units = units;
    }

    /** Returns which components may move: all but the columns of lambda whose diagonal is zero. */
    boolean[] free(double[] theta) {
        boolean[] free = new boolean[theta.length];
        Arrays.fill(free, true);
        for (Term term : layout.terms()) {
            term.covariance().hold(term.place(), theta, free);
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
        Term term = layout.term(k);
        return term.covariance().isAlone(term.place(), theta, k - term.place().at());
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
            for (int i = 0; i < q * q; i++) {
                double u = units.ofColumn(f, i / q) * units.ofColumn(f, i % q);
                difference += Math.pow((g[i] - h[i]) / u, 2);
                size += Math.pow(h[i] / u, 2);
            }
        }
        return Math.sqrt(difference / size);
    }

    /** Returns the standard deviation, relative to the residual's, of the effects that component k scales. */
    double deviation(double[] theta, int k) {
        Term term = layout.term(k);
        return term.covariance().deviation(term.place(), theta, k - term.place().at());
    }

    /** Returns theta with diagonal component k set to zero and its column turned into the later ones, which keeps their covariance. */
    double[] withZero(double[] theta, int k) {
        Term term = layout.term(k);
        double[][] lambda = term.lambda(theta);
        int j = layout.row(k) - term.from();
        lambda[j][j] = 0;
        return term.with(theta, RankDrop.triangle(lambda, term.columns()));
    }

    /** Returns theta with zeros where a diagonal component is so small beside its row that only rounding kept it from the boundary. */
    double[] withoutRounding(double[] theta) {
        double[] result = theta;
        for (int k = 0; k < theta.length; k++) {
            double size = Math.max(units.of(k), deviation(result, k));
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
            moved[k] = part * units.of(k);
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
        List<Integer> zeros = new ArrayList<>(zeroDiagonals(theta));
        while (!zeros.isEmpty()) {
            int first = zeros.get(0);
            List<Integer> together =
                    zeros.stream().filter(k -> joint(k, first) >= 0).toList();
            zeros.removeAll(together);
            release(together, gradientInside, expected, part, result);
        }
        return result;
    }

    /** @param zeros diagonal components at zero that may grow in any combination */
    private void release(List<Integer> zeros, double[] gradient, Curvature expected, double part, double[] result) {
        int m = zeros.size();
        double[][] g = new double[m][m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                int entry = joint(zeros.get(a), zeros.get(b));
                double value = gradient[entry] / (2 * part) * units.of(zeros.get(a));
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
                double size = size(zeros.get(lead), -eigen.getRealEigenvalue(e), expected, part);
                for (int a = lead; a < m; a++) {
                    int entry = joint(zeros.get(a), zeros.get(lead));
                    result[entry] += size * units.of(zeros.get(a)) * v[a] * Math.signum(v[lead]);
                }
                return;
            }
        }
    }

    /** Returns the standard deviation, in units, at which a variance of the given slope is expected to have its minimum. */
    private double size(int k, double slope, Curvature expected, double part) {
        double curvature = expected.diagonal(k) * units.of(k) * units.of(k) / (4 * part * part);
        double variance = curvature > 0 ? slope / curvature : 1;
        return Math.sqrt(Math.max(1e-6, Math.min(1, variance)));
    }

    /** Returns the component that gives the effects of two diagonal components a covariance, itself for one and the same; -1 if none does. */
    private int joint(int later, int earlier) {
        Term term = layout.term(later);
        if (!term.equals(layout.term(earlier))) {
            return -1;
        }
        int at = term.place().at();
        int joint = term.covariance().joint(later - at, earlier - at);
        return joint < 0 ? -1 : at + joint;
    }
}
