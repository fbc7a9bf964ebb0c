package weka.gui.mixedmodels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.error.MultilevelException;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.result.ComparisonSummary;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import weka.classifiers.functions.GeneralizedLinearMixedModel;
import weka.classifiers.functions.LinearMixedModel;
import weka.core.Instances;
import weka.core.SerializationHelper;
import weka.core.converters.CSVLoader;

/** What can be done with models that were fitted in the tab, without its windows. */
class FittedModelsTest {
    private static Instances boys() throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", "Oxboys.csv").toFile());
        Instances data = loader.getDataSet();
        data.setClass(data.attribute("height"));
        return data;
    }

    private static FittedModels.Fitted fitted(FittedModels models, String formula, String method) throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setOptions(new String[] {"-formula", formula, "-method", method});
        Instances data = boys();
        classifier.buildClassifier(data);
        return models.add(classifier, data);
    }

    @Test
    void modelsAreListedByNumberAndFormula() throws Exception {
        FittedModels models = new FittedModels();
        fitted(models, "age + (1 | Subject)", "REML");
        assertEquals(
                "2: height ~ 1 + (1 | Subject) (ML)",
                fitted(models, "1 + (1 | Subject)", "ML").toString());
        assertEquals(2, models.all().size());
    }

    /** The log-likelihoods by ML are lme4's: -362.98 with slopes and -479.0 without would be by REML. */
    @Test
    void modelsWithOtherFixedEffectsAreComparedByMaximumLikelihood() throws Exception {
        FittedModels models = new FittedModels();
        fitted(models, "1 + (1 + age | Subject)", "REML");
        fitted(models, "age + (1 + age | Subject)", "REML");
        ModelComparison comparison = FittedModels.comparison(models.all(), Progress.NONE);
        String text = ComparisonSummary.of(comparison).text();
        assertTrue(text.contains("by maximum likelihood (ML)"), text);
        assertThrows(
                ModelException.class, () -> FittedModels.comparison(models.all().subList(0, 1), Progress.NONE));
    }

    @Test
    void aFileIsPredictedWithIntervals() throws Exception {
        FittedModels.Fitted fitted = fitted(new FittedModels(), "age + (1 + age | Subject)", "REML");
        File file = Path.of("workflows", "data", "Oxboys.csv").toFile();
        Instances predicted = ModelActions.predicted(fitted, file);
        assertEquals(234, predicted.numInstances());
        assertEquals("upper", predicted.attribute(predicted.numAttributes() - 1).name());
        // lme4 1.1-31, as in the test of the README.
        assertEquals(141.0006636, predicted.get(0).value(predicted.attribute("predicted")), 1e-5);
        assertTrue(predicted.get(0).value(predicted.attribute("lower")) < 141);
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> ModelActions.predicted(fitted, new File("data.unknown")));
        assertEquals("Weka cannot read \"data.unknown\": choose a CSV or ARFF file.", e.getMessage());
    }

    private static FittedModels.Fitted fitted(
            FittedModels models, String table, String response, String formula, String family) throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", table + ".csv").toFile());
        Instances data = loader.getDataSet();
        data.setClass(data.attribute(response));
        GeneralizedLinearMixedModel classifier = new GeneralizedLinearMixedModel();
        classifier.setOptions(new String[] {"-formula", formula, "-family", family});
        classifier.buildClassifier(data);
        return models.add(classifier, data);
    }

    @Test
    void generalisedModelsAreListedWithTheirFamilyAndCompared() throws Exception {
        FittedModels models = new FittedModels();
        fitted(models, "contraception", "use", "age + (1 | district)", "binomial");
        assertEquals(
                "2: use ~ age + urban + (1 | district) (binomial:logit)",
                fitted(models, "contraception", "use", "age + urban + (1 | district)", "binomial")
                        .toString());
        String text = ComparisonSummary.of(FittedModels.comparison(models.all(), Progress.NONE))
                .text();
        assertTrue(text.contains("chi-squared"), text);
    }

    @Test
    void aLinearAndAGeneralisedModelAreNotComparedWhichASentenceSays() throws Exception {
        FittedModels models = new FittedModels();
        fitted(models, "age + (1 | Subject)", "REML");
        fitted(models, "Oxboys", "height", "age + (1 | Subject)", "gamma");
        String sentence = assertThrows(
                        MultilevelException.class, () -> FittedModels.comparison(models.all(), Progress.NONE))
                .getMessage();
        assertTrue(sentence.contains("gamma"), sentence);
    }

    @Test
    void aFileOfTwoLabelsIsPredictedWithTheLikelierAndTheProbabilityOfEach() throws Exception {
        FittedModels.Fitted fitted =
                fitted(new FittedModels(), "contraception", "use", "age + urban + (1 | district)", "binomial");
        Instances predicted = ModelActions.predicted(
                fitted, Path.of("workflows", "data", "contraception.csv").toFile());
        int added = predicted.numAttributes() - 3;
        assertEquals("predicted", predicted.attribute(added).name());
        assertEquals("P (use=N)", predicted.attribute(added + 1).name());
        assertEquals("P (use=Y)", predicted.attribute(added + 2).name());
        for (int i = 0; i < 50; i++) {
            double[] distribution =
                    fitted.classifier().distributionForInstance(fitted.data().get(i));
            assertEquals(distribution[1], predicted.get(i).value(added + 2), 1e-12);
            assertEquals(distribution[1] > 0.5 ? "Y" : "N", predicted.get(i).stringValue(added));
        }
    }

    @Test
    void aFileOfCountsIsPredictedWithTheirMeansAndNoInterval() throws Exception {
        FittedModels.Fitted fitted = fitted(
                new FittedModels(), "cbpp", "incidence", "factor(period) + offset(log(size)) + (1 | herd)", "poisson");
        Instances predicted = ModelActions.predicted(
                fitted, Path.of("workflows", "data", "cbpp.csv").toFile());
        assertEquals(
                "predicted", predicted.attribute(predicted.numAttributes() - 1).name());
        assertEquals(
                fitted.classifier().distributionForInstance(fitted.data().get(0))[0],
                predicted.get(0).value(predicted.numAttributes() - 1),
                1e-12);
    }

    @Test
    void aSavedModelIsWhatTheExplorerLoads(@TempDir Path directory) throws Exception {
        FittedModels.Fitted fitted = fitted(new FittedModels(), "age + (1 | Subject)", "REML");
        File file = directory.resolve("boys.model").toFile();
        ModelActions.save(fitted, file);
        Object[] saved = SerializationHelper.readAll(file.getPath());
        assertEquals(fitted.classifier().toString(), saved[0].toString());
        assertEquals(0, ((Instances) saved[1]).numInstances());
    }

    @Test
    void tablesShowNumbersAsNumbersSoThatTheyCanBeSorted() throws Exception {
        ResultTable table = ResultTables.of(fitted(new FittedModels(), "age + (1 | Subject)", "REML")
                        .model())
                .fixedEffects();
        ResultTableModel model = new ResultTableModel(table);
        assertEquals(2, model.getRowCount());
        assertEquals("age", model.getValueAt(1, 0));
        int estimate = model.findColumn("estimate");
        assertEquals(Double.class, model.getColumnClass(estimate));
        // nlme's growth per unit of age in the model with random intercepts only.
        assertEquals(6.52, (double) model.getValueAt(1, estimate), 0.01);
    }

    @Test
    void theExplanationHasTheEquationAndWhatThereIsToKnow() throws Exception {
        String text = ResultsPanel.explanation(
                fitted(new FittedModels(), "age + (1 | Subject)", "REML").model());
        assertTrue(text.startsWith("There is nothing to worry about in this fit."), text);
        assertTrue(text.contains("age"), text);
        assertFalse(text.isBlank());
    }
}
