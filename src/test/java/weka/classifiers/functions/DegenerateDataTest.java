package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.Utils;

/** Data that bear no mixed model give the best that they can bear, and the summary says so. */
class DegenerateDataTest {
    private static final double NONE = Utils.missingValue();

    private static Instances empty() {
        return WekaSamples.empty(
                "small",
                new Attribute("y"),
                new Attribute("x"),
                new Attribute("g", List.of("a", "b", "c", "d", "e", "f")));
    }

    private static String words(LinearMixedModel classifier) {
        return classifier.toString().replaceAll("\\s+", " ");
    }

    private static void assertSays(LinearMixedModel classifier, String sentence) {
        assertTrue(words(classifier).contains(sentence), () -> words(classifier));
    }

    @Test
    void withoutAGroupItIsLeastSquares() throws Exception {
        Instances data = WekaSamples.grouped();
        data.deleteAttributeAt(3);
        LinearMixedModel classifier = WekaSamples.built(data);
        assertSays(classifier, "Linear model fit by ordinary least squares");
        assertSays(
                classifier,
                "The option group is empty and no nominal or string attribute has 5 levels that repeat, so there are no groups,"
                        + " and the model asked for is ordinary least squares.");

        LinearRegression reference = new LinearRegression();
        reference.setOptions(new String[] {"-S", "1", "-R", "0"});
        reference.buildClassifier(data);
        // Weka's own least squares solve the normal equations with some 1e-9 relative error.
        assertEquals(reference.classifyInstance(data.get(7)), classifier.classifyInstance(data.get(7)), 1e-7);
    }

