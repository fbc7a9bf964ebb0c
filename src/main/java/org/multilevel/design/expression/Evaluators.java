package org.multilevel.design.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.multilevel.data.Batch;
import org.multilevel.data.Levels;
import org.multilevel.design.scan.Binding;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Makes expressions ready to be computed on the batches of one scan. */
public final class Evaluators {
    private final Binding binding;
    private final Map<String, double[]> constants;

    /**
     * Creates the maker for one scan.
     *
     * @param constants of the data-dependent calls, by their text
     */
    public Evaluators(Binding binding, Map<String, double[]> constants) {
        this.binding = binding;
        this.constants = constants;
    }

    /** Returns how many rows a batch of the scan holds at most. */
    public int batchRows() {
        return binding.batchRows();
    }

    NumericNode of(Expression expression) {
        if (expression instanceof Expression.Column column) {
            int position = binding.position(column.name());
            return binding.isNumeric(column.name())
                    ? new NumericColumn(column, position)
                    : new TextColumn(column, position);
        }
        if (expression instanceof Expression.Constant constant) {
            return new ConstantNumber(constant, constant.value());
        }
        if (expression instanceof Expression.Named named) {
            return of(named.value());
        }
        if (expression instanceof Expression.Call call) {
            return ofCall(call);
        }
        throw new ModelException(expression + " is a text where a number is needed: use a numeric column there.");
    }

    private NumericNode ofCall(Expression.Call call) {
        if (LabelTest.is(call)) {
            return ofLabelTest(call);
        }
        return switch (call.function()) {
            case "I", "as.numeric" -> of(call.first());
            case "mean", "median", "min", "max", "sd", "var" -> new ConstantNumber(call, constants(call)[0]);
            case "center" -> standardised(call, constants(call)[0], 1);
            case "scale" -> standardised(call, constants(call)[0], constants(call)[1]);
            case "ifelse" -> new Choice(call, List.of(of(call, "test"), of(call, "yes"), of(call, "no")));
            case "cut" -> new Unary(call, List.of(of(call.first())), cut(call)::code);
            case "%in%" ->
                new Unary(
                        call,
                        List.of(of(call.arguments().get(0))),
                        Functions.within(call.arguments().get(1).numbers()));
            default -> computed(call);
        };
    }

    private NumericNode standardised(Expression.Call call, double centre, double scale) {
        List<NumericNode> argument = List.of(of(call.first()));
        return scale == 1
                ? new Unary(call, argument, x -> x - centre)
                : new Unary(call, argument, x -> (x - centre) / scale);
    }

    private NumericNode computed(Expression.Call call) {
        Optional<DoubleUnaryOperator> unary = Functions.unary(call);
        if (unary.isPresent()) {
            return new Unary(call, List.of(of(call.first())), unary.get());
        }
        DoubleBinaryOperator binary = Functions.binary(call).orElseThrow(() -> unknown(call));
        return new Binary(call, call.arguments().stream().map(this::of).toList(), binary);
    }

    private NumericNode of(Expression.Call call, String parameter) {
        return of(call.argument(parameter).orElseThrow(() -> unknown(call)));
    }

    private NumericNode ofLabelTest(Expression.Call call) {
        if (!(LabelTest.subject(call) instanceof Expression.Column column)) {
            throw unknown(call);
        }
        return new LabelTest(
                call, column, LabelTest.labels(call), call.function().equals("!=") ? 0 : 1, binding);
    }

    /** Returns the columns of a {@code dummy()} call, one for each of its levels. */
    List<NumericNode> indicators(Expression.Call call) {
        Expression source = Expressions.labelSource(call.first());
        if (source instanceof Expression.Call cut && Expressions.isCut(cut)) {
            List<String> intervals = cut(cut).labels();
            return Expressions.indicated(call).stream()
                    .map(level -> interval(call, cut, 1 + intervals.indexOf(level)))
                    .toList();
        }
        if (!(source instanceof Expression.Column column)) {
            throw unknown(call);
        }
        return Expressions.indicated(call).stream()
                .<NumericNode>map(level -> new LabelTest(call, column, List.of(level), 1, binding))
                .toList();
    }

    /** Returns what is 1 in one interval, counted from 1; in none where it is 0. */
    private NumericNode interval(Expression.Call call, Expression.Call cut, int wanted) {
        return new Unary(
                call, List.of(of(cut)), number -> Double.isNaN(number) ? Double.NaN : number == wanted ? 1 : 0);
    }

    /** Returns the columns of a curve. */
    Basis basis(Expression.Call curve) {
        return basis(curve, constants);
    }

    /** Returns the columns of a curve, given the constants of all calls by their text. */
    static Basis basis(Expression.Call curve, Map<String, double[]> constants) {
        return switch (curve.function()) {
            case "ns", "bs" -> new SplineBasis(SplineShape.of(curve), constants(curve, constants));
            default ->
                Expressions.isTrue(curve, "raw", false)
                        ? new RawPolynomial()
                        : new PolynomialBasis(Expressions.degree(curve), constants(curve, constants));
        };
    }

    /** Returns the intervals of a {@code cut()} call. */
    Cut cut(Expression.Call call) {
        return Cut.of(call, constants);
    }

    private static ModelException unknown(Expression.Call call) {
        return new ModelException(call + " cannot be computed: " + Labels.quoted(call.function())
                + " is no function of " + call.arguments().size() + " numbers; compute it as a column of the table.");
    }

    private double[] constants(Expression.Call call) {
        return constants(call, constants);
    }

    /** Returns the constants of a data-dependent call among all, by their text. */
    static double[] constants(Expression.Call call, Map<String, double[]> known) {
        double[] found = known.get(call.toString());
        if (found == null || found.length < constantCount(call)) {
            throw ModelException.damaged("it lacks the constants of " + call);
        }
        return found;
    }

    private static int constantCount(Expression.Call call) {
        return switch (call.function()) {
            case "poly" -> PolynomialBasis.constantCount(Expressions.degree(call));
            case "scale" -> 2;
            case "ns", "bs" -> 2 + SplineShape.of(call).interior();
            case "cut" -> 1 + (int) Expressions.number(call, "breaks", 0);
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

        ConstantNumber(Expression expression, double value) {
            super(expression, List.of());
            Arrays.fill(values, value);
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

    /** The second number where the first is not 0, and the third where it is. */
    private static final class Choice extends NumericNode {
        private final double[] values = new double[Batch.CAPACITY];

        Choice(Expression expression, List<NumericNode> arguments) {
            super(expression, arguments);
        }

        @Override
        double[] compute(Batch batch) {
            double[] test = argument(0).evaluate(batch);
            double[] yes = argument(1).evaluate(batch);
            double[] no = argument(2).evaluate(batch);
            for (int i = 0; i < batch.size(); i++) {
                values[i] = Double.isNaN(test[i]) ? test[i] : test[i] != 0 ? yes[i] : no[i];
            }
            return values;
        }
    }
}
