package org.multilevel.inference.comparison;

import java.util.Optional;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.MixedModel;

/**
 * A step of a {@link ModelLadder}.
 *
 * @param name what it adds, such as {@code random intercept: school}
 * @param compared the model, by ML, and its test against the step before
 * @param shares what it explains, where that is known
 */
public record LadderStep(String name, ComparedModel compared, Optional<VarianceShares> shares) {
    /** Returns the model. */
    public MixedModel model() {
        return compared.model();
    }

    /** Returns the p value that counts: that of the boundary where there is one; NaN for the first step. */
    public double p() {
        return Double.isNaN(compared.pBoundary()) ? compared.pValue() : compared.pBoundary();
    }
}
