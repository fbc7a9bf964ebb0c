package org.multilevel.knime.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import org.junit.jupiter.api.Test;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.port.StandInPorts;
import org.multilevel.data.Column;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.inference.Inference;
import org.multilevel.knime.Models;
import org.multilevel.knime.harness.Tables;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;
import org.multilevel.result.Summary;

class MixedModelPortTest {
    private static final MixedModelPortObject GENERALISED = Models.generalised(
            "y ~ week + (1 | ID)",
            Distribution.of(Family.BINOMIAL),
            List.of("n", "y"),
            Tables.csv("../../src/test/resources/reference-glmm/bacteria.csv"));

    private static final MixedModel MODEL = Samples.sleepstudyModel();
    private static final List<Column> COLUMNS =
            List.of(Column.numeric("Reaction"), Column.numeric("Days"), Column.categorical("Subject"));

    private static MixedModelPortObjectSpec spec(String formula, EstimationMethod method, double level) {
        return MixedModelPortObjectSpec.of(Formula.parse(formula), COLUMNS, DesignOptions.DEFAULT, method, level);
    }

    private static MixedModelPortObjectSpec spec() {
        return spec("Reaction ~ Days + (Days | Subject)", EstimationMethod.REML, 0.9);
    }

    private static MixedModelPortObject port() {
        return new MixedModelPortObject(MODEL, spec());
    }

    private static byte[] saved() throws IOException, CanceledExecutionException {
        return StandInPorts.saved(new MixedModelPortObject.Serializer(), port());
    }

    private static MixedModelPortObject loaded(byte[] saved) throws IOException, CanceledExecutionException {
        return StandInPorts.loaded(new MixedModelPortObject.Serializer(), saved, spec());
    }

    /** Returns the archive with the text of its model changed, or without it where the change gives nothing. */
    private static byte[] changed(byte[] saved, UnaryOperator<String> change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(saved));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (entry.getName().equals("model.json")) {
                    content = change.apply(new String(content, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8);
                }
                if (content.length > 0) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(content);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static String damage(UnaryOperator<String> change) throws IOException, CanceledExecutionException {
        byte[] damaged = changed(saved(), change);
        return String.valueOf(
                assertThrows(IOException.class, () -> loaded(damaged)).getMessage());
    }

    @Test
    void aSavedModelIsLoadedToTheLastBit() throws IOException, CanceledExecutionException {
        MixedModelPortObject loaded = loaded(saved());
        assertEquals(MODEL.toJson(), loaded.model().toJson());
        assertEquals(spec(), loaded.getSpec());
    }

    @Test
    void theArchiveHoldsTheModelFileOfTheCore() throws IOException, CanceledExecutionException {
        changed(saved(), text -> {
            assertEquals(MODEL.toJson(), text);
            return text;
        });
    }

    @Test
    void aDamagedModelGivesASentence() throws IOException, CanceledExecutionException {
        assertEquals(
                "The content of the model port is a damaged model file: it ends too early; save the model again or fit it"
                        + " anew. Executing the node that made the model makes it anew.",
                damage(text -> text.substring(0, text.length() / 2)));
        assertEquals(
                "The model port is damaged: it holds no model.json; execute the node that made it again.",
                damage(text -> ""));
        assertTrue(damage(text -> "hello").startsWith("The content of the model port is not a model file"));
    }

    @Test
    void aModelThatIsNotTheDescribedOneGivesASentence() throws IOException, CanceledExecutionException {
        byte[] saved = saved();
        MixedModelPortObjectSpec other = spec("Reaction ~ Days + (1 | Subject)", EstimationMethod.REML, 0.9);
        assertEquals(
                "The model port is damaged: its model is Reaction ~ Days + (Days | Subject), but its description says"
                        + " Reaction ~ Days + (1 | Subject); execute the node that made it again.",
                assertThrows(
                                IOException.class,
                                () -> StandInPorts.loaded(new MixedModelPortObject.Serializer(), saved, other))
                        .getMessage());
    }

    @Test
    void theSummaryNamesFormulaAndMethod() {
        assertEquals("Linear mixed model Reaction ~ Days + (Days | Subject) (REML)", port().getSummary());
    }

    @Test
    void aModelWithoutRandomTermsIsNotCalledMixed() {
        MixedModel ordinary = LinearMixedModel.of("Reaction ~ Days").fit(Samples.table("sleepstudy"));
        MixedModelPortObject port =
                new MixedModelPortObject(ordinary, spec("Reaction ~ Days", EstimationMethod.REML, 0.95));
        assertEquals("Linear model Reaction ~ Days (REML)", port.getSummary());
    }

    @Test
    void theViewShowsTheSummaryWithTheLevelThatWasAskedFor() {
        JScrollPane view = (JScrollPane) port().getViews()[0];
        assertEquals("Summary", view.getName());
        assertEquals(
                Summary.of(MODEL)
                        .withInference(Inference.standard().withLevel(0.9))
                        .text(),
                ((JTextArea) view.getViewport().getView()).getText());
    }

    @Test
    void theSpecSaysWhatAPredictionNeeds() {
        MixedModelPortObjectSpec spec = MixedModelPortObjectSpec.of(
                Formula.parse("log(Reaction) ~ . + (1 | Subject)"),
                COLUMNS,
                DesignOptions.DEFAULT,
                EstimationMethod.ML,
                0.95);
        assertEquals("log(Reaction)", spec.response());
        assertEquals(List.of(Column.numeric("Days"), Column.categorical("Subject")), spec.predictors());
        assertEquals(List.of("Subject"), spec.groupingFactors());
        assertEquals(EstimationMethod.ML, spec.method());
    }

    @Test
    void aSavedSpecIsLoadedAsItWas() throws IOException {
        MixedModelPortObjectSpec loaded = StandInPorts.loaded(
                new MixedModelPortObjectSpec.Serializer(),
                StandInPorts.saved(new MixedModelPortObjectSpec.Serializer(), spec()));
        assertEquals(spec(), loaded);
        assertEquals(spec().predictors(), loaded.predictors());
        assertEquals(spec().groupingFactors(), loaded.groupingFactors());
        assertEquals(spec().formula(), loaded.formula());
        assertEquals(0.9, loaded.confidenceLevel());
    }

    /** The archive entry is as KNIME 5.8 has written it. */
    @Test
    void aSpecOfVersion1LoadsForEver() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (InputStream stored = Objects.requireNonNull(
                        MixedModelPortTest.class.getResourceAsStream("/knime/port/version-1-spec.xml"));
                ZipOutputStream out = new ZipOutputStream(archive)) {
            out.putNextEntry(new ZipEntry("content.xml"));
            stored.transferTo(out);
        }
        MixedModelPortObjectSpec spec =
                StandInPorts.loaded(new MixedModelPortObjectSpec.Serializer(), archive.toByteArray());
        assertEquals("log(`x value`^2)", spec.response());
        assertEquals("log(`x value`^2) ~ i + `y``` + (1 | b/l)", spec.formula());
        assertEquals(EstimationMethod.ML, spec.method());
        assertEquals(0.9, spec.confidenceLevel());
        assertEquals(
                List.of(Column.categorical("b"), Column.numeric("i"), Column.categorical("l"), Column.numeric("y`")),
                spec.predictors());
        assertEquals(List.of("l:b", "b"), spec.groupingFactors());
    }

