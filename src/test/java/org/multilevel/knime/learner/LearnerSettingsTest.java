package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.multilevel.formula.Formula;
import org.multilevel.knime.BootstrapKind;
import org.multilevel.knime.StoredSettings;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.SavedParameters;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.MixedModelLearnerParameters.AnovaType;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Intervals;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Method;
import org.multilevel.knime.learner.MixedModelLearnerParameters.MissingValues;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;

class LearnerSettingsTest {
    /** What settings without intervals are saved with. */
    private static final String NO_INTERVALS = "<entry key=\"intervals\" type=\"xstring\" value=\"NONE\"/>"
            + "<entry key=\"replicates\" type=\"xint\" value=\"1000\"/>"
            + "<entry key=\"seed\" type=\"xlong\" value=\"1\"/>"
            + "<entry key=\"bootstrapKind\" type=\"xstring\" value=\"PERCENTILE\"/>";

    /** What a grouping of then has: its slopes. */
    private static final String SLOPES = "<entry key=\"slopesVary\" type=\"xboolean\" value=\"true\"/>";

    /** What has come since. */
    private static final String YOUNGER = "<entry key=\"appendFitted\" type=\"xboolean\" value=\"false\"/>"
            + "<entry key=\"offset\" type=\"xstring\" isnull=\"true\" value=\"\"/>"
            + "<entry key=\"offset_is_present\" type=\"xboolean\" value=\"false\"/>"
            + "<config key=\"references\"/>"
            + "<entry key=\"columnsConfirmed\" type=\"xboolean\" value=\"true\"/>"
            + "<entry key=\"residualStructure\" type=\"xstring\" value=\"INDEPENDENT\"/>"
            + "<entry key=\"residualSubject\" type=\"xstring\" value=\"\"/>"
            + "<entry key=\"residualTime\" type=\"xstring\" value=\"\"/>"
            + "<entry key=\"residualVariances\" type=\"xstring\" value=\"USUAL\"/>"
            + "<entry key=\"residualStrata\" type=\"xstring\" isnull=\"true\" value=\"\"/>"
            + "<entry key=\"residualStrata_is_present\" type=\"xboolean\" value=\"false\"/>"
            + "<entry key=\"solver\" type=\"xstring\" value=\"AUTOMATIC\"/>";

    private static final StoredSettings COLUMNS = StoredSettings.of(
                    new MixedModelLearnerNodeFactory(), "/knime/learner/version-1-columns.xml")
            .and("anovaType", NO_INTERVALS)
            .and("missingValues", YOUNGER)
            .and("nestedIn_is_present", SLOPES);
    private static final DataTableSpec HSB = Tables.csv("hsb.csv").getDataTableSpec();

