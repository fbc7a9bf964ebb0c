package org.multilevel.design.expression;

import java.io.IOException;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.formula.Expression;

/** Finds the constants of one data-dependent call in one or more passes over its argument's values. */
interface ConstantFinder {

    /** Takes the next {@code n} values, none of them missing. */
    void accept(double[] values, int n);

    /** Ends a pass; returns whether the constants are known now. */
    boolean endPass();

    /** Returns the constants, once they are known. */
    double[] constants();

    /** Adds what a finder for the same call took in this pass from another part of the table. */
    void merge(ConstantFinder other);

    /** Writes what earlier passes and this one found so far. */
    void writeTo(PartWriter out) throws IOException;

    /** Takes on what a finder for the same call wrote. */
    void readFrom(PartReader in) throws IOException;

    /** Creates the finder for a call whose arguments have been checked. */
    static ConstantFinder of(Expression.Call call) {
        return switch (call.function()) {
            case "poly" -> new PolynomialFinder(call);
            case "ns", "bs", "cut", "min", "max", "median" -> new OrderFinder(call);
            default -> new MomentFinder(call);
        };
    }
}
