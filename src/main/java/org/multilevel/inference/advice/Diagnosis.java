package org.multilevel.inference.advice;

import java.util.List;
import org.multilevel.model.MixedModel;

/** Says in a few calm sentences what a user should know about the final state of a fit. */
public final class Diagnosis {
    private Diagnosis() {}

    /**
     * Returns what is to be said, the most important first: the optimum, what is wrong with the formula for these data, the rows and columns
     * left out, and the notes of the fit; empty where there is nothing to say.
     */
    public static List<String> of(MixedModel model) {
        return of(Advice.of(model));
    }

    /** Returns what is to be said of findings. */
    public static List<String> of(List<Finding> findings) {
        return Advice.said(findings).stream().map(Finding::text).toList();
    }
}