    @Test
    void specsOfDifferentModelsDiffer() {
        assertEquals(spec().hashCode(), spec().hashCode());
        assertNotEquals(spec("Reaction ~ 1 + (Days | Subject)", EstimationMethod.REML, 0.9), spec());
        assertNotEquals(spec("Reaction ~ Days + (Days | Subject)", EstimationMethod.ML, 0.9), spec());
        assertNotEquals(spec("Reaction ~ Days + (Days | Subject)", EstimationMethod.REML, 0.95), spec());
    }

    /** So that a workflow from before structures loads, and an extension from before them reads a model without. */
    @Test
    void onlyTheSpecOfAModelWithStructuredResidualsSaysSo() throws InvalidSettingsException {
        ModelContent plain = new ModelContent("model");
        spec().save(plain);
        assertFalse(plain.containsKey("residual_structure"));
        MixedModelPortObjectSpec structured = MixedModelPortObjectSpec.of(
                Formula.parse(spec().formula()),
                COLUMNS,
                DesignOptions.DEFAULT.withStrata("Subject"),
                EstimationMethod.REML,
                0.9);
        ModelContent content = new ModelContent("model");
        structured.save(content);
        assertEquals(1, content.getInt("version"));
        MixedModelPortObjectSpec loaded = new MixedModelPortObjectSpec();
        loaded.load(content);
        assertEquals(structured, loaded);
        assertNotEquals(spec(), loaded);
    }

    private static String refusal(Consumer<ModelContent> change) {
        ModelContent content = new ModelContent("model");
        spec().save(content);
        change.accept(content);
        return String.valueOf(
                assertThrows(InvalidSettingsException.class, () -> new MixedModelPortObjectSpec().load(content))
                        .getMessage());
    }

    @Test
    void aSpecOfALaterVersionAsksForAnUpdate() {
        assertEquals(
                "The model port is of version 3, but this extension reads version 2: update the Multilevel extension.",
                refusal(content -> content.addInt("version", 3)));
    }

    /** So that an extension from before generalised models reads a linear one, and does not take another for one. */
    @Test
    void onlyTheSpecOfAGeneralisedModelIsOfVersion2() throws InvalidSettingsException {
        ModelContent linear = new ModelContent("model");
        spec().save(linear);
        assertEquals(1, linear.getInt("version"));
        assertEquals(Optional.empty(), spec().family());
        ModelContent content = new ModelContent("model");
        GENERALISED.getSpec().save(content);
        assertEquals(2, content.getInt("version"));
        MixedModelPortObjectSpec loaded = new MixedModelPortObjectSpec();
        loaded.load(content);
        assertEquals(GENERALISED.getSpec(), loaded);
        assertEquals(
                Optional.of(new ResponseFamily(Distribution.of(Family.BINOMIAL), List.of("n", "y"))), loaded.family());
        content.addStringArray("labels", "n", "y", "maybe");
        assertEquals(
                "The model port is damaged: 3 labels; execute the learner again.",
                assertThrows(InvalidSettingsException.class, () -> new MixedModelPortObjectSpec().load(content))
                        .getMessage());
    }

    @Test
    void theSummaryOfAGeneralisedModelNamesItsFamily() {
        assertEquals("Generalised linear mixed model y ~ week + (1 | ID) (binomial:logit)", GENERALISED.getSummary());
    }

    @Test
    void aDamagedSpecGivesASentence() {
        assertEquals(
                "The model port is damaged: it names 2 columns with 1 kinds; execute the learner again.",
                refusal(content -> content.addStringArray("predictor_kinds", "NUMERIC")));
        assertEquals(
                "The model port is damaged: \"MAGIC\" is not known; execute the learner again.",
                refusal(content -> content.addString("method", "MAGIC")));
    }
}
