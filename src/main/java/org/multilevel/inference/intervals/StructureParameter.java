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
 * @param lower NaN, as {@code upper}, where there is no standard error
 */
public record StructureParameter(StructureEstimate estimate, double lower, double upper) {

    /**
     * Returns those of a model; none without covariance structures.
     *
     * @param level of confidence, such as 0.95
     */
    public static List<StructureParameter> of(MixedModel model, double level) {
        double reach = Distributions.normalReach(level);
        List<StructureParameter> parameters = new ArrayList<>();
        for (StructureEstimate estimate :
                model.structures().map(FittedStructures::estimates).orElse(List.of())) {
            double value = estimate.value();
            double error = estimate.standardError();
            parameters.add(
                    switch (estimate.kind()) {
                        case CORRELATION -> {
                            double middle = 0.5 * (Math.log1p(value) - Math.log1p(-value));
                            double half = reach * error / (1 - value * value);
                            yield new StructureParameter(estimate, Math.tanh(middle - half), Math.tanh(middle + half));
                        }
                        case RESIDUAL -> {
                            double ratio = Math.exp(reach * error / value);
                            yield new StructureParameter(estimate, value / ratio, value * ratio);
                        }
                    });
        }
        return parameters;
    }
}
