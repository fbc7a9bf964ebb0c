package weka.knowledgeflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import weka.classifiers.meta.FilteredClassifier;
import weka.core.Instances;
import weka.core.SerializationHelper;
import weka.core.Utils;
import weka.core.converters.CSVLoader;
import weka.filters.unsupervised.attribute.Standardize;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.Flow;
import weka.knowledgeflow.JSONFlowUtils;
import weka.knowledgeflow.StepManager;
import weka.knowledgeflow.StepManagerImpl;

/** The step that asks a model more, in flows that Weka's own runner executes. */
class MixedModelInferenceTest {
    private static final Map<MixedModelQuestion, String> TABLES = Map.of(
            MixedModelQuestion.ANOVA, "anova",
            MixedModelQuestion.WALD_INTERVALS, "intervals",
            MixedModelQuestion.PROFILE_INTERVALS, "intervals",
            MixedModelQuestion.PROFILE, "profile",
            MixedModelQuestion.BOOTSTRAP_INTERVALS, "intervals",
            MixedModelQuestion.REPLICATES, "replicates",
            MixedModelQuestion.INFLUENCE, "influence",
            MixedModelQuestion.LADDER, "ladder");

    @TempDir
    Path folder;

    private final TestFlow flow = new TestFlow();

    private static weka.classifiers.functions.LinearMixedModel classifier() throws Exception {
        weka.classifiers.functions.LinearMixedModel classifier = new weka.classifiers.functions.LinearMixedModel();
        classifier.setOptions(Utils.splitOptions("-formula Days -group Subject -slopes Days"));
        return classifier;
    }

    private static MixedModelInference asking(MixedModelQuestion question) {
        MixedModelInference step = new MixedModelInference();
        step.setQuestion(question);
        step.setReplicates("${replicates}");
        return step;
    }

