package org.multilevel.fit.leastsquares;

/** Penalised least squares with one grouping factor, where what lies within levels is known apart from what lies between them. */
public sealed interface SingleFactorEquations extends PenalisedLeastSquares permits SingleFactorSystem, SpreadSystem {
    /** Returns what lies within levels. */
    WithinLevels withinLevels();

    /** Returns the same with the cross-products of [X y] within levels, (p+1) x (p+1), that were read on their own. */
    SingleFactorEquations reading(double[] within);
}
