package org.multilevel.inference.shares;

import java.util.Optional;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.model.MixedModel;

/**
 * By how much the variance of a mean over all rows is larger than if the rows were independent, because those of a group are alike:
 * 1 + (m - 1) ICC.
 *
 * <p>m is the mean over the rows of the size of the row's group, sum n_j^2 / sum n_j, which is right for groups of any sizes. Source: Kish
 * (1965), Survey Sampling, section 5.4; Snijders and Bosker (2012), Multilevel Analysis, equation 3.17, for groups of equal size.
 */
public final class DesignEffect {
    private DesignEffect() {}

    /**
     * Returns the design effect of a grouping factor; empty if the model was saved by an early version, which kept too little of the rows.
     *
     * @param factor position in {@link MixedModel#groupingFactors()}
     */
    public static Optional<Double> of(MixedModel model, int factor) {
        if (model.generalised().isPresent()) {
            return Optional.empty();
        }
        Optional<RowFacts> facts = model.rowFacts();
        return VarianceShares.of(model).map(shares -> {
            GroupSizes sizes = facts.orElseThrow().sizes().get(factor);
            return 1 + (sizes.meanOfRows() - 1) * shares.icc(factor);
        });
    }
}
