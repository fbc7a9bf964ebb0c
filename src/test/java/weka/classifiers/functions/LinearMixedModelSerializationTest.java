package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.evaluation.Evaluation;
import weka.core.Attribute;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.SerializationHelper;
import weka.core.converters.ArffSaver;

/** A classifier that was saved is the same when it is loaded. */
class LinearMixedModelSerializationTest {

    private static LinearMixedModel copy(LinearMixedModel classifier) throws Exception {
        return (LinearMixedModel) AbstractClassifier.makeCopy(classifier);
    }

    @Test
    void fittedModelComesBackToTheLastBit(@TempDir Path directory) throws Exception {
        Instances data = WekaSamples.grouped();
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g", "-slopes", "x", "-unseen", "missing");
        String file = directory.resolve("grouped.model").toString();
        SerializationHelper.write(file, classifier);
        LinearMixedModel loaded = (LinearMixedModel) SerializationHelper.read(file);
        assertEquals(classifier.toString(), loaded.toString());
        assertArrayEquals(classifier.getOptions(), loaded.getOptions());
        assertEquals(classifier.getMeasure("measureAIC"), loaded.getMeasure("measureAIC"));
        for (Instance row : data) {
            assertEquals(classifier.classifyInstance(row), loaded.classifyInstance(row));
            assertEquals(classifier.predictIntervals(row, 0.9)[0][1], loaded.predictIntervals(row, 0.9)[0][1]);
        }
    }

    @Test
    void modelTravelsAsItsTextAndNotAsItsObjects() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(WekaSamples.built(WekaSamples.grouped(), "-group", "g"));
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("y ~ x + f + (1 | g)"));
        assertFalse(text.contains("FittedMixedModel"));
        assertFalse(text.contains("org.multilevel"));
        assertFalse(text.contains("org/multilevel"));
    }

    /** The file was written by {@code SerializationHelper} with version 0.1.0 and must load for ever. */
    @Test
    void classifierOfTheFirstVersionLoads() throws Exception {
        LinearMixedModel loaded;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("grouped-0.1.0.model"))) {
            loaded = (LinearMixedModel) SerializationHelper.read(in);
        }
        assertEquals("x + (1 + x | g)", loaded.getFormula());
        assertEquals("missing", loaded.getUnseenGroups().getSelectedTag().getReadable());
        assertEquals(12, loaded.getMeasure("measureNumGroups"));
        assertTrue(loaded.toString().contains("y ~ x + (1 + x | g)"));
        Instances data = WekaSamples.grouped();
        LinearMixedModel anew = WekaSamples.built(data, "-formula", "x + (1 + x | g)");
        // Two fits of the same data may stop a little apart where the search has changed between versions.
        assertEquals(anew.classifyInstance(data.get(0)), loaded.classifyInstance(data.get(0)), 1e-5);
    }

    @Test
    void classifierWithoutAModelComesBack() throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setFormula("x");
        assertEquals("x", copy(classifier).getFormula());
        assertEquals(classifier.toString(), copy(classifier).toString());
    }

    @Test
    void constantPredictionComesBack() throws Exception {
        Instances data = WekaSamples.rows(
                WekaSamples.empty("constant", new Attribute("y"), new Attribute("x")), new double[][] {{2, 1}, {2, 2}});
        LinearMixedModel classifier = WekaSamples.built(data);
        assertEquals(classifier.toString(), copy(classifier).toString());
        assertEquals(2, copy(classifier).classifyInstance(data.get(0)));
    }

    @Test
    void commandLineSavesAndLoads(@TempDir Path directory) throws Exception {
        Path arff = directory.resolve("grouped.arff");
        ArffSaver saver = new ArffSaver();
        saver.setInstances(WekaSamples.grouped());
        saver.setFile(arff.toFile());
        saver.writeBatch();
        Path model = directory.resolve("grouped.model");
        String trained = Evaluation.evaluateModel(
                new LinearMixedModel(),
                options("-t", arff, "-c", "1", "-no-cv", "-d", model, "-group", "g", "-method", "ML"));
        assertTrue(trained.contains("Linear mixed model fit by maximum likelihood (ML)"), trained);
        assertTrue(Files.size(model) > 1000);
        String predicted = Evaluation.evaluateModel(
                new LinearMixedModel(), options("-T", arff, "-c", "1", "-l", model, "-p", "0"));
        List<String> rows = predicted
                .lines()
                .filter(line -> line.matches(" *\\d+ +[-\\d.]+ +[-\\d.]+ .*"))
                .toList();
        assertEquals(120, rows.size(), predicted);
    }

    private static String[] options(Object... options) {
        return List.of(options).stream().map(Object::toString).toArray(String[]::new);
    }
}
