package org.multilevel.design.expression;

import java.util.List;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/**
 * What a call of {@code ns()} or {@code bs()} asks for, before data are known.
 *
 * @param natural whether it is {@code ns()}
 * @param degree of the polynomials, 3 for {@code ns()}
 * @param interior how many knots there are between the boundary
 * @param knots those that are given; empty if they come from the data
 * @param boundary the two ends that are given; empty if they come from the data
 */
record SplineShape(
        boolean natural, int degree, boolean intercept, int interior, List<Double> knots, List<Double> boundary) {
    private static final int CUBIC = 3;

    /** Copies the lists. */
    SplineShape {
        knots = List.copyOf(knots);
        boundary = List.copyOf(boundary);
    }

    /**
     * Reads a call.
     *
     * @throws ModelException if its degrees of freedom are too few
     */
    static SplineShape of(Expression.Call call) {
        boolean natural = call.function().equals("ns");
        boolean intercept = Expressions.isTrue(call, "intercept", false);
        int degree = natural ? CUBIC : (int) Expressions.number(call, "degree", CUBIC);
        List<Double> knots = call.argument("knots").map(Expression::numbers).orElse(List.of());
        List<Double> boundary =
                call.argument("Boundary.knots").map(Expression::numbers).orElse(List.of());
        int least = (natural ? 1 : degree) + (intercept ? 1 : 0);
        int df = (int) Expressions.number(call, "df", least);
        if (knots.isEmpty() && df < least) {
            throw new ModelException(call + " has fewer degrees of freedom than the " + least + " that "
                    + call.function() + " needs: write " + call.function() + "(" + call.first() + ", " + least + ").");
        }
        return new SplineShape(
                natural, degree, intercept, knots.isEmpty() ? df - least : knots.size(), knots, boundary);
    }

    /** Returns how many columns the curve has. */
    int width() {
        return interior + (natural ? 1 : degree) + (intercept ? 1 : 0);
    }
}
