package org.multilevel.design.expression;

import java.util.Optional;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.design.scan.Selection;
import org.multilevel.formula.Expression;

/** One numeric variable of a model: its column, or its columns if it is a polynomial, in the selected rows. */
public final class NumericVariable {
    private final NumericNode node;
    private final Optional<PolynomialBasis> basis;
    private final double[] gathered = new double[Batch.CAPACITY];
    private final double[][] columns;

    public NumericVariable(Expression variable, NumericNodes nodes) {
        if (variable instanceof Expression.Call call && Expressions.isPoly(call)) {
            int degree = Expressions.degree(call);
            node = nodes.of(call.arguments().get(0));
            basis = Optional.of(new PolynomialBasis(degree, nodes.constants(call)));
            columns = new double[degree][Batch.CAPACITY];
        } else {
            node = nodes.of(variable);
            basis = Optional.empty();
            columns = new double[1][];
        }
    }

    /** Takes the values of the selected rows; what is undefined goes to {@code undefined} as a sentence. */
    public void load(Batch batch, Selection selection, Consumer<String> undefined) {
        double[] values = selection.gather(node.evaluate(batch), gathered);
        int n = selection.count();
        if (!allFinite(values, n)) {
            values = withoutInfinite(batch, selection, values, undefined);
        }
        if (basis.isPresent()) {
            basis.get().fill(values, n, columns);
        } else {
            columns[0] = values;
        }
    }

    public double[] column(int k) {
        return columns[k];
    }

    private static boolean allFinite(double[] values, int n) {
        boolean finite = true;
        for (int i = 0; i < n; i++) {
            finite &= Math.abs(values[i]) <= Double.MAX_VALUE;
        }
        return finite;
    }

    /** Copies the values, since what is not finite may stand in an array of the batch. */
    private double[] withoutInfinite(Batch batch, Selection selection, double[] values, Consumer<String> undefined) {
        for (int i = 0; i < selection.count(); i++) {
            if (Double.isFinite(values[i])) {
                gathered[i] = values[i];
            } else {
                node.undefined(batch, selection.rows()[i]).ifPresent(undefined);
                gathered[i] = Double.NaN;
            }
        }
        return gathered;
    }
}
