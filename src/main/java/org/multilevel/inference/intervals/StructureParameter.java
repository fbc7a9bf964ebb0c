package org.multilevel.inference.intervals;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.MixedModel;

/**
 * A parameter of a covariance structure with its standard error and an interval: a correlation's is symmetric in its inverse hyperbolic tangent, a
 * standard deviation's in its logarithm.
 *
 * @param ofResiduals whether it is of residuals
 * @param lower NaN, as {@code upper}, where there is no standard error
 */
public record StructureParameter(StructureEstimate estimate, boolean ofResiduals, double lower, double upper) {

    /**
     * Returns those of a model; none without covariance structures.
     *
     * @param level of confidence, such as 0.95
     */
    public static List<StructureParameter> of(MixedModel model, double level) {
        double reach = Distributions.normalReach(level);
        List<StructureParameter> parameters = new ArrayList<>();
        int ofTerms = model.correlationsOfTerms();
        for (StructureEstimate estimate :
                model.structures().map(FittedStructures::estimates).orElse(List.of())) {
            boolean ofResiduals = parameters.size() >= ofTerms;
            double value = estimate.value();
            double error = estimate.standardError();
            parameters.add(
                    switch (estimate.kind()) {
                        case CORRELATION -> {
                            double middle = 0.5 * (Math.log1p(value) - Math.log1p(-value));
                            double half = reach * error / (1 - value * value);
                            yield new StructureParameter(
                                    estimate, ofResiduals, Math.tanh(middle - half), Math.tanh(middle + half));
                        }
                        case RESIDUAL -> {
                            double ratio = Math.exp(reach * error / value);
                            yield new StructureParameter(estimate, ofResiduals, value / ratio, value * ratio);
                        }
                    });
        }
        return parameters;
    }
}
