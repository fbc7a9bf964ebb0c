package org.multilevel.model;

import java.util.function.Consumer;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.DesignBlock;

/** Computes fitted values and residuals of a linear model in one pass over the rows that its fit used. */
final class FittedRun {
    private FittedRun() {}

    static FittedCheck run(ModelParts parts, Table table, Progress progress, Consumer<FittedRows> consumer) {
        return run(parts, false, table, progress, consumer);
    }

    static FittedCheck diagnosed(ModelParts parts, Table table, Progress progress, Consumer<FittedRows> consumer) {
        return run(parts, true, table, progress, consumer);
    }

    private static FittedCheck run(
            ModelParts parts, boolean diagnosed, Table table, Progress progress, Consumer<FittedRows> consumer) {
        LinearPredictor predictor = new LinearPredictor(parts);
        Provenance from = parts.provenance();
        // what a row counts is known where residuals are independent with one variance
        boolean told = diagnosed && from.residual().isEmpty() && from.strata().isEmpty();
        FittedRows rows = new FittedRows(parts.factorOrder(), told);
        NormalEquations equations = new NormalEquations(parts);
        FittedCheck check = new FittedCheck(parts, equations::hold);
        parts.design().scan(table, progress, block -> {
            rows.clear();
            for (int i = 0; i < block.rows; i++) {
                add(predictor, told ? parts.fixed().size() : 0, block, i, rows, equations);
                check.count();
            }
            consumer.accept(rows);
        });
        return check;
    }

    /** @param p the number of fixed effects where the row is to be diagnosed, else 0 */
    private static void add(
            LinearPredictor predictor, int p, DesignBlock block, int i, FittedRows rows, NormalEquations equations) {
        double population = predictor.population(block, i);
        double fitted = population;
        for (int f = 0; f < block.level.length; f++) {
            fitted += predictor.groupPart(block, i, f, block.level[f][i]);
            rows.setLevel(f, block.level[f][i]);
        }
        double residual = block.y[i] + block.offset[i] - fitted;
        if (rows.isDiagnosed()) {
            double variance = predictor.residualVariance(block, i);
            double spread = predictor.conditionalVariance(block, i);
            double leverage = predictor.isTooWide() ? Double.NaN : spread / variance;
            rows.setDiagnostics(leverage, residual / Math.sqrt(variance), p);
        }
        double scaled = residual * Math.sqrt(block.weight[i]);
        rows.setResiduals(fitted, scaled, scaled, predictor.residualVariance(block, i));
        rows.add(block.row[i], block.weight[i], fitted, population, residual);
        equations.add(block, i, residual, fitted - population);
    }
}
