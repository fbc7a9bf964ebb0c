package org.multilevel.exact;

/**
 * Roughly normal deviates (sums of twelve uniform ones) that R makes as well, to the last bit:
 *
 * <pre>{@code
 * noise <- function(n, seed) { s <- 31 * seed^2 + 7919 * seed + 1000003; v <- numeric(n)
 *   for (i in 1:n) { t <- 0; for (k in 1:12) { s <- (16807 * s) %% 2147483647; t <- t + s / 2147483647 }; v[i] <- t - 6 }; v }
 * }</pre>
 */
public final class Noise {
    private static final long MODULUS = 2147483647;

    private Noise() {}

    /** Returns n deviates with mean 0 and standard deviation 1. */
    public static double[] of(int n, int seed) {
        double[] values = new double[n];
        long state = 31L * seed * seed + 7919L * seed + 1000003;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < 12; k++) {
                state = 16807 * state % MODULUS;
                sum += (double) state / MODULUS;
            }
            values[i] = sum - 6;
        }
        return values;
    }
}
