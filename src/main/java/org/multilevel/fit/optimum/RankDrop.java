package org.multilevel.fit.optimum;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.multilevel.fit.covariance.Term;

/**
 * The step that takes away the direction of a random term's covariance with the least variance, whatever combination of effects it is.
 *
 * <p>With the effects measured in their units (where their variance begins to matter), lambda = L Q with Q orthogonal and one column of
 * L Q' in that direction; what is left is turned back into a lower triangle, with a zero column for every direction without variance.
 */
final class RankDrop {
    private static final double ROUNDING = 1e-12;

    private final Units units;

    RankDrop(Units units) {
        this.units = units;
    }

    /**
     * The direction of a term in which its effects vary least.
     *
     * @param term the term
     * @param vector the direction times its standard deviation, one entry per column of the term: without it the covariance is that less
     *     vector vector'
     * @param weights the same as a combination of the columns of lambda: vector = lambda weights, of unit length
     * @param size its standard deviation in units
     */
    record Direction(Term term, double[] vector, double[] weights, double size) {}

    /** Returns the direction of least variance that is not zero in a term, with size zero if the term has no variance. */
    Direction least(double[] theta, Term term) {
        int m = term.columns();
        double[][] l = term.lambda(theta);
        double[][] gram = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                for (int r = 0; r < m; r++) {
                    double u = units.ofColumn(term.factor(), term.from() + r);
                    gram[i][j] += l[r][i] * l[r][j] / (u * u);
                }
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(gram, false));
        int rank = 0;
        for (int c = 0; c < m; c++) {
            rank += l[c][c] != 0 ? 1 : 0;
        }
        if (rank == 0) {
            return new Direction(term, new double[m], new double[m], 0);
        }
        // the eigenvalues come largest first; those behind the rank belong to columns that are zero
        int e = rank - 1;
        double[] weights = eigen.getEigenvector(e).toArray();
        double[] vector = new double[m];
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                vector[r] += l[r][c] * weights[c];
            }
        }
        return new Direction(term, vector, weights, Math.sqrt(Math.max(0, eigen.getRealEigenvalue(e))));
    }

    /** Returns theta without the given direction. */
    double[] without(double[] theta, Direction direction) {
        int m = direction.vector().length;
        double[][] l = direction.term().lambda(theta);
        double[][] left = new double[m][m];
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                left[r][c] = l[r][c] - direction.vector()[r] * direction.weights()[c];
            }
        }
        return direction.term().with(theta, triangle(left, m));
    }

    /** Returns the lower triangle T with TT' = MM', a column of which is zero where its row depends on earlier ones. */
    static double[][] triangle(double[][] rows, int m) {
        double[][] t = new double[m][m];
        double[][] basis = new double[m][];
        for (int j = 0; j < m; j++) {
            double[] rest = rows[j].clone();
            double length = norm(rest);
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    if (t[k][k] != 0) {
                        double along = Descent.dot(rest, basis[k]);
                        t[j][k] += along;
                        rest = Descent.plus(rest, basis[k], -along);
                    }
                }
            }
            double left = norm(rest);
            t[j][j] = left > ROUNDING * length ? left : 0;
            for (int c = 0; c < m && left > 0; c++) {
                rest[c] /= left;
            }
            basis[j] = rest;
        }
        return t;
    }

    private static double norm(double[] v) {
        return Math.sqrt(Descent.dot(v, v));
    }
}
