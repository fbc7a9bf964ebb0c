package org.multilevel.fit.structure;

import java.util.List;
import java.util.Optional;

/**
 * What was estimated of the covariance structures of a model beside the variances and covariances of random effects.
 *
 * @param estimates correlations of random terms and of residuals, and at least one residual standard deviation
 * @param residualParameters how many parameters the residuals have beside their variance
 * @param cost what it took
 * @param carried the rows from which predictions carry residuals on; empty where residuals do not go together, or there are too many
 */
public record FittedStructures(
        List<StructureEstimate> estimates, int residualParameters, ReadingCost cost, Optional<CarriedRows> carried) {
    /** Copies the list. */
    public FittedStructures {
        estimates = List.copyOf(estimates);
    }

    /** Returns the same, for which a table was read so many times. */
    public FittedStructures withPasses(int passes) {
        return new FittedStructures(estimates, residualParameters, cost.withPasses(passes), carried);
    }

    /** Returns whether all residuals have one variance, prior weights apart. */
    public boolean hasOneResidualVariance() {
        return estimates.stream()
                        .filter(e -> e.kind() == StructureEstimate.Kind.RESIDUAL)
                        .count()
                == 1;
    }
}
