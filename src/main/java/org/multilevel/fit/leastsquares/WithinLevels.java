package org.multilevel.fit.leastsquares;

import org.multilevel.fit.linalg.SmallMatrices;

/** The cross-products of [X y] within the levels of the only grouping factor beside those of all rows, and what they tell. */
public final class WithinLevels {
    private final double[] within;
    private final double[] all;
    private final int p;

    /** @param within and those of all rows, (p+1) x (p+1), lower triangles */
    WithinLevels(double[] within, double[] all, int p) {
        this.within = within;
        this.all = all;
        this.p = p;
    }

    /** Returns a copy of the cross-products within levels, (p+1) x (p+1), the lower triangle. */
    public double[] products() {
        return within.clone();
    }

    /** Returns the part of the response's sum of squares that lies within levels. */
    public double partWithin() {
        return within[within.length - 1] / all[within.length - 1];
    }

    /** Returns the part of the response's sum of squares within levels that the fixed columns leave there. */
    public double partLeftWithin() {
        int n = p + 1;
        double left = factorWithin()[n * n - 1];
        return left * left / within[n * n - 1];
    }

    /** Returns how many of the fixed columns differ within levels, counted without those that repeat others there. */
    public int fixedRankWithin() {
        double[] factor = factorWithin();
        int rank = 0;
        for (int j = 0; j < p; j++) {
            rank += factor[j * (p + 1) + j] > 0 ? 1 : 0;
        }
        return rank;
    }

    /** Returns the least-squares coefficients of the response on the fixed columns within levels, p; zero where a column does not differ there. */
    public double[] coefficientsWithin() {
        double[] l = factorWithin();
        double[] beta = new double[p];
        for (int i = p - 1; i >= 0; i--) {
            double pivot = l[i * (p + 1) + i];
            double s = l[p * (p + 1) + i];
            for (int k = i + 1; k < p; k++) {
                s -= l[k * (p + 1) + i] * beta[k];
            }
            beta[i] = pivot > 0 ? s / pivot : 0;
        }
        return beta;
    }

    private double[] factorWithin() {
        int n = p + 1;
        double[] factor = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                factor[i * n + j] = within[i * n + j];
                factor[j * n + i] = within[i * n + j];
            }
        }
        for (int i = 0; i < p; i++) {
            // what is left of a column by rounding must not explain anything
            if (!(within[i * n + i] > 1e-12 * all[i * n + i])) {
                for (int j = 0; j < n; j++) {
                    factor[i * n + j] = 0;
                    factor[j * n + i] = 0;
                }
            }
        }
        SmallMatrices.semidefiniteCholesky(factor, 0, n);
        return factor;
    }
}
