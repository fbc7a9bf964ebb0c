package weka.knowledgeflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.model.MixedModel;
import weka.classifiers.functions.LinearRegression;
import weka.classifiers.meta.FilteredClassifier;
import weka.core.Instances;
import weka.core.Utils;
import weka.filters.Filter;
import weka.filters.unsupervised.attribute.MathExpression;
import weka.filters.unsupervised.attribute.ReplaceMissingValues;
import weka.filters.unsupervised.attribute.Standardize;
import weka.filters.unsupervised.instance.Resample;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;
import weka.knowledgeflow.StepManagerImpl;

/** What the steps for mixed models refuse, and the sentence that says what to change. */
class MixedModelStepsRefusalTest {
    private final TestFlow flow = new TestFlow();

    private static LinearMixedModel learner(String options) throws Exception {
        LinearMixedModel step = new LinearMixedModel();
        step.getClassifier().setOptions(Utils.splitOptions(options));
        return step;
    }

    private StepManagerImpl boys(StepManagerImpl source, String name, String options) throws Exception {
        StepManagerImpl learner = flow.add(learner(options), name);
        flow.connect(source, learner, StepManager.CON_DATASET);
        return learner;
    }

    private StepManagerImpl oxboys() throws Exception {
        return flow.source(TestFlow.sample("Oxboys", "height"));
    }

    private void runsInto(String sentence) throws Exception {
        flow.run();
        assertTrue(flow.log().contains(sentence), flow::log);
        assertFalse(flow.log().contains("\tat "), flow::log);
    }

    @Test
    void learnerWithoutDataAsksForThem() throws Exception {
        oxboys();
        flow.add(new LinearMixedModel(), "Boys");
        runsInto(
                "Boys has no data to fit a model to: connect a data source to it by dataSet, or a TrainingSetMaker or a maker"
                        + " of folds by trainingSet.");
    }

    @Test
    void learnerRefusesANominalClassBeforeTheFlowStarts() throws Exception {
        Instances data = TestFlow.sample("Oxboys", "height");
        data.setClassIndex(0);
        boys(flow.source(data), "Boys", "");
        runsInto(
                "Boys needs a numeric class, but \"Subject\" is nominal: choose another class in the ClassAssigner before it.");
    }

    /** The loader answers by one of Weka's two methods for structures and the ClassAssigner by the other. */
    @Test
    void learnerRefusesTheNominalClassOfAClassAssignerBeforeTheFlowStarts() throws Exception {
        StepManagerImpl assigned = assigned("Subject");
        boys(assigned, "Boys", "");
        List<Data> rows = flow.given(assigned, StepManager.CON_DATASET);
        runsInto(
                "Boys needs a numeric class, but \"Subject\" is nominal: choose another class in the ClassAssigner before it.");
        assertEquals(List.of(), rows);
    }

    @Test
    void learnerRefusesANominalClassThroughStepsThatDivideRows() throws Exception {
        StepManagerImpl assigned = assigned("Subject");
        StepManagerImpl split = flow.add(new TrainTestSplitMaker(), "Split");
        StepManagerImpl learner = flow.add(learner(""), "Boys");
        flow.connect(assigned, split, StepManager.CON_DATASET);
        flow.connect(split, learner, StepManager.CON_TRAININGSET);
        List<Data> rows = flow.given(assigned, StepManager.CON_DATASET);
        runsInto(
                "Boys needs a numeric class, but \"Subject\" is nominal: choose another class in the ClassAssigner before it.");
        assertEquals(List.of(), rows);
    }

    @Test
    void foldMakerLooksForItsGroupThroughAClassAssignerBeforeTheFlowStarts() throws Exception {
        StepManagerImpl assigned = assigned("height");
        GroupCrossValidationFoldMaker step = new GroupCrossValidationFoldMaker();
        step.setGroup("Boy");
        flow.connect(assigned, flow.add(step, "Folds"), StepManager.CON_DATASET);
        List<Data> rows = flow.given(assigned, StepManager.CON_DATASET);
        runsInto("\"Boy\"");
        assertEquals(List.of(), rows);
    }

    private StepManagerImpl assigned(String className) throws Exception {
        ClassAssigner step = new ClassAssigner();
        step.setClassColumn(className);
        StepManagerImpl assigned = flow.add(step, "Class");
        flow.connect(oxboys(), assigned, StepManager.CON_DATASET);
        return assigned;
    }

    @Test
    void optionThatNamesNoAttributeIsToldWithItsSentence() throws Exception {
        boys(oxboys(), "Boys", "-formula age -group Boy");
        runsInto(
                "The option group names \"Boy\", but there is no such attribute: choose \"Subject\", \"age\", \"Occasion\", or a"
                        + " number from 1 to 4.");
    }

