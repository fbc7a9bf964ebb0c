package org.multilevel.chart.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.chart.ChartSamples;
import org.multilevel.chart.ModelCharts;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.inference.Inference;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

/** What charts show is what the model's tables say. */
class ChartDataTest {
    /** The same sums in another order. */
    private static final double ROUNDING = 1e-9;

    private static Map<Long, double[]> fitted(MixedModel model, Table table) {
        Map<Long, double[]> rows = new HashMap<>();
        model.fitted(table, Progress.NONE, block -> {
            for (int i = 0; i < block.size(); i++) {
                rows.put(block.row(i), new double[] {block.fitted(i), block.residual(i), block.level(i, 0)});
            }
        });
        return rows;
    }

    @Test
    void caterpillarHasTheEffectsOfTheTableInAscendingOrder() {
        MixedModel model = ChartSamples.fit(ChartSamples.HSB, ChartSamples.csv("hsb"));
        Caterpillar effects = ModelCharts.of(model).effects("school", "minority");
        ResultTable table = ResultTables.of(model).groupEffects();
        Map<String, String> told = new HashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            if (table.text(row, 2).equals("minority")) {
                told.put(table.text(row, 1), table.text(row, 3) + " " + table.text(row, 4));
            }
        }
        assertEquals(160, effects.size());
        for (int rank = 0; rank < effects.size(); rank++) {
            assertEquals(told.get(effects.label(rank)), effects.effect(rank) + " " + effects.conditionalSd(rank));
            assertTrue(rank == 0 || effects.effect(rank - 1) <= effects.effect(rank));
        }
    }

    @Test
    void intervalsAreNormalQuantilesOfTheConditionalSd() {
        MixedModel model = ChartSamples.fit(ChartSamples.PENICILLIN, ChartSamples.csv("Penicillin"));
        Caterpillar effects = ModelCharts.of(model)
                .withInference(Inference.asymptotic().withLevel(0.9))
                .effects("plate", "(Intercept)");
        // qnorm(0.95) in R.
        assertEquals(1.6448536269514722, effects.quantile(), 1e-12);
        assertEquals(effects.effect(0) - effects.quantile() * effects.conditionalSd(0), effects.lower(0));
        assertEquals(effects.effect(0) + effects.quantile() * effects.conditionalSd(0), effects.upper(0));
    }

    @Test
    void residualPointsAreTheRowsOfTheFit() {
        Table table = ChartSamples.csv("hsb");
        MixedModel model = ChartSamples.fit(ChartSamples.HSB, table);
        Map<Long, double[]> fitted = fitted(model, table);
        ResidualPoints points = ModelCharts.of(model).residualPoints(table, Progress.NONE);
        assertTrue(points.isComplete());
        assertEquals(7185, points.points().size());
        points.points()
                .forEach(point ->
                        assertArrayEquals(fitted.get(point.row()), new double[] {point.x(), point.y(), point.level()}));
    }

    @Test
    void residualsOfRowsWithWeightsAreMultipliedByTheirRoots() {
        Table table = ChartSamples.grouped(10);
        MixedModel model =
                LinearMixedModel.of("y ~ x + (1 | g)").withWeights("w").fit(table);
        double[] weights = new double[60];
        table.scan(List.of("w"), Progress.NONE, batch -> System.arraycopy(batch.numbers(0), 0, weights, 0, 60));
        Map<Long, double[]> fitted = fitted(model, table);
        ModelCharts.of(model)
                .residualPoints(table, Progress.NONE)
                .points()
                .forEach(point -> assertEquals(
                        fitted.get(point.row())[1] * Math.sqrt(weights[(int) point.row()]), point.y(), ROUNDING));
    }

    @Test
    void lineOfAGroupHasItsCoefficients() {
        Table table = ChartSamples.csv("Oxboys");
        MixedModel model = ChartSamples.fit(ChartSamples.OXBOYS, table);
        GroupLines lines = ModelCharts.of(model).groupLines(table, "Subject", "age", Progress.NONE);
        GroupingFactor boys = model.groupingFactors().get(0);
        assertEquals(26, lines.lines().size());
        for (GroupLines.Line line : lines.lines()) {
            double[] expected = DoubleStream.of(line.x())
                    .map(age -> boys.coefficient(line.level(), 0) + boys.coefficient(line.level(), 1) * age)
                    .toArray();
            assertArrayEquals(expected, line.y(), ROUNDING);
        }
        FixedEffects fixed = model.fixedEffects();
        double[] population = DoubleStream.of(lines.population().x())
                .map(age -> fixed.estimate(0) + fixed.estimate(1) * age)
                .toArray();
        assertArrayEquals(population, lines.population().y(), ROUNDING);
        assertEquals(234, lines.points().size());
    }

    /** In a linear model, what is expected at the means of the predictors is the mean of what is expected. */
    @Test
    void otherPredictorsStayAtTheMeansOfTheGroup() {
        Table table = ChartSamples.csv("hsb");
        MixedModel model = ChartSamples.fit("mathach ~ ses + meanses + minority + (1 + minority | school)", table);
        Map<Long, double[]> fitted = fitted(model, table);
        ResidualPoints rows = ModelCharts.of(model).residualPoints(table, Progress.NONE);
        GroupLines lines = ModelCharts.of(model).groupLines(table, "school", "ses", Progress.NONE);
        double[] ses = new double[7185];
        table.scan(
                List.of("ses"),
                Progress.NONE,
                batch -> System.arraycopy(batch.numbers(0), 0, ses, (int) batch.firstRow(), batch.size()));
        for (GroupLines.Line line : lines.lines()) {
            List<RowPoint> pupils = rows.points().stream()
                    .filter(point -> point.level() == line.level())
                    .toList();
            double meanSes = pupils.stream()
                    .mapToDouble(point -> ses[(int) point.row()])
                    .average()
                    .orElseThrow();
            OptionalDouble meanFitted = pupils.stream()
                    .mapToDouble(point -> fitted.get(point.row())[0])
                    .average();
            assertEquals(meanFitted.orElseThrow(), at(line, meanSes), ROUNDING);
        }
    }

    private static double at(GroupLines.Line line, double x) {
        int last = line.x().length - 1;
        double slope = (line.y()[last] - line.y()[0]) / (line.x()[last] - line.x()[0]);
        return line.y()[0] + slope * (x - line.x()[0]);
    }

    @Test
    void predictorThatIsConstantInItsGroupGivesDots() {
        Table table = ChartSamples.csv("hsb");
        MixedModel model = ChartSamples.fit(ChartSamples.HSB, table);
        GroupLines lines = ModelCharts.of(model).groupLines(table, "school", "meanses", Progress.NONE);
        assertTrue(lines.lines().stream().allMatch(line -> line.x().length == 1));
    }

    @Test
    void linesOfANestedGroupUseTheEffectsOfThatFactorAlone() {
        Table table = ChartSamples.csv("Pastes");
        MixedModel model = ChartSamples.fit("strength ~ 1 + (1 | batch/cask)", table);
        assertEquals(List.of(), ModelCharts.of(model).linePredictors());
        Table crossed = ChartSamples.grouped(12);
        MixedModel withSlope = ChartSamples.fit("y ~ x + w + (1 | g)", crossed);
        assertEquals(List.of("x", "w"), ModelCharts.of(withSlope).linePredictors());
    }

    @Test
    void effectsStandAtThePlottingPositionsOfTheNormal() {
        MixedModel model = ChartSamples.fit(ChartSamples.PENICILLIN, ChartSamples.csv("Penicillin"));
        NormalQuantiles quantiles = ModelCharts.of(model).effectQuantiles("sample", "(Intercept)");
        double[] x = quantiles.points().stream().mapToDouble(RowPoint::x).toArray();
        // qnorm((1:6 - 0.5) / 6) in R.
        assertArrayEquals(
                new double[] {
                    -1.382994127100638,
                    -0.6744897501960817,
                    -0.21042839424792484,
                    0.21042839424792484,
                    0.6744897501960817,
                    1.382994127100638
                },
                x,
                1e-12);
        double[] effects = IntStream.range(0, 6)
                .mapToDouble(g -> model.groupingFactor("sample").orElseThrow().effect(g, 0))
                .sorted()
                .toArray();
        assertArrayEquals(
                effects, quantiles.points().stream().mapToDouble(RowPoint::y).toArray());
    }
}
