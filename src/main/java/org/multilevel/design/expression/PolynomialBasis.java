package org.multilevel.design.expression;

/**
 * Orthogonal polynomials of degree 1 to d, as R's {@code poly()} computes them.
 *
 * <p>With x centred, p_0 = 1, p_1 = x, p_{k+1} = (x - a_k) p_k - (n_k / n_{k-1}) p_{k-1} (Kennedy and Gentle 1980, Statistical
 * Computing, pp. 343-4), where n_k is the sum of p_k^2 over the rows; column k is p_k / sqrt(n_k). The constants are, in this
 * order, the mean of x, a_1 to a_{d-1} and n_0 to n_d.
 */
public final class PolynomialBasis implements Basis {
    private final int degree;
    private final double[] constants;

    public PolynomialBasis(int degree, double[] constants) {
        this.degree = degree;
        this.constants = constants;
    }

    static int constantCount(int degree) {
        return 2 * degree + 1;
    }

    private double shift(int k) {
        return k == 0 ? 0 : constants[k];
    }

    private double norm(int k) {
        return constants[degree + k];
    }

    /** Computes the d columns for the first {@code n} values. */
    @Override
    public void fill(double[] x, int n, double[][] columns) {
        monic(x, n, degree, columns);
        for (int k = 1; k <= degree; k++) {
            double length = Math.sqrt(norm(k));
            double[] column = columns[k - 1];
            for (int i = 0; i < n; i++) {
                column[i] /= length;
            }
        }
    }

    /** Computes p_1 to p_m, before they are given unit length, for the first {@code n} values. */
    void monic(double[] x, int n, int m, double[][] columns) {
        for (int i = 0; i < n; i++) {
            double centred = x[i] - constants[0];
            double before = 1;
            double current = centred;
            columns[0][i] = centred;
            for (int k = 1; k < m; k++) {
                double next = (centred - shift(k)) * current - norm(k) / norm(k - 1) * before;
                before = current;
                current = next;
                columns[k][i] = next;
            }
        }
    }
}
