package org.multilevel.knime.predictor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.data.Progress;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;
import org.multilevel.inference.intervals.PredictionIntervals;
import org.multilevel.knime.KnimeTable;
import org.multilevel.knime.Models;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.predictor.MixedModelPredictorParameters.Scale;
import org.multilevel.knime.predictor.MixedModelPredictorParameters.UnseenGroupPolicy;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictions;
import org.multilevel.model.ResponseScale;

class GeneralisedPredictionTest {
    private static final BufferedDataTable BACTERIA =
            Tables.csv("../../src/test/resources/reference-glmm/bacteria.csv");
    static final MixedModelPortObject YES_OR_NO =
            Models.generalised("y ~ week + (1 | ID)", Distribution.of(Family.BINOMIAL), List.of("n", "y"), BACTERIA);
    private static final BufferedDataTable EPIL = Tables.csv("../../src/test/resources/reference-glmm/epil.csv");
    private static final MixedModelPortObject COUNTS =
            Models.generalised("y ~ lbase + trt + (1 | subject)", Distribution.of(Family.POISSON), List.of(), EPIL);

    private static NodeRun node(MixedModelPredictorParameters parameters) {
        return NodeRun.of(new MixedModelPredictorNodeFactory()).with(parameters);
    }

    private static MixedModelPredictorParameters on(Scale scale) {
        MixedModelPredictorParameters parameters = new MixedModelPredictorParameters();
        parameters.scale = scale;
        return parameters;
    }

    /** What is read of the core's predictions of a row. */
    private interface Numeric {
        double of(Predictions rows, int i);
    }

