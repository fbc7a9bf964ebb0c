package org.multilevel.chart.data;

/** Quantiles of sorted values as R's default, type 7; source: Hyndman, Fan (1996), Amer. Statist. 50, 361-365. */
final class Quantiles {
    private Quantiles() {}

    static double of(double[] sorted, double probability) {
        double place = (sorted.length - 1) * probability;
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
