package org.multilevel.fit.structure;

import java.util.List;

/**
 * What the parameters of a residual structure mean.
 *
 * @param deviations standard deviations relative to that of the first, at least one
 * @param correlations the structure's own parameters
 */
record ResidualEstimates(List<Named> deviations, List<Named> correlations) {
    ResidualEstimates {
        deviations = List.copyOf(deviations);
        correlations = List.copyOf(correlations);
    }

    /**
     * A number and what it is.
     *
     * @param first the occasion, stratum or parameter; empty for the only standard deviation
     * @param second the second occasion of a pair; else empty
     */
    record Named(String first, String second, double value) {}
}
