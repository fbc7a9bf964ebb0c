package org.multilevel.inference;

import java.util.List;
import org.multilevel.inference.numeric.Dense;

/**
 * A sum of coefficients times numbers less a constant, such as a hypothesis' L beta - c or a contrast of means; immutable.
 *
 * @param name what tables call it
 * @param coefficients of the estimated fixed effects, p
 * @param constant what is subtracted
 */
public record LinearFunction(String name, List<Double> coefficients, double constant) {
    /** Copies the coefficients. */
    public LinearFunction {
        coefficients = List.copyOf(coefficients);
    }

    /** Returns its value where the fixed effects have these values, p. */
    public double value(double[] beta) {
        return Dense.dot(array(), beta) - constant;
    }

    public double[] array() {
        return coefficients.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
