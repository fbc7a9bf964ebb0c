package org.multilevel.inference.means;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.inference.numeric.Distributions;

/**
 * How the p values and intervals of several comparisons allow for there being several.
 *
 * <p>The definitions are those of R's emmeans 1.8: Tukey's is for all pairs of means, Dunnett's for all against one.
 */
public enum Adjustment {
    /** By the studentised range of the means: Tukey (1953), with unequal variances Kramer (1956), Biometrics 12, 307-310. */
    TUKEY,
    /**
     * An approximation of Dunnett's (1955): with n comparisons (n - 1) / n of Tukey's for a family of that many pairs and 1 / n of Sidak's.
     */
    DUNNETT,
    /** Step-down: Holm (1979), Scand. J. Statist. 6, 65-70. Intervals are Bonferroni's, since it has none. */
    HOLM,
    /** n times p. */
    BONFERRONI,
    /** 1 - (1 - p)^n: Sidak (1967), J. Amer. Statist. Assoc. 62, 626-633. */
    SIDAK,
    /** None. */
    NONE;

    /** Returns the word for it that tables and options use, such as {@code tukey}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the adjustment that a word names.
     *
     * @throws ModelException if it names none
     */
    public static Adjustment parse(String word) {
        return Arrays.stream(values())
                .filter(adjustment -> adjustment.label().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ModelException("The adjustment " + Labels.quoted(word)
                        + " is not known: write tukey, dunnett, holm, bonferroni, sidak or none."));
    }

    /**
     * Returns what is used for a family: nothing where there is one comparison, and Sidak's for Tukey's where the comparisons are not all
     * pairs of means.
     */
    Adjustment forFamily(int comparisons, boolean allPairs) {
        if (comparisons < 2) {
            return NONE;
        }
        return this == TUKEY && !allPairs ? SIDAK : this;
    }

    /**
     * Returns adjusted p values.
     *
     * @param means in the family
     * @param t statistics, NaN where there is none
     * @param p their unadjusted p values
     * @param df their degrees of freedom, infinite for the normal distribution
     */
    double[] pValues(int means, double[] t, double[] p, double[] df) {
        if (this == HOLM) {
            return holm(p);
        }
        int n = p.length;
        double[] adjusted = new double[n];
        for (int i = 0; i < n; i++) {
            double unadjusted = p[i];
            double range = Math.sqrt(2) * Math.abs(t[i]);
            adjusted[i] = switch (this) {
                case NONE, HOLM -> unadjusted;
                case BONFERRONI -> Double.isNaN(unadjusted) ? Double.NaN : Math.min(1, n * unadjusted);
                case SIDAK -> sidak(unadjusted, n);
                case TUKEY -> new StudentisedRange(means, df[i]).tail(range);
                case DUNNETT -> dunnettTail(Math.abs(t[i]), n, df[i]);
            };
        }
        return adjusted;
    }

    private static double[] holm(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }

    private static double sidak(double p, int n) {
        return -Math.expm1(n * Math.log1p(-p));
    }

    private static double dunnettTail(double t, int n, double df) {
        double tukey = new StudentisedRange(means(n), df).tail(Math.sqrt(2) * t);
        double sidak = sidak(Distributions.tTwoSided(t, df), n);
        return ((n - 1) * tukey + sidak) / n;
    }

    /** Returns of how many means so many comparisons would be all pairs; need not be whole. */
    private static double means(int comparisons) {
        return (1 + Math.sqrt(1 + 8.0 * comparisons)) / 2;
    }

    /**
     * Returns how many standard errors intervals reach to either side so that all hold together with the level's probability.
     *
     * @param means in the family
     * @param n comparisons in it
     */
    double reach(double level, int means, int n, double df) {
        double miss = 1 - level;
        return switch (this) {
            case NONE -> Distributions.tReach(level, df);
            case BONFERRONI, HOLM -> Distributions.tReach(1 - miss / n, df);
            case SIDAK -> Distributions.tReach(Math.pow(level, 1.0 / n), df);
            case TUKEY -> new StudentisedRange(means, df).upperQuantile(miss) / Math.sqrt(2);
            case DUNNETT -> df > 0 ? Roots.decreasing(t -> dunnettTail(t, n, df), miss) : Double.NaN;
        };
    }
}
