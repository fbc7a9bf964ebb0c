package org.multilevel.fit.optimum;

import java.util.List;
import org.multilevel.fit.leastsquares.AverageInformation;
import org.multilevel.fit.leastsquares.CovarianceDerivatives;

/** What the optimiser minimises: a function of theta with its gradient; nothing else about the model is known to the search. */
public interface Criterion {
    /**
     * One evaluated point.
     *
     * @param theta where, K
     * @param value the criterion, infinite where it is not defined
     * @param gradient its derivative in theta, K
     * @param half half of the derivative with respect to the whole template lambda of each factor, q x q: S lambda, with S the
     *     derivative with respect to lambda lambda'
     * @param derivatives S itself and its derivative, one for each factor; none where they would cost too much
     * @param information the average information on lambda lambda' where that is cheap and the derivatives are not
     */
    record Point(
            double[] theta,
            double value,
            double[] gradient,
            double[][] half,
            List<CovarianceDerivatives> derivatives,
            AverageInformation information) {}

    /** Evaluates value and gradient; {@code phase} names the part of the search in the log. */
    Point evaluate(double[] theta, String phase);

    /** Evaluates the value only. */
    double evaluateValue(double[] theta, String phase);

    /** Returns whether it is that of the restricted likelihood. */
    boolean isRestricted();

    /** Returns whether points know second derivatives. */
    boolean knowsCurvature();

    /** Returns the rounding error that the value of the last evaluation carries. */
    double rounding();

    /** Gives the evaluation of a point another phase in the log. */
    void rename(Point point, String phase);

    /** Returns the evaluations so far, in their order. */
    List<Evaluation> log();
}
