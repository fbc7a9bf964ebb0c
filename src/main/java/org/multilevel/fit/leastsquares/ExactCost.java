package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * What an exact solution takes where several grouping factors cross, foretold before anything is factored.
 *
 * @param order columns that are left when the largest factor is eliminated
 * @param bytes of the factor and its inverse
 * @param work multiplications of a whole search, roughly
 */
public record ExactCost(double order, double bytes, double work) {
    /** The part of all memory that the dense part may take. */
    static final double PART = 0.8;
    /** A factor with the inverse that its derivative needs, in factors. */
    private static final int WITH_INVERSE = 3;
    /** Evaluations of a search of few parameters. */
    private static final int EVALUATIONS = 20;
    /** Where so much of what is left is filled by the largest factor alone, all of it will be. */
    private static final double FULL = 0.1;
    /** Seconds of a multiplication, measured on two cores. */
    private static final double PER_MULTIPLICATION = 9.2e-11;
    /** Seconds of a search that are not too long. */
    private static final double PATIENCE = 600;

    /** Returns the multiplications of an evaluation with its derivative from those of a factor. */
    static double evaluation(double factor) {
        return WITH_INVERSE * factor;
    }

    /** Returns the most that it can take, or where that is too much and little fills in, what the plan of the elimination says. */
    public static ExactCost of(CrossProducts products, Workers workers) {
        int first = IntStream.range(0, products.levels.length)
                .reduce((f, g) -> products.levels[g] > products.levels[f] ? g : f)
                .orElse(0);
        double order = products.effects() - (double) products.levels[first] * products.widths[first];
        ExactCost most = new ExactCost(order, 8 * order * order, EVALUATIONS * evaluation(order * order * order / 6));
        if (most.isAffordable() || squares(products, first) > FULL * order * order) {
            return most;
        }
        Plan plan = new Plan(products, workers);
        return new ExactCost(
                plan.denseOrder, plan.bytes(products.p + 1), EVALUATIONS * evaluation(plan.work(products.p + 1)));
    }

    /** Returns how many pairs of columns of other factors meet in levels of the first, each as often as it does. */
    private static double squares(CrossProducts products, int first) {
        double[] columns = new double[products.levels[first]];
        for (int g = 0; g < products.levels.length; g++) {
            if (g != first) {
                PairProducts pair = products.pair(Math.min(first, g), Math.max(first, g));
                for (int k = 0; k < pair.size(); k++) {
                    columns[first < g ? pair.first(k) : pair.second(k)] += products.widths[g];
                }
            }
        }
        return Arrays.stream(columns).map(c -> c * (c - 1)).sum();
    }

    /** Returns whether this machine has the memory, and the time is not too long. */
    public boolean isAffordable() {
        return hasRoom() && seconds() <= PATIENCE;
    }

    /** Returns whether this machine has the memory. */
    public boolean hasRoom() {
        return bytes <= PART * Runtime.getRuntime().maxMemory();
    }

    /** Returns how long a search takes, roughly. */
    public double seconds() {
        return work * PER_MULTIPLICATION;
    }
}
