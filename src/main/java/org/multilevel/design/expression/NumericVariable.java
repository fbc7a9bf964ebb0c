package org.multilevel.design.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.design.scan.Selection;
import org.multilevel.formula.Expression;

/** One numeric variable of a model: its column, or its columns if it is a curve or indicates levels, in the selected rows. */
public final class NumericVariable {
    private final Expression variable;
    private final List<NumericNode> nodes;
    private final Optional<Basis> basis;
    private final double[][] gathered;
    private final double[][] columns;

    public NumericVariable(Expression variable, Evaluators maker) {
        this.variable = variable;
        boolean isCurve = Expressions.isCurve(variable);
        nodes = variable instanceof Expression.Call call
                        && !Expressions.indicated(call).isEmpty()
                ? maker.indicators(call)
                : List.of(maker.of(isCurve ? ((Expression.Call) variable).first() : variable));
        gathered = zeros(nodes.size(), maker.batchRows());
        int width = VariableTypes.width(variable);
        basis = isCurve ? Optional.of(maker.basis((Expression.Call) variable)) : Optional.empty();
        columns = isCurve ? zeros(width, maker.batchRows()) : new double[width][];
    }

    private static double[][] zeros(int columns, int rows) {
        double[][] zeros = new double[columns][];
        Arrays.setAll(zeros, k -> new double[rows]);
        return zeros;
    }

    /**
     * Takes the values of the selected rows.
     *
     * @param undefined hears, as a sentence, of every value that cannot be computed although nothing is missing
     */
    public void load(Batch batch, Selection selection, Consumer<String> undefined) {
        for (int k = 0; k < nodes.size(); k++) {
            double[] values = values(k, batch, selection, undefined);
            if (basis.isPresent()) {
                basis.get().fill(values, selection.count(), columns);
            } else {
                columns[k] = values;
            }
        }
    }

    private double[] values(int k, Batch batch, Selection selection, Consumer<String> undefined) {
        double[] values = selection.gather(nodes.get(k).evaluate(batch), gathered[k]);
        return allFinite(values, selection.count()) ? values : withoutInfinite(k, batch, selection, values, undefined);
    }

    /** Returns as a sentence where the values so far were none that the variable was made for. */
    public Optional<String> concern() {
        return basis.flatMap(curve -> curve.concern(curve.beyond())).map(concern -> variable + concern);
    }

    /** Returns how many of the values so far were none that the variable was made for. */
    public long beyond() {
        return basis.map(Basis::beyond).orElse(0L);
    }

    /** Returns as a sentence that a variable had so many values that it was not made for, if that is a concern. */
    public static Optional<String> concern(Expression variable, Map<String, double[]> constants, long beyond) {
        return beyond == 0
                ? Optional.empty()
                : Evaluators.basis((Expression.Call) variable, constants)
                        .concern(beyond)
                        .map(concern -> variable + concern);
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
    private double[] withoutInfinite(
            int k, Batch batch, Selection selection, double[] values, Consumer<String> undefined) {
        double[] finite = gathered[k];
        for (int i = 0; i < selection.count(); i++) {
            if (Double.isFinite(values[i])) {
                finite[i] = values[i];
            } else {
                nodes.get(k).undefined(batch, selection.rows()[i]).ifPresent(undefined);
                finite[i] = Double.NaN;
            }
        }
        return finite;
    }
}
