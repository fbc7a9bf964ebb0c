package org.multilevel.design.expression;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.data.Batch;
import org.multilevel.data.Levels;
import org.multilevel.data.NumberLabel;
import org.multilevel.design.scan.Binding;
import org.multilevel.formula.Expression;

/** Is 1 where a column has one of several labels, and 0 where it has another: {@code f == "a"} and the like. */
final class LabelTest extends NumericNode {
    private final int position;
    private final boolean numeric;
    private final Set<String> labels;
    private final double found;
    private final double[] values = new double[Batch.CAPACITY];
    private double[] byCode = {};
    private int known;

    /**
     * Creates the test.
     *
     * @param found the value where the label is one of these
     */
    LabelTest(Expression expression, Expression.Column subject, List<String> labels, double found, Binding binding) {
        super(expression, List.of());
        this.position = binding.position(subject.name());
        this.numeric = binding.isNumeric(subject.name());
        this.labels = new HashSet<>(labels);
        this.found = found;
    }

    /** Returns whether a call compares texts. */
    static boolean is(Expression.Call call) {
        return call.arguments().size() == 2
                && call.arguments().stream()
                        .anyMatch(argument -> !argument.texts().isEmpty());
    }

    /** Returns what a call compares texts with. */
    static Expression subject(Expression.Call call) {
        return call.arguments().get(call.arguments().get(0).texts().isEmpty() ? 0 : 1);
    }

    /** Returns the texts of a call. */
    static List<String> labels(Expression.Call call) {
        return call.arguments()
                .get(call.arguments().get(0).texts().isEmpty() ? 1 : 0)
                .texts();
    }

    @Override
    double[] compute(Batch batch) {
        if (numeric) {
            double[] numbers = batch.numbers(position);
            for (int i = 0; i < batch.size(); i++) {
                values[i] = Double.isNaN(numbers[i]) ? Double.NaN : value(NumberLabel.of(numbers[i]));
            }
            return values;
        }
        Levels levels = batch.levels(position);
        if (byCode.length < levels.size()) {
            byCode = Arrays.copyOf(byCode, Math.max(levels.size(), 2 * byCode.length));
        }
        while (known < levels.size()) {
            byCode[known] = value(levels.label(known));
            known++;
        }
        int[] codes = batch.codes(position);
        for (int i = 0; i < batch.size(); i++) {
            values[i] = codes[i] < 0 ? Double.NaN : byCode[codes[i]];
        }
        return values;
    }

    private double value(String label) {
        return labels.contains(label) ? found : 1 - found;
    }
}
