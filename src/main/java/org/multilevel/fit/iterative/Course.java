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
        double[][] lanczos = new double[steps][steps];
        for (int j = 0; j < steps; j++) {
            lanczos[j][j] = 1 / alpha[j] + (j > 0 ? beta[j - 1] / alpha[j - 1] : 0);
            if (j + 1 < steps) {
                lanczos[j][j + 1] = Math.sqrt(beta[j]) / alpha[j];
                lanczos[j + 1][j] = lanczos[j][j + 1];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(lanczos);
        double sum = 0;
        for (int e = 0; e < steps; e++) {
            double weight = eigen.vector(e)[0];
            sum += weight * weight * (StrictMath.log(eigen.value(e)) - eigen.value(e) + 1);
        }
        return square * sum;
    }

    private int usable() {
        int usable = 0;
        while (usable < steps && alpha[usable] > 0) {
            usable++;
        }
        return usable;
    }
}
