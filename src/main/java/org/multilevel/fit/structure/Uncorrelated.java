package org.multilevel.fit.structure;

/** Residuals of which no correlation is estimated. */
interface Uncorrelated extends ResidualStructure {
    @Override
    default int correlations() {
        return 0;
    }

    @Override
    default int pivot(int correlation) {
        throw none(correlation);
    }

    @Override
    default double pivotAt(int correlation, double value, double[] turned) {
        throw none(correlation);
    }

    @Override
    default Sloped correlation(int correlation, double[] turned) {
        throw none(correlation);
    }

    private static IllegalArgumentException none(int correlation) {
        return new IllegalArgumentException("independent residuals have no correlation " + correlation);
    }
}
