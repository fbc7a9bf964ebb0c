package org.multilevel.fit.covariance;

/** Effects without correlations: the parameters are their standard deviations, or the one that all have. */
public final class Diagonal implements Covariance {
    private final int m;
    private final boolean homogeneous;

    Diagonal(int columns, boolean homogeneous) {
        this.m = columns;
        this.homogeneous = homogeneous;
    }

    @Override
    public int columns() {
        return m;
    }

    @Override
    public int size() {
        return homogeneous ? 1 : m;
    }

    @Override
    public boolean isBasisFree() {
        return false;
    }

    private int parameter(int column) {
        return homogeneous ? 0 : column;
    }

    @Override
    public void writeLambda(Place place, double[] theta, double[] lambda) {
        for (int j = 0; j < m; j++) {
            lambda[place.index(j, j)] = theta[place.at() + parameter(j)];
        }
    }

    /** Keeps the variances, or their mean, of a lambda of any other structure. */
    @Override
    public void readLambda(Place place, double[] lambda, double[] theta) {
        double sum = 0;
        for (int j = 0; j < m; j++) {
            double own = lambda[place.index(j, j)];
            double variance = own * own;
            boolean alone = true;
            for (int c = 0; c < m; c++) {
                double element = lambda[place.index(j, c)];
                if (c != j && element != 0) {
                    variance += element * element;
                    alone = false;
                }
            }
            sum += variance;
            if (!homogeneous) {
                theta[place.at() + j] = alone ? own : Math.sqrt(variance);
            }
        }
        if (homogeneous) {
            theta[place.at()] = Math.sqrt(sum / m);
        }
    }

    @Override
    public void pullBack(Place place, double[] half, double[] theta, double[] gradient) {
        for (int j = 0; j < m; j++) {
            gradient[place.at() + parameter(j)] += 2 * half[place.index(j, j)];
        }
    }

    @Override
    public void derivative(Place place, double[] theta, int i, double[] matrix) {
        for (int j = 0; j < m; j++) {
            if (parameter(j) == i) {
                matrix[place.index(j, j)] = 1;
            }
        }
    }

    @Override
    public void addCurvature(Place place, double[] s, double[] theta, double[] hessian) {
        for (int j = 0; j < m; j++) {
            int k = place.at() + parameter(j);
            hessian[k * theta.length + k] += 2 * s[place.index(j, j)];
        }
    }

    @Override
    public boolean isDiagonal(int i) {
        return true;
    }

    @Override
    public int row(int i) {
        return i;
    }

    @Override
    public int joint(int later, int earlier) {
        return -1;
    }

    @Override
    public double deviation(Place place, double[] theta, int i) {
        return Math.abs(theta[place.at() + i]);
    }

    @Override
    public boolean isAlone(Place place, double[] theta, int i) {
        return true;
    }

    @Override
    public void hold(Place place, double[] theta, boolean[] free) {
        for (int i = 0; i < size(); i++) {
            free[place.at() + i] = theta[place.at() + i] != 0;
        }
    }

    @Override
    public void start(Place place, double[] guess, double[] floor, double[] theta) {
        double sum = 0;
        for (int j = 0; j < m; j++) {
            double variance = Math.max(guess[place.index(j, j)], floor[place.from() + j]);
            sum += variance;
            if (!homogeneous) {
                theta[place.at() + j] = Math.sqrt(variance);
            }
        }
        if (homogeneous) {
            theta[place.at()] = Math.sqrt(sum / m);
        }
    }

    @Override
    public void normalise(Place place, double[] theta) {
        for (int i = 0; i < size(); i++) {
            theta[place.at() + i] = Math.abs(theta[place.at() + i]);
        }
    }
}
