package org.multilevel.fit.solver;

import java.util.function.UnaryOperator;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.profile.Equations;

/**
 * The equations that a profile asks for; what lies within the levels of a single factor was perhaps read on its own, and is combined likewise.
 *
 * @param products those of the response from which the fit took what loses digits
 * @param system the solver of the fit
 */
record ProfileEquations(
        MixedModelEquations equations, CrossProducts products, PenalisedLeastSquares system, Workers workers)
        implements Equations {
    @Override
    public PenalisedLeastSquares whole() {
        return solver(products, sums -> sums);
    }

    @Override
    public PenalisedLeastSquares combined(double[][] columns) {
        return solver(products.combined(columns), sums -> CrossProducts.combined(sums, products.p + 1, columns));
    }

    private PenalisedLeastSquares solver(CrossProducts other, UnaryOperator<double[]> combine) {
        if (other.widths.length > 1) {
            return equations.blocked(workers).with(other, workers);
        }
        return system instanceof SingleFactorSystem single && other.widths.length == 1
                ? new SingleFactorSystem(
                        other, workers, combine.apply(single.withinLevels().products()))
                : new SingleFactorSystem(other, workers);
    }
}
