package org.multilevel.glm;

/**
 * The mean probability of a population whose linear predictors are normal.
 *
 * <p>With the link logit it is the approximation of McCulloch, Searle and Neuhaus (2008, Generalized, Linear, and Mixed Models) that Nakagawa,
 * Johnson and Schielzeth (2017, J. R. Soc. Interface 14, 20170213, section 6) take, and R's packages MuMIn and performance with them; with the
 * others, for which there is none, it is the integral.
 *
 * @param link of a binomial response
 */
record PopulationMean(Link link) {
    private static final double REACH = 9;
    private static final int STEPS = 360;

    /** Returns the mean for a mean and a variance of the linear predictor. */
    double of(double eta, double variance) {
        return link == Link.LOGIT
                ? link.mean(eta - variance / 2 * Math.tanh(eta * (1 + 2 * Math.exp(-variance / 2)) / 6))
                : integral(eta, Math.sqrt(variance));
    }

    /** The trapezoidal rule has all digits for what falls off as a normal density. */
    private double integral(double eta, double sd) {
        double sum = 0;
        double weights = 0;
        for (int i = -STEPS; i <= STEPS; i++) {
            double z = REACH * i / STEPS;
            double weight = Math.exp(-z * z / 2);
            sum += weight * link.mean(eta + sd * z);
            weights += weight;
        }
        return sum / weights;
    }
}
