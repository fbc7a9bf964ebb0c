package org.multilevel.model;

import java.util.function.Consumer;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.DesignBlock;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.density.RowResiduals;

/** Computes fitted values and residuals of a generalised model in one pass over the rows that its fit used. */
final class GeneralisedFittedRun {
    private final LinearPredictor predictor;
    private final RowResiduals residuals;
    private final boolean trials;
    private final ModeEquations equations;
    private final FittedRows rows;

    private GeneralisedFittedRun(ModelParts parts, Generalised model) {
        this.predictor = new LinearPredictor(parts);
        this.residuals = RowResiduals.of(model);
        this.trials = model.trials().isPresent();
        this.equations = new ModeEquations(parts, model);
        this.rows = new FittedRows(parts.factorOrder(), false);
    }

    static FittedCheck run(
            ModelParts parts, Generalised model, Table table, Progress progress, Consumer<FittedRows> consumer) {
        GeneralisedFittedRun run = new GeneralisedFittedRun(parts, model);
        FittedCheck check = new FittedCheck(parts, run.equations::hold);
        parts.design().scan(GeneralisedResponse.again(table, parts.formula(), model), progress, block -> {
            run.rows.clear();
            for (int i = 0; i < block.rows; i++) {
                run.add(block, i);
                check.count();
            }
            consumer.accept(run.rows);
        });
        return check;
    }

    private void add(DesignBlock block, int i) {
        double population = predictor.population(block, i);
        double linear = population;
        for (int f = 0; f < block.level.length; f++) {
            linear += predictor.groupPart(block, i, f, block.level[f][i]);
            rows.setLevel(f, block.level[f][i]);
        }
        double y = block.y[i] + block.offset[i];
        double size = trials ? block.weight[i] : 1;
        double weight = trials ? 1 : block.weight[i];
        double fitted = residuals.mean(linear);
        double pearson = residuals.pearson(y, size, weight, linear);
        rows.setResiduals(
                linear, pearson, residuals.deviance(y, size, weight, linear), residuals.variance(size, weight, linear));
        rows.add(block.row[i], block.weight[i], fitted, residuals.mean(population), y / size - fitted);
        equations.add(block, i, residuals.score(y, size, weight, linear), pearson);
    }
}
