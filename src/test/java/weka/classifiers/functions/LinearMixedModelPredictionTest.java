package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Column;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictions;
import org.multilevel.model.RowPredictor;
import weka.classifiers.Classifier;
import weka.classifiers.ConditionalDensityEstimator;
import weka.classifiers.Evaluation;
import weka.classifiers.IntervalEstimator;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.SelectedTag;
import weka.core.Utils;
import weka.filters.unsupervised.attribute.ReplaceMissingValues;

/** Predictions of single instances, with groups and predictors known or not. */
class LinearMixedModelPredictionTest {

    private static Instance row(Instances data, double... values) {
        DenseInstance row = new DenseInstance(1, values);
        row.setDataset(data);
        return row;
    }

    /** Returns the grouped sample with a thirteenth group that no row has. */
    private static Instances withNewGroup() {
        Instances data = WekaSamples.grouped();
        List<String> groups =
                IntStream.rangeClosed(1, 13).mapToObj(g -> "g" + g).toList();
        Instances wider = WekaSamples.empty(
                "grouped",
                new Attribute("y"),
                new Attribute("x"),
                new Attribute("f", List.of("high", "low")),
                new Attribute("g", groups));
        wider.addAll(data);
        return wider;
    }

    @Test
    void batchAndSingleInstancesGetTheSameBits() throws Exception {
        Instances data = WekaSamples.grouped();
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g", "-slopes", "x");
        double[][] batch = classifier.distributionsForInstances(data);
        double[] core = classifier.fittedModel().orElseThrow().predict(InstancesTable.of(data, List.of("x", "f", "g")));
        for (int i = 0; i < data.size(); i++) {
            assertEquals(core[i], batch[i][0], 0);
            assertEquals(core[i], classifier.classifyInstance(data.get(i)), 0);
            assertEquals(core[i], classifier.distributionForInstance(data.get(i))[0], 0);
        }
    }

    @Test
    void unseenGroupGetsThePopulationPrediction() throws Exception {
        Instances data = withNewGroup();
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g");
        double[] beta = classifier.fittedModel().orElseThrow().fixedEffects().estimates();
        // Additions in another order differ in the last digit.
        assertEquals(beta[0] + 4 * beta[1] + beta[2], classifier.classifyInstance(row(data, 0, 4, 1, 12)), 1e-12);
        assertEquals(
                beta[0] + 4 * beta[1] + beta[2],
                classifier.classifyInstance(row(data, 0, 4, 1, Utils.missingValue())),
                1e-12);
    }

    @Test
    void unseenGroupMayBeMissing() throws Exception {
        Instances data = withNewGroup();
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g", "-unseen", "missing");
        assertTrue(Utils.isMissingValue(classifier.classifyInstance(row(data, 0, 4, 1, 12))));
        assertTrue(classifier.classifyInstance(row(data, 0, 4, 1, 11)) > 0);
    }

    @Test
    void unseenGroupMayBeAnError() throws Exception {
        Instances data = withNewGroup();
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g", "-unseen", "error");
        Exception e =
                assertThrows(MixedModelException.class, () -> classifier.classifyInstance(row(data, 0, 4, 1, 12)));
        assertEquals(
                "The instance cannot be predicted: g is \"g13\", which was not in the fit; leave the row out, or choose population or"
                        + " missing for unseen groups.",
                e.getMessage());
        assertTrue(classifier.classifyInstance(row(data, 0, 4, 1, 11)) > 0);
    }

    @Test
    void anInfinitePredictorIsRefused() throws Exception {
        Instances data = withNewGroup();
        LinearMixedModel classifier = WekaSamples.built(data, "-formula", "x + (1 | g)");
        Instance infinite = row(data, 0, 4, 1, 11);
        infinite.setValue(data.attribute("x"), Double.POSITIVE_INFINITY);
        Exception e = assertThrows(MixedModelException.class, () -> classifier.classifyInstance(infinite));
        assertEquals(
                "\"x\" is infinite in the instance: replace the value by a number, or mark it as missing.",
                e.getMessage());
    }

