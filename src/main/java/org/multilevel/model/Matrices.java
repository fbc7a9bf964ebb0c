package org.multilevel.model;

/** Small operations on row arrays. */
final class Matrices {
    private Matrices() {}

    /** Returns a copy whose rows are copies. */
    static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    /** Returns the length of a packed triangle of order q, q (q + 1) / 2. */
    static int triangle(int q) {
        return q * (q + 1) / 2;
    }

    /** Returns the upper triangle of a square matrix, row by row. */
    static double[] pack(double[][] matrix) {
        double[] packed = new double[triangle(matrix.length)];
        int at = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = i; j < matrix.length; j++) {
                packed[at++] = matrix[i][j];
            }
        }
        return packed;
    }

    /** Returns the symmetric q x q matrix of which {@link #pack} gave the upper triangle. */
    static double[][] unpack(double[] packed, int q) {
        double[][] matrix = new double[q][q];
        int at = 0;
        for (int i = 0; i < q; i++) {
            for (int j = i; j < q; j++) {
                matrix[i][j] = packed[at];
                matrix[j][i] = packed[at++];
            }
        }
        return matrix;
    }
}
