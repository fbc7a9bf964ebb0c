package org.multilevel.fit.structure;

import java.util.List;
import java.util.Optional;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/** Correlations between occasions, as a function of parameters without bounds; occasions are counted from 0. */
interface Correlation {
    /** Returns the inverse hyperbolic tangent. */
    static double atanh(double r) {
        return 0.5 * (Math.log1p(r) - Math.log1p(-r));
    }

    /** Returns the hyperbolic tangent of the first of some parameters, with its derivative in all. */
    static Sloped tanhOfFirst(double[] parameters) {
        double cosh = Math.cosh(parameters[0]);
        double[] slope = new double[parameters.length];
        slope[0] = 1 / (cosh * cosh);
        return new Sloped(Math.tanh(parameters[0]), slope);
    }

    /** Returns the number of parameters. */
    int size();

    /** Returns where each parameter is looked for. */
    List<Range> ranges();

    /** Returns points from which a search may begin, the most independent first. */
    List<double[]> starts();

    /** Returns points far from each other, to one of which a search may have to go for the best of several optima. */
    default List<double[]> elsewhere() {
        return List.of();
    }

    /** Works the correlations out. */
    Evaluated at(double[] phi);

    /** The correlations at some parameters. */
    interface Evaluated {
        /** Returns the correlation of two different occasions, or of any two residuals where occasions do not matter. */
        double of(int i, int j);

        /**
         * Returns the derivative of a function in the parameters.
         *
         * @param byCorrelation its derivative in the correlation of occasions i and j, i after j, at row i and column j
         */
        double[] pullBack(double[][] byCorrelation);
    }

    /** Returns which parameters are so far out that a correlation is at its bound, each with what that says. */
    List<Optional<String>> bounds(double[] phi, ResidualLabels labels);

    /** Returns the structure's own parameters, as many as {@link #size}. */
    List<Named> named(double[] phi);

    /** Returns the parameter of which one of those named, counted from 0, is an increasing function whatever the others are, where they are {@link #turned}. */
    int pivot(int named);

    /** Returns what the pivot must be for one of those named to have a value; NaN where the others leave no room for it. */
    double pivotAt(int named, double value, double[] turned);

    /** Returns one of those named with its derivative in the {@link #turned} parameters. */
    Sloped estimate(int named, double[] turned);

    /** Returns the parameters in other coordinates, which may be chosen so that one of those named has a pivot. */
    default double[] turned(int named, double[] phi) {
        return phi.clone();
    }

    /** Returns the parameters that {@link #turned} makes coordinates of. */
    default double[] back(int named, double[] turned) {
        return turned.clone();
    }
}
