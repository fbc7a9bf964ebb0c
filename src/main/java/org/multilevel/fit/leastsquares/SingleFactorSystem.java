package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.Optional;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * Penalised least squares with one grouping factor (or none): every level is a small problem of its own.
 *
 * <p>Per level Z'WZ = C C', T = C^-1 Z'W[X y], V = C'lambda, P = I + V V'. With W the cross-products of [X y] within levels, the Schur
 * complement is S = W + sum T'P^-1 T, and with K = T (weight v v' + [ (X'V^-1X)^-1 ]) T', v = (-beta; 1), half of the derivative with
 * respect to lambda is sum C (P^-1 - P^-1 K P^-1) V. Sums only: no digits are lost, however much the groups differ. Levels are
 * worked through in fixed chunks whose sums are added in order.
 */
public final class SingleFactorSystem implements SingleFactorEquations {
    /** So many numbers are the derivatives at most: those of 32 columns and few fixed ones. */
    private static final long MOST_DERIVATIVES = 1_200_000;

    private static final int CHUNK = 1024;

    final CrossProducts products;
    final Workers workers;
    final int p;
    final int q;
    final LevelClasses classes;
    /** C of each class, q x q. */
    final double[] c;
    /** T of each block of the classes, q x (p+1). */
    final double[] t;

    final double[] within;
    final int chunks;

    /** Sets the problem up; what is within levels is the difference of the cross-products. */
    public SingleFactorSystem(CrossProducts products, Workers workers) {
        this(products, workers, Optional.empty());
    }

    /** Sets the problem up with the cross-products of [X y] within levels, (p+1) x (p+1), where they were read on their own. */
    public SingleFactorSystem(CrossProducts products, Workers workers, double[] within) {
        this(products, workers, Optional.of(within));
    }

    private SingleFactorSystem(CrossProducts products, Workers workers, Optional<double[]> within) {
        this.products = products;
        this.workers = workers;
        this.p = products.p;
        boolean none = products.widths.length == 0;
        this.q = none ? 1 : products.widths[0];
        this.classes = none
                ? LevelClasses.of(new double[0], new double[0], 0, 1, p + 1)
                : LevelClasses.of(products.zz[0], products.zxy[0], products.levels[0], q, p + 1);
        this.chunks = (classes.count + CHUNK - 1) / CHUNK;
        this.c = classes.a.clone();
        this.t = classes.b.clone();
        workers.run(chunks, this::decompose);
        this.within = within.orElseGet(this::difference);
    }

    /** Returns the first class of a chunk; that of the one behind the last is the number of classes. */
    int chunkStart(int chunk) {
        return Math.min(classes.count, chunk * CHUNK);
    }

    /** Returns how many rows a walk over the blocks of all classes has: one for a class without blocks, too. */
    int blocks() {
        return classes.first[classes.count] + classes.count;
    }

    /** Stops now and then in a long loop over levels if the user has asked for it. */
    void checkCancelled(int level) {
        if (level % CHUNK == 0) {
            workers.checkCancelled();
        }
    }

    /** Turns A into C and B into T for the classes of a chunk. */
    private void decompose(int chunk) {
        for (int k = chunkStart(chunk); k < chunkStart(chunk + 1); k++) {
            SmallMatrices.semidefiniteCholesky(c, k * q * q, q);
            for (int b = classes.first[k]; b < classes.first[k + 1]; b++) {
                SmallMatrices.solveLower(c, k * q * q, q, t, b * q * (p + 1), p + 1);
            }
        }
    }

    /** Returns [X y]'W[X y] - sum T'T. */
    private double[] difference() {
        double[] difference = products.xy.clone();
        takeExplained(difference);
        return difference;
    }

    /** Takes sum T'T, the lower triangle, away. */
    void takeExplained(double[] difference) {
        int n = p + 1;
        double[] sum = new double[n * n];
        for (int row = 0; row < t.length; row += n) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    sum[i * n + j] += t[row + i] * t[row + j];
                }
            }
            if (row % (n * CHUNK) == 0 || row + n == t.length) {
                for (int i = 0; i < sum.length; i++) {
                    difference[i] -= sum[i];
                    sum[i] = 0;
                }
            }
        }
    }

    @Override
    public WithinLevels withinLevels() {
        return new WithinLevels(within, products.xy, p);
    }

    @Override
    public SingleFactorEquations reading(double[] other) {
        return new SingleFactorSystem(products, workers, other);
    }

    @Override
    public int fixedColumns() {
        return p;
    }

    /** Says so unless there are so many columns that the derivatives would take more room and time than a search without them. */
    @Override
    public boolean knowsCurvature() {
        return products.widths.length > 0 && derivatives(q, p) <= MOST_DERIVATIVES;
    }

    /** Returns how many numbers the second derivatives are, roughly. */
    static long derivatives(int q, int p) {
        long square = (long) q * q;
        return square * square + square * p * p;
    }

    @Override
    public double work() {
        double own = (double) q * (q + 1) * (q + 1) * classes.count;
        double fixed = (double) q * (q + p + 1) * (p + 1) * classes.first[classes.count];
        return 3 * (own + fixed);
    }

    @Override
    public Workspace workspace() {
        return new SingleWorkspace(chunks, q, p + 1);
    }

    @Override
    public Factor factor(double[][] lambda, Workspace workspace) {
        return new SingleFactor(this, lambda, (SingleWorkspace) workspace);
    }

    @Override
    public PenalisedLeastSquares with(CrossProducts other, Workers workers) {
        if (other.p != p
                || !Arrays.equals(other.widths, products.widths)
                || !Arrays.equals(other.levels, products.levels)) {
            throw new IllegalArgumentException(
                    "The cross-products have another pattern than those that the plan was made for.");
        }
        return new SingleFactorSystem(other, workers);
    }
}
