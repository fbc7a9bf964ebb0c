package org.multilevel.glm.density;

import java.util.SplittableRandom;

/**
 * Draws numbers of the families' distributions, exactly and in time that hardly grows with their means; the same seed gives the same numbers.
 *
 * <p>Gamma by Marsaglia and Tsang (2000), ACM Trans. Math. Softw. 26, 363-372; large binomial and Poisson means are halved by order statistics
 * (Ahrens and Dieter 1974, Computing 12, 223-246).
 */
public final class Draws {
    /** Up to this mean, or number of trials, one is counted after the other. */
    private static final int FEW = 30;

    private final SplittableRandom random;

    public Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public double normal() {
        return random.nextGaussian();
    }

    /** Returns successes among trials. */
    public double binomial(double trials, double probability) {
        double n = trials;
        double p = probability;
        double successes = 0;
        while (n > FEW) {
            double rank = Math.floor((n + 1) / 2);
            double a = gamma(rank);
            double b = gamma(n + 1 - rank);
            double median = a / (a + b);
            if (median <= p) {
                successes += rank;
                n -= rank;
                p = Math.max(0, (p - median) / (1 - median));
            } else {
                n = rank - 1;
                p = Math.min(1, p / median);
            }
        }
        for (int trial = 0; trial < n; trial++) {
            successes += random.nextDouble() < p ? 1 : 0;
        }
        return successes;
    }

    /** Returns a count. */
    public double poisson(double mean) {
        double rest = mean;
        double count = 0;
        while (rest > FEW) {
            double events = Math.floor(rest * 7 / 8);
            double time = gamma(events);
            if (time > rest) {
                return count + binomial(events - 1, rest / time);
            }
            count += events;
            rest -= time;
        }
        double limit = Math.exp(-rest);
        double product = random.nextDouble();
        while (product > limit) {
            count++;
            product *= random.nextDouble();
        }
        return count;
    }

    /** Returns a number of a gamma distribution with scale 1. */
    public double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(random.nextDouble(Double.MIN_NORMAL, 1), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                double u = random.nextDouble(Double.MIN_NORMAL, 1);
                if (Math.log(u) < x * x / 2 + d * (1 - v + Math.log(v))) {
                    return d * v;
                }
            }
        }
    }
}