    private static Instances sleep() throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", "sleepstudy.csv").toFile());
        Instances data = loader.getDataSet();
        data.setClass(data.attribute("Reaction"));
        return data;
    }

    /** Connects the step behind a step of Weka's own that trains the classifier. */
    private StepManagerImpl behind(weka.classifiers.Classifier trained, MixedModelInference step) throws Exception {
        flow.setVariable("replicates", "20");
        Classifier stock = new Classifier();
        stock.setClassifier(trained);
        StepManagerImpl training = flow.add(new TrainingSetMaker(), "Training");
        StepManagerImpl classifier = flow.add(stock, "Trained");
        StepManagerImpl asked = flow.add(step, "Inference");
        flow.connect(flow.source(sleep()), training, StepManager.CON_DATASET);
        flow.connect(training, classifier, StepManager.CON_TRAININGSET);
        flow.connect(classifier, asked, StepManager.CON_BATCH_CLASSIFIER);
        return asked;
    }

    private Instances answer(MixedModelInference step) throws Exception {
        StepManagerImpl asked = behind(classifier(), step);
        List<Data> tables = flow.given(asked, StepManager.CON_DATASET);
        List<Data> texts = flow.given(asked, StepManager.CON_TEXT);
        flow.run();
        assertEquals(1, tables.size(), flow::log);
        assertEquals("Inference", texts.get(0).getPayloadElement(StepManager.CON_AUX_DATA_TEXT_TITLE));
        assertFalse(texts.get(0).<String>getPrimaryPayload().isBlank());
        return tables.get(0).getPrimaryPayload();
    }

    private static double cell(Instances table, int row, String column) {
        return table.get(row).value(table.attribute(column));
    }

    @ParameterizedTest
    @EnumSource
    void everyQuestionHasItsTable(MixedModelQuestion question) throws Exception {
        Instances table = answer(asking(question));
        assertEquals(TABLES.get(question), table.relationName());
        assertTrue(table.numInstances() > 0);
    }

    /** Reaction times are positive numbers, too. */
    private static weka.classifiers.functions.GeneralizedLinearMixedModel generalised() throws Exception {
        weka.classifiers.functions.GeneralizedLinearMixedModel classifier =
                new weka.classifiers.functions.GeneralizedLinearMixedModel();
        classifier.setOptions(Utils.splitOptions("-formula Days -group Subject -family gamma:log"));
        return classifier;
    }

    @Test
    void termsOfAGeneralisedModelAreTestedByChiSquared() throws Exception {
        StepManagerImpl asked = behind(generalised(), asking(MixedModelQuestion.ANOVA));
        List<Data> tables = flow.given(asked, StepManager.CON_DATASET);
        flow.run();
        assertEquals(1, tables.size(), flow::log);
        Instances table = tables.get(0).getPrimaryPayload();
        assertEquals("chi_squared", table.attribute(1).name());
        assertTrue(cell(table, 0, "chi_squared") > 10);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANOVA")
    void aGeneralisedModelAnswersTheOtherQuestionsToo(MixedModelQuestion question) throws Exception {
        StepManagerImpl asked = behind(generalised(), asking(question));
        List<Data> tables = flow.given(asked, StepManager.CON_DATASET);
        flow.run();
        assertEquals(1, tables.size(), flow::log);
        Instances table = tables.get(0).getPrimaryPayload();
        assertEquals(TABLES.get(question), table.relationName());
        assertTrue(table.numInstances() > 2);
    }

    @Test
    void meansOfAGeneralisedModelHaveResponsesBesideThem() throws Exception {
        flow.setVariable("replicates", "20");
        Classifier stock = new Classifier();
        stock.setClassifier(generalised());
        MixedModelMeans step = new MixedModelMeans();
        step.setMeans("Days");
        step.setValues("Days = 0, 9");
        StepManagerImpl training = flow.add(new TrainingSetMaker(), "Training");
        StepManagerImpl classifier = flow.add(stock, "Trained");
        StepManagerImpl means = flow.add(step, "Means");
        flow.connect(flow.source(sleep()), training, StepManager.CON_DATASET);
        flow.connect(training, classifier, StepManager.CON_TRAININGSET);
        flow.connect(classifier, means, StepManager.CON_BATCH_CLASSIFIER);
        List<Data> tables = flow.given(means, StepManager.CON_DATASET);
        flow.run();
        assertEquals(1, tables.size(), flow::log);
        Instances table = tables.get(0).getPrimaryPayload();
        assertEquals(Math.exp(cell(table, 1, "estimate")), cell(table, 1, "response"), 1e-9);
    }

    /** As Bates, Maechler, Bolker, Walker (2015) print lme4's confint, section 5.1. */
    @Test
    void profileIntervalsAreThoseOfLme4() throws Exception {
        Instances table = answer(asking(MixedModelQuestion.PROFILE_INTERVALS));
        assertEquals("sd:Subject:(Intercept)", table.get(2).stringValue(0));
        assertEquals(14.381, cell(table, 2, "lower"), 2e-3);
        assertEquals(37.716, cell(table, 2, "upper"), 2e-3);
    }

    @Test
    void replicatesAreAsManyAsAreAskedForOfEachParameter() throws Exception {
        assertEquals(20 * 9, answer(asking(MixedModelQuestion.REPLICATES)).numInstances());
    }

    /** As anova of lmerTest prints it. */
    @Test
    void anovaHasTheTypeThatIsTyped() throws Exception {
        MixedModelInference step = asking(MixedModelQuestion.ANOVA);
        step.setAnova("ii");
        assertEquals(45.853, cell(answer(step), 0, "f"), 5e-4);
    }

    @Test
    void influenceIsThatOfTheFactorThatIsNamed() throws Exception {
        MixedModelInference step = asking(MixedModelQuestion.INFLUENCE);
        step.setGroup("Subject");
        assertEquals(18, answer(step).numInstances());
    }

    @Test
    void influenceIsThatOfTheSubjectsOfResidualsWhereThereAreNoRandomTerms() throws Exception {
        weka.classifiers.functions.LinearMixedModel trained = new weka.classifiers.functions.LinearMixedModel();
        trained.setOptions(Utils.splitOptions("-formula Days -residual \"ar1(Days | Subject)\""));
        StepManagerImpl asked = behind(trained, asking(MixedModelQuestion.INFLUENCE));
        List<Data> tables = flow.given(asked, StepManager.CON_DATASET);
        flow.run();
        assertEquals(1, tables.size(), flow::log);
        assertEquals(18, tables.get(0).<Instances>getPrimaryPayload().numInstances());
    }

    private void runsInto(String sentence) throws Exception {
        flow.run();
        assertTrue(flow.log().contains(sentence), flow::log);
        assertFalse(flow.log().contains("\tat "), flow::log);
    }

    @Test
    void aFactorThatTheModelLacksIsRefused() throws Exception {
        MixedModelInference step = asking(MixedModelQuestion.INFLUENCE);
        step.setGroup("Boy");
        behind(classifier(), step);
        runsInto("The model has no grouping factor \"Boy\"; it has Subject.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            anova      | 4     | The option Type of ANOVA of Inference is "4": write one of I, II, III.
            replicates | 0     | The option Replicates of Inference is "0": write a whole number such as 1000.
            seed       | x     | The option Seed of the bootstrap of Inference is "x": write a whole number such as 1.
            bootstrap  | ABC   | The option Bootstrap intervals of Inference is "ABC": write one of PERCENTILE, BASIC, BC, BCA.
            level      | 95    | The option Confidence level of Inference is "95": write a number between 0 and 1, such as 0.95.
            """)
    void optionsThatMeanNothingAreRefusedBeforeTheFlowStarts(String option, String value, String sentence)
            throws Exception {
        MixedModelInference step = asking(MixedModelQuestion.LADDER);
        switch (option) {
            case "anova" -> step.setAnova(value);
            case "replicates" -> step.setReplicates(value);
            case "seed" -> step.setSeed(value);
            case "bootstrap" -> step.setBootstrap(value);
            default -> step.setConfidenceLevel(value);
        }
        behind(classifier(), step);
        runsInto(sentence);
    }

    @Test
    void aClassifierThatFiltersItsTrainingDataIsRefused() throws Exception {
        FilteredClassifier filtered = new FilteredClassifier();
        filtered.setFilter(new Standardize());
        filtered.setClassifier(classifier());
        behind(filtered, asking(MixedModelQuestion.INFLUENCE));
        runsInto(
                "Inference cannot give INFLUENCE of Trained, since its FilteredClassifier filters the training data: put the"
                        + " filter before Trained as a step of its own, and let it train a LinearMixedModel.");
    }

    @Test
    void aModelWithoutGroupsHasNoInfluenceAndTheLogSaysSo() throws Exception {
        weka.classifiers.functions.LinearMixedModel least = new weka.classifiers.functions.LinearMixedModel();
        least.setOptions(Utils.splitOptions("-formula Days"));
        behind(least, asking(MixedModelQuestion.INFLUENCE));
        runsInto("The model has no grouping factor, so there is no level that could be left out.");
    }

    /** Connects the step behind a step that loads a classifier and only tests it. */
    private StepManagerImpl behindLoaded(Step step) throws Exception {
        weka.classifiers.functions.LinearMixedModel trained = classifier();
        trained.buildClassifier(sleep());
        Path file = folder.resolve("sleep.model");
        SerializationHelper.write(file.toString(), trained);
        Classifier loading = new Classifier();
        loading.setClassifier(new weka.classifiers.functions.LinearMixedModel());
        loading.setLoadClassifierFileName(file.toFile());
        StepManagerImpl testing = flow.add(new TestSetMaker(), "Testing");
        StepManagerImpl classifier = flow.add(loading, "Loaded");
        StepManagerImpl asked = flow.add(step, "Inference");
        flow.connect(flow.source(sleep()), testing, StepManager.CON_DATASET);
        flow.connect(testing, classifier, StepManager.CON_TESTSET);
        flow.connect(classifier, asked, StepManager.CON_BATCH_CLASSIFIER);
        return asked;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANOVA")
    void aLoadedClassifierComesWithoutItsRowsAndIsRefused(MixedModelQuestion question) throws Exception {
        flow.setVariable("replicates", "20");
        behindLoaded(asking(question));
        runsInto("Inference cannot give " + question
                + " of Loaded, since its classifier comes without training data: let Loaded train it in this flow instead of"
                + " loading it.");
    }

    @Test
    void whatALoadedModelTellsAloneIsAnswered() throws Exception {
        flow.setVariable("replicates", "20");
        List<Data> tables = flow.given(behindLoaded(asking(MixedModelQuestion.ANOVA)), StepManager.CON_DATASET);
        flow.run();
        assertEquals(1, tables.size(), flow::log);
    }

    @Test
    void fittedValuesOfALoadedClassifierAreRefusedToo() throws Exception {
        MixedModelTables step = new MixedModelTables();
        step.setTable(MixedModelTable.FITTED_VALUES);
        behindLoaded(step);
        runsInto("Inference cannot give FITTED_VALUES of Loaded, since its classifier comes without training data: ");
    }

    @Test
    void stopEndsABootstrapThatRuns() throws Exception {
        MixedModelInference step = asking(MixedModelQuestion.BOOTSTRAP_INTERVALS);
        StepManagerImpl asked = behind(classifier(), step);
        flow.setVariable("replicates", "100000");
        List<Data> given = flow.given(asked, StepManager.CON_DATASET);
        flow.onStatus(status -> {
            if (status.startsWith("Inference$") && status.contains("bootstrap")) {
                flow.stop();
            }
        });
        flow.run();
        assertTrue(flow.log().contains("Stopped while asking"), flow::log);
        assertEquals(List.of(), given);
    }

    @Test
    void optionsAreSavedWithTheFlow() throws Exception {
        MixedModelInference step = asking(MixedModelQuestion.LADDER);
        step.setAnova("I");
        step.setSeed("7");
        step.setBootstrap("bc");
        step.setGroup("Subject");
        step.setConfidenceLevel("${level}");
        flow.add(step, "Inference");
        Flow read = JSONFlowUtils.JSONToFlow(JSONFlowUtils.flowToJSON(flow.flow()), false);
        MixedModelInference loaded =
                (MixedModelInference) read.findStep("Inference").getManagedStep();
        assertEquals(MixedModelQuestion.LADDER, loaded.getQuestion());
        assertEquals(
                List.of("I", "${replicates}", "7", "bc", "Subject", "${level}"),
                List.of(
                        loaded.getAnova(),
                        loaded.getReplicates(),
                        loaded.getSeed(),
                        loaded.getBootstrap(),
                        loaded.getGroup(),
                        loaded.getConfidenceLevel()));
    }
}
