package org.multilevel.design.expression;

import java.io.IOException;
import java.util.Arrays;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;

/** Mean, ends and, where there are at most two, the values of a stream of numbers. */
public final class ColumnRange {
    private static final int MOST_VALUES = 2;

    private final Moments moments = new Moments();
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private double[] values = {};
    private boolean few = true;

    /** Creates the range of no numbers. */
    public ColumnRange() {}

    private ColumnRange(Moments moments) {
        this.moments.copy(moments);
    }

    /** Adds the first {@code n} of the values. */
    public void add(double[] numbers, int n) {
        moments.add(numbers, n);
        double least = minimum;
        double most = maximum;
        for (int i = 0; i < n; i++) {
            // Adding zero makes one of the two zeros.
            double number = numbers[i] + 0.0;
            least = number < least ? number : least;
            most = number > most ? number : most;
        }
        minimum = least;
        maximum = most;
        noteNew(numbers, n);
    }

    /** Notes what is not known yet, until there is too much of it. */
    private void noteNew(double[] numbers, int n) {
        int next = 0;
        while (few && next < n) {
            double one = values.length > 0 ? values[0] : Double.NaN;
            double other = values.length > 1 ? values[1] : one;
            while (next < n && (numbers[next] == one || numbers[next] == other)) {
                next++;
            }
            if (next < n) {
                note(numbers[next++] + 0.0);
            }
        }
    }

    private void noteIfFew(double number) {
        if (few) {
            note(number);
        }
    }

    /** Keeps a value; where there are too many of them, none. */
    private void note(double number) {
        if (!isKnown(number)) {
            few = values.length < MOST_VALUES;
            values = few ? Arrays.copyOf(values, values.length + 1) : new double[0];
            if (few) {
                values[values.length - 1] = number;
                Arrays.sort(values);
            }
        }
    }

    private boolean isKnown(double number) {
        for (double value : values) {
            if (value == number) {
                return true;
            }
        }
        return false;
    }

    /** Returns the range of these numbers and others. */
    public ColumnRange plus(ColumnRange other) {
        ColumnRange all = new ColumnRange(moments.plus(other.moments));
        all.few = few && other.few;
        all.minimum = Math.min(minimum, other.minimum);
        all.maximum = Math.max(maximum, other.maximum);
        if (all.few) {
            for (double value : values) {
                all.noteIfFew(value);
            }
            for (double value : other.values) {
                all.noteIfFew(value);
            }
        }
        return all;
    }

    /** Writes moments, ends and values. */
    public void writeTo(PartWriter out) throws IOException {
        moments.writeTo(out);
        out.number(minimum);
        out.number(maximum);
        out.integer(few ? values.length : -1);
        for (double value : values) {
            out.number(value);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static ColumnRange readFrom(PartReader in) throws IOException {
        ColumnRange range = new ColumnRange(Moments.readFrom(in));
        range.minimum = in.number();
        range.maximum = in.number();
        int count = in.integer();
        range.few = count >= 0;
        if (count > MOST_VALUES) {
            throw in.damaged("a column has more values than are kept");
        }
        range.values = new double[Math.max(0, count)];
        for (int k = 0; k < range.values.length; k++) {
            range.values[k] = in.number();
        }
        return range;
    }

    /** Returns how many numbers there were. */
    public long count() {
        return moments.count();
    }

    public double mean() {
        return moments.mean();
    }

    public double minimum() {
        return minimum;
    }

    public double maximum() {
        return maximum;
    }

    /** Returns the values in ascending order, none where there are more than two. */
    public double[] values() {
        return values.clone();
    }
}
