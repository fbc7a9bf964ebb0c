package org.multilevel.design.expression;

import java.util.List;
import java.util.Map;
import org.multilevel.data.Batch;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.data.levels.LevelSource;
import org.multilevel.data.levels.NumberIndex;
import org.multilevel.design.scan.Binding;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Says where the labels of a factor or grouping column come from: a column of either type, or a numeric expression. */
public final class LabelSources {
    private LabelSources() {}

    public static LevelSource of(Expression source, Binding binding, Evaluators nodes) {
        if (source instanceof Expression.Column column && !binding.isNumeric(column.name())) {
            return new LevelSource.Codes(
                    binding.position(column.name()),
                    binding.column(column.name()).declaredLevels());
        }
        return Expressions.isCut(source)
                ? new Intervals(nodes.of(source), nodes.cut((Expression.Call) source))
                : new Computed(nodes.of(source));
    }

    /**
     * Returns what finds the levels of a factor.
     *
     * @param labels the levels, the reference first
     * @param constants of the data-dependent calls, by their text
     */
    public static LevelIndex index(Expression factor, List<String> labels, Map<String, double[]> constants) {
        Expression source = Expressions.labelSource(factor);
        if (!Expressions.isCut(source)) {
            return new LevelIndex(labels);
        }
        NumberIndex numbers = new NumberIndex();
        List<String> intervals = Cut.of((Expression.Call) source, constants).labels();
        for (int k = 0; k < intervals.size(); k++) {
            if (labels.contains(intervals.get(k))) {
                numbers.put(k + 1, labels.indexOf(intervals.get(k)));
            }
        }
        return new LevelIndex(labels, numbers);
    }

    /** Returns the labels of levels that were found, of intervals from their numbers. */
    public static List<String> labels(Expression factor, List<String> found, Map<String, double[]> constants) {
        Expression source = Expressions.labelSource(factor);
        if (!Expressions.isCut(source)) {
            return found;
        }
        List<String> intervals = Cut.of((Expression.Call) source, constants).labels();
        return found.stream()
                .map(number -> intervals.get(Integer.parseInt(number) - 1))
                .toList();
    }

    private record Intervals(NumericNode node, Cut cut) implements LevelSource.Numbers {
        @Override
        public double[] of(Batch batch) {
            return node.evaluate(batch);
        }

        @Override
        public String label(double number) {
            return cut.labels().get((int) number - 1);
        }

        @Override
        public void check(Batch batch, int row) {
            node.undefined(batch, row).ifPresent(ModelException.THROWN);
        }
    }

    private record Computed(NumericNode node) implements LevelSource.Numbers {
        @Override
        public double[] of(Batch batch) {
            return node.evaluate(batch);
        }

        @Override
        public void check(Batch batch, int row) {
            node.undefined(batch, row).ifPresent(ModelException.THROWN);
        }
    }
}
