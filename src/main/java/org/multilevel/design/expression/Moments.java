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
    private double squares;

    /** Adds the first {@code n} of the values. */
    public void add(double[] values, int n) {
        if (n == 0) {
            return;
        }
        double shift = count == 0 ? values[0] : mean;
        double chunkMean = shift + sumAbout(shift, values, n) / n;
        double chunkSquares = squaresAbout(chunkMean, values, n);
        double delta = chunkMean - mean;
        long total = count + n;
        if (count == 0) {
            mean = chunkMean;
            squares = chunkSquares;
        } else {
            mean += delta * n / total;
            squares += chunkSquares + delta * delta * ((double) count * n / total);
        }
        count = total;
    }

    /** Returns the moments of these numbers and others. */
    public Moments plus(Moments other) {
        Moments all = new Moments();
        all.count = count + other.count;
        if (count == 0 || other.count == 0) {
            all.mean = count == 0 ? other.mean : mean;
            all.squares = count == 0 ? other.squares : squares;
            return all;
        }
        double delta = other.mean - mean;
        all.mean = mean + delta * ((double) other.count / all.count);
        all.squares = squares + other.squares + delta * delta * ((double) count * other.count / all.count);
        return all;
    }

    void copy(Moments other) {
        count = other.count;
        mean = other.mean;
        squares = other.squares;
    }

    /** Writes count, mean and sum of squares about the mean. */
    public void writeTo(PartWriter out) throws IOException {
        out.whole(count);
        out.number(mean);
        out.number(squares);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Moments readFrom(PartReader in) throws IOException {
        Moments moments = new Moments();
        moments.count = in.wholeCount();
        moments.mean = in.number();
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
