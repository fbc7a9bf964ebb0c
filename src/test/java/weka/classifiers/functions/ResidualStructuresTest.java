package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.ModelException;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.OddVisits;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;
import org.multilevel.result.ResultTables;
import org.multilevel.result.Summary;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.Evaluation;
import weka.classifiers.meta.GroupAwareEvaluation;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.converters.CSVLoader;

/**
 * Structures of residuals as a Weka user asks for them, against the optima of {@code reference-structures}; the tolerances are those of
 * the fit itself, since Weka adds nothing to it.
 */
class ResidualStructuresTest {
    /** Relative to the log-likelihood. */
    private static final double LOG_LIKELIHOOD = 1e-7;

    private static final double PARAMETER = 1e-5;

    @TempDir
    private Path folder;

    /** Returns a table of the references, with the columns that are labels there as nominal attributes. */
    private static Instances data(JsonNode of) throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(ReferenceCases.FOLDER.resolve(of.get("data").asText()).toFile());
        loader.setBufferSize(10_000);
        Instances numbers = loader.getDataSet();
        List<String> nominal = new ArrayList<>();
        of.get("categorical")
                .forEach(name -> nominal.add(
                        String.valueOf(numbers.attribute(name.asText()).index() + 1)));
        loader.reset();
        loader.setNominalAttributes(String.join(",", nominal));
        Instances data = loader.getDataSet();
        String response = of.get("formula").asText().replaceFirst(" ~ .*", "");
        data.setClass(data.attribute(response));
        return data;
    }

    private static LinearMixedModel built(JsonNode of, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of(more));
        options.addAll(List.of(
                "-formula",
                of.get("formula").asText(),
                "-method",
                of.get("method").asText()));
        options.addAll(List.of("-residual", of.get("residual").asText()));
        options.addAll(List.of("-residual-variance", of.get("residual_variance").asText()));
        return WekaSamples.built(data(of), options.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orthodont-intercept-sex",
                "orthodont-cs-sex",
                "sleep-ar1",
                "bodyweight-slope-car1-diet",
                "trial-us-text",
                "trial-toep-arm-ml",
                "trial-intercept-ar1-arm"
            })
    void theOptimumIsThatOfTheReference(String name) throws Exception {
        JsonNode of = ReferenceCases.model(name);
        MixedModel model = built(of).fittedModel().orElseThrow();
        double expected = of.get("loglik").asDouble();
        assertEquals(expected, model.statistics().logLikelihood(), LOG_LIKELIHOOD * (1 + Math.abs(expected)));
        assertEquals(of.get("n_parameters").asInt(), model.statistics().parameters());
        Map<String, Double> found = new LinkedHashMap<>();
        for (VarianceComponent component : model.varianceComponents()) {
            boolean pair = !component.term2().isEmpty();
            found.put(component.term1() + (pair ? "," + component.term2() : ""), component.value());
            // labels of a nominal attribute are in the order in which the loader met them
            found.put(component.term2() + "," + component.term1(), component.value());
        }
        of.get("correlations")
                .properties()
                .forEach(rho -> assertEquals(
                        rho.getValue().asDouble(), found.getOrDefault(rho.getKey(), Double.NaN), PARAMETER));
        of.get("residual_variances")
                .properties()
                .forEach(variance -> assertEquals(
                        1,
                        found.getOrDefault(variance.getKey(), Double.NaN)
                                / variance.getValue().asDouble(),
                        2 * PARAMETER));
    }

    @Test
    void theTextIsTheSummaryWithTheStructuresParameters() throws Exception {
        LinearMixedModel classifier = built(ReferenceCases.model("orthodont-cs-sex"));
        String text = classifier.toString();
        assertTrue(text.startsWith(
                Summary.of(classifier.fittedModel().orElseThrow()).withDigits(4).text()));
        assertTrue(text.contains("Residuals cs(1 | Subject), a variance for each Sex"), text);
        String words = text.replaceAll(" +", " ");
        assertTrue(words.contains("rho 0.7343"), text);
        assertTrue(words.contains("Female 3.06196 1.7498") || words.contains("Female 3.062 1.750"), text);
    }

    @Test
    void theTablesHaveTheStructuresParameters() throws Exception {
        MixedModel model =
                built(ReferenceCases.model("sleep-ar1")).fittedModel().orElseThrow();
        assertTrue(ResultTables.of(model).analysis().stream()
                .anyMatch(table -> table.name().equals(ResultTables.COVARIANCE_PARAMETERS.name())));
    }

    @Test
    void predictionsAreThoseOfTheModel() throws Exception {
        JsonNode of = ReferenceCases.model("trial-intercept-ar1-arm");
        Instances data = data(of);
        LinearMixedModel classifier = built(of);
        MixedModel model = classifier.fittedModel().orElseThrow();
        double[] expected = model.predictor().predict(InstancesTable.fittedBy(model, data));
        for (int row = 0; row < data.numInstances(); row++) {
            assertEquals(expected[row], classifier.classifyInstance(data.get(row)), 1e-12);
        }
    }

    /** Against the conditional expectation of a dense normal distribution in R; see {@code predictions.R}. */
    @ParameterizedTest
    @ValueSource(strings = {"orthodont-cs-sex", "bodyweight-slope-ar1", "bodyweight-slope-car1-diet"})
    void residualsAreCarriedOnWhereThatIsAskedFor(String name) throws Exception {
        JsonNode of = ReferenceCases.model(name);
        Instances data = data(of);
        LinearMixedModel classifier = built(of);
        for (JsonNode expected : predictions(name)) {
            Instance row = new DenseInstance(data.numAttributes());
            row.setDataset(data);
            expected.get("row").properties().forEach(cell -> {
                Attribute attribute = data.attribute(cell.getKey());
                if (attribute.isNominal()) {
                    row.setValue(attribute, cell.getValue().asText());
                } else {
                    row.setValue(attribute, cell.getValue().asDouble());
                }
            });
            double sd = expected.get("sd").asDouble();
            classifier.setCarried(false);
            assertEquals(expected.get("groups").asDouble(), classifier.classifyInstance(row), 2e-5 * sd);
            classifier.setCarried(true);
            assertEquals(expected.get("mean").asDouble(), classifier.classifyInstance(row), 2e-5 * sd);
            Instances one = new Instances(data, 0);
            one.add(row);
            assertEquals(expected.get("mean").asDouble(), classifier.distributionsForInstances(one)[0][0], 2e-5 * sd);
            double[] interval = classifier.predictIntervals(row, 0.95)[0];
            assertEquals(expected.get("mean").asDouble(), (interval[0] + interval[1]) / 2, 2e-5 * sd);
            assertEquals(1.959963984540054 * sd, (interval[1] - interval[0]) / 2, 4e-5 * sd);
        }
    }

    private static JsonNode predictions(String name) {
        return ReferenceCases.cases("predictions.json")
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .expected()
                .get("rows");
    }

    /** A row that training has seen is predicted as ever: what is left of it is no news of it. */
    @Test
    void rowsOfTrainingGetNothingCarried() throws Exception {
        JsonNode of = ReferenceCases.model("sleep-ar1");
        Instances data = data(of);
        LinearMixedModel classifier = built(of, "-carried");
        double carried = classifier.classifyInstance(data.get(3));
        classifier.setCarried(false);
        assertEquals(classifier.classifyInstance(data.get(3)), carried);
        assertTrue(List.of(built(of, "-carried").getOptions()).contains("-carried"));
    }

    @Test
    void aRowWithoutATimeIsPredicted() throws Exception {
        JsonNode of = ReferenceCases.model("trial-intercept-ar1-arm");
        Instances data = data(of);
        LinearMixedModel classifier = built(of);
        Instance row = data.get(0);
        double before = classifier.classifyInstance(row);
        row.setMissing(data.attribute("visit"));
        assertEquals(before, classifier.classifyInstance(row));
    }

    @Test
    void aSavedClassifierHasItsStructures() throws Exception {
        LinearMixedModel classifier = built(ReferenceCases.model("orthodont-cs-sex"));
        LinearMixedModel copy = (LinearMixedModel) AbstractClassifier.makeCopy(classifier);
        assertEquals("cs(1 | Subject)", copy.getResidual());
        assertEquals("Sex", copy.getResidualVariance());
        assertEquals(classifier.toString(), copy.toString());
    }

    @Test
    void withoutAFormulaTheSubjectIsNoPredictorAndThereAreNoRandomEffects() throws Exception {
        JsonNode of = ReferenceCases.model("orthodont-cs-sex");
        String text =
                WekaSamples.built(data(of), "-residual", "cs(1 | Subject)").toString();
        assertTrue(text.contains("distance ~ age + Sex + occasion\n"), text);
        assertTrue(
                text.replaceAll("\\s+", " ")
                        .contains("The option group is empty, and the option residual says how the rows of a subject go"
                                + " together, so there are no random effects."),
                text);
    }

    @Test
    void anEquationThatIsNotThereIsANote() throws Exception {
        String text =
                built(ReferenceCases.model("sleep-ar1"), "-equation", "text").toString();
        assertTrue(
                text.replaceAll("\\s+", " ")
                        .contains(
                                "Equations are of models whose residuals are independent with one variance, and this one has"
                                        + " residuals ar1(Days | Subject)."),
                text);
    }

    /** Influence is against refits in R (influence.R) where it is made; here is only that Weka asks for it. */
    @Test
    void subjectsOfResidualsAreLeftOutWithoutRandomTermsToo() throws Exception {
        JsonNode of = ReferenceCases.model("orthodont-cs-sex");
        String text = built(of, "-influence", "Subject").toString();
        assertTrue(text.contains("The most influential of 27 levels of Subject, each left out"), text);
        assertEquals(
                "The option influence names \"Sex\", but the model has no such grouping factor: write Subject.",
                assertThrows(MixedModelException.class, () -> built(of, "-influence", "Sex"))
                        .getMessage());
    }

    private static Instances teeth() throws Exception {
        return data(ReferenceCases.model("orthodont-cs-sex"));
    }

    /** A structure, in the reading of a user who may write any of them; the numbers of some are those of references above. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ar1(age | Subject)",
                "ar1(age | Subject, hom = FALSE)",
                "car1(age | Subject)",
                "car1(age | Subject, hom = FALSE)",
                "cs(1 | Subject)",
                "cs(age | Subject, hom = FALSE)",
                "us(age | Subject)",
                "us(age | Subject, hom = TRUE)",
                "toep(age | Subject)",
                "toep(age | Subject, hom = FALSE)"
            })
    void everyStructureIsThatOfTheLibrary(String residual) throws Exception {
        CsvTable table = ReferenceCases.table(ReferenceCases.model("orthodont-cs-sex"));
        Instances data = teeth();
        for (String strata : new String[] {"", "Sex"}) {
            // four occasions tell no more beside a random slope than one correlation
            for (String random : residual.contains("ar1") ? List.of("", " + cs(1 + age | Subject)") : List.of("")) {
                String formula = "distance ~ age * Sex" + random;
                org.multilevel.model.LinearMixedModel model =
                        org.multilevel.model.LinearMixedModel.of(formula).withResidual(residual);
                checkSame(
                        strata.isEmpty() ? model : model.withResidualVariance(strata),
                        table,
                        data,
                        "-formula",
                        formula,
                        "-residual",
                        residual,
                        "-residual-variance",
                        strata);
            }
        }
    }

    /** Checks that the classifier has the numbers of the model or its sentence; those of a search that found no optimum depend on rounding. */
    private static void checkSame(
            org.multilevel.model.LinearMixedModel model, CsvTable table, Instances data, String... options)
            throws Exception {
        MixedModel expected;
        try {
            expected = model.fit(table);
        } catch (ModelException e) {
            assertEquals(e.getMessage(), refused(data, options));
            return;
        }
        LinearMixedModel classifier = WekaSamples.built(data, options);
        MixedModel found = classifier.fittedModel().orElseThrow();
        assertEquals(expected.statistics().parameters(), found.statistics().parameters());
        if (expected.verdict().status() == Verdict.Status.NOT_CONVERGED) {
            assertTrue(classifier.toString().contains("Note"));
            return;
        }
        double logLikelihood = expected.statistics().logLikelihood();
        String what = String.join(" ", options);
        assertEquals(
                logLikelihood,
                found.statistics().logLikelihood(),
                LOG_LIKELIHOOD * (1 + Math.abs(logLikelihood)),
                what);
        double[] predicted = expected.predictor().predict(table);
        for (int row = 0; row < predicted.length; row++) {
            // of both optima to what their gradients tell, in units of about a standard error
            assertEquals(predicted[row], classifier.classifyInstance(data.get(row)), 1e-3, what);
        }
    }

    /** The group of an evaluation is no random term beside residuals that go together: for cs the two could not be told apart. */
    @Test
    void anEvaluationByGroupsKeepsTheModelThatWasAskedFor() throws Exception {
        GroupAwareEvaluation evaluation = new GroupAwareEvaluation();
        LinearMixedModel inside = new LinearMixedModel();
        inside.setOptions(new String[] {"-formula", "age * Sex", "-residual", "cs(1 | Subject)"});
        evaluation.setClassifier(inside);
        evaluation.setGroup("Subject");
        evaluation.buildClassifier(teeth());
        String text = evaluation.toString();
        assertTrue(text.contains("distance ~ age * Sex\n"), text);
        assertTrue(text.contains("Correlations of residuals within Subject: rho"), text);
    }

    private static String refused(Instances data, String... options) {
        return assertThrows(MixedModelException.class, () -> WekaSamples.built(data, options))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ar1(week); '';The option residual cannot be used: ",
                "walk(Days | Subject); '';The option residual cannot be used: The residual structure",
                "ar1(Day | Subject); '';The option residual names \"Day\", but there is no such attribute: choose \"Days\","
                        + " \"Subject\".",
                "ar1(Reaction | Subject); '';The option residual names \"Reaction\", which is the class attribute: choose another"
                        + " attribute.",
                "'';Arm;The option residual-variance names \"Arm\", but there is no such attribute:",
                "'';'Days, Subject';The option residual-variance names 2 attributes: name one,",
                "'';Reaction;The option residual-variance names \"Reaction\", which is the class attribute"
            })
    void whatAnOptionCannotMeanIsRefused(String residual, String variance, String start) throws Exception {
        String sentence = refused(
                data(ReferenceCases.model("sleep-ar1")),
                "-formula",
                "Days + (1 | Subject)",
                "-residual",
                residual,
                "-residual-variance",
                variance);
        assertTrue(sentence.startsWith(start), sentence);
        assertFalse(sentence.contains("\n"), sentence);
    }

    /** Another model in place of the one that was asked for would answer another question. */
    @Test
    void rowsThatDoNotBearAStructureAreRefusedAndNotFittedWithoutIt() {
        Instances data = WekaSamples.empty(
                "visits", new Attribute("y"), new Attribute("time"), new Attribute("id", List.of("a", "b", "c")));
        for (int i = 0; i < 18; i++) {
            data.add(new DenseInstance(1, new double[] {i % 5 + 0.3 * i, Math.floorDiv(i, 6), i % 3}));
        }
        String sentence = refused(data, "-formula", "1", "-residual", "ar1(time | id)");
        assertTrue(sentence.contains("time"), sentence);
    }

    @ParameterizedTest
    @EnumSource
    void oddRowsHaveASentence(OddVisits visits) throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(visits.written(folder).toFile());
        Instances data = loader.getDataSet();
        data.setClass(data.attribute("y"));
        String[] options = {"-formula", "1", "-residual", visits.residual(), "-residual-variance", visits.strata()};
        String sentence = visits.sentence(row -> Integer.toString(row + 1));
        if (visits.isAnswered()) {
            String text = WekaSamples.built(data, options).toString().replaceAll("\\s+", " ");
            assertTrue(text.contains("Note " + sentence), text);
        } else {
            assertEquals(sentence, refused(data, options).replace("The option residual cannot be used: ", ""));
        }
    }

    @Test
    void aDateIsNoTime() {
        Instances data = WekaSamples.empty(
                "visits",
                new Attribute("y"),
                new Attribute("day", "yyyy-MM-dd"),
                new Attribute("id", List.of("a", "b")));
        for (int i = 0; i < 18; i++) {
            data.add(new DenseInstance(1, new double[] {i % 5, 86_400_000.0 * i, i % 2}));
        }
        assertEquals(
                "The option residual names the time \"day\", a date attribute: make it a number of days, weeks or visits first.",
                refused(data, "-formula", "1", "-residual", "car1(day | id)"));
    }

    /** Weka's evaluation asks for the interval of every row that it predicts. */
    @Test
    void anEvaluationHasTheIntervalsOfTheStrata() throws Exception {
        JsonNode of = ReferenceCases.model("orthodont-intercept-sex");
        Instances data = data(of);
        LinearMixedModel classifier = built(of);
        Evaluation evaluation = new Evaluation(data);
        evaluation.evaluateModel(classifier, data);
        assertEquals(95, evaluation.coverageOfTestCasesByPredictedRegions(), 4);
        Attribute sex = data.attribute("Sex");
        Map<String, Double> width = new LinkedHashMap<>();
        for (Instance row : data) {
            double[] interval = classifier.predictIntervals(row, 0.95)[0];
            width.merge(row.stringValue(sex), interval[1] - interval[0], Math::max);
        }
        // residual standard deviations of nlme, 0.78 and 1.67, and the uncertainty of a child's own line
        assertEquals(2.1, width.get("Male") / width.get("Female"), 0.15);
    }
}
