package org.multilevel.fit.leastsquares;

import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * The penalised least-squares problem that cross-products pose, to be factored at any lambda: the step that every criterion stands on.
 *
 * <p>What depends on the pattern of the products only (the order of elimination and the fill-in) is found once and is kept by
 * {@link #with}. Nothing here stands at a lambda: that is a {@link Factor}. Source: Bates et al. (2015), J. Stat. Software 67(1),
 * equations 17-21 and 34-42.
 */
public sealed interface PenalisedLeastSquares permits BlockedSystem, ShiftedSystem, SingleFactorEquations {

    /** Returns p, the number of fixed columns. */
    int fixedColumns();

    /** Returns how many multiplications one factor and its {@link Factor#halfGradient} take, roughly, which depends on the pattern only. */
    double work();

    /** Returns whether factors know second derivatives in the covariance. */
    default boolean knowsCurvature() {
        return false;
    }

    /** Returns storage for one factor at a time of this problem, or of another by the same plan. */
    Workspace workspace();

    /**
     * Factors Omega at the templates lambda (per factor q x q, row-major), in borrowed storage.
     *
     * @param workspace from {@link #workspace}; the factor that it held before ends here
     */
    Factor factor(double[][] lambda, Workspace workspace);

    /** Factors Omega at lambda in storage of its own, so that the factor lasts. */
    default Factor factor(double[][] lambda) {
        return factor(lambda, workspace());
    }

    /**
     * Returns the problem that other cross-products of the same pattern pose (another response, other weights), by the same plan.
     *
     * @param workers who compute
     * @throws IllegalArgumentException if levels, columns or the pairs of levels that occur differ
     */
    PenalisedLeastSquares with(CrossProducts products, Workers workers);
}
