package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * What parameters make of the covariance R of the residuals, relative to the variance of a first row: the weights of its {@link Pieces} in
 * the inverse, and its determinant.
 */
interface ResidualStructure {

    /** Returns the number of parameters. */
    int size();

    /** Returns where each parameter is looked for. */
    List<Range> ranges();

    /** Returns points from which a search may begin, the most independent first. */
    List<double[]> starts();

    /** Returns points beside an optimum to one of which a search may have to go for the best of several. */
    default List<double[]> elsewhere(double[] phi) {
        return List.of();
    }

    /** Returns every pair of two lists of starts, one behind the other. */
    static List<double[]> joined(List<double[]> first, List<double[]> second) {
        List<double[]> all = new ArrayList<>();
        for (double[] a : first) {
            for (double[] b : second) {
                double[] both = Arrays.copyOf(a, a.length + b.length);
                System.arraycopy(b, 0, both, a.length, b.length);
                all.add(both);
            }
        }
        return all;
    }

    /** Returns how rows are sorted into classes. */
    Pieces pieces();

    /** Returns the number of classes. */
    int classes();

    /** Works out weights and determinant. */
    Evaluated at(double[] phi);

    /** The derivative of a function of R. */
    @FunctionalInterface
    interface PullBack {
        /**
         * Returns the derivative of a function in the parameters.
         *
         * @param byWeight its derivative in the weights
         * @param byLogDeterminant its derivative in log |R|
         */
        double[] of(double[] byWeight, double byLogDeterminant);
    }

    /** R at some parameters. */
    final class Evaluated {
        private final double[] weights;
        private final double logDeterminant;
        private final PullBack back;

        Evaluated(double[] weights, double logDeterminant, PullBack back) {
            this.weights = weights;
            this.logDeterminant = logDeterminant;
            this.back = back;
        }

        /** Returns the weight of each class. */
        double[] weights() {
            return weights.clone();
        }

        /** Returns log |R|. */
        double logDeterminant() {
            return logDeterminant;
        }

        /** Returns the derivative of a function in the parameters, as {@link PullBack#of}. */
        double[] pullBack(double[] byWeight, double byLogDeterminant) {
            return back.of(byWeight, byLogDeterminant);
        }
    }

    /** Returns the distance of which all are multiples, where that makes a negative correlation possible; else 0. */
    default double step() {
        return 0;
    }

    /** Returns whether the rows of its pieces are those of {@link SubjectRows#centred}. */
    default boolean isOfCentredRows() {
        return false;
    }

    /**
     * Draws residuals with the covariance R.
     *
     * @param rows of which the structure was made, not centred
     * @param normals gives standard normal numbers
     */
    double[] draw(double[] phi, SubjectRows rows, DoubleSupplier normals);

    /**
     * Returns R of a subject, n x n.
     *
     * @param rows as for {@link #draw}
     */
    double[] covariance(double[] phi, SubjectRows rows, int subject);

    /** Returns which parameters are so far out that their meaning is at a bound, each with what that says; null-free, in their order. */
    List<Optional<String>> bounds(double[] phi);

    /** Returns what is to be said of the estimates, as sentences. */
    default List<String> notes(double[] phi) {
        return List.of();
    }

    /** Returns how many subjects tell how many occasions, as a sentence, where each pair of occasions has a correlation of its own. */
    default Optional<String> counts() {
        return Optional.empty();
    }

    /** Returns the standard deviations, whose parameters come first; nothing where all residuals have the same. */
    default Optional<Deviations> deviations() {
        return Optional.empty();
    }

    /** Returns the parameter that one of the correlations of {@link #estimates} is a monotone function of, whatever the others are. */
    int pivot(int correlation);

    /** Returns what the pivot must be for one of the correlations to have a value; NaN where the others leave no room for it. */
    double pivotAt(int correlation, double value, double[] turned);

    /** Returns the number of correlations of {@link #estimates}. */
    int correlations();

    /** Returns one of them with its derivative in the {@link #turned} parameters. */
    Sloped correlation(int correlation, double[] turned);

    /** Returns one of {@link #estimates}, the correlations first, with its derivative in the parameters, those of a correlation turned. */
    default Sloped estimate(int i, double[] phi) {
        int correlations = correlations();
        return i < correlations
                ? correlation(i, phi)
                : deviations()
                        .map(of -> of.estimate(i - correlations, phi))
                        .orElseGet(() -> new Sloped(1, new double[phi.length]));
    }

    /** Returns the parameters in other coordinates, in which one of the correlations has its pivot. */
    default double[] turned(int correlation, double[] phi) {
        return phi.clone();
    }

    /** Returns the parameters that {@link #turned} makes coordinates of. */
    default double[] back(int correlation, double[] turned) {
        return turned.clone();
    }

    /** Returns a derivative in the {@link #turned} parameters, given that in the parameters. */
    default double[] turnedSlope(int correlation, double[] turned, double[] byParameters) {
        return byParameters.clone();
    }

    /**
     * Returns the standard deviation of each class of rows that have one of their own, relative to the first, and the correlations.
     */
    ResidualEstimates estimates(double[] phi);
}
