package org.multilevel.fit.optimum;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Landscape.Secant;

/** A symmetric K x K matrix that approximates the Hessian of the criterion, with what an optimiser asks of it. */
public final class Curvature {
    /** The least part of the curvature known so far that an update leaves along its step (Powell's damping). */
    private static final double LEAST = 0.2;
    /** Rows of a product that are one task. */
    private static final int STRIP = 32;

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
    private final Workers workers;
    /** What was asked for last, which a search asks for several times at a point. */
    private Optional<Known<List<double[]>, Curvature>> lastWithout = Optional.empty();

    private Optional<Known<boolean[], ScaledCurvature>> lastScaled = Optional.empty();

    /** An answer, which memory may be needed for, to a question, which is the very same object when it is asked again. */
    private record Known<Q, A>(Q question, SoftReference<A> answer) {
        Optional<A> to(Q other) {
            return question == other ? Optional.ofNullable(answer.get()) : Optional.empty();
        }
    }

    public Curvature(double[] h, int k) {
        this(h, k, new Workers(1, Progress.NONE));
    }

    /** @param workers who work on a large one, and notice when the user stops it */
    Curvature(double[] h, int k, Workers workers) {
        this.k = k;
        this.workers = workers;
        this.h = h.clone();
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (h[i * k + j] + h[j * k + i]);
                this.h[i * k + j] = mean;
                this.h[j * k + i] = mean;
            }
        }
    }

    public double diagonal(int i) {
        return h[i * k + i];
    }

    private ScaledCurvature scaled(boolean[] free) {
        ScaledCurvature scaled =
                lastScaled.flatMap(known -> known.to(free)).orElseGet(() -> new ScaledCurvature(h, k, free, workers));
        lastScaled = Optional.of(new Known<>(free, new SoftReference<>(scaled)));
        return scaled;
    }

    /**
     * Returns -|H|^-1 g over the free components, zero elsewhere: the Newton step where H is positive definite, a descent step
     * everywhere.
     *
     * @param free is not changed later
     */
    public double[] step(double[] gradient, boolean[] free) {
        return scaled(free).step(gradient);
    }

    /**
     * Returns H without what it is along some orthonormal directions, in which it is made as stiff as elsewhere.
     *
     * @param directions is not changed later
     */
    Curvature without(List<double[]> directions) {
        if (directions.isEmpty()) {
            return this;
        }
        Curvature without = lastWithout.flatMap(known -> known.to(directions)).orElseGet(() -> stiffAlong(directions));
        lastWithout = Optional.of(new Known<>(directions, new SoftReference<>(without)));
        return without;
    }

    /** With D the directions, U = HD and V = U - D (D'U + s) / 2 it is H - V D' - D V'. */
    private Curvature stiffAlong(List<double[]> directions) {
        int m = directions.size();
        double stiffness = 1e-10;
        for (int i = 0; i < k; i++) {
            stiffness = Math.max(stiffness, Math.abs(h[i * k + i]));
        }
        // directions have nothing in components that are held
        int[] support = support(directions);
        int n = support.length;
        double[] d = new double[n * m];
        double[] columns = new double[k * n];
        for (int s = 0; s < n; s++) {
            for (int j = 0; j < m; j++) {
                d[s * m + j] = directions.get(j)[support[s]];
            }
            for (int i = 0; i < k; i++) {
                columns[i * n + s] = h[i * k + support[s]];
            }
        }
        double[] v = product(columns, d, k, n, m);
        double[] rows = new double[n * m];
        for (int s = 0; s < n; s++) {
            System.arraycopy(v, support[s] * m, rows, s * m, m);
        }
        double[] transposed = SmallMatrices.transposed(d, n, m);
        double[] inner = product(transposed, rows, m, n, m);
        for (int j = 0; j < m; j++) {
            inner[j * (m + 1)] += stiffness;
        }
        double[] part = product(d, inner, n, m, m);
        for (int s = 0; s < n; s++) {
            for (int j = 0; j < m; j++) {
                v[support[s] * m + j] -= 0.5 * part[s * m + j];
            }
        }
        double[] left = product(v, transposed, k, m, n);
        double[] next = h.clone();
        for (int i = 0; i < k; i++) {
            for (int s = 0; s < n; s++) {
                next[i * k + support[s]] -= left[i * n + s];
                next[support[s] * k + i] -= left[i * n + s];
            }
        }
        return new Curvature(next, k, workers);
    }

    /** Returns the components in which some direction is not zero. */
    private int[] support(List<double[]> directions) {
        int[] support = new int[k];
        int n = 0;
        for (int i = 0; i < k; i++) {
            boolean any = false;
            for (double[] direction : directions) {
                any |= direction[i] != 0;
            }
            if (any) {
                support[n++] = i;
            }
        }
        return Arrays.copyOf(support, n);
    }

    /** Returns the n x m by m x l product a b, strip by strip on all workers. */
    private double[] product(double[] a, double[] b, int n, int m, int l) {
        double[] product = new double[n * l];
        workers.run((n + STRIP - 1) / STRIP, strip -> {
            for (int i = strip * STRIP; i < Math.min(n, (strip + 1) * STRIP); i++) {
                int j = 0;
                for (; j + 4 <= m; j += 4) {
                    addFour(a, i * m + j, b, j * l, product, i * l, l);
                }
                for (; j < m; j++) {
                    double factor = a[i * m + j];
                    for (int c = 0; c < l; c++) {
                        product[i * l + c] += factor * b[j * l + c];
                    }
                }
            }
        });
        return product;
    }

    /** Adds four rows of b, each times its factor: four at once, since to load and store the sum takes as long as to form it. */
    private static void addFour(double[] a, int atA, double[] b, int atB, double[] sum, int at, int l) {
        double f0 = a[atA];
        double f1 = a[atA + 1];
        double f2 = a[atA + 2];
        double f3 = a[atA + 3];
        int second = atB + l;
        int third = second + l;
        int fourth = third + l;
        for (int c = 0; c < l; c++) {
            sum[at + c] += f0 * b[atB + c] + f1 * b[second + c] + f2 * b[third + c] + f3 * b[fourth + c];
        }
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
    public double[] times(double[] v) {
        return times(h, v);
    }

    /** Says whether all eigenvalues over the free components, scaled to unit diagonal, are above a number. */
    boolean isAbove(double least, boolean[] free) {
        return scaled(free).isAbove(least);
    }

    /** Returns the eigenvalues over the free components, scaled to unit diagonal. */
    double[] eigenvalues(boolean[] free) {
        return scaled(free).eigenvalues();
    }

    /** Returns the direction of the smallest eigenvalue, about one unit of the components' scales long. */
    double[] mostNegativeDirection(boolean[] free) {
        return scaled(free).mostNegativeDirection();
    }

    /** Returns the directions of the eigenvalues, the largest first, each about one unit of the components' scales long. */
    List<double[]> principalDirections(boolean[] free) {
        return scaled(free).principalDirections();
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
        return new Curvature(next, k, workers);
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
        ScaledCurvature scaled = scaled(free);
        int m = scaled.size();
        double[][] gram = SmallMatrices.zeros(m, m);
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
}
