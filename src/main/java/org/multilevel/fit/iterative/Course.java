package org.multilevel.fit.iterative;

import java.util.Arrays;
import org.multilevel.fit.linalg.SymmetricEigen;

/** The course of conjugate gradients for one right-hand side b. */
final class Course {
    private final double square;
    private final double goal;
    private double left;
    private double[] alpha = new double[32];
    private double[] beta = new double[32];
    private int steps;

    /**
     * @param square b'b
     * @param left r'r at the start
     * @param tolerance the size of r, relative to that of b, at which the course ends
     */
    Course(double square, double left, double tolerance) {
        this.square = square;
        this.left = left;
        this.goal = tolerance * tolerance * square;
    }

    void add(double step, double turn, double rest) {
        if (steps == alpha.length) {
            alpha = Arrays.copyOf(alpha, 2 * steps);
            beta = Arrays.copyOf(beta, 2 * steps);
        }
        alpha[steps] = step;
        beta[steps++] = turn;
        left = rest;
    }

    boolean hasArrived() {
        return left <= goal;
    }

    /** Returns the size of what is left of the right-hand side, relative to it. */
    double residual() {
        return square > 0 ? Math.sqrt(left / square) : 0;
    }

    /**
     * Returns b'(log(S) - S + I) b of the matrix S of the system, by Gauss quadrature at the eigenvalues of Lanczos' tridiagonal matrix; the course must
     * have started at zero (Golub and Meurant 2010, Matrices, Moments and Quadrature, chapter 4; Ubaru, Chen and Saad 2017, SIAM J. Matrix
     * Anal. Appl. 38, 1075-1099).
     */
    double quadrature() {
        int steps = usable();
        if (steps == 0) {
            return 0;
        }
        double[] diagonal = new double[steps];
        double[] beside = new double[steps - 1];
        for (int j = 0; j < steps; j++) {
            diagonal[j] = 1 / alpha[j] + (j > 0 ? beta[j - 1] / alpha[j - 1] : 0);
            if (j + 1 < steps) {
                beside[j] = Math.sqrt(beta[j]) / alpha[j];
            }
        }
        return square
                * Tridiagonal.firstOf(diagonal, beside, Course::value).orElseGet(() -> byVectors(diagonal, beside));
    }

    private static double value(double eigenvalue) {
        return StrictMath.log(eigenvalue) - eigenvalue + 1;
    }

    private static double byVectors(double[] diagonal, double[] beside) {
        double[][] matrix = new double[diagonal.length][diagonal.length];
        for (int j = 0; j < diagonal.length; j++) {
            matrix[j][j] = diagonal[j];
            if (j > 0) {
                matrix[j][j - 1] = beside[j - 1];
                matrix[j - 1][j] = beside[j - 1];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        double sum = 0;
        for (int e = 0; e < diagonal.length; e++) {
            double weight = eigen.vector(e)[0];
            sum += weight * weight * value(eigen.value(e));
        }
        return sum;
    }

    private int usable() {
        int usable = 0;
        while (usable < steps && alpha[usable] > 0) {
            usable++;
        }
        return usable;
    }
}
