package org.multilevel.result;

import java.util.function.DoubleFunction;
import org.multilevel.inference.Counts;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Says in parentheses how many rows the levels of a grouping factor have. */
public final class GroupSizeWords {
    private GroupSizeWords() {}

    /**
     * Returns the words, behind a blank; nothing for a model of an early version, which does not tell.
     *
     * @param mean writes the mean, as the text around rounds
     */
    public static String of(MixedModel model, GroupingFactor factor, DoubleFunction<String> mean) {
        return model.rowFacts()
                .map(facts -> facts.sizes().get(model.groupingFactors().indexOf(factor)))
                .map(sizes -> sizes.min() == sizes.max()
                        ? " (" + Counts.of(sizes.min(), "row") + " each)"
                        : " (" + Counts.of(sizes.min()) + " to " + Counts.of(sizes.max()) + " rows, mean "
                                + mean.apply(sizes.mean()) + ")")
                .orElse("");
    }
}