    @Test
    void meansAskForOneQuestion() throws Exception {
        StepManagerImpl learner = boys(oxboys(), "Boys", "");
        flow.connect(learner, flow.add(new MixedModelMeans(), "Means"), StepManager.CON_BATCH_CLASSIFIER);
        runsInto("Means is asked for nothing: fill in one of the options Means of and Slopes of.");
    }

    @Test
    void meansOfWhatTheModelLacksAreRefused() throws Exception {
        MixedModelMeans step = new MixedModelMeans();
        step.setMeans("Age");
        StepManagerImpl learner = boys(oxboys(), "Boys", "-formula age -group Subject");
        flow.connect(learner, flow.add(step, "Means"), StepManager.CON_BATCH_CLASSIFIER);
        runsInto("\"Age\" is no predictor of the model; the nearest is \"age\".");
    }

    private void plotRunsInto(MixedModelPlot step, String sentence) throws Exception {
        StepManagerImpl learner = boys(oxboys(), "Boys", "-formula age -group Subject");
        flow.connect(learner, flow.add(step, "Plot"), StepManager.CON_BATCH_CLASSIFIER);
        runsInto(sentence);
    }

    @Test
    void picturesRefuseWhatMeansNothingForThem() throws Exception {
        MixedModelPlot step = new MixedModelPlot();
        step.setPicture(PictureKind.SHARES);
        step.setOver("age");
        plotRunsInto(
                step,
                "Plot draws \"Shares of variance\", for which its option \"Horizontal axis\" means nothing: empty it, or choose"
                        + " another picture.");
    }

    @Test
    void picturesOfWhatTheModelLacksAreRefused() throws Exception {
        MixedModelPlot step = new MixedModelPlot();
        step.setPicture(PictureKind.LINES);
        step.setOver("Age");
        plotRunsInto(step, "\"Age\"");
    }

    @Test
    void picturesWithoutSizeOrScaleAreRefused() throws Exception {
        MixedModelPlot step = new MixedModelPlot();
        step.setWidth(0);
        plotRunsInto(step, "The option Width of Plot is 0: write a whole number from 100 to 10000.");
    }

    @Test
    void scalesThatThereAreNotAreRefused() throws Exception {
        MixedModelPlot step = new MixedModelPlot();
        step.setScale("odds");
        plotRunsInto(step, "There is no scale \"odds\"; choose link, ratio, response.");
    }

    @Test
    void contrastsOfMeansAreReadBeforeTheFlowStarts() throws Exception {
        MixedModelMeans step = new MixedModelMeans();
        step.setMeans("age");
        step.setContrasts("all");
        StepManagerImpl learner = boys(oxboys(), "Boys", "");
        flow.connect(learner, flow.add(step, "Means"), StepManager.CON_BATCH_CLASSIFIER);
        runsInto("The contrasts \"all\" are not known");
    }

    @Test
    void tablesWithoutModelAskForOne() throws Exception {
        oxboys();
        flow.add(new MixedModelTables(), "Table");
        runsInto(
                "Table needs a model, but has no incoming connection of the kind batchClassifier: connect a LinearMixedModel"
                        + " step, or the classifier functions > LinearMixedModel.");
    }

    @Test
    void tablesRefuseAnotherClassifierBeforeTheFlowStarts() throws Exception {
        Classifier stock = new Classifier();
        stock.setClassifier(new LinearRegression());
        StepManagerImpl training = flow.add(new TrainingSetMaker(), "Training");
        StepManagerImpl regression = flow.add(stock, "Regression");
        flow.connect(oxboys(), training, StepManager.CON_DATASET);
        flow.connect(training, regression, StepManager.CON_TRAININGSET);
        flow.connect(regression, flow.add(new MixedModelTables(), "Table"), StepManager.CON_BATCH_CLASSIFIER);
        runsInto(
                "Table needs mixed models, but Regression gives a LinearRegression: connect a LinearMixedModel step, or the"
                        + " classifier functions > LinearMixedModel.");
    }

    @Test
    void confidenceLevelLiesBetweenNoughtAndOne() throws Exception {
        MixedModelTables step = new MixedModelTables();
        step.setConfidenceLevel("95");
        StepManagerImpl learner = boys(oxboys(), "Boys", "");
        flow.connect(learner, flow.add(step, "Table"), StepManager.CON_BATCH_CLASSIFIER);
        runsInto("The option Confidence level of Table is \"95\": write a number between 0 and 1, such as 0.95.");
    }

