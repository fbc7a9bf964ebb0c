package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.fit.optimum.Landscape.Secant;

/** A symmetric K x K matrix that approximates the Hessian of the criterion, with what an optimiser asks of it. */
public final class Curvature {
    /** The least part of the curvature known so far that an update leaves along its step (Powell's damping). */
    private static final double LEAST = 0.2;

    /** Steps along which the criterion changes less than half the square of this say more about rounding than about the Hessian. */
    private static final double SHORTEST = 1e-5;
    /** The most by which the Hessian may differ from the model, relative to that, where its sign is known. */
    private static final double CONFIRMED = 0.5;
    /** Below this part of a step in a direction the direction was not seen. */
    private static final double SEEN = 1e-3;
    /** How far a look is, in the metric: the criterion changes by half the square of it. */
    private static final double LOOK = 1e-3;

    private final int k;
    private final double[] h;

    public Curvature(double[] h, int k) {
        this.k = k;
        this.h = h.clone();
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (h[i * k + j] + h[j * k + i]);
                this.h[i * k + j] = mean;
                this.h[j * k + i] = mean;
            }
        }
    }

    double diagonal(int i) {
        return h[i * k + i];
    }

    /**
     * Returns -|H|^-1 g over the free components, zero elsewhere: the Newton step where H is positive definite, a descent step
     * everywhere.
     */
    public double[] step(double[] gradient, boolean[] free) {
        Scaled scaled = new Scaled(free);
        double[] step = new double[k];
        int m = scaled.index.length;
        for (int e = 0; e < m; e++) {
            double[] v = scaled.eigenvector(e);
            double along = 0;
            for (int i = 0; i < m; i++) {
                along += v[i] * gradient[scaled.index[i]] * scaled.unit[i];
            }
            double curvature = Math.max(Math.abs(scaled.eigen.value(e)), 1e-8);
            for (int i = 0; i < m; i++) {
                step[scaled.index[i]] -= along / curvature * v[i] * scaled.unit[i];
            }
        }
        return step;
    }

    /** Returns H without what it is along some orthonormal directions, in which it is made as stiff as elsewhere. */
    Curvature without(List<double[]> directions) {
        if (directions.isEmpty()) {
            return this;
        }
        double[] left = h.clone();
        double stiffness = 1e-10;
        for (int i = 0; i < k; i++) {
            stiffness = Math.max(stiffness, Math.abs(h[i * k + i]));
        }
        for (double[] d : directions) {
            double[] hd = times(left, d);
            double dhd = SmallMatrices.dot(d, hd);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    left[i * k + j] += (dhd + stiffness) * d[i] * d[j] - hd[i] * d[j] - d[i] * hd[j];
                }
            }
        }
        return new Curvature(left, k);
    }

    private double[] times(double[] matrix, double[] v) {
        double[] product = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                product[i] += matrix[i * k + j] * v[j];
            }
        }
        return product;
    }

    /** Returns H v. */
    double[] times(double[] v) {
        return times(h, v);
    }

    /** Returns the eigenvalues over the free components, scaled to unit diagonal. */
    double[] eigenvalues(boolean[] free) {
        Scaled scaled = new Scaled(free);
        return Arrays.copyOf(scaled.eigen.values(), scaled.index.length);
    }

    /** Returns the direction of the smallest eigenvalue, about one unit of the components' scales long. */
    double[] mostNegativeDirection(boolean[] free) {
        List<double[]> directions = principalDirections(free);
        return directions.get(directions.size() - 1);
    }

    /** Returns the directions of the eigenvalues, the largest first, each about one unit of the components' scales long. */
    List<double[]> principalDirections(boolean[] free) {
        Scaled scaled = new Scaled(free);
        List<double[]> directions = new ArrayList<>();
        for (int e = 0; e < scaled.index.length; e++) {
            double[] direction = new double[k];
            double[] v = scaled.eigenvector(e);
            for (int i = 0; i < v.length; i++) {
                direction[scaled.index[i]] = v[i] * scaled.unit[i];
            }
            directions.add(direction);
        }
        return directions;
    }

    /** Returns the BFGS update for a step and the change of gradient along it; unchanged where the step saw no upward curvature. */
    public Curvature updated(double[] step, double[] change, boolean[] free) {
        double[] hs = new double[k];
        double shs = 0;
        double sy = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                hs[i] += free[i] && free[j] ? h[i * k + j] * step[j] : 0;
            }
            shs += step[i] * hs[i];
            sy += free[i] ? step[i] * change[i] : 0;
        }
        if (!(shs > 0)) {
            return this;
        }
        double[] y = new double[k];
        double part = sy >= LEAST * shs ? 1 : (1 - LEAST) * shs / (shs - sy);
        double dampedSy = 0;
        for (int i = 0; i < k; i++) {
            y[i] = free[i] ? part * change[i] + (1 - part) * hs[i] : 0;
            dampedSy += step[i] * y[i];
        }
        double[] next = h.clone();
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                if (free[i] && free[j]) {
                    next[i * k + j] += y[i] * y[j] / dampedSy - hs[i] * hs[j] / shs;
                }
            }
        }
        return new Curvature(next, k);
    }

    /**
     * What steps and the changes of gradient along them say about the true Hessian T, H being positive definite.
     *
     * @param isConfirmed whether they prove that T is positive definite, too
     * @param weakest a short step in the direction that they say least about
     */
    record Evidence(boolean isConfirmed, double[] weakest) {}

    /**
     * Returns what is known of the true Hessian T. In the metric of H, T = I + E. For steps of length one that are the columns of S, E S is
     * what the changes differ by from what H says, so |E| is at most |E S| / the least singular value of S. Steps whose change is
     * another altogether saw another place than this.
     */
    Evidence evidence(List<Secant> secants, boolean[] free) {
        Scaled scaled = new Scaled(free);
        int m = scaled.index.length;
        double[][] gram = new double[m][m];
        double error = 0;
        for (Secant secant : secants) {
            double[] step = scaled.intoMetric(secant.step(), 1);
            double[] differs = Descent.plus(scaled.intoMetric(secant.change(), -1), step, -1);
            double squared = SmallMatrices.dot(step, step);
            double relative = SmallMatrices.dot(differs, differs) / squared;
            if (squared > SHORTEST * SHORTEST && relative < CONFIRMED * CONFIRMED) {
                error += relative;
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < m; j++) {
                        gram[i][j] += step[i] * step[j] / squared;
                    }
                }
            }
        }
        SymmetricEigen told = SymmetricEigen.of(gram);
        double[] weakest = scaled.outOfMetric(told.vector(m - 1), LOOK);
        double least = told.value(m - 1);
        return new Evidence(least > SEEN && error < CONFIRMED * CONFIRMED * least, weakest);
    }

    /** Returns v'Hv over the free components. */
    double squaredLength(double[] v, boolean[] free) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                sum += free[i] && free[j] ? v[i] * h[i * k + j] * v[j] : 0;
            }
        }
        return sum;
    }

    /** The free part scaled to unit diagonal, with its eigenvalues. */
    private final class Scaled {
        final int[] index;
        final double[] unit;
        final SymmetricEigen eigen;

        Scaled(boolean[] free) {
            index = java.util.stream.IntStream.range(0, k).filter(i -> free[i]).toArray();
            int m = index.length;
            unit = new double[m];
            double[][] matrix = new double[m][m];
            for (int i = 0; i < m; i++) {
                double d = Math.abs(h[index[i] * k + index[i]]);
                unit[i] = 1 / Math.sqrt(Math.max(d, 1e-10));
            }
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    matrix[i][j] = h[index[i] * k + index[j]] * unit[i] * unit[j];
                }
            }
            eigen = SymmetricEigen.of(m == 0 ? new double[1][1] : matrix);
        }

        /** Returns H^1/2 of a step (power 1) or H^-1/2 of a gradient (power -1), in the basis of the eigenvectors. */
        double[] intoMetric(double[] v, int power) {
            double[] result = new double[index.length];
            for (int e = 0; e < result.length; e++) {
                double[] vector = eigenvector(e);
                for (int i = 0; i < result.length; i++) {
                    result[e] += vector[i] * v[index[i]] * Math.pow(unit[i], -power);
                }
                result[e] *= Math.pow(eigen.value(e), 0.5 * power);
            }
            return result;
        }

        /** Returns {@code length} times H^-1/2 v. */
        double[] outOfMetric(double[] v, double length) {
            double[] step = new double[k];
            for (int e = 0; e < v.length; e++) {
                double[] vector = eigenvector(e);
                for (int i = 0; i < v.length; i++) {
                    step[index[i]] += length * v[e] / Math.sqrt(eigen.value(e)) * vector[i] * unit[i];
                }
            }
            return step;
        }

        double[] eigenvector(int e) {
            return eigen.vector(e);
        }
    }
}
