package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.inference.shares.Icc;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.result.Summary;
import weka.classifiers.Evaluation;
import weka.core.Instances;
import weka.core.TechnicalInformation;
import weka.core.TechnicalInformation.Field;
import weka.experiment.RegressionSplitEvaluator;

/** What a Weka user gets is what the core computes. */
class LinearMixedModelResultsTest {
    /** Levels may be met in another order than the core sorts them from a CSV file, so sums may differ in their last digits. */
    private static final double LAST_DIGITS = 1e-9;

    private static Table table(String name, String... categorical) {
        return CsvTable.open(
                Path.of("workflows", "data", name + ".csv"),
                CsvOptions.defaults().withCategorical(List.of(categorical)));
    }

    private static MixedModel core(String formula, EstimationMethod method, Table table) {
        return org.multilevel.model.LinearMixedModel.of(formula)
                .withMethod(method)
                .fit(table);
    }

    private static MixedModel model(LinearMixedModel classifier) {
        return classifier.fittedModel().orElseThrow();
    }

    @Test
    void whatTheTableAloneTellsIsANote() throws Exception {
        LinearMixedModel numbered =
                WekaSamples.built(WekaSamples.hsb(false), "-formula", "mathach ~ ses + school + (1 | school)");
        assertTrue(
                numbered.toString()
                        .replaceAll("\\s+", " ")
                        .contains("school looks like the label of a group, and is used as a number."),
                numbered.toString());
        LinearMixedModel healthy =
                WekaSamples.built(WekaSamples.hsb(false), "-formula", "mathach ~ ses + (1 | school)");
        assertTrue(!healthy.toString().contains("Note"), healthy.toString());
    }

    private static void assertSameModel(MixedModel expected, MixedModel actual) {
        assertEquals(expected.statistics().logLikelihood(), actual.statistics().logLikelihood(), 1e-7);
        assertEquals(expected.fixedEffects().names(), actual.fixedEffects().names());
        for (int i = 0; i < expected.fixedEffects().size(); i++) {
            double error = expected.fixedEffects().standardError(i);
            assertEquals(
                    expected.fixedEffects().estimate(i), actual.fixedEffects().estimate(i), 1e-6 * error);
            assertEquals(error, actual.fixedEffects().standardError(i), 1e-6 * error);
        }
        assertEquals(expected.sigma(), actual.sigma(), 1e-6 * expected.sigma());
        assertEquals(expected.groupingFactors().size(), actual.groupingFactors().size());
        for (GroupingFactor factor : expected.groupingFactors()) {
            assertSameGroups(factor, actual.groupingFactor(factor.name()).orElseThrow());
        }
    }

    private static void assertSameGroups(GroupingFactor expected, GroupingFactor actual) {
        assertEquals(expected.columns(), actual.columns());
        assertEquals(expected.size(), actual.size());
        for (int k = 0; k < expected.width(); k++) {
            double sd = expected.standardDeviation(k);
            assertEquals(sd, actual.standardDeviation(k), 1e-5 * sd);
            for (int g = 0; g < expected.size(); g++) {
                int same = actual.indexOf(expected.level(g));
                assertEquals(expected.effect(g, k), actual.effect(same, k), 1e-5 * sd);
            }
        }
    }

    @Test
    void schoolAchievementIsTheSameFromInstances() throws Exception {
        String formula = "mathach ~ ses + meanses + pracad + minority + female + (1 + minority | school)";
        LinearMixedModel classifier = WekaSamples.built(WekaSamples.hsb(true), "-formula", formula, "-method", "ML");
        assertSameModel(core(formula, EstimationMethod.ML, table("hsb", "school")), model(classifier));
        // The optimum, to which lme4 was driven with a gradient below 1e-7.
        assertEquals(-23139.4983689, model(classifier).statistics().logLikelihood(), 1e-6);
    }

    @Test
    void schoolAsANumberIsTheSameModel() throws Exception {
        LinearMixedModel classifier =
                WekaSamples.built(WekaSamples.hsb(false), "-formula", "ses + meanses", "-group", "school");
        assertSameModel(
                core("mathach ~ ses + meanses + (1 | school)", EstimationMethod.REML, table("hsb", "school")),
                model(classifier));
    }

