package org.multilevel.fit.iterative;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Eigenvalues of a symmetric tridiagonal matrix, and the first element of each eigenvector, which is all that Gauss quadrature asks for: in time of the
 * square of the order, where whole eigenvectors take its cube (Golub and Welsch 1969, Mathematics of Computation 23, 221-230).
 */
final class Tridiagonal {
    /** Of each eigenvalue; two are usual. */
    private static final int MOST_ROUNDS = 60;

    private final double[] diagonal;
    private final double[] beside;
    private final double[] first;

    /**
     * @param diagonal n elements
     * @param beside n - 1 elements beside them
     */
    private Tridiagonal(double[] diagonal, double[] beside) {
        int n = diagonal.length;
        this.diagonal = diagonal.clone();
        this.beside = new double[n];
        System.arraycopy(beside, 0, this.beside, 0, n - 1);
        this.first = new double[n];
        first[0] = 1;
    }

    /** Returns the first element of a function of the matrix; empty where its eigenvalues cannot be found. */
    static Optional<Double> firstOf(double[] diagonal, double[] beside, DoubleUnaryOperator function) {
        Tridiagonal matrix = new Tridiagonal(diagonal, beside);
        if (!matrix.diagonalise()) {
            return Optional.empty();
        }
        double sum = 0;
        for (int e = 0; e < diagonal.length; e++) {
            sum += matrix.first[e] * matrix.first[e] * function.applyAsDouble(matrix.diagonal[e]);
        }
        return Optional.of(sum);
    }

    /** Implicit QL steps until nothing is left beside the diagonal. */
    private boolean diagonalise() {
        for (int from = 0; from < diagonal.length; from++) {
            int rounds = 0;
            for (int to = end(from); to > from; to = end(from)) {
                if (++rounds > MOST_ROUNDS) {
                    return false;
                }
                step(from, to);
            }
        }
        return true;
    }

    /** Returns where the block that begins at a place ends. */
    private int end(int from) {
        int to = from;
        while (to < diagonal.length - 1
                && Math.abs(beside[to]) > Math.ulp(Math.abs(diagonal[to]) + Math.abs(diagonal[to + 1])) / 2) {
            to++;
        }
        return to;
    }

    /** One step with Wilkinson's shift, from the end of a block to its beginning. */
    private void step(int from, int to) {
        double half = (diagonal[from + 1] - diagonal[from]) / (2 * beside[from]);
        double root = Math.copySign(Math.sqrt(half * half + 1), half);
        double g = diagonal[to] - diagonal[from] + beside[from] / (half + root);
        double sine = 1;
        double cosine = 1;
        double moved = 0;
        for (int i = to - 1; i >= from; i--) {
            double f = sine * beside[i];
            double b = cosine * beside[i];
            double length = Math.sqrt(f * f + g * g);
            beside[i + 1] = length;
            if (length == 0) {
                diagonal[i + 1] -= moved;
                beside[to] = 0;
                return;
            }
            sine = f / length;
            cosine = g / length;
            double shifted = diagonal[i + 1] - moved;
            double sum = (diagonal[i] - shifted) * sine + 2 * cosine * b;
            moved = sine * sum;
            diagonal[i + 1] = shifted + moved;
            g = cosine * sum - b;
            double next = first[i + 1];
            first[i + 1] = sine * first[i] + cosine * next;
            first[i] = cosine * first[i] - sine * next;
        }
        diagonal[from] -= moved;
        beside[from] = g;
        beside[to] = 0;
    }
}
