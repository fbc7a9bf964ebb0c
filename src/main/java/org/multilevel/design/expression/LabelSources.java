package org.multilevel.design.expression;

import org.multilevel.data.Batch;
import org.multilevel.data.levels.LevelSource;
import org.multilevel.design.scan.Binding;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Says where the labels of a factor or grouping column come from: a column of either type, or a numeric expression. */
public final class LabelSources {
    private LabelSources() {}

    public static LevelSource of(Expression source, Binding binding, NumericNodes nodes) {
        if (source instanceof Expression.Column column && !binding.isNumeric(column.name())) {
            return new LevelSource.Codes(
                    binding.position(column.name()),
                    binding.column(column.name()).declaredLevels());
        }
        return new Computed(nodes.of(source));
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
