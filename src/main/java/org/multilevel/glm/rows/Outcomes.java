package org.multilevel.glm.rows;

import java.util.List;
import java.util.Optional;
import org.multilevel.design.RandomFactor;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;

/**
 * What the outcomes of the rows tell of a generalised model before it is fitted.
 *
 * @param events how many outcomes tell how many coefficients
 * @param notes a sentence for each grouping factor with groups of one outcome only
 * @param within how counts vary within groups
 */
public record Outcomes(Events events, List<String> notes, Optional<Within> within) {
    /** Copies the list. */
    public Outcomes {
        notes = List.copyOf(notes);
    }

    /**
     * How many outcomes there are to tell coefficients from.
     *
     * @param fewer how many of the rarer outcome there are: successes or failures, or all that is counted; NaN of positive numbers
     * @param slopes how many fixed coefficients they are to tell beside the intercept
     */
    public record Events(double fewer, int slopes) {
        /** Counts them. */
        public static Events of(ModelRows rows, Family family, int slopes) {
            return new Events(Outcomes.fewer(rows, family), slopes);
        }

        /** Returns how many outcomes there are for each coefficient; NaN where there is none of either. */
        public double each() {
            return slopes > 0 ? fewer / slopes : Double.NaN;
        }
    }

    /**
     * Pearson's chi-squared of counts, given what each group adds up to: differences between groups have no part in it, so that a fit without
     * effects of groups is enough for it.
     *
     * @param group the grouping factor; empty without one
     */
    public record Within(String group, double chiSquared, long df) {
        /** Returns how many times as much counts vary as the family says. */
        public double ratio() {
            return chiSquared / df;
        }
    }

    /** Reads the rows, given the coefficients of the model without random effects. */
    public static Outcomes of(
            ModelRows rows, Distribution distribution, List<RandomFactor> factors, int slopes, double[] beta) {
        return new Outcomes(
                Events.of(rows, distribution.family(), slopes),
                OneOutcome.notes(rows, factors, distribution.family()),
                within(rows, distribution, factors, slopes, beta));
    }

    private static double fewer(ModelRows rows, Family family) {
        if (!family.isDiscrete()) {
            return Double.NaN;
        }
        double events = 0;
        double others = 0;
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                events += block.weight[r] * block.y[r];
                others += block.weight[r] * (block.size[r] - block.y[r]);
            }
        }
        return family == Family.BINOMIAL ? Math.min(events, others) : events;
    }

    /** Slopes that vary by group, and several factors, are differences that the sums of groups do not take out. */
    private static Optional<Within> within(
            ModelRows rows, Distribution distribution, List<RandomFactor> factors, int slopes, double[] beta) {
        boolean one = factors.isEmpty()
                || (factors.size() == 1
                        && factors.get(0).width() == 1
                        && factors.get(0).columns().get(0).isIntercept());
        if (distribution.family() != Family.POISSON || !one) {
            return Optional.empty();
        }
        int levels = factors.isEmpty() ? 1 : factors.get(0).levels().size();
        double[][] sums = sums(rows, distribution.link(), levels, beta);
        double chiSquared = 0;
        long count = 0;
        boolean[] seen = new boolean[levels];
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                int level = factors.isEmpty() ? 0 : block.level[0][r];
                // a group of zeros varies as nothing does
                if (block.weight[r] == 0 || sums[0][level] == 0) {
                    continue;
                }
                double mean = mean(block, r, distribution.link(), beta) * sums[0][level] / sums[1][level];
                chiSquared += block.weight[r] * (block.y[r] - mean) * (block.y[r] - mean) / mean;
                count += block.times[r];
                seen[level] = true;
            }
        }
        long df = count - slopes;
        for (boolean level : seen) {
            df -= level ? 1 : 0;
        }
        return df > 0
                ? Optional.of(new Within(factors.isEmpty() ? "" : factors.get(0).name(), chiSquared, df))
                : Optional.empty();
    }

    /** Returns what each group counts, and what the coefficients alone expect of it. */
    private static double[][] sums(ModelRows rows, Link link, int levels, double[] beta) {
        double[][] sums = new double[2][levels];
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                int level = block.level.length == 0 ? 0 : block.level[0][r];
                sums[0][level] += block.weight[r] * block.y[r];
                sums[1][level] += block.weight[r] * mean(block, r, link, beta);
            }
        }
        return sums;
    }

    private static double mean(RowBlock block, int r, Link link, double[] beta) {
        return link.mean(block.predictor(r, beta));
    }
}