    private static double[] core(MixedModelPortObject port, BufferedDataTable table, Numeric number) {
        List<Double> numbers = new ArrayList<>();
        MixedModel model = port.model();
        List<String> columns = model.provenance().columns().stream()
                .map(column -> column.name())
                .toList();
        model.predictor().withUncertainty().predict(KnimeTable.of(table, columns), Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                numbers.add(number.of(rows, i));
            }
        });
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void twoLabelsArePredictedWithTheProbabilityOfEach() throws Exception {
        BufferedDataTable made =
                node(on(Scale.RESPONSE)).execute(YES_OR_NO, BACTERIA).table(0);
        ResponseScale response = ResponseScale.of(YES_OR_NO.model());
        double[] event = core(YES_OR_NO, BACTERIA, (rows, i) -> response.conditional(rows, i));
        assertArrayEquals(event, Tables.numbers(made, "P (y=y)"));
        assertArrayEquals(Arrays.stream(event).map(p -> 1 - p).toArray(), Tables.numbers(made, "P (y=n)"));
        assertEquals(
                Arrays.stream(event).mapToObj(p -> p > 0.5 ? "y" : "n").toList(), Tables.texts(made, "Prediction (y)"));
        assertEquals(
                List.of("Prediction (y)", "P (y=n)", "P (y=y)"),
                Tables.names(made.getDataTableSpec()).subList(7, 10));
        assertEquals(StringCell.TYPE, made.getDataTableSpec().getColumnSpec(7).getType());
        assertEquals(
                List.of("n", "y"),
                made.getDataTableSpec().getColumnSpec(7).getDomain().getValues().stream()
                        .map(Object::toString)
                        .sorted()
                        .toList());
    }

    @Test
    void countsAreMeansOfTheRowsOwnGroupsUnlessTheScaleSaysOtherwise() throws Exception {
        ResponseScale response = ResponseScale.of(COUNTS.model());
        double[] own = core(COUNTS, EPIL, (rows, i) -> response.conditional(rows, i));
        double[] all = core(COUNTS, EPIL, (rows, i) -> response.marginal(rows, i));
        double[] link = core(COUNTS, EPIL, (rows, i) -> rows.conditional(i));
        assertArrayEquals(own, predicted(Scale.RESPONSE));
        assertArrayEquals(all, predicted(Scale.MARGINAL));
        assertArrayEquals(link, predicted(Scale.LINK));
        assertEquals(Math.exp(link[0]), own[0], 1e-12 * own[0]);
    }

    private static double[] predicted(Scale scale) throws Exception {
        return Tables.numbers(node(on(scale)).execute(COUNTS, EPIL).table(0), "Prediction (y)");
    }

    @Test
    void theLinkScaleOfTwoLabelsIsANumber() throws Exception {
        BufferedDataTable made =
                node(on(Scale.LINK)).execute(YES_OR_NO, BACTERIA).table(0);
        assertArrayEquals(
                core(YES_OR_NO, BACTERIA, (rows, i) -> rows.conditional(i)), Tables.numbers(made, "Prediction (y)"));
        assertEquals(8, made.getDataTableSpec().getNumColumns());
    }

    @Test
    void errorsAndIntervalsAreOnTheScaleAndThoseOfTheEvent() throws Exception {
        MixedModelPredictorParameters parameters = on(Scale.RESPONSE);
        parameters.appendPopulation = true;
        parameters.appendStandardError = true;
        parameters.appendConfidenceInterval = true;
        BufferedDataTable made = node(parameters).execute(YES_OR_NO, BACTERIA).table(0);
        ResponseScale response = ResponseScale.of(YES_OR_NO.model());
        PredictionIntervals intervals = PredictionIntervals.of(YES_OR_NO.model(), 0.95);
        assertArrayEquals(
                core(YES_OR_NO, BACTERIA, (rows, i) -> response.population(rows, i)),
                Tables.numbers(made, "P (y=y) population"));
        assertArrayEquals(
                core(
                        YES_OR_NO,
                        BACTERIA,
                        (rows, i) -> rows.conditionalStandardError(i) * response.slope(rows.conditional(i))),
                Tables.numbers(made, "P (y=y) standard error"));
        assertArrayEquals(
                core(
                        YES_OR_NO,
                        BACTERIA,
                        (rows, i) -> response.mean(intervals.confidence(rows, i).lower())),
                Tables.numbers(made, "P (y=y) confidence lower"));
        double[] upper = Tables.numbers(made, "P (y=y) confidence upper");
        assertTrue(Arrays.stream(upper).allMatch(p -> p > 0 && p < 1));
    }

    @Test
    void aRowWithoutAPredictionHasNoLabel() throws Exception {
        MixedModelPredictorParameters parameters = on(Scale.RESPONSE);
        parameters.unseenGroups = UnseenGroupPolicy.MISSING;
        BufferedDataTable rows = Tables.builder()
                .texts("ID")
                .integers("week")
                .row("nobody", 1)
                .row("X01", null)
                .build();
        BufferedDataTable made = node(parameters).execute(YES_OR_NO, rows).table(0);
        assertEquals(List.of("?", "?"), Tables.texts(made, "Prediction (y)"));
        assertEquals(List.of("?", "?"), Tables.texts(made, "P (y=n)"));
        assertEquals(List.of("?", "?"), Tables.texts(made, "P (y=y)"));
    }

    private static String refusal(MixedModelPredictorParameters parameters, MixedModelPortObject model) {
        return node(parameters).refusal(model.getSpec(), EPIL.getDataTableSpec());
    }

    @Test
    void whatDoesNotGoWithTheModelIsRefusedBeforeTheRowsAreRead() {
        MixedModelPredictorParameters newRow = on(Scale.RESPONSE);
        newRow.appendPredictionInterval = true;
        assertEquals(
                "The prediction interval of a new row is for linear mixed models, and this model's family is poisson.",
                refusal(newRow, COUNTS));
        MixedModelPredictorParameters errors = on(Scale.MARGINAL);
        errors.appendStandardError = true;
        assertEquals(
                "The standard error and the confidence interval are those of a row's own groups, and Scale is Marginal:"
                        + " choose Response or Link, or switch them off.",
                refusal(errors, COUNTS));
        MixedModelPortObject inverse = Models.generalised(
                "age ~ trt + (1 | period)", new Distribution(Family.GAMMA, Link.INVERSE), List.of(), EPIL);
        assertEquals(
                "With the inverse link the mean over all groups is not defined, because a linear predictor of zero has"
                        + " an infinite mean; predict on the scale link or response.",
                refusal(on(Scale.MARGINAL), inverse));
        assertEquals(
                "Scale is for generalised models, and the model is a linear one, which has one scale: choose Response.",
                refusal(on(Scale.LINK), Models.fit("y ~ lbase + (1 | subject)", EPIL)));
    }

    @Test
    void theUsualWarningOfUnseenGroupsIsThere() throws Exception {
        BufferedDataTable rows =
                Tables.builder().texts("ID").integers("week").row("nobody", 1).build();
        Optional<String> warning =
                node(on(Scale.RESPONSE)).execute(YES_OR_NO, rows).warning();
        assertTrue(warning.orElseThrow().contains("was not in the fit"), warning::toString);
    }
}
