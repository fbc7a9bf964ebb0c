package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.multilevel.formula.Formula;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.SavedParameters;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Method;
import org.multilevel.knime.learner.MixedModelLearnerParameters.MissingValues;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;

class LearnerSettingsTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"version-1-columns.xml", "version-1-formula.xml"})
    void storedSettingsAreSavedAsTheyWere(String name) throws Exception {
        NodeSettingsRO settings = SavedParameters.ofXml(stored(name)).getNodeSettings("model");
        NodeRun node = Learners.node().load(settings);
        assertEquals(
                SavedParameters.xml(settings).replaceAll("<config[^>]*key=\"model\">|<config [^>]*settings.xml\">", ""),
                SavedParameters.xml(node.save())
                        .replaceAll("<config[^>]*key=\"model\">|<config [^>]*settings.xml\">", ""));
    }

    @Test
    void settingsThatAreAbsentAreTheDefaults() throws Exception {
        String without = stored("version-1-columns.xml").replaceAll("\\s*<entry key=\"confidenceLevel\"[^>]*/>", "");
        assertEquals(0.95, loaded(without).confidenceLevel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COLUMNS", "\"ML\"", "FAIL"})
    void anUnknownChoiceIsRefused(String choice) throws Exception {
        String wrong = stored("version-1-columns.xml").replace(choice, choice.replaceAll("\\w+", "MAGIC"));
        assertThrows(InvalidSettingsException.class, () -> loaded(wrong));
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
