package org.multilevel.inference.tests;

import java.util.Arrays;
import org.multilevel.design.FixedTerm;
import org.multilevel.error.ModelException;
import org.multilevel.model.MixedModel;

/** Type I: the rows of R, where R'R = X'WX, that belong to a term (Goodnight 1979, The American Statistician 33, 149-158). */
final class SequentialHypotheses implements TermHypotheses {
    private final int[] kept;
    private final double[][] factor;

    SequentialHypotheses(MixedModel model) {
        this.kept = model.dependence().kept();
        this.factor = model.information()
                .orElseThrow(() -> new ModelException(
                        "The model was saved by an early version, which kept nothing for sequential tests"
                                + " (type I); fit it anew, or ask for type II or III."))
                .crossFactor();
    }

    @Override
    public double[][] of(FixedTerm term) {
        return Arrays.stream(TermHypotheses.own(term, kept))
                .mapToObj(k -> factor[k])
                .toArray(double[][]::new);
    }
}
