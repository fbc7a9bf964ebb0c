package weka.knowledgeflow.steps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.picture.NamedModel;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Progress;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTables;
import org.multilevel.result.TableSchema;
import weka.classifiers.functions.InstancesTable;
import weka.classifiers.meta.FilteredClassifier;
import weka.core.Instances;
import weka.core.OptionMetadata;
import weka.core.Utils;
import weka.core.WekaException;
import weka.filters.AllFilter;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.Flow;
import weka.knowledgeflow.JSONFlowUtils;
import weka.knowledgeflow.StepManager;
import weka.knowledgeflow.StepManagerImpl;

/** The steps for mixed models, in flows that Weka's own runner executes. */
class MixedModelStepsTest {

    private static LinearMixedModel learner(String options) throws Exception {
        LinearMixedModel step = new LinearMixedModel();
        step.setClassifier(classifier(options));
        return step;
    }

    private static weka.classifiers.functions.LinearMixedModel classifier(String options) throws Exception {
        weka.classifiers.functions.LinearMixedModel classifier = new weka.classifiers.functions.LinearMixedModel();
        classifier.setOptions(Utils.splitOptions(options));
        return classifier;
    }

    private static Classifier stockStep(weka.classifiers.Classifier classifier) {
        Classifier step = new Classifier();
        step.setClassifier(classifier);
        return step;
    }

    private static Instances oxboys() throws Exception {
        return TestFlow.sample("Oxboys", "height");
    }

    private static List<String> attributes(Instances data) {
        return IntStream.range(0, data.numAttributes())
                .mapToObj(i -> data.attribute(i).name())
                .toList();
    }

    private static double cell(Instances table, int row, String column) {
        return table.instance(row).value(table.attribute(column));
    }

