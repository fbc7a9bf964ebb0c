package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;

/** What tests of designs do again and again: make them, and copy what their scans give. */
final class Scans {
    private Scans() {}

    static Design design(String formula, Table table) {
        return design(formula, table, DesignOptions.DEFAULT);
    }

    static Design design(String formula, Table table, DesignOptions options) {
        return Design.of(Formula.parse(formula), table, options, Progress.NONE);
    }

    static Design design(String formula, MemoryTable.Builder table) {
        return design(formula, table.build());
    }

    /** Returns the message of the exception with which a model is refused. */
    static String refusal(String formula, MemoryTable.Builder table) {
        return refusal(formula, table, DesignOptions.DEFAULT);
    }

    static String refusal(String formula, MemoryTable.Builder table, DesignOptions options) {
        Table built = table.build();
        return String.valueOf(assertThrows(ModelException.class, () -> design(formula, built, options))
                .getMessage());
    }

    static List<String> names(Design design) {
        return design.fixed().stream().map(FixedColumn::name).toList();
    }

    /** A row of a block, copied. */
    record Row(
            long row,
            double y,
            double weight,
            double offset,
            List<Double> x,
            List<Integer> level,
            List<List<Double>> z) {}

    static List<Row> rows(Design design, Table table) {
        List<Row> rows = new ArrayList<>();
        design.scan(table, Progress.NONE, copyingTo(rows, design));
        return rows;
    }

    static List<Row> rowsForPrediction(Design design, Table table) {
        List<Row> rows = new ArrayList<>();
        design.scanForPrediction(table, Progress.NONE, copyingTo(rows, design));
        return rows;
    }

    private static Consumer<DesignBlock> copyingTo(List<Row> rows, Design design) {
        int p = design.fixed().size();
        return block -> {
            for (int i = 0; i < block.rows; i++) {
                List<Integer> level = new ArrayList<>();
                List<List<Double>> z = new ArrayList<>();
                for (int f = 0; f < design.factors().size(); f++) {
                    int q = design.factors().get(f).width();
                    level.add(block.level[f][i]);
                    z.add(slice(block.z[f], i * q, q));
                }
                rows.add(new Row(
                        block.row[i],
                        block.y[i],
                        block.weight[i],
                        block.offset[i],
                        slice(block.x, i * p, p),
                        level,
                        z));
            }
        };
    }

    private static List<Double> slice(double[] values, int start, int length) {
        return Arrays.stream(values, start, start + length).boxed().toList();
    }
}
