package org.multilevel.fit;

/**
 * The algebra of one level of a single grouping factor, with scratch of its own; one per thread and chunk.
 *
 * <p>With A = Z'WZ (q x q) and lambda: M = lambda'A lambda + I = L L', W = L^-1 lambda' and N' = L^-T W = M^-1 lambda'.
 */
abstract class LevelKernel {
    final int q;
    /** p + 1, the number of columns of B. */
    final int n;

    LevelKernel(int q, int n) {
        this.q = q;
        this.n = n;
    }

    /** Returns the fastest kernel for q random columns and B of n columns. */
    static LevelKernel of(int q, int n) {
        return q == 2 ? new TwoColumnKernel(n) : new GeneralKernel(q, n);
    }

    /** Factors the level whose A starts at {@code atA}; says whether M is positive definite. */
    abstract boolean factor(double[] a, int atA, double[] lambda);

    /** Returns |M|. */
    abstract double determinant();

    /** Adds B'W'W B to the lower triangle of s, n x n, for the B (q x n) that starts at {@code atB}. */
    abstract void addSchur(double[] b, int atB, double[] s);

    /** Forgets the K of the level before. */
    abstract void clearK();

    /** Adds (B T)(B T)' to K; {@code t} is T' as {@link SingleFactorSystem#combination} makes it. */
    abstract void addK(double[] b, int atB, double[] t);

    /** Adds (multiple A - K + A U K) N to sum, q x q, for the level whose A starts at {@code atA}. */
    abstract void addDerivative(double[] a, int atA, double multiple, double[] lambda, double[] sum);
}