    @Test
    void oneGroupOnlyIsLeastSquares() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(
                WekaSamples.rows(empty(), new double[][] {{1, 1, 0}, {2, 2, 0}, {4, 3, 0}, {4, 5, 0}}), "-group", "g");
        assertSays(classifier, "The grouping column g has only one level (a) in the rows used");
        assertSays(classifier, "So this is ordinary least squares, without groups.");
        assertEquals("y ~ x", classifier.fittedModel().orElseThrow().formula());
    }

    @Test
    void everyRowItsOwnGroupIsLeastSquares() throws Exception {
        Instances data =
                WekaSamples.rows(empty(), new double[][] {{1, 1, 0}, {2, 2, 1}, {4, 3, 2}, {4, 5, 3}, {7, 4, 4}});
        LinearMixedModel classifier = WekaSamples.built(data, "-formula", "x + (1 | g)");
        assertSays(classifier, "The grouping column g has as many levels as there are rows (5)");
        assertSays(classifier, "So this is ordinary least squares, without groups.");
    }

    @Test
    void formulaKeepsItsFixedPartWhereTheGroupsFail() throws Exception {
        Instances data =
                WekaSamples.rows(empty(), new double[][] {{1, 1, 0}, {2, 2, 1}, {4, 3, 2}, {4, 5, 3}, {7, 4, 4}});
        LinearMixedModel classifier = WekaSamples.built(data, "-formula", "0 + log(x) + offset(x) + (1 | g)");
        assertEquals(
                "y ~ 0 + log(x) + offset(x)",
                classifier.fittedModel().orElseThrow().formula());
    }

    @Test
    void tooManySlopesGiveWayToRandomIntercepts() throws Exception {
        Instances data = WekaSamples.rows(empty(), new double[][] {
            {1, 1, 0}, {2.5, 2, 0}, {4, 1, 1}, {4, 2, 1}, {7, 1, 2}, {6, 2, 2}, {9, 1, 3}, {9, 2, 3}
        });
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g", "-slopes", "x");
        assertEquals("y ~ x + (1 | g)", classifier.fittedModel().orElseThrow().formula());
        assertSays(classifier, "so they cannot be told from the residual");
        assertSays(classifier, "So this is a model with random intercepts only.");
    }

    @Test
    void oneOfTwoGroupsMayFail() throws Exception {
        Instances data = WekaSamples.grouped();
        data.renameAttribute(2, "constant");
        data.forEach(row -> row.setValue(2, 0));
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "constant,g");
        assertEquals("y ~ x + (1 | g)", classifier.fittedModel().orElseThrow().formula());
        assertSays(classifier, "So this is the model without (1 | constant), which keeps (1 | g).");
    }

    /** Returns the grouped data and obs, an attribute that numbers the rows. */
    private static Instances numbered() {
        Instances data = WekaSamples.grouped();
        data.insertAttributeAt(new Attribute("obs"), 4);
        for (int i = 0; i < data.numInstances(); i++) {
            data.instance(i).setValue(4, i + 1);
        }
        return data;
    }

    @Test
    void aFormulaOfWhichOneGroupIsUnusableKeepsTheOthers() throws Exception {
        LinearMixedModel classifier =
                WekaSamples.built(numbered(), "-formula", "x + (1 + x | g) + (1 | obs)", "-method", "ML");
        assertEquals(
                "y ~ x + (1 + x | g)", classifier.fittedModel().orElseThrow().formula());
        assertSays(classifier, "The grouping column obs has as many levels as there are rows (120)");
        assertSays(classifier, "So this is the model without (1 | obs), which keeps (1 + x | g).");
    }

    @Test
    void nestedGroupsOfOneRowEachKeepTheOuterOne() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(numbered(), "-group", "g/obs");
        assertEquals(
                "y ~ x + f + (1 | g)", classifier.fittedModel().orElseThrow().formula());
        assertSays(classifier, "So this is the model without (1 | obs:g), which keeps (1 | g).");
    }

    @Test
    void slopesThatOneGroupDoesNotBearStayForTheOther() throws Exception {
        Instances data = WekaSamples.grouped();
        List<String> pairs = IntStream.range(0, 60).mapToObj(i -> "p" + i).toList();
        data.insertAttributeAt(new Attribute("pair", pairs), 4);
        for (int i = 0; i < data.numInstances(); i++) {
            data.instance(i).setValue(4, i % 60);
            data.instance(i).setValue(1, i < 60 ? 0 : 1);
        }
        LinearMixedModel classifier = WekaSamples.built(data, "-formula", "x + (1 + x | g) + (1 + x | pair)");
        assertEquals(
                "y ~ x + (1 + x | g) + (1 | pair)",
                classifier.fittedModel().orElseThrow().formula());
        assertSays(classifier, "So this is the model with (1 + x | g) + (1 | pair).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-group g", "-formula \"x + f + (1 | g)\""})
    void groupsThatAreAllMissingLeaveLeastSquares(String options) throws Exception {
        Instances data = WekaSamples.grouped();
        data.forEach(row -> row.setMissing(3));
        LinearMixedModel classifier = WekaSamples.built(data, Utils.splitOptions(options));
        assertEquals("y ~ x + f", classifier.fittedModel().orElseThrow().formula());
        assertSays(classifier, "No row can be used: of 120 rows 120 because g is missing;");
        assertSays(classifier, "So this is ordinary least squares, without groups.");
    }

    @Test
    void aGroupThatIsMissingEverywhereLeavesTheOther() throws Exception {
        Instances data = numbered();
        data.forEach(row -> row.setMissing(4));
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g, obs", "-slopes", "x");
        assertEquals(
                "y ~ x + f + (1 + x | g)",
                classifier.fittedModel().orElseThrow().formula());
    }

    @Test
    void aFormulaThatMeansNothingIsRefusedAlsoWhereItsGroupsAreMissing() {
        Instances data = WekaSamples.grouped();
        data.forEach(row -> row.setMissing(3));
        Exception e =
                assertThrows(MixedModelException.class, () -> WekaSamples.built(data, "-formula", "log(f) + (1 | g)"));
        assertTrue(e.getMessage().startsWith("log(f) needs numbers"), e.getMessage());
    }

    @Test
    void noRowsGiveNoPrediction() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(empty());
        assertTrue(Double.isNaN(classifier.classifyInstance(row(empty(), 1, 2, 0))));
        assertSays(classifier, "There is no model and no prediction. Note No row has a value of y.");
    }

    @Test
    void noClassValuesGiveNoPrediction() throws Exception {
        LinearMixedModel classifier =
                WekaSamples.built(WekaSamples.rows(empty(), new double[][] {{NONE, 1, 0}, {NONE, 2, 1}}));
        assertTrue(Double.isNaN(classifier.classifyInstance(row(empty(), 1, 2, 0))));
    }

    @Test
    void oneRowIsPredictedForAll() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(WekaSamples.rows(empty(), new double[][] {{3, 1, 0}}));
        assertEquals(3, classifier.classifyInstance(row(empty(), 1, 2, 0)));
        assertSays(classifier, "There is no model: every prediction is 3, the mean of y.");
    }

    @Test
    void constantClassIsPredictedForAll() throws Exception {
        Instances data = WekaSamples.rows(empty(), new double[][] {{5, 1, 0}, {5, 2, 0}, {5, 3, 1}, {5, 4, 1}});
        for (String formula : List.of("", "x", "x + (1 | g)")) {
            LinearMixedModel classifier = WekaSamples.built(data, "-formula", formula, "-digits", "4");
            assertEquals(5, classifier.classifyInstance(row(data, NONE, 9, 1)));
            assertEquals(5, classifier.predictIntervals(row(data, NONE, 9, 1), 0.95)[0][0], 1e-4);
            assertTrue(classifier.logDensity(row(data, NONE, 9, 1), 5) > 0);
            assertSays(classifier, "There is no model: every prediction is 5, the mean of y.");
            assertSays(classifier, "The response y is constant (5 in all 4 rows used)");
        }
    }

    @Test
    void fewerRowsThanCoefficientsGiveTheMean() throws Exception {
        LinearMixedModel classifier =
                WekaSamples.built(WekaSamples.rows(empty(), new double[][] {{1, 1, 0}, {4, 2, 0}}), "-formula", "x");
        assertEquals(2.5, classifier.classifyInstance(row(empty(), NONE, 9, 1)), 1e-12);
        assertSays(classifier, "So this is the mean of y.");
    }

    @Test
    void exactFitGivesTheMean() throws Exception {
        Instances data = WekaSamples.rows(empty(), new double[][] {{1, 1, 0}, {2, 2, 0}, {3, 3, 1}, {4, 4, 1}});
        LinearMixedModel classifier = WekaSamples.built(data);
        assertEquals(2.5, classifier.classifyInstance(row(data, NONE, 9, 1)), 1e-12);
        assertSays(classifier, "The response y is fitted exactly by the fixed effects");
    }

    @Test
    void attributesThatSayNothingAreLeftOutInWords() throws Exception {
        Instances data = WekaSamples.empty(
                "useless",
                new Attribute("y"),
                new Attribute("x"),
                new Attribute("empty"),
                new Attribute("one", List.of("only")),
                new Attribute("id", List.of("a", "b", "c", "d", "e", "f", "g", "h")),
                new Attribute("name", (List<String>) null));
        for (int i = 0; i < 8; i++) {
            data.add(new DenseInstance(
                    1, new double[] {i % 3 + i, i, NONE, 0, i, data.attribute(5).addStringValue("n" + i)}));
        }
        LinearMixedModel classifier = WekaSamples.built(data);
        assertEquals("y ~ x", classifier.fittedModel().orElseThrow().formula());
        assertSays(
                classifier,
                "Left out of the fixed effects: empty (missing in every row), id (its levels do not repeat), name (string"
                        + " attribute), one (only one level in the rows used).");
    }

    @Test
    void noCompleteRowGivesTheMean() throws Exception {
        Instances data = WekaSamples.empty("holes", new Attribute("y"), new Attribute("a"), new Attribute("b"));
        Instances rows = WekaSamples.rows(data, new double[][] {{1, NONE, 1}, {2, 3, NONE}, {6, NONE, 4}});
        LinearMixedModel classifier = WekaSamples.built(rows);
        assertEquals(3, classifier.classifyInstance(row(rows, NONE, NONE, NONE)), 1e-12);
        assertSays(classifier, "No row has a value of all of y, a, b, so this is the mean of y alone.");
    }

    @Test
    void duplicatedAttributeIsDroppedByName() throws Exception {
        Instances data = WekaSamples.grouped();
        data.insertAttributeAt(new Attribute("again"), 4);
        data.forEach(row -> row.setValue(4, row.value(1)));
        assertSays(WekaSamples.built(data), "again was left out, because it is a linear combination of other columns.");
    }

    @Test
    void summaryBeforeBuildingSaysSo() {
        assertEquals("Linear mixed model: no model has been built yet.", new LinearMixedModel().toString());
    }

    @Test
    void failedBuildLeavesNoOlderModelBehind() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(WekaSamples.grouped());
        classifier.setGroup("nonsense");
        assertThrows(MixedModelException.class, () -> classifier.buildClassifier(WekaSamples.grouped()));
        assertEquals(new LinearMixedModel().toString(), classifier.toString());
        Exception e = assertThrows(
                MixedModelException.class,
                () -> classifier.classifyInstance(WekaSamples.grouped().get(0)));
        assertEquals("There is no model yet to predict with: build the classifier first.", e.getMessage());
    }

    private static DenseInstance row(Instances data, double... values) {
        DenseInstance row = new DenseInstance(1, values);
        row.setDataset(data);
        return row;
    }
}
