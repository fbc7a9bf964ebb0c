package org.multilevel.chart.picture;

/** Exponentiates effects for axes of ratios. */
final class Ratio {
    /** Beyond, an exponential is no number that an axis could hold. */
    private static final double MOST = 690;

    private Ratio() {}

    static double of(double effect) {
        return Math.exp(Math.max(-MOST, Math.min(MOST, effect)));
    }
}
