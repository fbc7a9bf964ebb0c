package org.multilevel.design.expression;

import java.io.IOException;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.error.ModelException;
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
        return Expressions.isPoly(call)
                ? new PolynomialFinder(call)
                : new MomentFinder(call, call.function().equals("scale"));
    }

    /** Finds the mean, and for {@code scale()} the standard deviation. */
    final class MomentFinder implements ConstantFinder {
        private final Expression.Call call;
        private final boolean withSpread;
        private Moments moments = new Moments();

        MomentFinder(Expression.Call call, boolean withSpread) {
            this.call = call;
            this.withSpread = withSpread;
        }

        @Override
        public void accept(double[] values, int n) {
            moments.add(values, n);
        }

        @Override
        public void merge(ConstantFinder other) {
            moments = moments.plus(((MomentFinder) other).moments);
        }

        @Override
        public void writeTo(PartWriter out) throws IOException {
            moments.writeTo(out);
        }

        @Override
        public void readFrom(PartReader in) throws IOException {
            moments = Moments.readFrom(in);
        }

        @Override
        public boolean endPass() {
            if (withSpread && moments.count() > 0 && moments.sd() == 0) {
                throw new ModelException(call + " is not defined: "
                        + call.arguments().get(0) + " has the same value in every row; remove the term.");
            }
            return true;
        }

        @Override
        public double[] constants() {
            return withSpread ? new double[] {moments.mean(), moments.sd()} : new double[] {moments.mean()};
        }
    }
}
