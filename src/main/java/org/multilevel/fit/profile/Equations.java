package org.multilevel.fit.profile;

import org.multilevel.fit.leastsquares.PenalisedLeastSquares;

/** The penalised least squares of a model, as it is or for combinations of its columns, which a fixed effect that is held needs. */
public interface Equations {
    /** Returns the model's own. */
    PenalisedLeastSquares whole();

    /**
     * Returns those of other fixed columns and another response.
     *
     * @param columns the coefficients of [X y] in each new column, p + 1 by p + 1, the response last
     */
    PenalisedLeastSquares combined(double[][] columns);
}
