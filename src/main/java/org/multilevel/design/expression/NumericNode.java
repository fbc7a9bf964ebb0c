package org.multilevel.design.expression;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.data.Batch;
import org.multilevel.data.NumberLabel;
import org.multilevel.error.Labels;
import org.multilevel.formula.Expression;

/** An expression made ready to be computed for a batch at a time, one number a row. */
abstract class NumericNode {
    private static final double[] NOTHING = {};

    private final Expression expression;
    private final List<NumericNode> arguments;
    private double[] latest = NOTHING;

    NumericNode(Expression expression, List<NumericNode> arguments) {
        this.expression = expression;
        this.arguments = List.copyOf(arguments);
    }

    /** Returns the values of all rows of a batch; the array is valid until the next call. */
    final double[] evaluate(Batch batch) {
        latest = compute(batch);
        return latest;
    }

    abstract double[] compute(Batch batch);

    final NumericNode argument(int k) {
        return arguments.get(k);
    }

    /**
     * Returns why the value in a row of the batch evaluated last is not finite, as a sentence; empty if it is finite, or if
     * only a missing value is to blame.
     */
    final Optional<String> undefined(Batch batch, int row) {
        if (Double.isFinite(latest[row])) {
            return Optional.empty();
        }
        for (NumericNode argument : arguments) {
            if (!Double.isFinite(argument.latest[row])) {
                return argument.undefined(batch, row);
            }
        }
        if (arguments.isEmpty()) {
            return Double.isNaN(latest[row]) ? Optional.empty() : Optional.of(infiniteColumn(batch, row));
        }
        return Optional.of(undefinedCall(batch, row));
    }

    private String infiniteColumn(Batch batch, int row) {
        return Labels.infinite(Expressions.label(expression), batch.rowName(row));
    }

    private String undefinedCall(Batch batch, int row) {
        boolean tooLarge = Double.isInfinite(latest[row])
                && expression instanceof Expression.Call call
                && !call.function().startsWith("log")
                && !call.function().equals("/");
        String where = arguments.stream()
                .filter(argument -> !(argument.expression instanceof Expression.Constant))
                .map(argument -> argument.expression + " is " + NumberLabel.of(argument.latest[row]))
                .collect(Collectors.joining(" and "));
        return expression
                + (tooLarge ? " is too large a number in row " : " is not defined in row ")
                + batch.rowName(row) + (where.isEmpty() ? "" : ", where " + where)
                + "; correct the value, mark it as missing, or choose another transformation.";
    }
}
