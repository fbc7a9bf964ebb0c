package org.multilevel.fit.iterative;

import java.util.function.Consumer;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/** Estimates models with two or more grouping factors, without ever forming a matrix of their levels. */
public final class IterativeSolver {
    /** What is held of each number of a pair of levels that occurs: column and value, in both directions. */
    private static final double PER_NUMBER = 24;
    /** Blocks of probes that are alive at once, for the rest and for the first factor. */
    private static final double BLOCKS = 9;

    private final CrossedEffects effects;
    private final CovarianceEntries entries;
    private final boolean restricted;
    private final Workers workers;

    /**
     * @param products standardised
     * @param layout of unstructured terms
     */
    public IterativeSolver(CrossProducts products, ThetaLayout layout, boolean restricted, Workers workers) {
        this.effects = new CrossedEffects(products);
        this.entries = new CovarianceEntries(layout);
        this.restricted = restricted;
        this.workers = workers;
    }

    /**
     * A point of the search.
     *
     * @param theta where
     * @param criterion -2 log-likelihood without its constant
     * @param gradientNorm the largest absolute derivative in theta
     * @param probes that it was found with
     */
    public record Step(double[] theta, double criterion, double gradientNorm, int probes) {}

    /**
     * Maximises the likelihood.
     *
     * @param theta where to begin
     * @param listener hears of every point
     */
    public IterativeResult solve(double[] theta, Consumer<Step> listener) {
        IterativeSearch search = new IterativeSearch(
                effects,
                entries,
                restricted,
                workers,
                (point, probes) -> listener.accept(new Step(
                        entries.layout.theta(point.lambda()),
                        point.value(),
                        IterativeResult.gradientNorm(entries, point),
                        probes)));
        return new IterativeResult(effects.products, entries, restricted, search.search(entries.layout.lambda(theta)));
    }

    /** Returns r^2 at some theta. */
    public double residual(double[] theta) {
        return new IterativeCriterion(effects, entries, restricted, workers).residual(entries.layout.lambda(theta));
    }

    /** Returns the bytes that the solver takes beside the cross-products, roughly. */
    public static double bytes(CrossProducts products) {
        double numbers = 0;
        double rows = 0;
        for (int f = 0; f < products.widths.length; f++) {
            rows += (double) products.levels[f] * products.widths[f];
            for (int g = f + 1; g < products.widths.length; g++) {
                numbers += (double) products.pair(f, g).size() * products.widths[f] * products.widths[g];
            }
        }
        return PER_NUMBER * numbers + 8 * BLOCKS * rows * (products.p + 1 + IterativeSearch.MOST_VECTORS);
    }
}
