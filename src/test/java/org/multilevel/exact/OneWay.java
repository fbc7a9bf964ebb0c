package org.multilevel.exact;

/**
 * The REML estimates of a balanced one-way layout, which are those of the analysis of variance where its variance is positive
 * (Searle, Casella, McCulloch 1992, section 4.5).
 *
 * @param mean the mean of all rows
 * @param within mean square within groups, the estimate of sigma^2
 * @param between mean square between groups
 * @param size rows per group
 * @param groups number of groups
 */
record OneWay(double mean, double within, double between, int size, int groups) {

    /** Computes the mean squares of groups of {@code size} consecutive rows, about the means, so that no digit is lost. */
    static OneWay of(double[] y, int size) {
        int groups = y.length / size;
        double[] means = new double[groups];
        double origin = y[0];
        double mean = 0;
        for (int g = 0; g < groups; g++) {
            for (int i = g * size; i < (g + 1) * size; i++) {
                means[g] += (y[i] - y[g * size]) / size;
            }
            means[g] += y[g * size] - origin;
            mean += means[g] / groups;
        }
        double within = 0;
        double between = 0;
        for (int g = 0; g < groups; g++) {
            between += size * (means[g] - mean) * (means[g] - mean);
            for (int i = g * size; i < (g + 1) * size; i++) {
                double d = y[i] - origin - means[g];
                within += d * d;
            }
        }
        return new OneWay(origin + mean, within / (y.length - groups), between / (groups - 1), size, groups);
    }

    /** Returns the variance of the groups. */
    double variance() {
        return (between - within) / size;
    }

    /** Returns the relative standard deviation of the groups. */
    double theta() {
        return Math.sqrt(variance() / within);
    }

    /** Returns the standard error of the mean. */
    double standardError() {
        return Math.sqrt(between / ((double) size * groups));
    }
}