    /** Returns the text below resources/knime/learner, as KNIME 5.8 has written it. */
    private static String stored(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LearnerSettingsTest.class.getResourceAsStream("/knime/learner/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static MixedModelLearnerParameters loaded(String xml) throws InvalidSettingsException {
        NodeSettingsRO settings = SavedParameters.ofXml(xml);
        return Learners.node()
                .load(settings.containsKey("model") ? settings.getNodeSettings("model") : settings)
                .parameters(MixedModelLearnerParameters.class);
    }

    @Test
    void whatIsSavedIsLoadedAsItWas() throws InvalidSettingsException {
        MixedModelLearnerParameters parameters =
                Learners.columns("y ü", List.of("a", "b"), Learners.nested("school", "class", "a"), Learners.by("k"));
        parameters.groupings[1].correlated = false;
        parameters.interactions = new InteractionParameters[] {Learners.pair("a", "b")};
        parameters.weights = Optional.of("w");
        parameters.method = Method.ML;
        parameters.missingValues = MissingValues.FAIL;
        parameters.confidenceLevel = 0.8;
        parameters.intervals = Intervals.BOOTSTRAP;
        parameters.replicates = 20;
        parameters.seed = 1L << 40;
        parameters.bootstrapKind = BootstrapKind.BC;
        parameters.residualStructure = ResidualChoices.ResidualStructure.AR1;
        parameters.residualSubject = "class";
        parameters.residualTime = "week";
        parameters.residualVariances = ResidualChoices.ResidualVariances.EACH_OCCASION;
        parameters.residualStrata = Optional.of("a");
        String saved = SavedParameters.xml(Learners.node(parameters).save());
        assertEquals(saved, SavedParameters.xml(Learners.node(loaded(saved)).save()));
    }

    @Test
    void settingsOfVersion1ByColumnsLoadForEver() throws Exception {
        MixedModelLearnerParameters parameters = loaded(stored("version-1-columns.xml"));
        assertEquals(
                Formula.parse("mathach ~ ses + sector + ses:sector + (1 + ses || school)"),
                ModelChoice.formula(parameters, Tables.csv("hsb.csv").getDataTableSpec()));
        assertEquals(Method.ML, parameters.method);
        assertEquals(Optional.of("size"), parameters.weights);
        assertEquals(0.9, parameters.confidenceLevel);
        assertEquals(MissingValues.FAIL, parameters.missingValues);
        assertEquals(1, parameters.settingsVersion);
    }

    @Test
    void settingsOfVersion1ByFormulaLoadForEver() throws Exception {
        MixedModelLearnerParameters parameters = loaded(stored("version-1-formula.xml"));
        assertEquals(Specification.FORMULA, parameters.specification);
        assertEquals(
                Formula.parse("height ~ age + (1 + age | Subject)"),
                ModelChoice.formula(parameters, Tables.csv("Oxboys.csv").getDataTableSpec()));
        assertEquals(Method.REML, parameters.method);
        assertEquals(Optional.empty(), parameters.weights);
        assertEquals(MissingValues.DROP, parameters.missingValues);
    }

    /** These files know nothing of intervals, and without that a node has none. */
    @ParameterizedTest
    @ValueSource(strings = {"version-1-columns.xml", "version-1-formula.xml"})
    void storedSettingsAreSavedAsTheyWereWithWhatIsNewBesideThem(String name) throws Exception {
        StoredSettings stored = StoredSettings.of(new MixedModelLearnerNodeFactory(), "/knime/learner/" + name);
        assertEquals(
                Optional.empty(), stored.load(MixedModelLearnerParameters.class).question());
        StoredSettings expected = stored.and("anovaType", NO_INTERVALS).and("missingValues", YOUNGER);
        stored.assertSavedAs(
                stored.xml().contains("nestedIn_is_present") ? expected.and("nestedIn_is_present", SLOPES) : expected);
    }

    @Test
    void settingsThatOlderWorkflowsLackAreTheDefaults() throws Exception {
        String without = stored("version-1-columns.xml").replaceAll("\\s*<entry key=\"anovaType\"[^>]*/>", "");
        assertEquals(AnovaType.III, loaded(without).anovaType);
    }

    @Test
    void aChoiceThatIsNoneIsAnsweredWithThoseThatThereAre() throws Exception {
        assertEquals(
                "The setting \"Method\" is \"reml\", which this version does not know: choose one of REML, ML, in the dialog or"
                        + " by the flow variable, or update the Multilevel extension.",
                COLUMNS.with("method", "reml").refusal(HSB));
    }

    @ParameterizedTest
    @CsvSource({
        "specification, Specify the model by",
        "method, Method",
        "degreesOfFreedom, Degrees of freedom",
        "solver, Solver",
        "anovaType, Type of the analysis of variance",
        "intervals, Intervals of all parameters",
        "bootstrapKind, Bootstrap intervals",
        "missingValues, Rows with missing values",
        "residualStructure, Structure of the residuals",
        "residualVariances, Residual variances"
    })
    void choicesOfOtherReleasesAreRefused(String key, String title) throws Exception {
        COLUMNS.assertOtherReleasesAreRefused(key, title, HSB);
    }

    @Test
    void aBootstrapNeedsAReplicate() throws Exception {
        assertEquals(
                "The number of replicates is 0; type a whole number from 1 on: 1000 are usual for intervals.",
                COLUMNS.with("replicates", "0").refusal(HSB));
    }

    @Test
    void aChoiceInTheDialogTakesThePlaceOfOneThatIsNotKnown() throws Exception {
        MixedModelLearnerParameters parameters =
                COLUMNS.with("method", "MAGIC").load(MixedModelLearnerParameters.class);
        parameters.method = Method.REML;
        NodeRun node = Learners.node(parameters);
        node.configure(HSB);
        assertEquals("REML", node.save().getString("method"));
    }

    @ParameterizedTest
    @CsvSource({
        "columns, response, No response is chosen: choose the numeric column to be explained.",
        "columns, group, 'Grouping 1 has no group column: choose the column that tells its groups apart, or remove the"
                + " grouping.'",
        "columns, first, 'Interaction 1 does not name two columns: choose two different ones, or remove the interaction.'",
        "formula, formula, 'The formula is empty; write response ~ terms, for example y ~ x + (1 | group).'"
    })
    void textsThatAreNoneAtAllAreEmpty(String file, String key, String sentence) throws Exception {
        StoredSettings stored =
                StoredSettings.of(new MixedModelLearnerNodeFactory(), "/knime/learner/version-1-" + file + ".xml");
        assertEquals(sentence, stored.withNull(key).refusal(HSB));
    }

    @Test
    void theParametersAreAsKnimeWantsThem() {
        assertEquals(
                List.of(),
                ParametersCheck.problems(
                        new MixedModelLearnerNodeFactory(),
                        Tables.csv("hsb.csv").getDataTableSpec()));
        assertEquals(List.of(), ParametersCheck.problems(new MixedModelLearnerNodeFactory(), new DataTableSpec()));
    }
}
