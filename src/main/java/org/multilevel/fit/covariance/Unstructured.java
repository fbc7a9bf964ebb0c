package org.multilevel.fit.covariance;

/** Any covariance: the parameters are the lower triangle of lambda, column by column (Bates et al. 2015, section 2.3). */
public final class Unstructured implements Covariance {
    private final int m;
    private final int[] row;
    private final int[] column;

    Unstructured(int columns) {
        m = columns;
        row = new int[m * (m + 1) / 2];
        column = new int[row.length];
        int i = 0;
        for (int c = 0; c < m; c++) {
            for (int r = c; r < m; r++) {
                row[i] = r;
                column[i++] = c;
            }
        }
    }

    @Override
    public int columns() {
        return m;
    }

    @Override
    public int size() {
        return row.length;
    }

    @Override
    public boolean isBasisFree() {
        return true;
    }

    /** Returns the parameter that is the element of lambda in row r and column c, r not before c. */
    private int parameter(int r, int c) {
        return c * m - c * (c - 1) / 2 + r - c;
    }

    @Override
    public void writeLambda(Place place, double[] theta, double[] lambda) {
        for (int i = 0; i < row.length; i++) {
            lambda[place.index(row[i], column[i])] = theta[place.at() + i];
        }
    }

    @Override
    public void readLambda(Place place, double[] lambda, double[] theta) {
        for (int i = 0; i < row.length; i++) {
            theta[place.at() + i] = lambda[place.index(row[i], column[i])];
        }
    }

    @Override
    public void pullBack(Place place, double[] half, double[] theta, double[] gradient) {
        for (int i = 0; i < row.length; i++) {
            gradient[place.at() + i] = 2 * half[place.index(row[i], column[i])];
        }
    }

    @Override
    public void derivative(Place place, double[] theta, int i, double[] matrix) {
        matrix[place.index(row[i], column[i])] = 1;
    }

    @Override
    public void addCurvature(Place place, double[] s, double[] theta, double[] hessian) {
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                if (column[i] == column[j]) {
                    hessian[(place.at() + i) * theta.length + place.at() + j] += 2 * s[place.index(row[i], row[j])];
                }
            }
        }
    }

    @Override
    public boolean isDiagonal(int i) {
        return row[i] == column[i];
    }

    @Override
    public int row(int i) {
        return row[i];
    }

    @Override
    public int joint(int later, int earlier) {
        return parameter(row[later], row[earlier]);
    }

    @Override
    public double deviation(Place place, double[] theta, int i) {
        double sum = 0;
        for (int c = 0; c <= row[i]; c++) {
            double element = theta[place.at() + parameter(row[i], c)];
            sum += element * element;
        }
        return Math.sqrt(sum);
    }

    @Override
    public boolean isAlone(Place place, double[] theta, int i) {
        for (int r = row[i] + 1; r < m; r++) {
            if (theta[place.at() + parameter(r, column[i])] != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void hold(Place place, double[] theta, boolean[] free) {
        for (int i = 0; i < row.length; i++) {
            free[place.at() + i] = theta[place.at() + parameter(column[i], column[i])] != 0;
        }
    }

    /** A Cholesky factorisation of the guess with each pivot lifted to its floor and no correlation far beyond 0.9. */
    @Override
    public void start(Place place, double[] guess, double[] floor, double[] theta) {
        for (int j = 0; j < m; j++) {
            double d = guess[place.index(j, j)];
            for (int k = 0; k < j; k++) {
                d -= theta[place.at() + parameter(j, k)] * theta[place.at() + parameter(j, k)];
            }
            double pivot = Math.sqrt(Math.max(d, floor[place.from() + j]));
            theta[place.at() + parameter(j, j)] = pivot;
            for (int i = j + 1; i < m; i++) {
                double s = guess[place.index(i, j)];
                for (int k = 0; k < j; k++) {
                    s -= theta[place.at() + parameter(i, k)] * theta[place.at() + parameter(j, k)];
                }
                double most = 0.9 * Math.sqrt(Math.max(guess[place.index(i, i)], floor[place.from() + i]));
                theta[place.at() + parameter(i, j)] = Math.max(-most, Math.min(most, s / pivot));
            }
        }
    }

    @Override
    public void normalise(Place place, double[] theta) {
        for (int c = 0; c < m; c++) {
            boolean negative = theta[place.at() + parameter(c, c)] < 0;
            for (int r = c; r < m; r++) {
                int k = place.at() + parameter(r, c);
                theta[k] = (negative ? -theta[k] : theta[k]) + 0.0; // no negative zero
            }
        }
    }
}