    @Test
    void rowThatDependsOnACoefficientLeftOutHasNoPredictionUnlessItIsTakenAsZero() throws Exception {
        ArrayList<Attribute> attributes = new ArrayList<>(List.of(
                new Attribute("y"),
                new Attribute("x"),
                new Attribute("twice"),
                new Attribute("g", List.of("a", "b", "c", "d"))));
        Instances data = new Instances("aliased", attributes, 40);
        data.setClassIndex(0);
        for (int i = 0; i < 40; i++) {
            data.add(new DenseInstance(1, new double[] {i % 7 + (i % 4) * 3, i, 2 * i, i % 4}));
        }
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g");
        Instance next = new DenseInstance(1, new double[] {Utils.missingValue(), 3, 7, 1});
        next.setDataset(data);
        assertTrue(Utils.isMissingValue(classifier.classifyInstance(next)));
        classifier.setAliased(new SelectedTag("zero", classifier.getAliased().getTags()));
        assertEquals(
                classifier.classifyInstance(data.get(1))
                        + 2 * classifier.fittedModel().orElseThrow().coefficient("x"),
                classifier.classifyInstance(next),
                1e-9);
    }

    @Test
    void choiceAboutUnseenGroupsMayChangeAfterBuilding() throws Exception {
        Instances data = withNewGroup();
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g");
        double population = classifier.classifyInstance(row(data, 0, 4, 1, 12));
        classifier.setUnseenGroups(
                new SelectedTag("missing", classifier.getUnseenGroups().getTags()));
        assertTrue(Double.isNaN(classifier.classifyInstance(row(data, 0, 4, 1, 12))));
        classifier.setUnseenGroups(
                new SelectedTag("population", classifier.getUnseenGroups().getTags()));
        assertEquals(population, classifier.classifyInstance(row(data, 0, 4, 1, 12)));
    }

    @Test
    void missingPredictorGivesNoPrediction() throws Exception {
        Instances data = WekaSamples.grouped();
        LinearMixedModel classifier = WekaSamples.built(data);
        assertTrue(Double.isNaN(classifier.classifyInstance(row(data, 1, Utils.missingValue(), 0, 0))));
        assertTrue(Double.isNaN(classifier.classifyInstance(row(data, 1, 3, Utils.missingValue(), 0))));
        assertTrue(classifier.classifyInstance(row(data, Utils.missingValue(), 3, 0, 0)) > 0);
    }

    @Test
    void rowsWithMissingValuesAreLeftOutOfTheFitAndCounted() throws Exception {
        Instances data = WekaSamples.grouped();
        Instances complete = new Instances(data, 5, data.size() - 5);
        data.get(0).setMissing(0);
        data.get(1).setMissing(1);
        data.get(2).setMissing(1);
        data.get(3).setMissing(3);
        data.get(4).setWeight(0);
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g");
        String text = classifier.toString().replaceAll("\\s+", " ");
        assertTrue(text.contains("115 of 120 used"), text);
        assertTrue(text.contains("y is missing (1), x is missing (2), g is missing (1), weight is 0 (1)"), text);
        // A weight of one in every row that is left changes no sum.
        assertEquals(
                WekaSamples.built(complete, "-group", "g").classifyInstance(data.get(9)),
                classifier.classifyInstance(data.get(9)),
                1e-12);
    }

    @Test
    void filterThatFillsInMissingValuesGivesPredictions() throws Exception {
        Instances data = WekaSamples.grouped();
        weka.classifiers.meta.FilteredClassifier classifier = new weka.classifiers.meta.FilteredClassifier();
        classifier.setClassifier(new LinearMixedModel());
        classifier.setFilter(new ReplaceMissingValues());
        classifier.buildClassifier(data);
        assertTrue(classifier.classifyInstance(row(data, 1, Utils.missingValue(), 0, 0)) > 0);
    }

