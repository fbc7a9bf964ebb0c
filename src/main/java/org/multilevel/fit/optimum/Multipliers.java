package org.multilevel.fit.optimum;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.Criterion.Point;

/**
 * S, the derivative of the criterion with respect to the covariance lambda lambda' of each random term: the multipliers of the
 * constraint that it be positive semidefinite.
 *
 * <p>An evaluation gives S lambda. Where lambda has full rank that determines S; where columns of lambda are zero, the part of S that
 * acts on directions without variance is kept from the point where it was seen last. At a minimum S lambda = 0 and S is positive
 * semidefinite.
 */
final class Multipliers {
    private final ThetaLayout layout;
    /** Per factor q x q, row-major; only the blocks of its terms are used. */
    private final double[][] s;

    private Multipliers(ThetaLayout layout, double[][] s) {
        this.layout = layout;
        this.s = s;
    }

    /** Returns what is known before any evaluation: nothing. */
    static Multipliers none(ThetaLayout layout) {
        return new Multipliers(layout, layout.zeros());
    }

    /** Returns the multipliers at a point, with what it does not tell taken from these. */
    Multipliers at(Point point) {
        double[][] lambda = layout.lambda(point.theta());
        double[][] next = layout.zeros();
        for (Term term : layout.terms()) {
            int f = term.factor();
            solve(lambda[f], point.half()[f], s[f], next[f], layout.width(f), term.from(), term.to());
        }
        return new Multipliers(layout, next);
    }

    /** Solves S lambda = half within rows and columns from..to of a factor. */
    private static void solve(double[] lambda, double[] half, double[] known, double[] s, int q, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int j = from; j < to; j++) {
                boolean told = lambda[i * q + i] != 0 || lambda[j * q + j] != 0;
                s[i * q + j] = told ? 0 : known[i * q + j];
            }
        }
        for (boolean zeroRows : new boolean[] {true, false}) {
            for (int i = from; i < to; i++) {
                if ((lambda[i * q + i] == 0) == zeroRows) {
                    solveRow(lambda, half, s, q, i, from, to);
                }
            }
        }
        for (int i = from; i < to; i++) {
            for (int j = from; j < i; j++) {
                boolean both = lambda[i * q + i] != 0 && lambda[j * q + j] != 0;
                if (both) {
                    double mean = 0.5 * (s[i * q + j] + s[j * q + i]);
                    s[i * q + j] = mean;
                    s[j * q + i] = mean;
                }
            }
        }
    }

    /** Solves row i for the columns whose diagonal is not zero, last first, and mirrors what belongs to a zero diagonal. */
    private static void solveRow(double[] lambda, double[] half, double[] s, int q, int i, int from, int to) {
        for (int c = to - 1; c >= from; c--) {
            double pivot = lambda[c * q + c];
            if (pivot == 0) {
                continue;
            }
            double value = half[i * q + c];
            for (int r = c + 1; r < to; r++) {
                value -= s[i * q + r] * lambda[r * q + c];
            }
            s[i * q + c] = value / pivot;
            if (lambda[i * q + i] == 0) {
                s[c * q + i] = s[i * q + c];
            }
        }
    }

    /**
     * Adds the part that the constraint gives the Hessian in theta, K x K row-major: of S what is positive semidefinite. What is
     * negative says that a variance wants to grow, and then the expected information alone gives the better step.
     */
    void addTo(double[] theta, double[] hessian) {
        for (Term term : layout.terms()) {
            int f = term.factor();
            double[] positive = new double[s[f].length];
            addPositivePart(s[f], layout.width(f), term.from(), term.to(), positive);
            term.covariance().addCurvature(term.place(), positive, theta, hessian);
        }
    }

    private static void addPositivePart(double[] s, int q, int from, int to, double[] positive) {
        int m = to - from;
        double[][] block = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                block[i][j] = 0.5 * (s[(from + i) * q + from + j] + s[(from + j) * q + from + i]);
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(block, false));
        for (int e = 0; e < m; e++) {
            double value = eigen.getRealEigenvalue(e);
            double[] v = eigen.getEigenvector(e).toArray();
            for (int i = 0; i < m && value > 0; i++) {
                for (int j = 0; j < m; j++) {
                    positive[(from + i) * q + from + j] += value * v[i] * v[j];
                }
            }
        }
    }

    /** Returns how the criterion grows with the variance in a direction: v'Sv. */
    double along(RankDrop.Direction direction) {
        int f = direction.term().factor();
        int q = layout.width(f);
        int from = direction.term().from();
        double[] v = direction.vector();
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                sum += v[i] * s[f][(from + i) * q + from + j] * v[j];
            }
        }
        return sum;
    }
}
