package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongToIntFunction;

/**
 * Equal parts of the rows by fitted value, with what was observed and expected in each.
 *
 * <p>Of many rows, neighbours by fitted value are added up on the way, so that memory is bounded and the same rows give the same parts.
 *
 * @param parts in ascending order of their fitted values
 * @param rows how many rows there are
 */
public record FittedParts(List<Part> parts, long rows) {
    /** Copies the list. */
    public FittedParts {
        parts = List.copyOf(parts);
    }

    /**
     * Rows with similar fitted values.
     *
     * @param rows how many
     * @param weight the sum of their weights, or trials
     * @param fitted mean of their fitted values; rows count by their weights
     * @param observed likewise the mean of the response
     * @param variance what the model says of the variance of that mean
     */
    public record Part(long rows, double weight, double fitted, double observed, double variance) {}

    /**
     * Gathers the parts.
     *
     * @param number tells how many there are to be of so many rows
     */
    public static Gathering<FittedParts> gather(LongToIntFunction number) {
        Rows rows = new Rows();
        return new Gathering<>(rows::add, () -> rows.parts(number));
    }

    /** Sums over a few rows next to each other: of weights, and of fitted value, response and variance times them. */
    private static final class Rows {
        private static final int CAPACITY = 1 << 16;
        private static final Comparator<double[]> BY_FITTED = Comparator.comparingDouble(sums -> sums[2] / sums[1]);

        private double[][] held = new double[CAPACITY][];
        private int size;
        private long count;

        void add(FittedPass row) {
            if (size == CAPACITY) {
                halve();
            }
            double weight = row.weight();
            held[size++] = new double[] {
                1, weight, weight * row.fitted(), weight * row.response(), weight * weight * row.variance()
            };
            count++;
        }

        private void sort() {
            Arrays.sort(held, 0, size, BY_FITTED);
        }

        /** Adds neighbours up in pairs. */
        private void halve() {
            sort();
            double[][] merged = new double[CAPACITY][];
            for (int i = 0; i < size; i += 2) {
                merged[i / 2] = i + 1 < size ? plus(held[i], held[i + 1]) : held[i];
            }
            size = (size + 1) / 2;
            held = merged;
        }

        private static double[] plus(double[] a, double[] b) {
            double[] sum = new double[a.length];
            Arrays.setAll(sum, k -> a[k] + b[k]);
            return sum;
        }

        FittedParts parts(LongToIntFunction number) {
            sort();
            int wanted = Math.max(1, number.applyAsInt(count));
            List<Part> parts = new ArrayList<>();
            double[] sums = new double[5];
            long before = 0;
            for (int i = 0; i < size; i++) {
                sums = plus(sums, held[i]);
                long seen = before + Math.round(sums[0]);
                boolean full = seen >= (parts.size() + 1) * (double) count / wanted;
                if (full || i == size - 1) {
                    parts.add(new Part(
                            seen - before,
                            sums[1],
                            sums[2] / sums[1],
                            sums[3] / sums[1],
                            sums[4] / (sums[1] * sums[1])));
                    before = seen;
                    sums = new double[5];
                }
            }
            return new FittedParts(parts, count);
        }
    }
}
