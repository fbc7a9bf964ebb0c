package org.multilevel.inference.shares;

import java.util.OptionalDouble;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * The intraclass correlation: the part of the variance that lies between groups,
 * sum of the intercept variances / (that sum + sigma^2).
 *
 * <p>It is a single number only where nothing but intercepts varies by group and all rows have the same residual variance, so
 * not with prior weights, and where residuals within a group are independent. Reference: Snijders and Bosker (2012), Multilevel
 * Analysis, equation 3.2.
 */
public final class Icc {
    private Icc() {}

    /**
     * Returns the intraclass correlation, of a generalised model that on the scale of its link, or nothing where a slope varies by group, rows are
     * weighted, residuals have a structure, nothing varies, or what varies is held at 0 because the rows do not tell it.
     */
    public static OptionalDouble of(MixedModel model) {
        double residual =
                model.generalised().map(g -> DistributionVariance.of(g).value()).orElse(model.sigma() * model.sigma());
        boolean weighted =
                model.generalised().isEmpty() && model.provenance().weights().isPresent();
        if (weighted || Double.isNaN(residual) || model.hasResidualStructure()) {
            return OptionalDouble.empty();
        }
        double between = 0;
        for (GroupingFactor factor : model.groupingFactors()) {
            // a level for every row of a generalised model is dispersion, and no group
            boolean isRow = model.generalised().isPresent()
                    && factor.fittedLevels() == model.rows().used();
            for (int k = 0; k < factor.width(); k++) {
                if (!factor.isIntercept(k)) {
                    return OptionalDouble.empty();
                }
                between += isRow ? 0 : factor.variance(k);
                residual += isRow ? factor.variance(k) : 0;
            }
        }
        double total = between + residual;
        return model.groupingFactors().stream().allMatch(GroupingFactor::isHeld) || !(total > 0)
                ? OptionalDouble.empty()
                : OptionalDouble.of(between / total);
    }
}
