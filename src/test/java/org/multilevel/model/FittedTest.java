package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;

class FittedTest {
    /** One row of fitted values. */
    private record Row(long row, double fitted, double population, double residual) {}

    private static List<Row> rows(MixedModel model, Table table) {
        List<Row> rows = new ArrayList<>();
        model.fitted(table, Progress.NONE, block -> {
            for (int i = 0; i < block.size(); i++) {
                rows.add(new Row(block.row(i), block.fitted(i), block.population(i), block.residual(i)));
            }
        });
        return rows;
    }

    @Test
    void fittedValueAndResidualAddUpToTheResponse() {
        List<Row> rows = rows(Samples.sleepstudyModel(), Samples.sleepstudy());
        assertEquals(180, rows.size());
        assertEquals(249.56, rows.get(0).fitted() + rows.get(0).residual(), 1e-10);
        // lme4 tests/testthat/test-resids.R: the range of the residuals, at the true optimum.
        assertEquals(
                -101.1788753, rows.stream().mapToDouble(Row::residual).min().orElseThrow(), 1e-5);
        assertEquals(132.5465773, rows.stream().mapToDouble(Row::residual).max().orElseThrow(), 1e-5);
    }

    @Test
    void rowsThatTheFitDidNotUseAreSkipped() {
        MixedModel model = Samples.fit("y ~ x + (1 | g)", EstimationMethod.REML, Samples.mixedBag());
        List<Row> rows = rows(model, Samples.mixedBag());
        assertEquals(
                List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L),
                rows.stream().map(Row::row).toList());
    }

    @Test
    void offsetIsPartOfTheFittedValueAndNotOfTheResidual() {
        MixedModel model = Samples.fit("y ~ x + offset(o) + (1 | g)", EstimationMethod.REML, Samples.mixedBag());
        List<Row> rows = rows(model, Samples.mixedBag());
        double[] predicted = model.predict(Samples.mixedBag());
        assertEquals(predicted[0], rows.get(0).fitted());
        assertEquals(1.1, rows.get(0).fitted() + rows.get(0).residual(), 1e-14);
    }

    @Test
    void aLoadedModelGivesTheSameFittedValues() {
        MixedModel model = Samples.fit("y ~ x + f + (1 | g)", EstimationMethod.REML, Samples.mixedBag());
        assertEquals(rows(model, Samples.mixedBag()), rows(MixedModel.fromJson(model.toJson()), Samples.mixedBag()));
    }
}
