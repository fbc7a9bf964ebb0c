package org.multilevel.inference.shares;

import org.multilevel.model.GroupingFactor;

/**
 * How well the rows of a group tell its own effect: 1 - conditional variance / variance, the squared correlation of the effect and its
 * estimate given the fixed effects.
 *
 * <p>In a model whose only random term is an intercept it is the reliability of the group's mean, tau^2 / (tau^2 + sigma^2 / n) in a group
 * of n rows: Snijders and Bosker (2012), Multilevel Analysis, equation 3.21. It is also the factor by which the mean is shrunk.
 */
public final class Reliability {
    private final GroupingFactor factor;

    private Reliability(GroupingFactor factor) {
        this.factor = factor;
    }

    /** Returns the reliabilities of a factor's effects. */
    public static Reliability of(GroupingFactor factor) {
        return new Reliability(factor);
    }

    /** Returns the reliability of the effect of column k in level g: 0 tells nothing, 1 all; 0 where the variance is zero. */
    public double of(int g, int k) {
        double variance = factor.variance(k);
        if (!(variance > 0)) {
            return 0;
        }
        return Math.min(1, Math.max(0, 1 - factor.conditionalCovariance(g, k, k) / variance));
    }

    /** Returns the mean of column k's reliabilities over the levels. */
    public double average(int k) {
        double sum = 0;
        for (int g = 0; g < factor.size(); g++) {
            sum += of(g, k);
        }
        return sum / factor.size();
    }
}
