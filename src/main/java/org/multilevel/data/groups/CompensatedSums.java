package org.multilevel.data.groups;

import java.util.Arrays;

/**
 * A sum for each of many groups, kept in two doubles so that a mean is exact to the last bit or the one before it, whatever the
 * order of the numbers.
 *
 * <p>Neumaier (1974), with Knuth's error-free addition. The mean of equal numbers is that number.
 */
public final class CompensatedSums {
    private long[] counts = {};
    private double[] sums = {};
    private double[] errors = {};

    public void add(int group, double value) {
        ensure(group);
        counts[group]++;
        accumulate(group, value, 0);
    }

    /** Adds what another has summed up for one of its groups. */
    void add(int group, CompensatedSums other, int otherGroup) {
        if (other.count(otherGroup) > 0) {
            ensure(group);
            counts[group] += other.counts[otherGroup];
            accumulate(group, other.sums[otherGroup], other.errors[otherGroup]);
        }
    }

    private void accumulate(int group, double value, double error) {
        double before = sums[group];
        double sum = before + value;
        double added = sum - before;
        errors[group] += (before - (sum - added)) + (value - added) + error;
        sums[group] = sum;
    }

    public long count(int group) {
        return group < counts.length ? counts[group] : 0;
    }

    /** Returns the mean, NaN of no numbers; not finite where the sum overflows. */
    public double mean(int group) {
        long n = count(group);
        if (n == 0) {
            return Double.NaN;
        }
        double high = sums[group] + errors[group];
        double low = errors[group] - (high - sums[group]);
        double quotient = high / n;
        return quotient + (Math.fma(-quotient, (double) n, high) + low) / n;
    }

    private void ensure(int group) {
        if (group >= counts.length) {
            int size = Math.max(16, Math.max(group + 1, 2 * counts.length));
            counts = Arrays.copyOf(counts, size);
            sums = Arrays.copyOf(sums, size);
            errors = Arrays.copyOf(errors, size);
        }
    }
}
