package org.multilevel.design.expression;

import java.util.stream.IntStream;
import org.multilevel.data.NumberLabel;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Places boundary and knots of {@code ns()} and {@code bs()} where they are not given: the range, and quantiles of type 7. */
final class SplineKnots {
    private SplineKnots() {}

    /**
     * Returns the boundary, then the knots.
     *
     * @param values of the variable
     * @throws ModelException if they are too few, or a knot lies outside of them
     */
    static double[] of(Expression.Call call, SortedValues values) {
        SplineShape shape = SplineShape.of(call);
        double lower =
                shape.boundary().isEmpty() ? values.min() : shape.boundary().get(0);
        double upper =
                shape.boundary().isEmpty() ? values.max() : shape.boundary().get(1);
        if (!(lower < upper)) {
            throw new ModelException(call + " is not defined: " + call.first() + " has fewer than two different values;"
                    + " remove the term.");
        }
        double[] knots = shape.knots().isEmpty()
                ? values.quantiles(probabilities(shape.interior()), lower, upper)
                : shape.knots().stream().mapToDouble(Double::doubleValue).toArray();
        double[] constants = new double[2 + knots.length];
        constants[0] = lower;
        constants[1] = upper;
        for (int k = 0; k < knots.length; k++) {
            if (!(knots[k] >= lower && knots[k] <= upper)) {
                throw new ModelException(call + " has the knot " + NumberLabel.of(knots[k]) + " outside of "
                        + NumberLabel.of(lower) + " to " + NumberLabel.of(upper)
                        + ": choose knots between the smallest and the largest value, or wider Boundary.knots.");
            }
            constants[2 + k] = knots[k];
        }
        return constants;
    }

    private static double[] probabilities(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToDouble(k -> k / (count + 1.0))
                .toArray();
    }
}
