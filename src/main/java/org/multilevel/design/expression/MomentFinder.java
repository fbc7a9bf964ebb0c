package org.multilevel.design.expression;

import java.io.IOException;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Finds the constants that follow from mean and spread: of {@code scale()}, {@code center()}, {@code mean()}, {@code sd()}. */
final class MomentFinder implements ConstantFinder {
    private final Expression.Call call;
    private Moments moments = new Moments();

    MomentFinder(Expression.Call call) {
        this.call = call;
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
        boolean divides = call.function().equals("scale") && scaledBySpread();
        if (divides && moments.count() > 0 && !(spread() > 0)) {
            throw new ModelException(
                    call + " is not defined: " + call.first() + " has the same value in every row; remove the term.");
        }
        return true;
    }

    private boolean scaledBySpread() {
        return Expressions.isTrue(call, "scale", true) && Expressions.number(call, "scale", 0) == 0;
    }

    private double centre() {
        return Expressions.number(call, "center", Expressions.isTrue(call, "center", true) ? moments.mean() : 0);
    }

    /** Returns the root of the mean square about the centre, which R divides by n - 1 whatever the centre is. */
    private double spread() {
        double shift = moments.mean() - centre();
        double n = moments.count();
        double variance = moments.sd() * moments.sd();
        return shift == 0 ? moments.sd() : Math.sqrt(variance + shift * shift * n / Math.max(1, n - 1));
    }

    @Override
    public double[] constants() {
        return switch (call.function()) {
            case "scale" -> new double[] {centre(), scaledBySpread() ? spread() : Expressions.number(call, "scale", 1)};
            case "sd" -> new double[] {moments.sd()};
            case "var" -> new double[] {moments.sd() * moments.sd()};
            default -> new double[] {moments.mean()};
        };
    }
}
