package org.multilevel.fit.optimum;

/**
 * One line of the optimiser's log.
 *
 * @param number 1 for the first evaluation
 * @param phase what it was for: {@code start}, {@code search}, {@code hessian}, {@code boundary}, {@code polish}, {@code BOBYQA},
 *     {@code 8 probes} and {@code 32 probes} of an approximate fit,
 *     {@code coarse} (before what fixed effects and groups explain was taken out of the rows);
 *     {@code other} where another optimum was found than the one reported, which is better; where the search left it
 * @param theta the internal theta: that of the columns as they are centred, scaled and made orthogonal for the search
 * @param criterion the criterion on the raw scale (-2 log-likelihood)
 * @param gradientNorm largest absolute derivative, NaN where the gradient was not asked for
 */
public record Evaluation(int number, String phase, double[] theta, double criterion, double gradientNorm) {
    /** Copies theta. */
    public Evaluation {
        theta = theta.clone();
    }

    /** Returns a copy of theta. */
    @Override
    public double[] theta() {
        return theta.clone();
    }
}
