package org.multilevel.fit.leastsquares;

import java.util.Arrays;

/**
 * Half of the derivatives in the lambdas of several factors before beta is known: what the log-determinant gives, and what each pair of the
 * columns of [X y] takes from it, so that levels in many parts need not be asked again when their parts have said what beta is.
 */
final class GradientQuadratics {
    /** Columns for which it is worth to solve for each rather than to ask again. */
    private static final int MOST_COLUMNS = 24;

    private final int n;
    private final double[] numbers;

    /** Takes over numbers that {@link HalfGradient#quadratics} gave, or the sum of such. */
    GradientQuadratics(int n, double[] numbers) {
        this.n = n;
        this.numbers = numbers;
    }

    /** Returns whether that many columns are few enough. */
    static boolean isWorth(int n) {
        return n <= MOST_COLUMNS;
    }

    /** Returns how many numbers they are for templates that have so many together. */
    static int count(int entries, int n) {
        return entries * (1 + n * (n + 1) / 2);
    }

    /** Returns the gradient for columns of [X y] with these weights, n x n, in templates of these lengths. */
    double[][] gradient(double[] weights, int[] lengths) {
        int entries = Arrays.stream(lengths).sum();
        double[] sum = Arrays.copyOf(numbers, entries);
        int from = entries;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                for (int x = 0; x < entries; x++) {
                    sum[x] -= weights[i * n + j] * numbers[from + x];
                }
                from += entries;
            }
        }
        double[][] gradient = new double[lengths.length][];
        int start = 0;
        for (int f = 0; f < lengths.length; f++) {
            gradient[f] = Arrays.copyOfRange(sum, start, start + lengths[f]);
            start += lengths[f];
        }
        return gradient;
    }
}
