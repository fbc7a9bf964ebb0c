package org.multilevel.design.expression;

/** The powers of {@code poly(x, d, raw = TRUE)}. */
final class RawPolynomial implements Basis {
    @Override
    public void fill(double[] x, int n, double[][] columns) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < columns.length; k++) {
                columns[k][i] = Math.pow(x[i], k + 1);
            }
        }
    }
}
