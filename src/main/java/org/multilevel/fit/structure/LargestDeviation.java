package org.multilevel.fit.structure;

import java.util.Arrays;

/**
 * The covariance of residuals relative to the class whose residuals of least squares vary most, in place of the first: where the residual variance of
 * one class goes to zero only its own parameter goes to infinity then, and theta stays where it is.
 *
 * <p>Parameters of a family of standard deviations, which are logarithms relative to the first, become logarithms relative to the largest, and the
 * place of the largest has the first; turning twice changes nothing.
 */
final class LargestDeviation {
    private final Deviations deviations;

    LargestDeviation(Deviations deviations) {
        this.deviations = deviations;
    }

    /** Returns parameters of the residuals' structure in the other coordinates. */
    double[] turned(double[] parameters) {
        double[] turned = parameters.clone();
        for (Deviations.Family family : deviations.families()) {
            if (family.largest() >= 0) {
                for (int k = family.from(); k < family.to(); k++) {
                    turned[k] = (k == family.largest() ? 0 : parameters[k]) - parameters[family.largest()];
                }
            }
        }
        return turned;
    }

    /** Returns the logarithm of the largest standard deviation relative to the first, of parameters relative to the first. */
    double logarithm(double[] parameters) {
        return deviations.families().stream()
                .mapToDouble(family -> family.largest() < 0 ? 0 : parameters[family.largest()])
                .sum();
    }

    /**
     * Returns R relative to the largest variance.
     *
     * @param parameters relative to the largest
     */
    ResidualStructure.Evaluated at(ResidualStructure structure, double[] parameters) {
        double[] plain = turned(parameters);
        double log = logarithm(plain);
        double scale = Math.exp(2 * log);
        ResidualStructure.Evaluated inner = structure.at(plain);
        double[] weights =
                Arrays.stream(inner.weights()).map(weight -> scale * weight).toArray();
        double logDeterminant = inner.logDeterminant() - 2 * deviations.rows() * log;
        return new ResidualStructure.Evaluated(weights, logDeterminant, (byWeight, byLogDeterminant) -> {
            double[] scaled = Arrays.stream(byWeight).map(by -> scale * by).toArray();
            double byLog = -2 * deviations.rows() * byLogDeterminant;
            for (int k = 0; k < weights.length; k++) {
                byLog += 2 * byWeight[k] * weights[k];
            }
            return pulledBack(inner.pullBack(scaled, byLogDeterminant), byLog);
        });
    }

    private double[] pulledBack(double[] byPlain, double byLog) {
        double[] gradient = byPlain.clone();
        for (Deviations.Family family : deviations.families()) {
            if (family.largest() >= 0) {
                double sum = byLog;
                for (int k = family.from(); k < family.to(); k++) {
                    sum += byPlain[k];
                }
                gradient[family.largest()] = -sum;
            }
        }
        return gradient;
    }
}
