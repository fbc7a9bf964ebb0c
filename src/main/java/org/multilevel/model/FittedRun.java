package org.multilevel.model;

import java.util.function.Consumer;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.DesignBlock;

/** Computes fitted values and residuals in one pass over the rows that a fit used. */
final class FittedRun {
    private FittedRun() {}

    static FittedCheck run(ModelParts parts, Table table, Progress progress, Consumer<FittedRows> consumer) {
        LinearPredictor predictor = new LinearPredictor(parts);
        FittedRows rows = new FittedRows(parts.factorOrder());
        FittedCheck check = new FittedCheck(parts);
        parts.design().scan(table, progress, block -> {
            rows.clear();
            for (int i = 0; i < block.rows; i++) {
                add(predictor, block, i, rows, check);
            }
            consumer.accept(rows);
        });
        return check;
    }

    private static void add(LinearPredictor predictor, DesignBlock block, int i, FittedRows rows, FittedCheck check) {
        double population = predictor.population(block, i);
        double fitted = population;
        for (int f = 0; f < block.level.length; f++) {
            fitted += predictor.groupPart(block, i, f, block.level[f][i]);
            rows.setLevel(f, block.level[f][i]);
        }
        double residual = block.y[i] + block.offset[i] - fitted;
        rows.add(block.row[i], fitted, population, residual);
        check.add(block, i, residual, fitted - population);
    }
}