    @Test
    void stringGroupIsKnownByItsText() throws Exception {
        Instances nominal = WekaSamples.grouped();
        Instances strings = strings(nominal);
        LinearMixedModel byCode = WekaSamples.built(nominal, "-group", "g");
        LinearMixedModel byText = WekaSamples.built(strings, "-group", "g");
        // Levels stand in another order (g1, g10, g11, ...), and so do the terms of the sums.
        assertEquals(byCode.classifyInstance(nominal.get(17)), byText.classifyInstance(strings.get(17)), 1e-9);

        Instances other = new Instances(strings, 0);
        Attribute attribute = other.attribute(3);
        other.attribute(3).addStringValue("never seen");
        Instance row =
                row(other, 0, nominal.get(17).value(1), nominal.get(17).value(2), attribute.addStringValue("g6"));
        assertEquals(byText.classifyInstance(strings.get(17)), byText.classifyInstance(row), 0);
    }

    private static Instances strings(Instances nominal) {
        Instances data = WekaSamples.empty(
                "strings",
                new Attribute("y"),
                new Attribute("x"),
                new Attribute("f", List.of("high", "low")),
                new Attribute("g", (List<String>) null));
        for (Instance row : nominal) {
            double[] values = row.toDoubleArray();
            values[3] = data.attribute(3).addStringValue(row.stringValue(3));
            data.add(new DenseInstance(1, values));
        }
        return data;
    }

    @Test
    void numericGroupIsKnownByItsNumber() throws Exception {
        Instances nominal = WekaSamples.grouped();
        Instances numbers = WekaSamples.empty(
                "numbers",
                new Attribute("y"),
                new Attribute("x"),
                new Attribute("f", List.of("high", "low")),
                new Attribute("g"));
        nominal.forEach(row -> numbers.add(new DenseInstance(1, row.toDoubleArray())));
        LinearMixedModel byCode = WekaSamples.built(nominal, "-group", "g");
        LinearMixedModel byNumber = WekaSamples.built(numbers, "-group", "g");
        assertEquals(byCode.classifyInstance(nominal.get(17)), byNumber.classifyInstance(numbers.get(17)), 1e-12);
        assertEquals(
                byCode.classifyInstance(row(nominal, 0, 2, 1, Utils.missingValue())),
                byNumber.classifyInstance(row(numbers, 0, 2, 1, 99)),
                1e-12);
    }

    @Test
    void declaredOrderDecidesAboutTheReferenceLevel() throws Exception {
        assertEquals(
                List.of("(Intercept)", "x", "f[low]"),
                WekaSamples.built(WekaSamples.grouped())
                        .fittedModel()
                        .orElseThrow()
                        .fixedEffects()
                        .names());
        assertEquals(
                List.of("g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9", "g10", "g11", "g12"),
                WekaSamples.built(WekaSamples.grouped())
                        .fittedModel()
                        .orElseThrow()
                        .groupingFactors()
                        .get(0)
                        .levels());
    }

    @Test
    void levelsAreKnownByNameWhereADatasetNumbersThemOtherwise() throws Exception {
        Instances data = WekaSamples.grouped();
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g");
        Instances other = WekaSamples.empty(
                "other order",
                new Attribute("y"),
                new Attribute("g", List.of("g3", "g1")),
                new Attribute("f", List.of("low", "high")),
                new Attribute("x"));
        assertEquals(
                classifier.classifyInstance(row(data, 0, 5, 1, 2)),
                classifier.classifyInstance(row(other, 0, 0, 0, 5)),
                0);
    }

    @Test
    void datasetMayChangeBetweenPredictions() throws Exception {
        Instances data = WekaSamples.grouped();
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g");
        double before = classifier.classifyInstance(data.get(30));
        data.insertAttributeAt(new Attribute("note"), 1);
        assertEquals(before, classifier.classifyInstance(data.get(30)));
    }

