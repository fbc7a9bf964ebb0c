package org.multilevel.design.expression;

import java.io.IOException;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;

/**
 * Mean and spread of a stream of numbers, accurate for a mean of any size.
 *
 * <p>Each chunk is summed about a provisional centre, then merged (Chan, Golub, LeVeque 1983, eq. 2.1).
 */
public final class Moments {
    private long count;
    private double mean;
    /** What the mean has beyond its last digit, so that it does not depend on how the numbers were cut into chunks. */
    private double beyond;

    private double squares;

    /** Adds the first {@code n} of the values. */
    public void add(double[] values, int n) {
        if (n == 0) {
            return;
        }
        if (count == 0) {
            mean = values[0];
        }
        double delta = sumAbout(mean, values, n) / n - beyond;
        double chunkSquares = squaresAbout(mean + delta, values, n);
        include(n, delta, chunkSquares);
    }

    /** Returns the moments of these numbers and others. */
    public Moments plus(Moments other) {
        Moments all = new Moments();
        all.copy(count == 0 ? other : this);
        if (count > 0 && other.count > 0) {
            all.include(other.count, other.mean - mean + (other.beyond - beyond), other.squares);
        }
        return all;
    }

    /** Adds n numbers whose mean is by delta larger. */
    private void include(long n, double delta, double theirSquares) {
        long total = count + n;
        squares += theirSquares + delta * delta * ((double) count * n / total);
        double step = beyond + delta * ((double) n / total);
        double sum = mean + step;
        double kept = sum - mean;
        beyond = (mean - (sum - kept)) + (step - kept);
        mean = sum;
        count = total;
    }

    void copy(Moments other) {
        count = other.count;
        mean = other.mean;
        beyond = other.beyond;
        squares = other.squares;
    }

    /** Writes count, mean with what it has beyond its last digit, and sum of squares about the mean. */
    public void writeTo(PartWriter out) throws IOException {
        out.whole(count);
        out.number(mean);
        out.number(beyond);
        out.number(squares);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Moments readFrom(PartReader in) throws IOException {
        Moments moments = new Moments();
        moments.count = in.wholeCount();
        moments.mean = in.number();
        moments.beyond = in.number();
        moments.squares = in.number();
        if (moments.squares < 0) {
            throw in.damaged("a sum of squares is negative");
        }
        return moments;
    }

    /** Four running sums, so that an addition need not wait for the one before it. */
    private static double sumAbout(double centre, double[] values, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < n - 3; i += 4) {
            s0 += values[i] - centre;
            s1 += values[i + 1] - centre;
            s2 += values[i + 2] - centre;
            s3 += values[i + 3] - centre;
        }
        for (; i < n; i++) {
            s0 += values[i] - centre;
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double squaresAbout(double centre, double[] values, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < n - 3; i += 4) {
            double d0 = values[i] - centre;
            double d1 = values[i + 1] - centre;
            double d2 = values[i + 2] - centre;
            double d3 = values[i + 3] - centre;
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < n; i++) {
            double d = values[i] - centre;
            s0 += d * d;
        }
        return (s0 + s1) + (s2 + s3);
    }

    public long count() {
        return count;
    }

    /** Returns whether no sum has overflowed; without that the other results are meaningless. */
    public boolean areFinite() {
        return Double.isFinite(squares + mean * mean);
    }

    public double mean() {
        return mean;
    }

    /** Returns the sample standard deviation (n - 1), 0 for fewer than two numbers. */
    public double sd() {
        return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    }

    public double rootMeanSquare() {
        return Math.sqrt(squares / Math.max(1, count) + mean * mean);
    }
}
