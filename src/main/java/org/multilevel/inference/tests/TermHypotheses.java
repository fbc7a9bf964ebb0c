package org.multilevel.inference.tests;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.design.FixedTerm;

/** Says which hypothesis about the p estimated coefficients stands for a term. */
sealed interface TermHypotheses permits BalancedHypotheses, MarginalHypotheses, SequentialHypotheses {
    /** Returns the rows L of the hypothesis L beta = 0, each of p numbers; none, or zeros, where nothing of the term was estimated. */
    double[][] of(FixedTerm term);

    /** Returns which of the estimated coefficients are a term's, where {@code kept} are the positions of all in X. */
    static int[] own(FixedTerm term, int[] kept) {
        return IntStream.range(0, kept.length)
                .filter(k -> kept[k] >= term.first() && kept[k] < term.first() + term.width())
                .toArray();
    }

    /** Returns the rows of the p x p identity at some positions. */
    static double[][] units(int[] positions, int p) {
        return Arrays.stream(positions)
                .mapToObj(k -> {
                    double[] unit = new double[p];
                    unit[k] = 1;
                    return unit;
                })
                .toArray(double[][]::new);
    }
}
