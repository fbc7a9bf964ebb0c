package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;

class ModelFileTest {
    private static final MixedModel MODEL = Samples.sleepstudyModel();
    private static final String JSON = MODEL.toJson();

    static Stream<Arguments> models() {
        Table bag = Samples.mixedBag();
        return Stream.of(
                Arguments.of("sleepstudy", MODEL, Samples.sleepstudy()),
                Arguments.of("least squares", Samples.fit("y ~ x", EstimationMethod.REML, bag), bag),
                Arguments.of("interaction", Samples.fit("y ~ x * f + (1 | g)", EstimationMethod.ML, bag), bag),
                Arguments.of("dot", Samples.fit("y ~ . - w - o + (1 | g)", EstimationMethod.ML, bag), bag),
                Arguments.of(
                        "weights",
                        LinearMixedModel.of("y ~ x + offset(o) + (1 | g)")
                                .withWeights("w")
                                .fit(bag),
                        bag),
                Arguments.of(
                        "transformed",
                        Samples.fit("log(y) ~ scale(x) + I(o^2) + (1 | g)", EstimationMethod.REML, bag),
                        bag),
                Arguments.of("correlated residuals", autoregressive(), Samples.sleepstudy()),
                Arguments.of(
                        "structured effects",
                        Samples.fit(
                                "Reaction ~ Days + cs(1 + Days | Subject)", EstimationMethod.ML, Samples.sleepstudy()),
                        Samples.sleepstudy()),
                Arguments.of(
                        "residual variances",
                        LinearMixedModel.of("y ~ x + (1 | g)")
                                .withResidualVariance("f")
                                .fit(bag),
                        bag),
                Arguments.of("polynomial", Samples.fit("y ~ poly(x, 2) + (1 | g)", EstimationMethod.REML, bag), bag),
                Arguments.of(
                        "nested",
                        Samples.fit("strength ~ 1 + (1 | batch/cask)", EstimationMethod.REML, Samples.table("Pastes")),
                        Samples.table("Pastes")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aLoadedModelPredictsTheSameBits(String name, MixedModel model, Table table) {
        assertArrayEquals(
                model.predict(table), MixedModel.fromJson(model.toJson()).predict(table));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aLoadedModelIsSavedAsTheSameText(String name, MixedModel model, Table table) {
        assertEquals(model.toJson(), MixedModel.fromJson(model.toJson()).toJson());
    }

    private static MixedModel autoregressive() {
        return LinearMixedModel.of("Reaction ~ Days + (1 | Subject)")
                .withResidual("ar1(Days | Subject)")
                .fit(Samples.sleepstudy());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aLoadedModelShowsTheSameSummary(String name, MixedModel model, Table table) {
        MixedModel loaded = MixedModel.fromJson(model.toJson());
        assertEquals(model.structures(), loaded.structures());
        assertEquals(model.varianceComponents(), loaded.varianceComponents());
        assertEquals(model.statistics(), loaded.statistics());
        assertEquals(model.provenance(), loaded.provenance());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aLoadedModelIsFittedAgainAsItWas(String name, MixedModel model, Table table) {
        LiveModel again = LiveModel.again(MixedModel.fromJson(model.toJson()), table, Progress.NONE);
        assertEquals(
                model.statistics().logLikelihood(), again.model().statistics().logLikelihood(), 1e-6);
        assertEquals(
                model.varianceComponents().size(),
                again.model().varianceComponents().size());
        assertEquals(model.provenance().residual(), again.model().provenance().residual());
        assertEquals(model.provenance().strata(), again.model().provenance().strata());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"residual\": \\[\"[^\"]+\"\\]', '\"residual\": [\"ar1(\"]', 'its residual structure cannot be read'",
                "'\"residual\": \\[\"[^\"]+\"\\]', '\"residual\": [\"ar1(a | b)\", \"ar1(a | b)\"]', 'structures'",
                "'\"residual_parameters\": [0-9]+', '\"residual_parameters\": -1', 'structures'",
                "'\"kind\": \"RESIDUAL\"', '\"kind\": \"OTHER\"', 'structures[0].estimates[1].kind'",
                "'\"kind\": \"RESIDUAL\"', '\"kind\": \"CORRELATION\"', 'structures'",
                "'\"version\": 4', '\"version\": 2', 'structures'"
            })
    void damagedStructuresAreFound(String part, String other, String field) {
        String json = autoregressive().toJson();
        String damaged = json.replaceFirst(part, other);
        assertNotEquals(json, damaged);
        String sentence = sentence(damaged);
        assertTrue(sentence.startsWith("The text is a damaged model file: "), sentence);
        assertTrue(sentence.contains(field), sentence);
    }

    @Test
    void everythingThatAModelKnowsSurvives() {
        MixedModel loaded = MixedModel.fromJson(JSON);
        assertEquals(MODEL.formula(), loaded.formula());
        assertEquals(MODEL.response(), loaded.response());
        assertEquals(MODEL.method(), loaded.method());
        assertEquals(MODEL.statistics(), loaded.statistics());
        assertEquals(MODEL.rows(), loaded.rows());
        assertEquals(MODEL.verdict(), loaded.verdict());
        assertEquals(MODEL.varianceComponents(), loaded.varianceComponents());
        assertEquals(MODEL.thetaNames(), loaded.thetaNames());
        assertArrayEquals(MODEL.theta(), loaded.theta());
        assertEquals(MODEL.notes(), loaded.notes());
        assertEquals(MODEL.seconds(), loaded.seconds());
        assertEquals(MODEL.provenance(), loaded.provenance());
        assertEquals(MODEL.log().size(), loaded.log().size());
    }

    @Test
    void aFileHoldsNoTrainingRows() {
        assertFalse(JSON.contains("249.56"), "the first response");
    }

    @Test
    void aFileSavedIsAFileLoaded(@TempDir Path folder) {
        Path file = folder.resolve("sleep study.json");
        MODEL.save(file);
        assertEquals(JSON, MixedModel.load(file).toJson());
    }

    @Test
    void streamsStayOpen() throws IOException {
        boolean[] closed = {false};
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        MODEL.write(out);
        MixedModel read = MixedModel.read(
                new ByteArrayInputStream(out.toByteArray()) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                },
                "memory");
        assertEquals(JSON, read.toJson());
        assertFalse(closed[0]);
    }

    @Test
    void namesMayContainAnything() {
        String odd = "Größe \"5\" \\ 数,\u0001\uD83D\uDE00";
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5, 4, 6)
                .categorical("a \"b\"", odd, odd, "b", "b", "c", "c")
                .build();
        MixedModel model = Samples.fit("y ~ 1 + (1 | `a \"b\"`)", EstimationMethod.REML, table);
        MixedModel loaded = MixedModel.fromJson(model.toJson());
        assertEquals(
                model.groupingFactors().get(0).levels(),
                loaded.groupingFactors().get(0).levels());
        assertArrayEquals(model.predict(table), loaded.predict(table));
    }

    @Test
    void aModelReplacesAFileAsAWhole(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), "what was there before");
        MODEL.save(file);
        assertEquals(JSON, Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void unknownFieldsAreIgnored() {
        String extended = JSON.replace("\"sigma\"", "\"colour\": {\"deep\": [1, 2]}, \"sigma\"");
        assertEquals(JSON, MixedModel.fromJson(extended).toJson());
    }

    @Test
    void theFingerprintOfTheRowsMayBeAbsent() {
        String without = JSON.replaceFirst(",\\s*\"fingerprint\": \"[0-9a-f]{16}\"", "");
        MixedModel loaded = MixedModel.fromJson(without);
        assertTrue(MODEL.provenance().fingerprint().isPresent());
        assertTrue(loaded.provenance().fingerprint().isEmpty());
        assertEquals(without, loaded.toJson());
    }

    @Test
    void notANumberIsWrittenAsAWord() {
        String edited = JSON.replaceFirst("\"gradient_norm\": [-0-9.E]+", "\"gradient_norm\": \"NaN\"");
        MixedModel loaded = MixedModel.fromJson(edited);
        assertTrue(Double.isNaN(loaded.verdict().gradientNorm()));
        assertEquals(edited, loaded.toJson());
    }

    private static String sentence(String json) {
        String sentence = assertThrows(DataException.class, () -> MixedModel.fromJson(json))
                .getMessage();
        assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
        return sentence;
    }

    @Test
    void textThatIsNotJsonIsRefused() {
        assertEquals(
                "The text is not a model file: it is not JSON (line 1, column 1); choose a file that this program saved.",
                sentence("term,estimate"));
        assertTrue(sentence("").startsWith("The text is not a model file"));
        assertTrue(sentence("\u0000\u0001PK").startsWith("The text is not a model file"));
    }

    @Test
    void otherJsonIsRefused() {
        String expected =
                "The text is not a model file: it lacks \"format\": \"multilevel-model\"; choose a file that this"
                        + " program saved.";
        assertEquals(expected, sentence("{\"version\": 1, \"data\": {\"a\": [1, 2]}}"));
        assertEquals(expected, sentence("[1, 2]"));
        assertEquals(expected, sentence("null"));
        assertEquals(expected, sentence("{\"format\": \"other\"}"));
    }

    @Test
    void aNewerVersionIsNamed() {
        assertEquals(
                "The text is a model file of format version 6, but this program reads versions up to 5: open it with a newer"
                        + " version of Multilevel.",
                sentence(JSON.replaceFirst("\"version\": 2", "\"version\": 6")));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "'\"1\"'", "1.5", "99999999999"})
    void aVersionThatIsNoneIsDamage(String version) {
        assertTrue(sentence(JSON.replaceFirst("\"version\": 2", "\"version\": " + version))
                .startsWith("The text is a damaged model file: "));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"sigma\": [0-9.]+', '\"sigma\": \"NaNa\"', sigma",
                "'\"sigma\": [0-9.]+', '\"sigma\": null', sigma",
                "'\"fingerprint\": \"[0-9a-f]+\"', '\"fingerprint\": null', data.fingerprint",
                "'\"fingerprint\": \"[0-9a-f]+\"', '\"fingerprint\": 12', data.fingerprint",
                "'\"fingerprint\": \"[0-9a-f]+\"', '\"fingerprint\": \"8b0f6e3625c757f\"', data.fingerprint",
                "'\"sigma\": [0-9.]+,', '', sigma",
                "'\"sigma\": [0-9.]+', '\"sigma\": -1', sigma",
                "'\"method\": \"REML\"', '\"method\": \"MCMC\"', method",
                "'\"formula\": \"[^\"]+\"', '\"formula\": 5', formula",
                "'\"formula\": \"[^\"]+\"', '\"formula\": \"y ~ (\"', formula",
                "'\"formula\": \"[^\"]+\"', '\"formula\": \"y ~ z\"', formula",
                "'\"kept\": \\[0,1\\]', '\"kept\": [0,2]', fixed.kept",
                "'\"kept\": \\[0,1\\]', '\"kept\": [0,0]', fixed.kept",
                "'\"estimates\": \\[[0-9.]+,', '\"estimates\": [', fixed.estimates",
                "'\"estimates\": \\[[0-9.]+,', '\"estimates\": [\"NaN\",', fixed.estimates",
                "'\"estimates\": \\[[0-9.]+,', '\"estimates\": [null,', fixed.estimates",
                "'\"estimates\": \\[[0-9.]+,', '\"estimates\": [\"1.5\",', fixed.estimates",
                "'\"levels\": \\[\"308\",', '\"levels\": [', factors.Subject",
                "'\"levels\": \\[\"308\",', '\"levels\": [\"309\",', factors.Subject.levels",
                "'\"levels\": \\[\"308\",', '\"levels\": [308,', factors[0].levels[0]",
                "'\"levels\": \\[\"308\",', '\"levels\": [null,', factors[0].levels",
                "'\"effects\": \\[', '\"effects\": [1,', factors.Subject.effects",
                "'\"effects\": \\[', '\"effects\": [[1],', factors[0].effects",
                "'\"lambda\": \\[\\[', '\"lambda\": [[1,', factors.Subject.lambda",
                "'\"conditional_covariance\": \\[', '\"conditional_covariance\": [1,', factors.Subject.conditional",
                "'\"influence_of_fixed\": \\[', '\"influence_of_fixed\": [1,', factors.Subject.influence_of_fixed",
                "'\"influence_of_fixed\": \\[[-0-9.E]+,', '\"influence_of_fixed\": [', factors.Subject.influence_of_fixed",
                "'\"influence_of_fixed\": \\[[-0-9.E]+,', '\"influence_of_fixed\": [\"NaN\",', factors.Subject.influence",
                "'\"influence_of_fixed\"', '\"influence_of\"', factors[0].influence_of_fixed",
                "'\"scale\": [0-9.]+', '\"scale\": 0', fixed.columns",
                "'\"scale\": [0-9.]+', '\"scale\": 1e999', fixed.columns",
                "'\"rows_used\": 180', '\"rows_used\": 181', data.rows_used",
                "'\"rows_used\": 180', '\"rows_used\": 179', data.rows_read",
                "'\"rows_used\": 180', '\"rows_used\": 179.5', data.rows_used",
                "'\"weights\": \\[[^\\]]*\\]', '\"weights\": [\"a\",\"b\"]', data.weights",
                "'\"weights\": \\[[^\\]]*\\]', '\"weights\": \"a\"', data.weights",
                "'\"constant_columns\": \\[0\\]', '\"constant_columns\": [2]', rows.patterns.constant_columns",
                "'\"within_factors\": \\[ *\\]', '\"within_factors\": [-1]', rows.patterns.within_factors",
                "'\"patterns\": \\[', '\"patterns\": [{\"constant_columns\": [], \"within_factors\": []},', rows.patterns",
            })
    void aDamagedFieldIsNamed(String pattern, String replacement, String field) {
        String damaged = JSON.replaceFirst(pattern, replacement);
        assertFalse(damaged.equals(JSON), "the pattern occurs");
        String sentence = sentence(damaged);
        assertTrue(sentence.startsWith("The text is a damaged model file: "), sentence);
        assertTrue(sentence.contains(field), sentence);
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none.json");
        assertEquals(
                file + " cannot be read: there is no such file or folder.",
                assertThrows(DataException.class, () -> MixedModel.load(file)).getMessage());
    }

    @Test
    void aFolderThatDoesNotExistIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none").resolve("model.json");
        assertEquals(
                "The model cannot be written to " + file + ": there is no such file or folder.",
                assertThrows(DataException.class, () -> MODEL.save(file)).getMessage());
    }

    @Test
    void theNameOfTheFileIsPartOfTheSentence(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n");
        String sentence =
                assertThrows(DataException.class, () -> MixedModel.load(file)).getMessage();
        assertTrue(sentence.startsWith(file + " is not a model file: "), sentence);
    }

    @Test
    void aTruncatedFileSaysSo() {
        byte[] bytes = JSON.stripTrailing().getBytes(StandardCharsets.UTF_8);
        for (int length = 50; length < bytes.length; length += 50) {
            String sentence = sentence(new String(bytes, 0, length, StandardCharsets.UTF_8));
            assertEquals(
                    "The text is a damaged model file: it ends too early; save the model again or fit it anew.",
                    sentence,
                    "at byte " + length);
        }
    }

    @Test
    void changedBytesAreNoOtherException() {
        byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                MixedModel.read(new ByteArrayInputStream(changed), "m.json").predict(Samples.mixedDays());
            } catch (DataException e) {
                refused++;
                assertTrue(e.getMessage().startsWith("m.json "), e.getMessage());
            } catch (ModelException e) {
                assertTrue(e.getMessage().endsWith("."), e.getMessage());
            }
        }
        assertTrue(refused > 300, "most changes to structure are seen: " + refused);
    }
}
