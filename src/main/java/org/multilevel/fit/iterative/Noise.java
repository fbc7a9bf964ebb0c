package org.multilevel.fit.iterative;

/** How uncertain means over probes are. */
final class Noise {
    private Noise() {}

    /** Returns the covariance of the means of the columns of a table with a row for each probe. */
    static double[][] ofMean(double[][] rows) {
        int m = rows.length;
        int k = m == 0 ? 0 : rows[0].length;
        double[] mean = new double[k];
        for (double[] row : rows) {
            for (int i = 0; i < k; i++) {
                mean[i] += row[i] / m;
            }
        }
        double[][] covariance = new double[k][k];
        for (double[] row : rows) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (m * (m - 1.0));
                }
            }
        }
        return covariance;
    }
}
