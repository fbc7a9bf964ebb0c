package org.multilevel.inference.comparison;

import java.util.SplittableRandom;

/** Draws from chi-squared distributions. Source: Marsaglia and Tsang (2000), ACM Trans. Math. Software 26, 363-372. */
final class ChiSquaredDraws {
    private ChiSquaredDraws() {}

    /** Returns a draw with whole degrees of freedom; 0 without any. */
    static double next(SplittableRandom random, long df) {
        if (df <= 0) {
            return 0;
        }
        if (df == 1) {
            double normal = random.nextGaussian();
            return normal * normal;
        }
        double d = df / 2.0 - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                double u = random.nextDouble();
                if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                    return 2 * d * v;
                }
            }
        }
    }
}
