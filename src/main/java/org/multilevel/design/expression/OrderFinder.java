package org.multilevel.design.expression;

import java.io.IOException;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.formula.Expression;

/** Finds the constants that follow from the order of the values: of {@code ns()}, {@code bs()}, {@code cut()}, {@code median()}. */
final class OrderFinder implements ConstantFinder {
    private static final double[] MIDDLE = {0.5};

    private final Expression.Call call;
    private final SortedValues values = new SortedValues();

    OrderFinder(Expression.Call call) {
        this.call = call;
    }

    @Override
    public void accept(double[] more, int n) {
        values.add(more, n);
    }

    @Override
    public void merge(ConstantFinder other) {
        values.addAll(((OrderFinder) other).values);
    }

    @Override
    public void writeTo(PartWriter out) throws IOException {
        values.writeTo(out);
    }

    @Override
    public void readFrom(PartReader in) throws IOException {
        values.readFrom(in);
    }

    @Override
    public boolean endPass() {
        return true;
    }

    @Override
    public double[] constants() {
        return switch (call.function()) {
            case "min" -> new double[] {values.min()};
            case "max" -> new double[] {values.max()};
            case "median" -> values.quantiles(MIDDLE, values.min(), values.max());
            case "cut" -> Cut.breaks((int) Expressions.number(call, "breaks", 0), values.min(), values.max());
            default -> SplineKnots.of(call, values);
        };
    }
}
