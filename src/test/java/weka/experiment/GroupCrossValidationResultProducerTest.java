package weka.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.meta.GroupAwareEvaluation;
import weka.classifiers.meta.MixedEffects;
import weka.classifiers.rules.ZeroR;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.SerializedObject;
import weka.core.Utils;
import weka.core.converters.ArffSaver;

class GroupCrossValidationResultProducerTest {

    /** Returns 6 teams with 5 rows each: y is 10 times the number of the team plus 0, 1, ..., 4. */
    private static Instances teams() {
        List<String> teams = List.of("a", "b", "c", "d", "e", "f");
        Instances data =
                new Instances("teams", new ArrayList<>(List.of(new Attribute("y"), new Attribute("team", teams))), 0);
        data.setClassIndex(0);
        for (int i = 0; i < 30; i++) {
            data.add(new DenseInstance(1, new double[] {10 * (i % 6) + i / 6, i % 6}));
        }
        return data;
    }

    private static GroupCrossValidationResultProducer producer(String mode, int folds) throws Exception {
        GroupCrossValidationResultProducer producer = new GroupCrossValidationResultProducer();
        producer.setOptions(Utils.splitOptions("-group team -mode " + mode + " -X " + folds
                + " -W weka.experiment.RegressionSplitEvaluator -- -W weka.classifiers.rules.ZeroR"));
        return producer;
    }

    @TempDir
    Path directory = Path.of("");

    /** Does one run; returns the results of its folds. */
    private Instances results(GroupCrossValidationResultProducer producer, int run) throws Exception {
        return results(producer, teams(), run);
    }

    private Instances results(GroupCrossValidationResultProducer producer, Instances data, int run) throws Exception {
        InstancesResultListener listener = new InstancesResultListener();
        listener.setOutputFile(directory.resolve("results.arff").toFile());
        producer.setInstances(data);
        producer.setResultListener(listener);
        producer.preProcess();
        producer.doRun(run);
        producer.postProcess();
        return read(listener);
    }

    private static Instances read(InstancesResultListener listener) throws Exception {
        try (Reader file = Files.newBufferedReader(listener.getOutputFile().toPath())) {
            return new Instances(file);
        }
    }

    @Test
    void eachFoldOfWholeGroupsIsAResult() throws Exception {
        Instances results = results(producer("whole-groups", 6), 1);
        assertEquals(6, results.numInstances());
        for (int fold = 0; fold < 6; fold++) {
            assertEquals(25, results.get(fold).value(results.attribute("Number_of_training_instances")));
            // The mean of five other teams is off by at least 12 from a team's: 6/5 of its distance from the mean of
            // all.
            assertTrue(results.get(fold).value(results.attribute("Mean_absolute_error")) >= 6);
        }
    }

    @Test
    void aMixedModelThatNamesNoGroupTakesThatOfTheFolds() throws Exception {
        GroupCrossValidationResultProducer producer = producer("within-groups", 5);
        RegressionSplitEvaluator evaluator = new RegressionSplitEvaluator();
        LinearMixedModel model = new LinearMixedModel();
        model.setFormula("1");
        evaluator.setClassifier(model);
        producer.setSplitEvaluator(evaluator);
        Instances results = results(producer, 1);
        // A team's mean is off by at most 5 from its rows, the mean of all by 30.
        assertTrue(results.get(0).value(results.attribute("Root_mean_squared_error")) < 5);
        assertEquals("", model.getGroup());
    }

    @Test
    void randomEffectsAroundASchemeTakeTheGroupOfTheFolds() throws Exception {
        GroupCrossValidationResultProducer producer = producer("within-groups", 5);
        RegressionSplitEvaluator evaluator = new RegressionSplitEvaluator();
        MixedEffects model = new MixedEffects();
        model.setClassifier(new ZeroR());
        evaluator.setClassifier(model);
        producer.setSplitEvaluator(evaluator);
        Instances data = teams();
        // Of more levels, so that it would be chosen.
        data.insertAttributeAt(new Attribute("other", List.of("p", "q", "r", "s", "t", "u", "v")), 2);
        for (int row = 0; row < data.numInstances(); row++) {
            data.get(row).setValue(2, row % 7);
        }
        Instances results = results(producer, data, 1);
        // As above.
        assertTrue(results.get(0).value(results.attribute("Root_mean_squared_error")) < 5);
        assertEquals("", model.getGroup());
    }

    @Test
    void eachGroupCanBeSpreadOverTheFolds() throws Exception {
        Instances results = results(producer("within-groups", 5), 1);
        assertEquals(5, results.numInstances());
        assertEquals(6, results.get(0).value(results.attribute("Number_of_testing_instances")));
    }

