package org.multilevel.design.expression;

import java.io.IOException;
import java.util.Arrays;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;

/** Collects numbers and tells their exact quantiles; it keeps the different ones with their counts, which those of other rows add to. */
final class SortedValues {
    private static final int SMALLEST_BUFFER = 1 << 12;

    private double[] values = {};
    private long[] counts = {};
    private double[] buffer = new double[SMALLEST_BUFFER];
    private int buffered;

    void add(double[] more, int n) {
        for (int i = 0; i < n; i++) {
            if (buffered == buffer.length) {
                merge();
                // as large as what it is merged with, so that all merging together takes n log n
                buffer = new double[Math.max(SMALLEST_BUFFER, values.length)];
            }
            buffer[buffered++] = more[i] + 0.0;
        }
    }

    /** Adds what another collection has. */
    void addAll(SortedValues other) {
        other.merge();
        merge();
        mergeWith(other.values, other.counts);
    }

    /** Writes the different numbers and how often each was met. */
    void writeTo(PartWriter out) throws IOException {
        merge();
        out.integer(values.length);
        out.numbers(values, values.length);
        out.wholes(counts, counts.length);
    }

    /** Takes on what {@link #writeTo} wrote. */
    void readFrom(PartReader in) throws IOException {
        int size = in.count();
        values = in.numbers(size);
        counts = in.wholes(size);
        for (int k = 0; k < size; k++) {
            if (counts[k] < 1 || !Double.isFinite(values[k]) || (k > 0 && values[k] <= values[k - 1])) {
                throw in.damaged("their sorted values are not in order");
            }
        }
        buffered = 0;
    }

    private void merge() {
        Arrays.sort(buffer, 0, buffered);
        long[] once = new long[buffered];
        Arrays.fill(once, 1);
        double[] fresh = Arrays.copyOf(buffer, buffered);
        buffered = 0;
        mergeWith(fresh, once);
    }

    private void mergeWith(double[] others, long[] times) {
        double[] merged = new double[values.length + others.length];
        long[] total = new long[merged.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < values.length || theirs < others.length) {
            boolean takesMine = theirs == others.length || (mine < values.length && values[mine] <= others[theirs]);
            double value = takesMine ? values[mine] : others[theirs];
            if (size == 0 || merged[size - 1] != value) {
                merged[size++] = value;
            }
            total[size - 1] += takesMine ? counts[mine++] : times[theirs++];
        }
        values = Arrays.copyOf(merged, size);
        counts = Arrays.copyOf(total, size);
    }

    /** Returns how many different numbers there are. */
    int distinct() {
        merge();
        return values.length;
    }

    double min() {
        return distinct() == 0 ? Double.NaN : values[0];
    }

    double max() {
        return distinct() == 0 ? Double.NaN : values[values.length - 1];
    }

    /** Returns quantiles of those numbers that lie from {@code lower} to {@code upper}, as R's {@code quantile()} of type 7. */
    double[] quantiles(double[] probabilities, double lower, double upper) {
        merge();
        long below = 0;
        long inside = 0;
        for (int k = 0; k < values.length; k++) {
            below += values[k] < lower ? counts[k] : 0;
            inside += values[k] >= lower && values[k] <= upper ? counts[k] : 0;
        }
        long first = below;
        long last = inside - 1;
        return Arrays.stream(probabilities).map(p -> quantile(p * last, first)).toArray();
    }

    private double quantile(double place, long first) {
        double whole = Math.floor(place);
        double low = at(first + (long) whole);
        double part = place - whole;
        return part > 0 ? (1 - part) * low + part * at(first + (long) whole + 1) : low;
    }

    private double at(long place) {
        long left = place;
        for (int k = 0; k < values.length; k++) {
            if (left < counts[k]) {
                return values[k];
            }
            left -= counts[k];
        }
        return Double.NaN;
    }
}
