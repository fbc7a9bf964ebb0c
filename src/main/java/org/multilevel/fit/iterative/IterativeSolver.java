package org.multilevel.fit.iterative;

import java.util.function.Consumer;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/** Estimates models with two or more grouping factors of one column each, without ever forming a matrix of their levels. */
public final class IterativeSolver {
    /** What is held of each pair of levels that occurs: column and value, in both directions. */
    private static final double PER_PAIR = 24;
    /** Blocks of probes that are alive at once, for the rest and for the first factor. */
    private static final double BLOCKS = 9;

    private final CrossedEffects effects;
    private final boolean restricted;
    private final Workers workers;

    /** @param products standardised, of factors with one column each */
    public IterativeSolver(CrossProducts products, boolean restricted, Workers workers) {
        this.effects = new CrossedEffects(products);
        this.restricted = restricted;
        this.workers = workers;
    }

    /**
     * A point of the search.
     *
     * @param theta lambda of each factor
     * @param criterion -2 log-likelihood without its constant
     * @param gradientNorm the largest absolute derivative in theta
     * @param probes that it was found with
     */
    public record Step(double[] theta, double criterion, double gradientNorm, int probes) {}

    /**
     * Maximises the likelihood.
     *
     * @param theta where to begin, lambda of each factor
     * @param listener hears of every point
     */
    public IterativeResult solve(double[] theta, Consumer<Step> listener) {
        double[] gamma = theta.clone();
        for (int f = 0; f < gamma.length; f++) {
            gamma[f] *= theta[f];
        }
        IterativeSearch search = new IterativeSearch(effects, restricted, workers, (point, probes) -> {
            double[] at = point.gamma().clone();
            for (int f = 0; f < at.length; f++) {
                at[f] = Math.sqrt(at[f]);
            }
            listener.accept(new Step(at, point.value(), IterativeResult.gradientNorm(point), probes));
        });
        return new IterativeResult(effects.products, restricted, search.search(gamma));
    }

    /** Returns r^2 at some theta. */
    public double residual(double[] theta) {
        double[] gamma = theta.clone();
        for (int f = 0; f < gamma.length; f++) {
            gamma[f] *= theta[f];
        }
        return new IterativeCriterion(effects, restricted, workers).residual(gamma);
    }

    /** Returns the bytes that the solver takes beside the cross-products, roughly. */
    public static double bytes(CrossProducts products) {
        double pairs = 0;
        double levels = 0;
        for (int f = 0; f < products.widths.length; f++) {
            levels += products.levels[f];
            for (int g = f + 1; g < products.widths.length; g++) {
                pairs += products.pair(f, g).size();
            }
        }
        return PER_PAIR * pairs + 8 * BLOCKS * levels * (products.p + 1 + IterativeSearch.MOST_VECTORS);
    }
}