    @Test
    void datasetWithoutAnAttributeOfTheModelIsRefused() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(WekaSamples.grouped());
        Instances other = WekaSamples.grouped();
        other.deleteAttributeAt(1);
        Exception e = assertThrows(MixedModelException.class, () -> classifier.classifyInstance(other.get(0)));
        assertTrue(e.getMessage().startsWith("The table has no column \"x\""), e.getMessage());
        assertThrows(MixedModelException.class, () -> classifier.distributionsForInstances(other));
    }

    @Test
    void instanceWithoutADatasetIsRefused() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(WekaSamples.grouped());
        Exception e = assertThrows(
                MixedModelException.class,
                () -> classifier.classifyInstance(new DenseInstance(1, new double[] {0, 1, 1, 1})));
        assertEquals(
                "The instance belongs to no dataset, so its attributes have no names: call setDataset() first.",
                e.getMessage());
    }

    /** Weka's evaluation makes a kernel density over all rows for each row of such a classifier: 50,000 rows took minutes. */
    @Test
    void evaluationIsNotAskedForDensitiesButForIntervals() {
        Classifier classifier = new LinearMixedModel();
        assertFalse(classifier instanceof ConditionalDensityEstimator);
        assertTrue(classifier instanceof IntervalEstimator);
    }

    @Test
    void densityIntegratesToOneAndBelongsToTheInterval() throws Exception {
        Instances data = WekaSamples.grouped();
        LinearMixedModel classifier = WekaSamples.built(data, "-group", "g", "-slopes", "x");
        Instance row = data.get(3);
        double[] interval = classifier.predictIntervals(row, 0.9)[0];
        double width = interval[1] - interval[0];
        double step = width / 1000;
        double inside = 0;
        double all = 0;
        for (double y = interval[0] - 3 * width + step / 2; y < interval[1] + 3 * width; y += step) {
            double mass = Math.exp(classifier.logDensity(row, y)) * step;
            all += mass;
            inside += y > interval[0] && y < interval[1] ? mass : 0;
        }
        // The midpoint rule with a thousandth of the interval errs by less than a millionth.
        assertEquals(1, all, 1e-5);
        assertEquals(0.9, inside, 1e-5);
    }

    @Test
    void intervalsCoverNewRowsOfKnownAndOfNewGroups() throws Exception {
        Random random = new Random(7);
        Instances all = simulated(random);
        Instances train = new Instances(all, 0);
        Instances known = new Instances(all, 0);
        Instances unseen = new Instances(all, 0);
        for (int i = 0; i < all.size(); i++) {
            Instances part = all.get(i).value(2) >= 150 ? unseen : i % 2 == 0 ? train : known;
            part.add(all.get(i));
        }
        LinearMixedModel classifier = WekaSamples.built(train, "-group", "g");
        // Four standard errors of a proportion of 0.95 among 1500 rows, and more where 50 groups share their effects.
        assertEquals(0.95, coverage(classifier, known), 0.025);
        assertEquals(0.95, coverage(classifier, unseen), 0.05);
        double[] knownInterval = classifier.predictIntervals(known.get(0), 0.95)[0];
        double[] unseenInterval = classifier.predictIntervals(unseen.get(0), 0.95)[0];
        assertTrue(unseenInterval[1] - unseenInterval[0] > 1.5 * (knownInterval[1] - knownInterval[0]));
    }

    @Test
    void intervalsInWellKnownGroupsAreNoWiderThanTheyNeedBe() throws Exception {
        Instances boys = WekaSamples.oxboys();
        LinearMixedModel classifier = WekaSamples.built(boys, "-formula", "age", "-group", "Subject", "-slopes", "age");
        // The rows are those of training, so they lie a little closer than new ones.
        assertEquals(0.95, coverage(classifier, boys), 0.045);
        double sigma = classifier.fittedModel().orElseThrow().sigma();
        for (Instance row : boys) {
            double[] interval = classifier.predictIntervals(row, 0.95)[0];
            // With nine rows to a line, its ends are known to about two thirds of sigma and its middle better.
            assertEquals(1.1, (interval[1] - interval[0]) / (2 * 1.96 * sigma), 0.12);
        }
    }

    @Test
    void intervalsInTwoCrossedGroupsAreThoseOfTheCore() throws Exception {
        Instances data = WekaSamples.empty(
                "crossed",
                new Attribute("y"),
                new Attribute("a", List.of("a1", "a2", "a3", "a4", "a5", "a6")),
                new Attribute("b", List.of("b1", "b2", "b3", "b4")));
        Random random = new Random(2);
        for (int i = 0; i < 48; i++) {
            int a = i % 6;
            int b = i / 6 % 4;
            data.add(new DenseInstance(1, new double[] {a - 2 * b + 0.5 * random.nextGaussian(), a, b}));
        }
        LinearMixedModel classifier = WekaSamples.built(data, "-formula", "1 + (1 | a) + (1 | b)");
        MixedModel model = classifier.fittedModel().orElseThrow();
        RowPredictor rows =
                model.predictor().withUncertainty().rows(List.of(Column.categorical("a"), Column.categorical("b")));
        rows.setLabel(0, "a1");
        rows.setLabel(1, "b1");
        Predictions expected = rows.predict();
        double[] interval = classifier.predictIntervals(data.get(0), 0.95)[0];
        assertEquals(expected.conditional(0), (interval[0] + interval[1]) / 2, 1e-12);
        // R's qnorm(0.975); the rest is rounding.
        assertEquals(2 * 1.959963984540054 * expected.observationSd(0), interval[1] - interval[0], 1e-12);
    }

    private static Instances simulated(Random random) {
        List<String> groups = new ArrayList<>();
        for (int g = 0; g < 200; g++) {
            groups.add("group " + g);
        }
        Instances data =
                WekaSamples.empty("simulated", new Attribute("y"), new Attribute("x"), new Attribute("g", groups));
        for (int g = 0; g < 200; g++) {
            double level = 2 * random.nextGaussian();
            for (int i = 0; i < 20; i++) {
                double x = random.nextGaussian();
                data.add(new DenseInstance(1, new double[] {level + x + random.nextGaussian(), x, g}));
            }
        }
        return data;
    }

    private static double coverage(LinearMixedModel classifier, Instances rows) throws Exception {
        int covered = 0;
        for (Instance row : rows) {
            double[] interval = classifier.predictIntervals(row, 0.95)[0];
            covered += interval[0] <= row.classValue() && row.classValue() <= interval[1] ? 1 : 0;
        }
        return (double) covered / rows.size();
    }

    @Test
    void crossValidationReportsIntervalsToo() throws Exception {
        Instances data = WekaSamples.grouped();
        Evaluation evaluation = new Evaluation(data);
        evaluation.crossValidateModel(new LinearMixedModel(), data, 10, new Random(1));
        assertEquals(120, evaluation.numInstances());
        assertTrue(evaluation.correlationCoefficient() > 0.9);
        assertTrue(evaluation.rootMeanSquaredError() < 1.6);
        assertEquals(95, evaluation.coverageOfTestCasesByPredictedRegions(), 5);
    }

    @Test
    void missingPredictionsCountAsUnclassified() throws Exception {
        Instances data = WekaSamples.grouped();
        LinearMixedModel classifier = WekaSamples.built(data);
        Instances test = new Instances(data);
        test.get(0).setMissing(1);
        Evaluation evaluation = new Evaluation(data);
        evaluation.evaluateModel(classifier, test);
        assertEquals(1, evaluation.unclassified());
        assertTrue(evaluation.rootMeanSquaredError() < 1.5);
    }
}
