package org.multilevel.fit.leastsquares;

/**
 * The algebra of one level of a single grouping factor, with scratch of its own; one per thread and chunk.
 *
 * <p>With Z'WZ = C C' (C lower triangular, q x q), T = C^-1 Z'W[X y] and lambda: V = C'lambda and P = I + V V'. Written so, nothing is
 * ever subtracted, however large the variances are.
 */
abstract class LevelKernel {
    final int q;
    /** p + 1, the number of columns of T. */
    final int n;

    LevelKernel(int q, int n) {
        this.q = q;
        this.n = n;
    }

    /** Returns the fastest kernel for q random columns and T of n columns. */
    static LevelKernel of(int q, int n) {
        return q == 2 ? new TwoColumnKernel(n) : new GeneralKernel(q, n);
    }

    /** Factors P of the level whose C starts at {@code atC}; says whether it is positive definite to working precision. */
    abstract boolean factor(double[] c, int atC, double[] lambda);

    /** Returns |P|, which is |lambda'Z'WZ lambda + I|. */
    abstract double determinant();

    /** Adds T'P^-1 T to the lower triangle of s, n x n, for the T (q x n) that starts at {@code atT}. */
    abstract void addSchur(double[] t, int atT, double[] s);

    /** Forgets the K of the level before. */
    abstract void clearK();

    /** Adds (T D)(T D)' to K; {@code d} is D' as {@link SingleFactorSystem#combination} makes it. */
    abstract void addK(double[] t, int atT, double[] d);

    /** Adds C (multiple P^-1 - P^-1 K P^-1) V to sum, q x q, for the level whose C starts at {@code atC}. */
    abstract void addDerivative(double[] c, int atC, double multiple, double[] sum);
}
