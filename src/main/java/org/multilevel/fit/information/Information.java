package org.multilevel.fit.information;

import java.util.Optional;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * What a fit keeps for questions about its fixed effects.
 *
 * @param crossFactor R, p x p upper triangular, with R'R = X'WX: its rows are the sequential (type I) hypotheses
 * @param satterthwaite what Satterthwaite's method needs, if it was computed
 * @param kenwardRoger what Kenward and Roger's method needs, if it was computed
 */
public record Information(
        double[][] crossFactor, Optional<VarianceUncertainty> satterthwaite, Optional<KenwardRoger> kenwardRoger) {
    /** Copies the matrix. */
    public Information {
        crossFactor = SmallMatrices.copy(crossFactor);
    }

    /** Returns a copy. */
    @Override
    public double[][] crossFactor() {
        return SmallMatrices.copy(crossFactor);
    }
}