    @Test
    void growthCurvesAreTheSameFromInstances() throws Exception {
        LinearMixedModel classifier =
                WekaSamples.built(WekaSamples.oxboys(), "-formula", "age", "-group", "Subject", "-slopes", "age");
        assertSameModel(
                core("height ~ age + (1 + age | Subject)", EstimationMethod.REML, table("Oxboys", "Subject")),
                model(classifier));
        assertEquals(
                classifier.toString(),
                Summary.of(core("height ~ age + (1 + age | Subject)", EstimationMethod.REML, table("Oxboys")))
                        .text());
    }

    @Test
    void instanceWeightsArePriorWeights() throws Exception {
        Instances data = WekaSamples.grouped();
        Random random = new Random(5);
        data.forEach(row -> row.setWeight(0.5 + random.nextInt(4)));
        LinearMixedModel classifier = WekaSamples.built(data, "-formula", "x + (1 | g)");
        MixedModel expected = org.multilevel.model.LinearMixedModel.of("y ~ x + (1 | g)")
                .withWeights("w")
                .fit(InstancesTable.withWeights(data, List.of("y", "x", "g"), "w"));
        assertSameModel(expected, model(classifier));
        assertTrue(classifier.toString().contains("Weights   instance weight"), classifier.toString());

        Instances even = WekaSamples.grouped();
        assertTrue(Math.abs(model(WekaSamples.built(even, "-formula", "x + (1 | g)"))
                                .sigma()
                        - expected.sigma())
                > 1e-3);
    }

    @Test
    void equalWeightsOnlyRescaleTheResidual() throws Exception {
        Instances data = WekaSamples.grouped();
        MixedModel even = model(WekaSamples.built(data, "-formula", "x + (1 | g)"));
        data.forEach(row -> row.setWeight(4));
        MixedModel weighted = model(WekaSamples.built(data, "-formula", "x + (1 | g)"));
        assertArrayEquals(
                even.fixedEffects().estimates(), weighted.fixedEffects().estimates(), 1e-7);
        assertEquals(2 * even.sigma(), weighted.sigma(), 1e-7);
    }

