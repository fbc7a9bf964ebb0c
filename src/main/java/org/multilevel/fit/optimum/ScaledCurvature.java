package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.linalg.DenseCholesky;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.fit.linalg.Workers;

/**
 * The free part of a {@link Curvature} scaled to unit diagonal, which is solved without its eigenvalues as long as it is upward.
 *
 * <p>Eigenvalues take some thirty times as long as a Cholesky factor. Where there are so many components that this matters, what needs the
 * eigenvalues of a matrix that is not upward is done with the factor of one that is stiffer by so much that it is.
 */
final class ScaledCurvature {
    /** The least curvature that a step is divided by. */
    private static final double LEAST = 1e-8;
    /** With more components than these eigenvalues are left alone. */
    private static final int MANY = 150;
    /** From this order on the factor is made in blocks. */
    private static final int LARGE = 64;
    /** What a matrix that is not upward is made stiffer by first, and then by ten times as much. */
    private static final double STIFFER = 1e-6;

    private static final int ITERATIONS = 8;

    private final int k;
    private final int[] index;
    private final double[] unit;
    private final double[][] matrix;
    private final Workers workers;
    /** Where an entry is no number nothing is proved; steps take it for absent. */
    private final boolean finite;

    private Optional<SymmetricEigen> eigen = Optional.empty();
    private Optional<Factor> factor = Optional.empty();

    /**
     * The lower triangular factor of the matrix plus a multiple of the identity.
     *
     * @param rows its rows, each at least to the diagonal
     */
    private record Factor(double[][] rows, double shift) {}

