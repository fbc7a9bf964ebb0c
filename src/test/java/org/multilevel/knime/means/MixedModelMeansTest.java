package org.multilevel.knime.means;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.message.TextMessage;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.inference.means.Contrasts;
import org.multilevel.inference.means.EstimatedMarginalMeans;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.means.SimpleSlopes;
import org.multilevel.knime.Models;
import org.multilevel.knime.StoredSettings;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.means.MixedModelMeansParameters.Adjusted;
import org.multilevel.knime.means.MixedModelMeansParameters.Differences;
import org.multilevel.knime.means.MixedModelMeansParameters.Estimated;
import org.multilevel.knime.port.MixedModelPortObject;

class MixedModelMeansTest {
    private static final BufferedDataTable CHILDREN = Tables.csv("Orthodont.csv");
    private static final MixedModelPortObject MODEL = Models.fit("distance ~ age * Sex + (1 | Subject)", CHILDREN);

    private static NodeRun node(MixedModelMeansParameters parameters) {
        return NodeRun.of(new MixedModelMeansNodeFactory()).with(parameters);
    }

    private static MixedModelMeansParameters of(String predictors) {
        MixedModelMeansParameters parameters = new MixedModelMeansParameters();
        parameters.predictors = predictors;
        return parameters;
    }

    @Test
    void theTablesAreThoseOfTheCore() throws Exception {
        MixedModelMeansParameters parameters = of("Sex | age");
        parameters.values = "age = 8, 14";
        parameters.level = 0.9;
        Executed executed = node(parameters).execute(MODEL);
        MarginalMeans expected = EstimatedMarginalMeans.of("Sex | age")
                .at("age", 8, 14)
                .withContrasts(new Contrasts.Pairwise())
                .withInference(MODEL.getSpec().inference().withLevel(0.9))
                .ask(MODEL.model());
        BufferedDataTable means = executed.table(0);
        assertEquals(
                List.of("Sex", "age", "estimate", "std_error", "df", "ci_lower", "ci_upper"),
                Tables.names(means.getDataTableSpec()));
        assertEquals(List.of("Female", "Male", "Female", "Male"), Tables.texts(means, "Sex"));
        assertArrayEquals(
                expected.estimates().stream()
                        .mapToDouble(MarginalMeans.Estimate::lower)
                        .toArray(),
                Tables.numbers(means, "ci_lower"));
        BufferedDataTable contrasts = executed.table(1);
        assertEquals(List.of("8", "14"), Tables.texts(contrasts, "age"));
        assertArrayEquals(
                expected.contrasts().stream()
                        .mapToDouble(MarginalMeans.Difference::pValue)
                        .toArray(),
                Tables.numbers(contrasts, "p_value"));
        assertEquals(Optional.empty(), executed.warning());
    }

    /** The harness holds the tables to the specs that were promised before the node ran. */
    @Test
    void thoseOfAGeneralisedModelHaveResponsesAndRatiosBesideThem() throws Exception {
        BufferedDataTable epil = Tables.csv("../../src/test/resources/reference-glmm/epil.csv");
        MixedModelPortObject model =
                Models.generalised("y ~ trt * lbase + (1 | subject)", Distribution.of(Family.POISSON), List.of(), epil);
        Executed executed = node(of("trt")).execute(model);
        assertExponentiated(executed.table(0), "estimate", "response");
        assertExponentiated(executed.table(1), "estimate", "exp_estimate");
        MixedModelMeansParameters slopes = of("trt");
        slopes.estimated = Estimated.SLOPES;
        slopes.covariate = "lbase";
        assertExponentiated(node(slopes).execute(model).table(0), "slope", "exp_slope");
    }

    private static void assertExponentiated(BufferedDataTable table, String column, String expected) {
        assertArrayEquals(
                Arrays.stream(Tables.numbers(table, column)).map(Math::exp).toArray(),
                Tables.numbers(table, expected),
                1e-12);
    }

    @Test
    void slopesAreThoseOfTheCore() throws Exception {
        MixedModelMeansParameters parameters = of("Sex");
        parameters.estimated = Estimated.SLOPES;
        parameters.covariate = "age";
        parameters.differences = Differences.CONTROL;
        parameters.control = "Male";
        parameters.adjusted = Adjusted.BONFERRONI;
        Executed executed = node(parameters).execute(MODEL);
        MarginalMeans expected = SimpleSlopes.of("age by Sex").ask(MODEL.model());
        assertArrayEquals(
                expected.estimates().stream()
                        .mapToDouble(MarginalMeans.Estimate::estimate)
                        .toArray(),
                Tables.numbers(executed.table(0), "slope"));
        assertEquals(List.of("Female - Male"), Tables.texts(executed.table(1), "contrast"));
        parameters.predictors = "";
        assertEquals(1, node(parameters).execute(MODEL).table(0).size());
    }

