package org.multilevel.design;

import java.util.Arrays;
import java.util.List;

/**
 * A fixed-effects term and how its variables became columns of X: every product of one column of each, the first variable fastest.
 *
 * @param name such as {@code x:f}
 * @param first position in X of its first column
 * @param variables its variables in the order of their columns
 */
public record FixedTerm(String name, int first, List<Coding> variables) {
    /** Copies the list. */
    public FixedTerm {
        variables = List.copyOf(variables);
    }

    /**
     * A variable of a term.
     *
     * @param name of the variable
     * @param factor whether it is categorical
     * @param matrix a row for each of its levels (or, of a number, for each of its columns) and a column for each of its columns in X
     */
    public record Coding(String name, boolean factor, double[][] matrix) {
        /** Copies the matrix. */
        public Coding {
            matrix = copy(matrix);
        }

        /** Returns a copy. */
        @Override
        public double[][] matrix() {
            return copy(matrix);
        }

        /** Returns the number of its levels, or of a number's columns. */
        public int levels() {
            return matrix.length;
        }

        /** Returns the number of its columns. */
        public int width() {
            return matrix.length == 0 ? 0 : matrix[0].length;
        }

        private static double[][] copy(double[][] matrix) {
            return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        }
    }

    /** Returns the number of its columns. */
    public int width() {
        return variables.stream().mapToInt(Coding::width).reduce(1, Math::multiplyExact);
    }
}