    ScaledCurvature(double[] h, int k, boolean[] free, Workers workers) {
        this.k = k;
        this.workers = workers;
        index = positions(free);
        int m = index.length;
        unit = new double[m];
        matrix = SmallMatrices.zeros(m, m);
        for (int i = 0; i < m; i++) {
            double d = Math.abs(h[index[i] * k + index[i]]);
            unit[i] = Double.isFinite(d) ? 1 / Math.sqrt(Math.max(d, 1e-10)) : 1;
        }
        boolean numbers = true;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                matrix[i][j] = h[index[i] * k + index[j]] * unit[i] * unit[j];
                if (!Double.isFinite(matrix[i][j])) {
                    matrix[i][j] = i == j ? 1 : 0;
                    numbers = false;
                }
            }
        }
        finite = numbers;
    }

    private static int[] positions(boolean[] free) {
        int[] positions = new int[free.length];
        int m = 0;
        for (int i = 0; i < free.length; i++) {
            if (free[i]) {
                positions[m++] = i;
            }
        }
        return Arrays.copyOf(positions, m);
    }

    /** Returns -|H|^-1 g; of many components -(H + s I)^-1 g with an s that makes it upward. */
    double[] step(double[] gradient) {
        int m = index.length;
        double[] scaled = new double[m];
        for (int i = 0; i < m; i++) {
            scaled[i] = gradient[index[i]] * unit[i];
        }
        boolean turned = upward().shift() > 0 && m <= MANY;
        double[] solution = turned ? solvedByEigen(scaled) : solved(upward(), scaled);
        double[] step = new double[k];
        for (int i = 0; i < m; i++) {
            step[index[i]] = -solution[i] * unit[i];
        }
        return step;
    }

    private double[] solvedByEigen(double[] right) {
        double[] solution = new double[right.length];
        for (int e = 0; e < right.length; e++) {
            double[] v = eigen().vector(e);
            double along = SmallMatrices.dot(v, right) / Math.max(Math.abs(eigen().value(e)), LEAST);
            for (int i = 0; i < v.length; i++) {
                solution[i] += along * v[i];
            }
        }
        return solution;
    }

    /** Says whether all eigenvalues are above a number. */
    boolean isAbove(double least) {
        return finite && factored(-least).isPresent();
    }

    /** Returns the factor of the matrix, made stiffer where it is not upward. */
    private Factor upward() {
        if (factor.isEmpty()) {
            double shift = isAbove(LEAST) ? 0 : STIFFER;
            for (factor = factored(shift); factor.isEmpty(); factor = factored(shift)) {
                shift = shift == 0 ? LEAST : 10 * shift;
            }
        }
        return factor.get();
    }

    private Optional<Factor> factored(double shift) {
        int m = index.length;
        double[][] rows = DenseCholesky.storage(m);
        for (int i = 0; i < m; i++) {
            System.arraycopy(matrix[i], 0, rows[i], 0, i + 1);
            rows[i][i] += shift;
        }
        return (m < LARGE ? factorSmall(rows) : DenseCholesky.factor(rows, m, m, workers))
                ? Optional.of(new Factor(rows, shift))
                : Optional.empty();
    }

    private static boolean factorSmall(double[][] rows) {
        int m = rows.length;
        double[] flat = new double[m * m];
        for (int i = 0; i < m; i++) {
            System.arraycopy(rows[i], 0, flat, i * m, i + 1);
        }
        boolean positive = SmallMatrices.cholesky(flat, 0, m);
        for (int i = 0; i < m; i++) {
            System.arraycopy(flat, i * m, rows[i], 0, i + 1);
        }
        return positive;
    }

    private static double[] solved(Factor factor, double[] right) {
        double[][] l = factor.rows();
        double[] x = right.clone();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                x[i] -= l[i][j] * x[j];
            }
            x[i] /= l[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= l[i][i];
            for (int j = 0; j < i; j++) {
                x[j] -= l[i][j] * x[i];
            }
        }
        return x;
    }

    private SymmetricEigen eigen() {
        if (eigen.isEmpty()) {
            eigen = Optional.of(SymmetricEigen.of(matrix));
        }
        return eigen.get();
    }

    double[] eigenvalues() {
        return eigen().values();
    }

    /** Returns the direction of the smallest eigenvalue; of many components one that is nearly that. */
    double[] mostNegativeDirection() {
        int m = index.length;
        if (m <= MANY) {
            return inUnits(eigen().vector(m - 1));
        }
        double[] v = new double[m];
        for (int i = 0; i < m; i++) {
            v[i] = 1 + 0.5 * Math.sin(i);
        }
        for (int i = 0; i < ITERATIONS; i++) {
            v = solved(upward(), v);
            double length = Math.sqrt(SmallMatrices.dot(v, v));
            v = Descent.plus(new double[m], v, 1 / length);
        }
        return inUnits(v);
    }

    List<double[]> principalDirections() {
        List<double[]> directions = new ArrayList<>();
        for (int e = 0; e < index.length; e++) {
            directions.add(inUnits(eigen().vector(e)));
        }
        return directions;
    }

    /** Returns how many components are free. */
    int size() {
        return index.length;
    }

    /** Returns H^1/2 of a step (power 1) or H^-1/2 of a gradient (power -1), in the basis of the eigenvectors. */
    double[] intoMetric(double[] v, int power) {
        double[] result = new double[index.length];
        for (int e = 0; e < result.length; e++) {
            double[] vector = eigen().vector(e);
            for (int i = 0; i < result.length; i++) {
                result[e] += vector[i] * v[index[i]] * Math.pow(unit[i], -power);
            }
            result[e] *= Math.pow(eigen().value(e), 0.5 * power);
        }
        return result;
    }

    /** Returns {@code length} times H^-1/2 v. */
    double[] outOfMetric(double[] v, double length) {
        double[] step = new double[k];
        for (int e = 0; e < v.length; e++) {
            double[] vector = eigen().vector(e);
            for (int i = 0; i < v.length; i++) {
                step[index[i]] += length * v[e] / Math.sqrt(eigen().value(e)) * vector[i] * unit[i];
            }
        }
        return step;
    }

    private double[] inUnits(double[] v) {
        double[] direction = new double[k];
        for (int i = 0; i < v.length; i++) {
            direction[index[i]] = v[i] * unit[i];
        }
        return direction;
    }
}
