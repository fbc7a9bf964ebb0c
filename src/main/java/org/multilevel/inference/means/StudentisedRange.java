package org.multilevel.inference.means;

import org.multilevel.inference.numeric.Distributions;

/**
 * The distribution of the range of k independent standard normal variables divided by an independent estimate of their standard deviation:
 * that of Tukey's honest significant differences.
 *
 * <p>With W(w) = k times the integral of phi(z) (Phi(z) - Phi(z - w))^(k-1) dz the distribution of the range, and s^2 chi-squared with df
 * degrees of freedom divided by df, P(range / s &gt; q) = E (1 - W(q s)). Both integrals are sums of Gauss-Legendre rules over panels, the
 * outer one in log s, where the integrand is smooth for any df. Source: Copenhaver and Holland (1988), J. Statist. Comput. Simul. 30,
 * 1-15, whose panels are not used. Where k is not whole the same formula holds, which Dunnett's approximation needs.
 */
final class StudentisedRange {
    /** Beyond this phi is below 1e-17 of its peak. */
    private static final double FURTHEST = 8.8;

    /** Where the density of log s is below exp(-this) of its peak it counts no more. */
    private static final double SMALL_LOG = 39;

    private static final double INNER_PANEL = 1.0;
    private static final double OUTER_PANEL = 0.4;

    /** Above so many df the range of s is so narrow that the limit is the same to 1e-7. */
    private static final double NORMAL_FROM = 1e7;

    /** Half of the nodes and weights of the Gauss-Legendre rule with 16 points (Abramowitz and Stegun, table 25.4). */
    private static final double[] NODES = {
        0.0950125098376374, 0.2816035507792589, 0.4580167776572274, 0.6178762444026438,
        0.7554044083550030, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499
    };

    private static final double[] WEIGHTS = {
        0.1894506104550685, 0.1826034150449236, 0.1691565193950025, 0.1495959888165767,
        0.1246289712555339, 0.0951585116824928, 0.0622535239386479, 0.0271524594117541
    };

    private final double k;
    private final double df;

    /**
     * Creates the distribution.
     *
     * @param k number of means, at least 2; need not be whole
     * @param df of the standard deviation, positive, may be infinite
     */
    StudentisedRange(double k, double df) {
        this.k = k;
        this.df = df;
    }

    private interface Function {
        double of(double x);
    }

    /** Returns the probability that the studentised range exceeds q, to about 1e-12. */
    double tail(double q) {
        if (Double.isNaN(q) || !(df > 0)) {
            return Double.NaN;
        }
        if (q <= 0) {
            return 1;
        }
        if (Double.isInfinite(q)) {
            return 0;
        }
        return Math.max(0, Math.min(1, df > NORMAL_FROM ? rangeTail(q) : studentisedTail(q)));
    }

    private double studentisedTail(double q) {
        double peak = Distributions.chiSquaredLogDensity(df, df) + Math.log(2 * df);
        Function density = t -> Math.exp(peak + logDensity(t));
        double lower = edge(-1);
        double upper = edge(1);
        return integral(t -> density.of(t) * rangeTail(q * Math.exp(t)), lower, upper, panels(lower, upper));
    }

    private int panels(double lower, double upper) {
        // The density is about normal with standard deviation 1 / sqrt(2 df) where df are many.
        double width = Math.min(OUTER_PANEL, 3 / Math.sqrt(2 * df));
        return (int) Math.ceil((upper - lower) / width);
    }

    /** Returns where the density of log s is small below or above its peak at 0. */
    private double edge(int sign) {
        double near = 0;
        double far = sign * 0.001;
        while (!isSmall(far)) {
            near = far;
            far *= 2;
        }
        for (int step = 0; step < 20; step++) {
            double middle = (near + far) / 2;
            if (isSmall(middle)) {
                far = middle;
            } else {
                near = middle;
            }
        }
        return far;
    }

    private boolean isSmall(double t) {
        return logDensity(t) < -SMALL_LOG;
    }

    /** Returns the logarithm of the density of t = log s relative to its peak. */
    private double logDensity(double t) {
        return df * t - df / 2 * Math.expm1(2 * t);
    }

    /** Returns 1 - W(w), the probability that the range of k standard normal variables exceeds w. */
    private double rangeTail(double w) {
        // Where both ends lie outside of what counts, all variables lie between them.
        if (w > 2 * FURTHEST) {
            return 0;
        }
        // The largest of the variables lies at z, and it lies above -FURTHEST.
        double inside = integral(
                z -> Math.exp(-z * z / 2) * Math.pow(Distributions.normalBetween(z - w, z), k - 1),
                -FURTHEST,
                FURTHEST,
                (int) Math.ceil(2 * FURTHEST / INNER_PANEL));
        return 1 - k * inside / Math.sqrt(2 * Math.PI);
    }

    private static double integral(Function f, double from, double to, int panels) {
        double half = (to - from) / panels / 2;
        double sum = 0;
        for (int panel = 0; panel < panels; panel++) {
            double middle = from + (2 * panel + 1) * half;
            for (int i = 0; i < NODES.length; i++) {
                sum += WEIGHTS[i] * (f.of(middle - half * NODES[i]) + f.of(middle + half * NODES[i]));
            }
        }
        return sum * half;
    }

    /** Returns q such that the studentised range exceeds it with the given probability. */
    double upperQuantile(double probability) {
        if (!(df > 0)) {
            return Double.NaN;
        }
        return Roots.decreasing(this::tail, probability);
    }
}