    /** As a number, the text is 1. */
    @Test
    void confidenceLevelThatRoundsToOneIsRefused() throws Exception {
        MixedModelTables step = new MixedModelTables();
        step.setConfidenceLevel("0.9999999999999999999999");
        StepManagerImpl learner = boys(oxboys(), "Boys", "");
        flow.connect(learner, flow.add(step, "Table"), StepManager.CON_BATCH_CLASSIFIER);
        runsInto(
                "The option Confidence level of Table is \"0.9999999999999999999999\": write a number between 0 and 1, such as"
                        + " 0.95.");
    }

    private static FilteredClassifier filtered(Filter filter) throws Exception {
        FilteredClassifier classifier = new FilteredClassifier();
        classifier.setFilter(filter);
        classifier.setClassifier(learner("-formula age -group Subject").getClassifier());
        return classifier;
    }

    private void fittedValues(weka.classifiers.Classifier classifier) throws Exception {
        Classifier stock = new Classifier();
        stock.setClassifier(classifier);
        MixedModelTables step = new MixedModelTables();
        step.setTable(MixedModelTable.FITTED_VALUES);
        StepManagerImpl training = flow.add(new TrainingSetMaker(), "Training");
        StepManagerImpl trained = flow.add(stock, "Trained");
        StepManagerImpl tables = flow.add(step, "Table");
        flow.connect(oxboys(), training, StepManager.CON_DATASET);
        flow.connect(training, trained, StepManager.CON_TRAININGSET);
        flow.connect(trained, tables, StepManager.CON_BATCH_CLASSIFIER);
        List<Data> given = flow.given(tables, StepManager.CON_DATASET);
        flow.run();
        assertEquals(List.of(), given);
    }

    @Test
    void fittedValuesOfAFilteredClassifierAreRefusedWithTheirCause() throws Exception {
        fittedValues(filtered(new Standardize()));
        assertTrue(
                flow.log()
                        .contains(
                                "Table cannot give FITTED_VALUES of Trained, since its FilteredClassifier filters the training"
                                        + " data: put the filter before Trained as a step of its own, and let it train a"
                                        + " LinearMixedModel."),
                flow::log);
        assertFalse(flow.log().contains("\tat "), flow::log);
    }

    private static void isRefused(Filter filter) throws Exception {
        Instances raw = TestFlow.sample("Oxboys", "height");
        raw.instance(3).setMissing(raw.attribute("age"));
        FilteredClassifier classifier = filtered(filter);
        classifier.buildClassifier(raw);
        MixedModel model = ((weka.classifiers.functions.LinearMixedModel) classifier.getClassifier())
                .fittedModel()
                .orElseThrow();
        ModelException refusal =
                assertThrows(ModelException.class, () -> FittedInstances.of(model, raw, Progress.NONE));
        assertEquals(
                "These are not the rows that the model was fitted to, so they have no fitted values of it: if the classifier filters"
                        + " or samples its training data, do that in a step of its own before it.",
                refusal.getMessage());
    }

    @Test
    void fittedValuesOfInstancesBeforeTheirFilterAreRefused() throws Exception {
        MathExpression expression = new MathExpression();
        expression.setExpression("2*A");
        for (Filter filter : List.of(new Standardize(), expression, new ReplaceMissingValues(), new Resample())) {
            isRefused(filter);
        }
    }

    @Test
    void comparisonNeedsTwoModels() throws Exception {
        StepManagerImpl learner = boys(oxboys(), "Boys", "");
        flow.connect(learner, flow.add(new MixedModelComparison(), "Comparison"), StepManager.CON_BATCH_CLASSIFIER);
        runsInto(
                "Comparison needs two models or more, but has one incoming connection of the kind batchClassifier: connect a"
                        + " LinearMixedModel step, or the classifier functions > LinearMixedModel.");
    }

    @Test
    void digitsOfTheComparisonAreWhole() throws Exception {
        MixedModelComparison step = new MixedModelComparison();
        step.setDigits("many");
        compare(step, "-formula age -group Subject", "-formula age -group Subject -slopes age");
        runsInto("The option Digits of Comparison is \"many\": write a whole number from 1 to 15.");
    }

    @Test
    void modelsThatCannotBeComparedAreToldWithTheirSentence() throws Exception {
        compare(new MixedModelComparison(), "-formula age -group Subject", "-formula age+Occasion -group Subject");
        runsInto("by ML");
    }

    private void compare(MixedModelComparison step, String... options) throws Exception {
        StepManagerImpl source = oxboys();
        StepManagerImpl comparison = flow.add(step, "Comparison");
        for (String each : List.of(options)) {
            StepManagerImpl learner = boys(source, "Model" + each.hashCode(), each);
            flow.connect(learner, comparison, StepManager.CON_BATCH_CLASSIFIER);
        }
    }
}
