package org.multilevel.design.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.multilevel.data.Batch;
import org.multilevel.data.Levels;
import org.multilevel.design.scan.Binding;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Makes expressions ready to be computed on the batches of one scan. */
public final class NumericNodes {
    private static final double LN_2 = Math.log(2);

    private final Binding binding;
    private final Map<String, double[]> constants;

    /**
     * Creates the maker for one scan.
     *
     * @param constants of the data-dependent calls, by their text
     */
    public NumericNodes(Binding binding, Map<String, double[]> constants) {
        this.binding = binding;
        this.constants = constants;
    }

    NumericNode of(Expression expression) {
        if (expression instanceof Expression.Column column) {
            int position = binding.position(column.name());
            return binding.isNumeric(column.name())
                    ? new NumericColumn(column, position)
                    : new TextColumn(column, position);
        }
        if (expression instanceof Expression.Constant constant) {
            return new ConstantNumber(constant);
        }
        if (expression instanceof Expression.Call call) {
            return ofCall(call, call.arguments().stream().map(this::of).toList());
        }
        throw new ModelException(expression + " is a text where a number is needed: use a numeric column there.");
    }

    private NumericNode ofCall(Expression.Call call, List<NumericNode> arguments) {
        if (arguments.size() == 2) {
            return new Binary(call, arguments, binary(call));
        }
        return switch (call.function()) {
            case "I" -> arguments.get(0);
            case "center" -> {
                double mean = constants(call)[0];
                yield new Unary(call, arguments, x -> x - mean);
            }
            case "scale" -> {
                double mean = constants(call)[0];
                double sd = constants(call)[1];
                yield new Unary(call, arguments, x -> (x - mean) / sd);
            }
            default -> new Unary(call, arguments, unary(call));
        };
    }

    private static DoubleUnaryOperator unary(Expression.Call call) {
        return switch (call.function()) {
            case "log" -> Math::log;
            case "log2" -> x -> Math.log(x) / LN_2;
            case "log10" -> Math::log10;
            case "exp" -> Math::exp;
            case "sqrt" -> Math::sqrt;
            case "abs" -> Math::abs;
            case "-" -> x -> -x;
            case "+" -> x -> x;
            default -> throw unknown(call);
        };
    }

    private static DoubleBinaryOperator binary(Expression.Call call) {
        return switch (call.function()) {
            case "+" -> Double::sum;
            case "-" -> (x, y) -> x - y;
            case "*" -> (x, y) -> x * y;
            case "/" -> (x, y) -> x / y;
            case "^" -> Math::pow;
            default -> throw unknown(call);
        };
    }

    private static ModelException unknown(Expression.Call call) {
        return new ModelException(call + " cannot be computed: " + Labels.quoted(call.function())
                + " is no function of " + call.arguments().size() + " numbers; compute it as a column of the table.");
    }

    /** Returns the constants of a data-dependent call. */
    double[] constants(Expression.Call call) {
        double[] found = constants.get(call.toString());
        if (found == null || found.length < constantCount(call)) {
            throw ModelException.damaged("it lacks the constants of " + call);
        }
        return found;
    }

    private static int constantCount(Expression.Call call) {
        return switch (call.function()) {
            case "poly" ->
                PolynomialBasis.constantCount(
                        call.arguments().get(1) instanceof Expression.Constant degree ? (int) degree.value() : 1);
            case "scale" -> 2;
            default -> 1;
        };
    }

    private static final class NumericColumn extends NumericNode {
        private final int position;

        NumericColumn(Expression.Column column, int position) {
            super(column, List.of());
            this.position = position;
        }

        @Override
        double[] compute(Batch batch) {
            return batch.numbers(position);
        }
    }

    /** A column that was numeric when the model was made and is not in this table; it may still be missing everywhere. */
    private static final class TextColumn extends NumericNode {
        private final String name;
        private final int position;
        private final double[] missing = new double[Batch.CAPACITY];

        TextColumn(Expression.Column column, int position) {
            super(column, List.of());
            this.name = column.name();
            this.position = position;
            Arrays.fill(missing, Double.NaN);
        }

        @Override
        double[] compute(Batch batch) {
            int[] codes = batch.codes(position);
            for (int i = 0; i < batch.size(); i++) {
                if (codes[i] >= 0) {
                    Levels levels = batch.levels(position);
                    throw new ModelException("Column " + Labels.quoted(name)
                            + " is numeric in the model, but categorical in this table: row "
                            + batch.rowName(i) + " has " + Labels.quoted(levels.label(codes[i]))
                            + "; make it a column of numbers.");
                }
            }
            return missing;
        }
    }

    private static final class ConstantNumber extends NumericNode {
        private final double[] values = new double[Batch.CAPACITY];

        ConstantNumber(Expression.Constant constant) {
            super(constant, List.of());
            Arrays.fill(values, constant.value());
        }

        @Override
        double[] compute(Batch batch) {
            return values;
        }
    }

    private static final class Unary extends NumericNode {
        private final DoubleUnaryOperator function;
        private final double[] values = new double[Batch.CAPACITY];

        Unary(Expression expression, List<NumericNode> arguments, DoubleUnaryOperator function) {
            super(expression, arguments);
            this.function = function;
        }

        @Override
        double[] compute(Batch batch) {
            double[] x = argument(0).evaluate(batch);
            for (int i = 0; i < batch.size(); i++) {
                values[i] = function.applyAsDouble(x[i]);
            }
            return values;
        }
    }

    private static final class Binary extends NumericNode {
        private final DoubleBinaryOperator function;
        private final double[] values = new double[Batch.CAPACITY];

        Binary(Expression expression, List<NumericNode> arguments, DoubleBinaryOperator function) {
            super(expression, arguments);
            this.function = function;
        }

        @Override
        double[] compute(Batch batch) {
            double[] x = argument(0).evaluate(batch);
            double[] y = argument(1).evaluate(batch);
            for (int i = 0; i < batch.size(); i++) {
                values[i] = function.applyAsDouble(x[i], y[i]);
            }
            return values;
        }
    }
}