    @Test
    void contrastsHaveCoefficients() throws Exception {
        MixedModelMeansParameters parameters = of("Sex");
        parameters.differences = Differences.COEFFICIENTS;
        parameters.coefficients = "boys less girls = -1, 1";
        assertEquals(
                List.of("boys less girls"),
                Tables.texts(node(parameters).execute(MODEL).table(1), "contrast"));
        parameters.differences = Differences.NONE;
        assertEquals(0, node(parameters).execute(MODEL).table(1).size());
    }

    @Test
    void notesAreTheWarning() throws Exception {
        MixedModelMeansParameters parameters = of("Sex");
        parameters.values = "age = 40";
        assertEquals(
                Optional.of(
                        "age = 40 lies outside of the data, in which it runs from 8 to 14: what is expected there is"
                                + " extrapolated."),
                node(parameters).execute(MODEL).warning());
    }

    @Test
    void aDroppedNodeAsksForTheFirstCategoricalPredictor() throws Exception {
        NodeRun node = NodeRun.of(new MixedModelMeansNodeFactory());
        assertEquals(List.of("Female", "Male"), Tables.texts(node.execute(MODEL).table(0), "Sex"));
    }

    @Test
    void theDialogNamesThePredictorsThatCanBeTyped() {
        TextMessage.Message message = NodeRun.of(new MixedModelMeansNodeFactory())
                .dialog(MODEL.getSpec())
                .message("predictorsMessage")
                .orElseThrow();
        assertEquals(
                "With levels: Sex. Numbers: age; each stands at its mean, unless it has two values only or Values names"
                        + " others.",
                message.description());
    }

    @Test
    void aDroppedNodeWarnsOfWhatItHasGuessedUntilTheDialogWasConfirmed() throws Exception {
        Optional<String> guessed =
                Optional.of("Guessed from the model: the means of Sex. Open the dialog and confirm it, or"
                        + " choose other predictors.");
        NodeRun node = NodeRun.of(new MixedModelMeansNodeFactory());
        assertEquals(guessed, node.configure(MODEL.getSpec()).warning());
        assertEquals(guessed, node.execute(MODEL).warning());
        assertEquals(true, node.dialog(MODEL.getSpec()).providedValue("columnsConfirmed"));
        MixedModelMeansParameters confirmed = of("Sex");
        assertEquals(
                Optional.empty(), node(confirmed).configure(MODEL.getSpec()).warning());
        assertEquals(Optional.empty(), node(confirmed).execute(MODEL).warning());
    }

    @Test
    void theConfirmationSpeaksOfPredictorsAsItsFieldDoes() throws Exception {
        Widget widget = MixedModelMeansParameters.class
                .getDeclaredField("columnsConfirmed")
                .getAnnotation(Widget.class);
        assertEquals("Predictors are confirmed", widget.title());
        assertFalse(widget.description().contains("column"), widget.description());
    }

    @Test
    void namesThatTheModelLacksAreRefusedBeforeItIsFitted() throws Exception {
        assertEquals(
                "\"sex\" is no predictor of the model; the nearest is \"Sex\".",
                node(of("sex")).refusal(MODEL.getSpec()));
        assertEquals(
                "No predictors are named; type those whose means are wanted, such as a * b.",
                node(of(" ")).refusal(MODEL.getSpec()));
        MixedModelMeansParameters slopes = of("Sex");
        slopes.estimated = Estimated.SLOPES;
        assertEquals(
                "No numeric predictor is named; type the one whose slopes are wanted.",
                node(slopes).refusal(MODEL.getSpec()));
        MixedModelMeansParameters level = of("Sex");
        level.level = 0;
        assertEquals(
                "The level of intervals is 0.0; type a number between 0 and 1, such as 0.95.",
                node(level).refusal(MODEL.getSpec()));
    }

    @Test
    void aStopRequestIsHeard() {
        RecordedProgress progress = new RecordedProgress().cancelledAtCheck(1);
        assertThrows(
                CanceledExecutionException.class,
                () -> node(of("Sex")).with(progress).execute(MODEL));
    }

    @Test
    void settingsOfVersion1LoadForEver() throws Exception {
        StoredSettings stored = StoredSettings.of(new MixedModelMeansNodeFactory(), "/knime/means/version-1.xml")
                .and("adjusted", "<entry key=\"columnsConfirmed\" type=\"xboolean\" value=\"true\"/>");
        MixedModelMeansParameters parameters = stored.load(MixedModelMeansParameters.class);
        assertEquals(Estimated.SLOPES, parameters.estimated);
        assertEquals("age", parameters.covariate);
        assertEquals(Differences.CONTROL, parameters.differences);
        assertEquals(Adjusted.HOLM, parameters.adjusted);
        assertEquals(0.9, parameters.level);
        stored.assertSavedAsTheyWere();
        stored.assertOtherReleasesAreRefused("estimated", "Estimate", MODEL.getSpec());
    }

    @Test
    void theParametersAreAsKnimeWantsThem() {
        assertEquals(List.of(), ParametersCheck.problems(new MixedModelMeansNodeFactory(), MODEL.getSpec()));
    }
}
