package org.multilevel.fit.profile;

/**
 * The reflection H that turns a into its length times the first unit vector, so that a linear function a'beta is a coefficient: with XH for X the
 * first is a'beta over the length of a.
 */
final class Reflection {
    private final double[][] matrix;
    private final double length;

    Reflection(double[] a) {
        this.length = length(a);
        this.matrix = matrix(a, length);
    }

    private static double length(double[] v) {
        double squares = 0;
        for (double element : v) {
            squares += element * element;
        }
        return Math.sqrt(squares);
    }

    /** Returns H = I - 2vv'/v'v with v = a + sign(a_1) |a| e_1, its sign such that Ha = |a| e_1. */
    private static double[][] matrix(double[] a, double length) {
        int p = a.length;
        double sign = a[0] < 0 ? -1 : 1;
        double[] v = a.clone();
        v[0] += sign * length;
        double squares = length(v) * length(v);
        double[][] h = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                h[i][j] = -sign * ((i == j ? 1 : 0) - 2 * v[i] * v[j] / squares);
            }
        }
        return h;
    }

    /**
     * Returns [XH, y - (XH)_1 known] as combinations of [X y], a column that changes nothing in the place of the first.
     *
     * @param value of a'beta
     */
    double[][] held(double value) {
        int p = matrix.length;
        double known = value / length;
        double[][] columns = new double[p + 1][p + 1];
        for (int j = 1; j < p; j++) {
            for (int i = 0; i < p; i++) {
                columns[j][i] = matrix[i][j];
            }
        }
        for (int i = 0; i < p; i++) {
            columns[p][i] = -matrix[i][0] * known;
        }
        columns[p][p] = 1;
        return columns;
    }
}