    @Test
    void anExperimentRunsWithItAndShowsTheMeasuresOfGroupAwareEvaluation() throws Exception {
        Path arff = directory.resolve("teams.arff");
        ArffSaver saver = new ArffSaver();
        saver.setInstances(teams());
        saver.setFile(arff.toFile());
        saver.writeBatch();
        GroupAwareEvaluation classifier = new GroupAwareEvaluation();
        classifier.setOptions(Utils.splitOptions("-group team -folds 2 -W " + ZeroR.class.getName()));
        RegressionSplitEvaluator evaluator = new RegressionSplitEvaluator();
        evaluator.setClassifier(classifier);
        GroupCrossValidationResultProducer producer = producer("whole-groups", 2);
        producer.setSplitEvaluator(evaluator);
        InstancesResultListener listener = new InstancesResultListener();
        listener.setOutputFile(directory.resolve("results.arff").toFile());
        Experiment experiment = new Experiment();
        experiment.setResultProducer(producer);
        experiment.setResultListener(listener);
        experiment.setRunLower(1);
        experiment.setRunUpper(2);
        javax.swing.DefaultListModel<File> files = new javax.swing.DefaultListModel<>();
        files.addElement(arff.toFile());
        experiment.setDatasets(files);
        experiment.setUsePropertyIterator(false);
        experiment
                .getResultProducer()
                .setAdditionalMeasures(new String[] {"measureNewGroupRMSE", "measureKnownGroupRMSE"});
        experiment.classFirst(true);
        experiment.initialize();
        experiment.runExperiment();
        experiment.postProcess();
        Instances results = read(listener);
        assertEquals(4, results.numInstances());
        assertTrue(results.get(0).value(results.attribute("measureNewGroupRMSE")) > 10);
    }

    @Test
    void whatThereIsToSayAboutTheFoldsIsSaidOnce() throws Exception {
        Instances data = teams();
        data.get(0).setMissing(1);
        GroupCrossValidationResultProducer producer = producer("within-groups", 2);
        producer.setInstances(data);
        producer.setResultListener(new CSVResultListener() {
            private static final long serialVersionUID = 1L;

            @Override
            public void acceptResult(ResultProducer from, Object[] key, Object[] result) {}
        });
        List<String> said = new ArrayList<>();
        Logger logger = Logger.getLogger(GroupCrossValidationResultProducer.class.getName());
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord message) {
                said.add(message.getLevel() + ": " + message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(listening);
        try {
            producer.doRun(1);
            producer.doRun(2);
        } finally {
            logger.removeHandler(listening);
        }
        assertEquals(List.of("WARNING: teams: 1 row has no value of team: it is in no fold."), said);
    }

    @Test
    void eachRunDividesAnew() throws Exception {
        assertNotEquals(firstError(1), firstError(2));
        assertEquals(firstError(1), firstError(1));
    }

    private double firstError(int run) throws Exception {
        Instances results = results(producer("within-groups", 3), run);
        return results.get(0).value(results.attribute("Root_mean_squared_error"));
    }

    @Test
    void whatCannotWorkIsRefusedWithASentence() throws Exception {
        assertEquals(
                "Column \"team\" has 6 groups, too few for 7 folds of whole groups: choose at most 6 folds, or spread the groups"
                        + " over the folds.",
                refusal(producer("whole-groups", 7)));
        GroupCrossValidationResultProducer unnamed = producer("whole-groups", 3);
        unnamed.setGroup("");
        assertEquals(
                "The option group is empty: name the attribute that says which group an instance belongs to.",
                refusal(unnamed));
        assertEquals(
                "The number of folds is 1: choose at least 2, one to test on and one to train on.",
                refusal(producer("whole-groups", 1)));
        assertEquals(
                "The number of folds is 0: choose at least 2, one to test on and one to train on.",
                refusal(producer("whole-groups", 0)));
        assertEquals(
                "The option -mode is \"groups\": write whole-groups or within-groups.",
                assertThrows(MixedModelException.class, () -> producer("groups", 3))
                        .getMessage());
    }

    private String refusal(GroupCrossValidationResultProducer producer) {
        return Objects.requireNonNull(assertThrows(MixedModelException.class, () -> results(producer, 1))
                .getMessage());
    }

    @Test
    void optionsAndCopiesComeBack() throws Exception {
        GroupCrossValidationResultProducer producer = producer("within-groups", 4);
        GroupCrossValidationResultProducer copy =
                (GroupCrossValidationResultProducer) new SerializedObject(producer).getObject();
        assertArrayEquals(producer.getOptions(), copy.getOptions());
        assertTrue(Arrays.asList(copy.getOptions()).containsAll(List.of("team", "within-groups", "4")));
        assertNotEquals(
                producer.getCompatibilityState(), producer("whole-groups", 4).getCompatibilityState());
    }
}
