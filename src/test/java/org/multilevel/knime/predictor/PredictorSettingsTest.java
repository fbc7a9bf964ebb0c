package org.multilevel.knime.predictor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.knime.Models;
import org.multilevel.knime.StoredSettings;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.knime.predictor.MixedModelPredictorParameters.Scale;
import org.multilevel.knime.predictor.MixedModelPredictorParameters.UnseenGroupPolicy;

class PredictorSettingsTest {
    /** What has come since the intervals. */
    private static final String SCALE = "<entry key=\"scale\" type=\"xstring\" value=\"RESPONSE\"/>";

    /** What has come since the scale. */
    private static final String CARRIED = "<entry key=\"appendCarried\" type=\"xboolean\" value=\"true\"/>";

    private static final StoredSettings VERSION_1 =
            StoredSettings.of(new MixedModelPredictorNodeFactory(), "/knime/predictor/version-1.xml");
    private static final StoredSettings ALIASED =
            StoredSettings.of(new MixedModelPredictorNodeFactory(), "/knime/predictor/version-1-aliased.xml");
    private static final StoredSettings INTERVALS = StoredSettings.of(
                    new MixedModelPredictorNodeFactory(), "/knime/predictor/version-1-intervals.xml")
            .and("aliasedAsZero", SCALE)
            .and("appendPopulation", CARRIED);
    /** What a later release saves behind the settings of an earlier one. */
    private static final String NO_INTERVALS =
            "<entry key=\"appendConfidenceInterval\" type=\"xboolean\" value=\"false\"/>"
                    + "<entry key=\"appendPredictionInterval\" type=\"xboolean\" value=\"false\"/>"
                    + "<entry key=\"intervalLevel\" type=\"xdouble\" value=\"0.95\"/>";

    private static final BufferedDataTable OXBOYS = Tables.csv("Oxboys.csv");
    private static final MixedModelPortObjectSpec MODEL =
            Models.fit("height ~ age + (1 | Subject)", OXBOYS).getSpec();

    @Test
    void settingsOfVersion1LoadForEver() throws Exception {
        MixedModelPredictorParameters parameters = VERSION_1.load(MixedModelPredictorParameters.class);
        assertEquals(UnseenGroupPolicy.MISSING, parameters.unseenGroups);
        assertEquals(Optional.of("Predicted mathach"), parameters.predictionColumn);
        assertTrue(parameters.appendPopulation);
        assertTrue(parameters.appendGroupEffects);
        assertTrue(parameters.appendStandardError);
        assertEquals(1, parameters.settingsVersion);
        assertFalse(parameters.aliasedAsZero);
        assertEquals(Scale.RESPONSE, parameters.scale);
        VERSION_1.assertSavedAs(VERSION_1
                .and("unseenGroups", "<entry key=\"aliasedAsZero\" type=\"xboolean\" value=\"false\"/>" + SCALE)
                .and("appendPopulation", CARRIED)
                .and("appendStandardError", NO_INTERVALS));
    }

    @Test
    void settingsWithAliasedColumnsLoadForEver() throws Exception {
        assertTrue(ALIASED.load(MixedModelPredictorParameters.class).aliasedAsZero);
        ALIASED.assertSavedAs(ALIASED.and("aliasedAsZero", SCALE)
                .and("appendPopulation", CARRIED)
                .and("appendStandardError", NO_INTERVALS));
    }

    @Test
    void settingsWithIntervalsLoadForEver() throws Exception {
        MixedModelPredictorParameters parameters = INTERVALS.load(MixedModelPredictorParameters.class);
        assertTrue(parameters.appendConfidenceInterval);
        assertTrue(parameters.appendPredictionInterval);
        assertEquals(0.9, parameters.intervalLevel);
        INTERVALS.assertSavedAsTheyWere();
    }

    @Test
    void settingsThatOlderWorkflowsLackAreTheDefaults() throws Exception {
        assertEquals(0.95, INTERVALS.without("intervalLevel").load(MixedModelPredictorParameters.class).intervalLevel);
        assertFalse(ALIASED.without("aliasedAsZero").load(MixedModelPredictorParameters.class).aliasedAsZero);
    }

    @Test
    void settingsOfOtherReleasesAreRefused() throws Exception {
        INTERVALS.assertOtherReleasesAreRefused("unseenGroups", "Unseen groups", MODEL, OXBOYS.getDataTableSpec());
    }

    @Test
    void aNameThatIsEmptyLoadsAndIsRefused() throws Exception {
        assertEquals(
                "The name of the prediction column is empty; type a name, or switch \"Change prediction column name\""
                        + " off.",
                VERSION_1.with("predictionColumn", " ").refusal(MODEL, OXBOYS.getDataTableSpec()));
    }

    @Test
    void theParametersAreAsKnimeWantsThem() {
        assertEquals(
                List.of(),
                ParametersCheck.problems(new MixedModelPredictorNodeFactory(), MODEL, OXBOYS.getDataTableSpec()));
        assertEquals(
                List.of(), ParametersCheck.problems(new MixedModelPredictorNodeFactory(), MODEL, new DataTableSpec()));
    }

    @Test
    void theScaleIsAskedForWhereTheModelMayHaveSeveral() {
        NodeRun node = NodeRun.of(new MixedModelPredictorNodeFactory());
        assertFalse(node.dialog(MODEL, OXBOYS.getDataTableSpec()).isActive("scale"));
        assertTrue(node.dialog(null, null).isActive("scale"));
        assertTrue(
                node.dialog(GeneralisedPredictionTest.YES_OR_NO.getSpec(), null).isActive("scale"));
    }

    @Test
    void theUsualNameIsTheStartForAnotherOne() {
        NodeRun node = NodeRun.of(new MixedModelPredictorNodeFactory());
        assertEquals(
                "Prediction (height)",
                node.dialog(MODEL, OXBOYS.getDataTableSpec()).startOf("predictionColumn"));
        assertEquals("Prediction", node.dialog(null, null).startOf("predictionColumn"));
    }
}