    /** The estimates are those of Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, to the digits printed there. */
    @Test
    void learnerGivesAllTablesOfItsModel() throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl learner = flow.add(learner("-formula age -group Subject -slopes age"), "Boys");
        flow.connect(flow.source(oxboys()), learner, StepManager.CON_DATASET);
        flow.connect(learner, flow.add(new TextViewer(), "Viewer"), StepManager.CON_DATASET);
        List<Data> given = flow.given(learner, StepManager.CON_DATASET);
        flow.run();
        List<Instances> tables =
                given.stream().map(data -> (Instances) data.getPrimaryPayload()).toList();
        assertEquals(
                List.of("fixed_effects", "variance_components", "group_effects", "fit_statistics", "fitted_values"),
                tables.stream().map(Instances::relationName).toList(),
                flow::log);
        assertEquals(149.37, cell(tables.get(0), 0, "estimate"), 0.005);
        assertEquals(6.53, cell(tables.get(0), 1, "estimate"), 0.005);
        assertEquals(8.08, cell(tables.get(1), 0, "sd_or_corr"), 0.005);
        assertEquals(52, tables.get(2).numInstances());
        assertEquals(234, tables.get(4).numInstances());
    }

    @Test
    void learnerGivesTheTablesOfWhatItIsAskedToo() throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl learner =
                flow.add(learner("-formula age -group Subject -intervals profile -influence Subject -ladder"), "Boys");
        flow.connect(flow.source(oxboys()), learner, StepManager.CON_DATASET);
        flow.connect(learner, flow.add(new TextViewer(), "Viewer"), StepManager.CON_DATASET);
        List<Data> given = flow.given(learner, StepManager.CON_DATASET);
        flow.run();
        List<String> names = given.stream()
                .map(data -> ((Instances) data.getPrimaryPayload()).relationName())
                .toList();
        assertEquals(List.of("intervals", "profile", "influence", "ladder"), names.subList(5, names.size()), flow::log);
    }

    @Test
    void learnerGivesTheParametersOfStructuresAsATable() throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl learner = flow.add(learner("-formula age -residual \"cs(1 | Subject)\""), "Boys");
        flow.connect(flow.source(oxboys()), learner, StepManager.CON_DATASET);
        flow.connect(learner, flow.add(new TextViewer(), "Viewer"), StepManager.CON_DATASET);
        List<Data> given = flow.given(learner, StepManager.CON_DATASET);
        flow.run();
        List<String> names = given.stream()
                .map(data -> ((Instances) data.getPrimaryPayload()).relationName())
                .toList();
        assertEquals(List.of("covariance_parameters"), names.subList(5, names.size()), flow::log);
    }

    private static GeneralizedLinearMixedModel generalised(String options) throws Exception {
        weka.classifiers.functions.GeneralizedLinearMixedModel classifier =
                new weka.classifiers.functions.GeneralizedLinearMixedModel();
        classifier.setOptions(Utils.splitOptions(options));
        GeneralizedLinearMixedModel step = new GeneralizedLinearMixedModel();
        step.setClassifier(classifier);
        return step;
    }

    /** The log-likelihood is that of {@code reference-glmm/open.json}, as {@code use ~ age + I(age^2) + urban + livch + (1 | district)}. */
    @Test
    void theStepOfGeneralisedModelsGivesTextTablesAndTheClassifier() throws Exception {
        TestFlow flow = new TestFlow();
        flow.setVariable("group", "district");
        StepManagerImpl learner =
                flow.add(generalised("-formula \"age + I(age^2) + urban + livch\" -group ${group} -ladder"), "Women");
        StepManagerImpl tables = flow.add(new MixedModelTables(), "Tables");
        flow.connect(flow.source(TestFlow.sample("contraception", "use")), learner, StepManager.CON_DATASET);
        flow.connect(learner, flow.add(new TextViewer(), "Viewer"), StepManager.CON_DATASET);
        flow.connect(learner, tables, StepManager.CON_BATCH_CLASSIFIER);
        List<Data> texts = flow.given(learner, StepManager.CON_TEXT);
        List<Data> given = flow.given(learner, StepManager.CON_DATASET);
        List<Data> more = flow.given(tables, StepManager.CON_DATASET);
        flow.run();
        assertEquals(1, texts.size(), flow::log);
        assertTrue(((String) texts.get(0).getPrimaryPayload()).contains("-1186.3643"));
        List<String> names = given.stream()
                .map(data -> ((Instances) data.getPrimaryPayload()).relationName())
                .toList();
        assertEquals(
                List.of(
                        "fixed_effects",
                        "variance_components",
                        "group_effects",
                        "fit_statistics",
                        "fitted_values",
                        "ladder"),
                names);
        assertEquals(1, more.size(), flow::log);
    }

    @Test
    void theStepOfGeneralisedModelsIsSavedWithAFlow() throws Exception {
        TestFlow flow = new TestFlow();
        flow.add(generalised("-formula age -family binomial:probit -agq 9 -event N"), "Women");
        Flow read = JSONFlowUtils.JSONToFlow(JSONFlowUtils.flowToJSON(flow.flow()), false);
        weka.classifiers.functions.GeneralizedLinearMixedModel again =
                ((GeneralizedLinearMixedModel) read.findStep("Women").getManagedStep()).getClassifier();
        assertEquals("binomial:probit", again.getFamily().getSelectedTag().getReadable());
        assertEquals("9", again.getAgq());
        assertEquals("N", again.getEvent());
    }

    @Test
    void theClassOfAGeneralisedModelHasNoThreeLabels() throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl learner = flow.add(generalised("-formula age"), "Women");
        flow.connect(flow.source(TestFlow.sample("contraception", "livch")), learner, StepManager.CON_DATASET);
        flow.run();
        assertTrue(
                flow.log()
                        .contains(
                                "Women needs a class of numbers or with two labels, but \"livch\" has 4: choose another class"
                                        + " in the ClassAssigner before it."),
                flow::log);
    }

    @Test
    void learnerGivesTheSummaryAsText() throws Exception {
        TestFlow flow = new TestFlow();
        String options = "-formula age -group Subject";
        StepManagerImpl learner = flow.add(learner(options), "Boys");
        flow.connect(flow.source(oxboys()), learner, StepManager.CON_DATASET);
        List<Data> texts = flow.given(learner, StepManager.CON_TEXT);
        flow.run();
        weka.classifiers.functions.LinearMixedModel direct = classifier(options);
        direct.buildClassifier(oxboys());
        assertEquals(1, texts.size(), flow::log);
        assertEquals(direct.toString(), texts.get(0).getPrimaryPayload());
        assertEquals("Model: Boys", texts.get(0).getPayloadElement(StepManager.CON_AUX_DATA_TEXT_TITLE));
    }

    @Test
    void foldsOfWekaAreFittedAndEvaluated() throws Exception {
        TestFlow flow = new TestFlow();
        CrossValidationFoldMaker folds = new CrossValidationFoldMaker();
        folds.setNumFolds("5");
        StepManagerImpl maker = flow.add(folds, "Folds");
        StepManagerImpl learner = flow.add(learner("-formula age -group Subject -slopes age"), "Boys");
        StepManagerImpl evaluator = flow.add(new ClassifierPerformanceEvaluator(), "Evaluator");
        flow.connect(flow.source(oxboys()), maker, StepManager.CON_DATASET);
        flow.connect(maker, learner, StepManager.CON_TRAININGSET);
        flow.connect(maker, learner, StepManager.CON_TESTSET);
        flow.connect(learner, evaluator, StepManager.CON_BATCH_CLASSIFIER);
        List<Data> models = flow.given(learner, StepManager.CON_BATCH_CLASSIFIER);
        List<Data> texts = flow.given(evaluator, StepManager.CON_TEXT);
        flow.run();
        assertEquals(
                List.of(1, 2, 3, 4, 5),
                models.stream()
                        .map(data -> data.<Integer>getPayloadElement(StepManager.CON_AUX_DATA_SET_NUM))
                        .sorted()
                        .toList(),
                flow::log);
        assertEquals(1, texts.size());
        String text = texts.get(0).getPrimaryPayload();
        assertTrue(text.contains("Total Number of Instances              234"), text);
    }

    @Test
    void variablesInTheOptionsAreReplaced() throws Exception {
        TestFlow flow = new TestFlow();
        flow.setVariable("boy", "Subject");
        StepManagerImpl learner = flow.add(learner("-formula \"${predictor} + (1 | ${boy})\""), "Boys");
        flow.setVariable("predictor", "age");
        flow.connect(flow.source(oxboys()), learner, StepManager.CON_DATASET);
        List<Data> texts = flow.given(learner, StepManager.CON_TEXT);
        flow.run();
        String text = texts.get(0).getPrimaryPayload();
        assertTrue(text.contains("Formula   height ~ age + (1 | Subject)"), text);
    }

    @Test
    void stopEndsAFitThatRuns() throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl learner = flow.add(learner("-formula age -group Subject -slopes age"), "Boys");
        flow.connect(flow.source(oxboys()), learner, StepManager.CON_DATASET);
        List<Data> models = flow.given(learner, StepManager.CON_BATCH_CLASSIFIER);
        // The first sign of the fit itself, on its own thread.
        flow.onStatus(status -> {
            if (status.startsWith("Boys$") && status.contains("fitting")) {
                flow.stop();
            }
        });
        flow.run();
        assertTrue(flow.log().contains("Stopped while fitting"), flow::log);
        assertEquals(List.of(), models);
    }

    @Test
    void classThatIsNotSetIsToldOnceHoweverManyFolds() throws Exception {
        TestFlow flow = new TestFlow();
        Instances data = TestFlow.sample("sleepstudy", "Reaction");
        data.setClassIndex(-1);
        CrossValidationFoldMaker folds = new CrossValidationFoldMaker();
        folds.setNumFolds("3");
        StepManagerImpl maker = flow.add(folds, "Folds");
        StepManagerImpl learner = flow.add(learner("-formula Days"), "Sleep");
        flow.connect(flow.source(data), maker, StepManager.CON_DATASET);
        flow.connect(maker, learner, StepManager.CON_TRAININGSET);
        flow.connect(maker, learner, StepManager.CON_TESTSET);
        List<Data> models = flow.given(learner, StepManager.CON_BATCH_CLASSIFIER);
        flow.run();
        assertEquals(3, models.size(), flow::log);
        assertEquals(2, flow.log().split("No class is set in the data", -1).length, flow::log);
    }

    @Test
    void classThatIsNotSetIsTheLastAttributeWithAWarning() throws Exception {
        TestFlow flow = new TestFlow();
        Instances data = TestFlow.sample("sleepstudy", "Reaction");
        data.setClassIndex(-1);
        StepManagerImpl learner = flow.add(learner("-formula Days"), "Sleep");
        flow.connect(flow.source(data), learner, StepManager.CON_DATASET);
        List<Data> texts = flow.given(learner, StepManager.CON_TEXT);
        flow.run();
        assertEquals(1, texts.size(), flow::log);
        assertTrue(
                flow.log()
                        .contains(
                                "No class is set in the data, so it is the last attribute, \"Subject\": choose another in a"
                                        + " ClassAssigner before this step."),
                flow::log);
    }

    @ParameterizedTest
    @EnumSource
    void everyTableComesOfTheStockClassifierStepToo(MixedModelTable table) throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl training = flow.add(new TrainingSetMaker(), "Training");
        StepManagerImpl stock = flow.add(stockStep(classifier("-formula age -group Subject -slopes age")), "Stock");
        MixedModelTables step = new MixedModelTables();
        step.setTable(table);
        StepManagerImpl tables = flow.add(step, "Table");
        flow.connect(flow.source(oxboys()), training, StepManager.CON_DATASET);
        flow.connect(training, stock, StepManager.CON_TRAININGSET);
        flow.connect(stock, tables, StepManager.CON_BATCH_CLASSIFIER);
        List<Data> given = flow.given(tables, StepManager.CON_DATASET);
        flow.run();
        assertEquals(1, given.size(), flow::log);
        Instances rows = given.get(0).getPrimaryPayload();
        assertEquals(table.name().toLowerCase(Locale.ROOT), rows.relationName());
        assertEquals(columns(table), attributes(rows));
    }

    @Test
    void modelWithinAMetaClassifierIsFound() throws Exception {
        TestFlow flow = new TestFlow();
        FilteredClassifier filtered = new FilteredClassifier();
        filtered.setFilter(new AllFilter());
        filtered.setClassifier(classifier("-formula age -group Subject"));
        StepManagerImpl training = flow.add(new TrainingSetMaker(), "Training");
        StepManagerImpl stock = flow.add(stockStep(filtered), "Filtered");
        StepManagerImpl tables = flow.add(new MixedModelTables(), "Table");
        flow.connect(flow.source(oxboys()), training, StepManager.CON_DATASET);
        flow.connect(training, stock, StepManager.CON_TRAININGSET);
        flow.connect(stock, tables, StepManager.CON_BATCH_CLASSIFIER);
        List<Data> given = flow.given(tables, StepManager.CON_DATASET);
        flow.run();
        assertEquals(1, given.size(), flow::log);
    }

    private static List<String> columns(MixedModelTable table) {
        return switch (table) {
            case FIXED_EFFECTS -> names(ResultTables.FIXED_EFFECTS);
            case VARIANCE_COMPONENTS -> names(ResultTables.VARIANCE_COMPONENTS);
            case GROUP_EFFECTS -> names(ResultTables.GROUP_EFFECTS);
            case FIT_STATISTICS -> names(ResultTables.FIT_STATISTICS);
            case FITTED_VALUES -> List.of("Subject", "age", "height", "Occasion", "fitted", "population", "residual");
            case COVARIANCE_PARAMETERS -> names(ResultTables.COVARIANCE_PARAMETERS);
        };
    }

    private static List<String> names(TableSchema schema) {
        return schema.columnNames();
    }

    @Test
    void fittedValuesStandBesideTheirRowsAndAreMissingWhereTheFitUsedNone() throws Exception {
        Instances data = oxboys();
        data.instance(3).setMissing(data.attribute("age"));
        weka.classifiers.functions.LinearMixedModel model = classifier("-formula age -group Subject -slopes age");
        model.buildClassifier(data);
        Instances fitted = MixedModelTable.FITTED_VALUES.of(
                model.fittedModel().orElseThrow(), Inference.asymptotic(), data, Progress.NONE);
        assertTrue(Double.isNaN(cell(fitted, 3, "fitted")));
        for (int row : new int[] {0, 4, 233}) {
            assertEquals(model.classifyInstance(data.instance(row)), cell(fitted, row, "fitted"), 1e-9);
            assertEquals(
                    data.instance(row).classValue() - cell(fitted, row, "fitted"), cell(fitted, row, "residual"), 1e-9);
        }
        assertEquals(data.classAttribute().name(), fitted.classAttribute().name());
    }

    @Test
    void confidenceLevelIsThatOfTheIntervals() throws Exception {
        TestFlow flow = new TestFlow();
        flow.setVariable("level", ".5");
        StepManagerImpl learner = flow.add(learner("-formula age -group Subject"), "Boys");
        MixedModelTables step = new MixedModelTables();
        step.setConfidenceLevel("${level}");
        StepManagerImpl tables = flow.add(step, "Table");
        flow.connect(flow.source(oxboys()), learner, StepManager.CON_DATASET);
        flow.connect(learner, tables, StepManager.CON_BATCH_CLASSIFIER);
        List<Data> given = flow.given(tables, StepManager.CON_DATASET);
        flow.run();
        Instances rows = given.get(0).getPrimaryPayload();
        // 0.67568 is the upper quartile of Student's t with 207 degrees of freedom (R's qt).
        assertEquals(
                0.67568, (cell(rows, 1, "ci_upper") - cell(rows, 1, "estimate")) / cell(rows, 1, "std_error"), 0.00001);
    }

    @Test
    void comparisonTellsTheModelsByTheNamesOfTheirSteps() throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl source = flow.source(oxboys());
        StepManagerImpl slopes = flow.add(learner("-formula age -group Subject -slopes age"), "Slopes");
        StepManagerImpl intercepts = flow.add(learner("-formula age -group Subject"), "Intercepts");
        StepManagerImpl comparison = flow.add(new MixedModelComparison(), "Comparison");
        for (StepManagerImpl learner : List.of(slopes, intercepts)) {
            flow.connect(source, learner, StepManager.CON_DATASET);
            flow.connect(learner, comparison, StepManager.CON_BATCH_CLASSIFIER);
        }
        List<Data> tables = flow.given(comparison, StepManager.CON_DATASET);
        List<Data> texts = flow.given(comparison, StepManager.CON_TEXT);
        flow.run();
        assertEquals(1, tables.size(), flow::log);
        assertEquals(1, texts.size(), flow::log);
        Instances table = tables.get(0).getPrimaryPayload();
        assertEquals(names(ResultTables.MODEL_COMPARISON), attributes(table));
        assertEquals("Intercepts", table.instance(0).stringValue(table.attribute("model")));
        assertEquals("Slopes", table.instance(1).stringValue(table.attribute("model")));
        assertArrayEquals(
                new double[] {4, 6},
                table.attributeToDoubleArray(table.attribute("parameters").index()));
        assertTrue(table.instance(0).isMissing(table.attribute("p_value")));
        assertTrue(texts.get(0).<String>getPrimaryPayload().contains("Slopes"));
    }

    @Test
    void flowKeepsAllOptionsOfTheSteps() throws Exception {
        TestFlow flow = new TestFlow();
        flow.add(learner("-formula \"age + (1 | Subject)\" -method ML -unseen missing -digits 6"), "Boys");
        MixedModelTables tables = new MixedModelTables();
        tables.setTable(MixedModelTable.GROUP_EFFECTS);
        tables.setConfidenceLevel("${level}");
        flow.add(tables, "Table");
        MixedModelComparison comparison = new MixedModelComparison();
        comparison.setDigits("7");
        flow.add(comparison, "Comparison");
        Flow read = JSONFlowUtils.JSONToFlow(JSONFlowUtils.flowToJSON(flow.flow()), false);
        assertArrayEquals(
                ((LinearMixedModel) flow.flow().findStep("Boys").getManagedStep())
                        .getClassifier()
                        .getOptions(),
                ((LinearMixedModel) read.findStep("Boys").getManagedStep())
                        .getClassifier()
                        .getOptions());
        MixedModelTables readTables = (MixedModelTables) read.findStep("Table").getManagedStep();
        assertEquals(MixedModelTable.GROUP_EFFECTS, readTables.getTable());
        assertEquals("${level}", readTables.getConfidenceLevel());
        assertEquals("7", ((MixedModelComparison) read.findStep("Comparison").getManagedStep()).getDigits());
    }

    private static MixedModelMeans means(String terms) {
        MixedModelMeans step = new MixedModelMeans();
        step.setMeans(terms);
        return step;
    }

    @Test
    void meansAreGivenAsTableAndText() throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl learner = flow.add(learner("-formula age -group Subject -slopes age"), "Boys");
        MixedModelMeans step = means("age");
        step.setValues("age = 0, 1, 2");
        step.setTable(MixedModelMeansTable.CONTRASTS);
        step.setAdjustment("${how}");
        flow.setVariable("how", "holm");
        StepManagerImpl means = flow.add(step, "Means");
        flow.connect(flow.source(oxboys()), learner, StepManager.CON_DATASET);
        flow.connect(learner, means, StepManager.CON_BATCH_CLASSIFIER);
        List<Data> tables = flow.given(means, StepManager.CON_DATASET);
        List<Data> texts = flow.given(means, StepManager.CON_TEXT);
        flow.run();
        assertEquals(1, tables.size(), flow::log);
        Instances contrasts = tables.get(0).getPrimaryPayload();
        assertEquals("contrasts", contrasts.relationName());
        assertEquals(3, contrasts.numInstances());
        assertEquals("age0 - age1", contrasts.get(0).stringValue(0));
        // The slope that Pinheiro and Bates (2000) print.
        assertEquals(-6.53, cell(contrasts, 0, "estimate"), 0.005);
        String text = texts.get(0).getPrimaryPayload();
        assertTrue(text.contains("Contrasts, adjusted: holm"), text);
    }

    @Test
    void pictureIsGivenAsAnImageAndDrawnAsByAnyOtherHost() throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl learner = flow.add(learner("-formula \"age + (1 + age | Subject)\""), "Boys");
        MixedModelPlot step = new MixedModelPlot();
        step.setPicture(PictureKind.LINES);
        step.setHighlight("${two}");
        step.setWidth(540);
        step.setHeight(380);
        flow.setVariable("two", "4, 10");
        StepManagerImpl plot = flow.add(step, "Lines");
        flow.connect(flow.source(oxboys()), learner, StepManager.CON_DATASET);
        flow.connect(learner, plot, StepManager.CON_BATCH_CLASSIFIER);
        flow.connect(plot, flow.add(new ImageViewer(), "Pictures"), StepManager.CON_IMAGE);
        List<Data> given = flow.given(plot, StepManager.CON_IMAGE);
        flow.run();
        assertEquals(1, given.size(), flow::log);
        assertEquals("Lines: Boys", given.get(0).getPayloadElement(StepManager.CON_AUX_DATA_TEXT_TITLE));
        weka.classifiers.functions.LinearMixedModel direct = classifier("-formula \"age + (1 + age | Subject)\"");
        direct.buildClassifier(oxboys());
        MixedModel model = direct.fittedModel().orElseThrow();
        BufferedImage expected = Chart.of(Pictures.of(model)
                        .describe(
                                PictureRequest.of(PictureKind.LINES).withHighlight(List.of("4", "10")),
                                () -> {
                                    try {
                                        return InstancesTable.fittedBy(model, oxboys());
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                },
                                Progress.NONE))
                .image(540, 380);
        BufferedImage image = given.get(0).getPrimaryPayload();
        assertEquals(List.of(1080, 760), List.of(image.getWidth(), image.getHeight()));
        assertArrayEquals(pixels(expected), pixels(image));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void plotDrawsSeveralModelsInOnePicture() throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl line = flow.add(learner("-formula age"), "Line");
        StepManagerImpl boys = flow.add(learner("-formula \"age + I(age^2) + (1 | Subject)\""), "Boys");
        MixedModelPlot step = new MixedModelPlot();
        step.setPicture(PictureKind.POINTS);
        step.setWidth(540);
        step.setHeight(380);
        step.setMainModel("Line");
        StepManagerImpl plot = flow.add(step, "Both");
        StepManagerImpl source = flow.source(oxboys());
        for (StepManagerImpl learner : List.of(boys, line)) {
            flow.connect(source, learner, StepManager.CON_DATASET);
            flow.connect(learner, plot, StepManager.CON_BATCH_CLASSIFIER);
        }
        List<Data> given = flow.given(plot, StepManager.CON_IMAGE);
        flow.run();
        assertEquals(1, given.size(), flow::log);
        MixedModel first = fitted("-formula age");
        MixedModel second = fitted("-formula \"age + I(age^2) + (1 | Subject)\"");
        Instances rows = oxboys();
        BufferedImage expected = Chart.of(Pictures.of(first)
                        .describe(
                                PictureRequest.of(PictureKind.POINTS).withModel(NamedModel.of(second)),
                                () -> InstancesTable.fittedBy(second, rows),
                                Progress.NONE))
                .image(540, 380);
        assertArrayEquals(pixels(expected), pixels(given.get(0).getPrimaryPayload()));
    }

    private static MixedModel fitted(String options) throws Exception {
        weka.classifiers.functions.LinearMixedModel direct = classifier(options);
        direct.buildClassifier(oxboys());
        return direct.fittedModel().orElseThrow();
    }

    @Test
    void plotOfOneModelRefusesASecond() throws Exception {
        MixedModelPlot step = new MixedModelPlot();
        assertTrue(refusalOfTwo(step)
                .startsWith(
                        "The picture \"Group effects\" shows one model, but 2 are connected: connect one, or choose a"
                                + " picture of several: Rows with one line, "));
    }

    @Test
    void plotRefusesAFirstModelThatIsNotConnected() throws Exception {
        MixedModelPlot step = new MixedModelPlot();
        step.setPicture(PictureKind.FIXED);
        step.setMainModel("Girls");
        assertEquals(
                "The option First model of Both is \"Girls\", but no step of that name is connected: choose one of Line, Boys,"
                        + " or empty it.",
                refusalOfTwo(step));
    }

    private static String refusalOfTwo(MixedModelPlot step) throws Exception {
        TestFlow flow = new TestFlow();
        StepManagerImpl plot = flow.add(step, "Both");
        StepManagerImpl source = flow.source(oxboys());
        for (String name : List.of("Line", "Boys")) {
            StepManagerImpl learner = flow.add(learner("-formula age"), name);
            flow.connect(source, learner, StepManager.CON_DATASET);
            flow.connect(learner, plot, StepManager.CON_BATCH_CLASSIFIER);
        }
        return assertThrows(WekaException.class, step::stepInit).getMessage();
    }

    @ParameterizedTest
    @EnumSource(PictureKind.class)
    void everyKindOfPictureIsSavedWithAFlow(PictureKind kind) throws Exception {
        TestFlow flow = new TestFlow();
        MixedModelPlot step = new MixedModelPlot();
        step.setPicture(kind);
        step.setDark(true);
        step.setValues("age = 0");
        flow.add(step, "Plot");
        Flow read = JSONFlowUtils.JSONToFlow(JSONFlowUtils.flowToJSON(flow.flow()), false);
        MixedModelPlot again = (MixedModelPlot) read.findStep("Plot").getManagedStep();
        assertEquals(kind, again.getPicture());
        assertTrue(again.getDark());
        assertEquals("age = 0", again.getValues());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                MixedModelTables.class,
                MixedModelComparison.class,
                MixedModelMeans.class,
                MixedModelPlot.class,
                MixedModelInference.class,
                GroupCrossValidationFoldMaker.class
            })
    void everyOptionIsInATableOfThePage(Class<?> step) throws Exception {
        String page = Files.readString(Path.of("docs", "weka.md"));
        List<String> forgotten = Arrays.stream(step.getMethods())
                .map(method -> method.getAnnotation(OptionMetadata.class))
                .filter(Objects::nonNull)
                .map(OptionMetadata::displayName)
                .filter(option -> !page.contains("| " + option + " |"))
                .toList();
        assertEquals(List.of(), forgotten);
        assertTrue(page.contains(step.getSimpleName()));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                LinearMixedModel.class,
                MixedModelTables.class,
                MixedModelComparison.class,
                MixedModelMeans.class,
                MixedModelPlot.class,
                MixedModelInference.class
            })
    void everyStepHasAnIconOfTheSizeOfWekasOwn(Class<?> step) throws Exception {
        String icon = step.getAnnotation(KFStep.class).iconPath();
        var image = ImageIO.read(getClass().getClassLoader().getResourceAsStream(icon));
        assertNotNull(image);
        assertEquals(List.of(57, 58), List.of(image.getWidth(), image.getHeight()));
    }
}