    @Test
    void measuresAreThoseOfTheModel() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(WekaSamples.grouped(), "-formula", "x + (1 | g)");
        MixedModel model = model(classifier);
        assertEquals(model.statistics().logLikelihood(), classifier.getMeasure("measureLogLikelihood"));
        assertEquals(model.statistics().aic(), classifier.getMeasure("measureAIC"));
        assertEquals(model.statistics().bic(), classifier.getMeasure("measurebic"));
        assertEquals(Icc.of(model).orElseThrow(), classifier.getMeasure("measureICC"));
        assertEquals(model.sigma(), classifier.getMeasure("measureSigma"));
        assertEquals(12, classifier.getMeasure("measureNumGroups"));
        assertEquals(120, classifier.getMeasure("measureNumRows"));
        assertEquals(4, classifier.getMeasure("measureNumParameters"));
        assertEquals(1, classifier.getMeasure("measureConverged"));
        assertEquals(0, classifier.getMeasure("measureSingular"));
        assertTrue(classifier.getMeasure("measureEvaluations") > 1);
    }

    @Test
    void everyMeasureHasANameForTheExperimenterAndIsMissingBeforeTheFit() {
        LinearMixedModel classifier = new LinearMixedModel();
        List<String> names = Collections.list(classifier.enumerateMeasures());
        assertEquals(12, names.size());
        for (String name : names) {
            assertTrue(name.startsWith("measure"), name);
            assertTrue(Double.isNaN(classifier.getMeasure(name)));
        }
        Exception e = assertThrows(IllegalArgumentException.class, () -> classifier.getMeasure("measureLuck"));
        assertTrue(e.getMessage()
                .startsWith("There is no measure \"measureLuck\": the measures are measureLogLikelihood, "));
    }

    @Test
    void experimenterTabulatesTheMeasures() throws Exception {
        Instances data = WekaSamples.grouped();
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setGroup("g");
        RegressionSplitEvaluator evaluator = new RegressionSplitEvaluator();
        evaluator.setClassifier(classifier);
        evaluator.setAdditionalMeasures(new String[] {"measureICC", "measureNumGroups"});
        Object[] result = evaluator.getResult(new Instances(data, 0, 100), new Instances(data, 100, 20));
        List<String> names = Stream.of((Object[]) evaluator.getResultNames())
                .map(Object::toString)
                .toList();
        assertEquals(12.0, result[names.indexOf("measureNumGroups")]);
        assertTrue((Double) result[names.indexOf("measureICC")] > 0.5);
    }

    @Test
    void crossValidationOfSchoolAchievementIsQuick() throws Exception {
        Instances data = WekaSamples.hsb(true);
        Evaluation evaluation = new Evaluation(data);
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setFormula("ses + meanses + pracad + minority + female");
        classifier.setGroup("school");
        long start = System.nanoTime();
        evaluation.crossValidateModel(classifier, data, 10, new Random(1));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(7185, evaluation.numInstances());
        // The standard deviation of a pupil's mark given the school is close to 6.
        assertEquals(6.03, evaluation.rootMeanSquaredError(), 0.05);
        // Some seconds, most of them in Weka's own estimate of the prior density; a minute would mean a table for each
        // row.
        assertTrue(seconds < 60, () -> "took " + seconds + " s");
    }

    @Test
    void trainingDataAreNotTouched() throws Exception {
        Instances data = WekaSamples.grouped();
        String before = data.toString();
        WekaSamples.built(data, "-group", "g", "-slopes", "x");
        assertEquals(before, data.toString());
    }

    @Test
    void interruptedThreadStopsTheFit() throws Exception {
        MixedModelSettings settings =
                new MixedModelSettings("x", "g", "", "", false, List.of(), MixedModelSettings.Own.NONE);
        MixedModelEstimator estimator = new LinearEstimator(
                EstimationMethod.REML, DfMethod.AUTOMATIC, Solver.AUTOMATIC, MixedModelQuestions.NONE);
        Instances data = WekaSamples.grouped();
        Thread.currentThread().interrupt();
        try {
            Exception e = assertThrows(
                    InterruptedException.class,
                    () -> MixedModelTraining.train(data, settings, estimator, Progress.NONE));
            assertEquals("The fit was stopped.", e.getMessage());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void anIterativeFitIsThatOfTheCoreAndSaysThatItIsApproximate() throws Exception {
        String formula = "diameter ~ 1 + (1 | plate) + (1 | sample)";
        LinearMixedModel classifier =
                WekaSamples.built(WekaSamples.penicillin(), "-formula", formula, "-solver", "iterative");
        MixedModel expected = org.multilevel.model.LinearMixedModel.of(formula)
                .withSolver(Solver.ITERATIVE)
                .fit(table("Penicillin"));
        assertSameModel(expected, model(classifier));
        assertTrue(model(classifier).approximation().isPresent());
        String text = classifier.toString().replaceAll("\\s+", " ");
        assertTrue(text.contains("Random effects (approximate)") && text.contains("converged, approximate"), text);
        assertTrue(text.contains("the iterative solver was asked for."), text);
    }

    @Test
    void paperIsNamed() {
        TechnicalInformation information = new LinearMixedModel().getTechnicalInformation();
        assertEquals("2015", information.getValue(Field.YEAR));
        assertEquals("Fitting Linear Mixed-Effects Models Using lme4", information.getValue(Field.TITLE));
        assertTrue(information.toBibTex().contains("Multilevel: linear mixed models"));
        assertTrue(new LinearMixedModel().globalInfo().contains("Journal of Statistical Software"));
    }

    @Test
    void lastDigitsAreAllThatAnotherOrderOfLevelsChanges() throws Exception {
        Instances data = WekaSamples.hsb(true);
        Table csv = table("hsb", "school");
        String formula = "mathach ~ ses + (1 | school)";
        double[] expected = core(formula, EstimationMethod.REML, csv).predict(csv);
        LinearMixedModel classifier = WekaSamples.built(data, "-formula", formula);
        for (int i = 0; i < data.size(); i += 97) {
            assertEquals(expected[i], classifier.classifyInstance(data.get(i)), LAST_DIGITS * Math.abs(expected[i]));
        }
    }
}
