package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.model.MixedModel;
import org.multilevel.model.ResponseScale;
import org.multilevel.model.UnseenGroups;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.CheckClassifier;
import weka.classifiers.Classifier;
import weka.classifiers.CostMatrix;
import weka.classifiers.Evaluation;
import weka.classifiers.evaluation.ThresholdCurve;
import weka.classifiers.meta.AdaBoostM1;
import weka.classifiers.meta.Bagging;
import weka.classifiers.meta.CostSensitiveClassifier;
import weka.classifiers.meta.MultiClassClassifier;
import weka.core.Attribute;
import weka.core.CheckScheme;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.OwnChecks;
import weka.core.Utils;
import weka.filters.Filter;
import weka.filters.unsupervised.attribute.NominalToString;

/** A generalised model as a Weka classifier: probabilities, evaluation, other schemes around it, and data that it cannot use. */
class GeneralizedClassifierTest {
    private static final double ROUNDING = 1e-12;

    private static GeneralizedLinearMixedModel built(Instances data, String options) throws Exception {
        return GeneralizedSamples.built(data, Utils.splitOptions(options));
    }

    private static String refusal(Instances data, String options) {
        return assertThrows(MixedModelException.class, () -> built(data, options))
                .getMessage();
    }

    @Test
    @SuppressWarnings("NullAway") // a Java program may do so
    void aTextThatAProgramDoesNotGiveIsEmpty() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        GeneralizedLinearMixedModel classifier = new GeneralizedLinearMixedModel();
        classifier.setGroup("g");
        classifier.setFormula(null);
        classifier.setSlopes(null);
        classifier.setTrials(null);
        classifier.setEvent(null);
        classifier.setInfluence(null);
        classifier.buildClassifier(data);
        assertEquals(built(data, "-group g").toString(), classifier.toString());
        classifier.setAgq(null);
        assertEquals(
                "The option agq is \"\": write a whole number from 1 to 100, or auto.",
                assertThrows(MixedModelException.class, () -> classifier.buildClassifier(data))
                        .getMessage());
    }

    @Test
    void aGeneralisedModelHasADispersionOfItsOwnAndNoSigma() throws Exception {
        GeneralizedLinearMixedModel labels = built(GeneralizedSamples.labelled("no", "yes"), "-group g");
        assertTrue(Double.isNaN(labels.getMeasure("measureSigma")));
        assertTrue(Double.isNaN(labels.getMeasure("measureDispersion")));
        Instances counts = GeneralizedSamples.counts();
        GeneralizedLinearMixedModel counted = built(counts, "-group g -family negative-binomial");
        assertEquals(
                counted.fittedModel().orElseThrow().generalised().orElseThrow().dispersion(),
                counted.getMeasure("measureDispersion"));
    }

    @Test
    void probabilitiesAreThoseOfTheModelInTheRowsOwnGroup() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        GeneralizedLinearMixedModel classifier = built(data, "-group g");
        MixedModel model = classifier.fittedModel().orElseThrow();
        ResponseScale scale = ResponseScale.of(model);
        double[] links = model.predict(InstancesTable.of(data, List.of("x", "f", "g")));
        for (int row = 0; row < data.size(); row += 13) {
            double[] distribution = classifier.distributionForInstance(data.get(row));
            assertEquals(scale.mean(links[row]), distribution[1], ROUNDING);
            assertEquals(1, distribution[0] + distribution[1], ROUNDING);
            assertEquals(distribution[1] > 0.5 ? 1 : 0, classifier.classifyInstance(data.get(row)));
        }
    }

    @Test
    void rowOfAnUnseenGroupIsPredictedWithEffectsOfZero() throws Exception {
        Instances all = GeneralizedSamples.labelled("no", "yes");
        Instances seen = new Instances(all);
        seen.removeIf(row -> row.value(3) == 0);
        Instance unseen = all.get(0);
        GeneralizedLinearMixedModel classifier = built(seen, "-group g");
        MixedModel model = classifier.fittedModel().orElseThrow();
        List<Double> etas = new ArrayList<>();
        model.predictor().predict(InstancesTable.of(all, List.of("x", "f", "g")), Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                etas.add(rows.population(i));
            }
        });
        assertEquals(1 / (1 + Math.exp(-etas.get(0))), classifier.distributionForInstance(unseen)[1], ROUNDING);
        classifier.setUnseenGroups(GroupedModelOptions.UNSEEN_GROUPS.tag(UnseenGroups.MISSING));
        assertArrayEquals(new double[2], classifier.distributionForInstance(unseen));
        assertTrue(Double.isNaN(classifier.classifyInstance(unseen)));
    }

    @Test
    void otherEventTurnsTheSignsAndKeepsTheProbabilities() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        GeneralizedLinearMixedModel yes = built(data, "-group g");
        GeneralizedLinearMixedModel no = built(data, "-group g -event no");
        assertTrue(yes.toString().contains("y = yes"), yes.toString());
        assertTrue(no.toString().contains("y = no"), no.toString());
        double slope = yes.fittedModel().orElseThrow().fixedEffects().estimate(1);
        // Two searches end within their tolerance of each other.
        assertEquals(-slope, no.fittedModel().orElseThrow().fixedEffects().estimate(1), 1e-5 * Math.abs(slope));
        assertArrayEquals(yes.distributionForInstance(data.get(0)), no.distributionForInstance(data.get(0)), 1e-6);
    }

    @Test
    void evaluationHasAThresholdCurve() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        Evaluation evaluation = new Evaluation(data);
        evaluation.crossValidateModel(new GeneralizedLinearMixedModel(), data, 5, new Random(1));
        // The design separates well; 0.5 is chance.
        assertTrue(evaluation.areaUnderROC(1) > 0.7, evaluation.toSummaryString());
        assertTrue(Double.isFinite(evaluation.meanAbsoluteError()));
        Instances curve = new ThresholdCurve().getCurve(evaluation.predictions(), 1);
        assertEquals(evaluation.areaUnderROC(1), ThresholdCurve.getROCArea(curve), 1e-9);
    }

    @Test
    void threeLabelsAreRefusedAndMultiClassClassifierWorksAroundIt() throws Exception {
        Instances data = GeneralizedSamples.labelled("low", "middle", "top");
        assertEquals(
                "The class \"y\" has 3 labels, and this classifier is for two: put weka.classifiers.meta.MultiClassClassifier"
                        + " around it, which makes a model for each label.",
                refusal(data, "-group g"));
        MultiClassClassifier around = new MultiClassClassifier();
        GeneralizedLinearMixedModel inner = new GeneralizedLinearMixedModel();
        inner.setGroup("g");
        around.setClassifier(inner);
        around.buildClassifier(data);
        double[] distribution = around.distributionForInstance(data.get(0));
        assertEquals(3, distribution.length);
        assertEquals(1, Utils.sum(distribution), 1e-9);
        Evaluation evaluation = new Evaluation(data);
        evaluation.evaluateModel(around, data);
        assertTrue(evaluation.pctCorrect() > 50, evaluation.toSummaryString());
    }

    @Test
    void costsMoveThePrediction() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        CostSensitiveClassifier around = new CostSensitiveClassifier();
        CostMatrix costs = new CostMatrix(2);
        costs.setCell(0, 1, 1.0);
        costs.setCell(1, 0, 9.0);
        around.setCostMatrix(costs);
        around.setMinimizeExpectedCost(true);
        around.setClassifier(new GeneralizedLinearMixedModel());
        assertTrue(yes(around, data) > yes(new GeneralizedLinearMixedModel(), data) + 50);
        around.setMinimizeExpectedCost(false);
        assertTrue(yes(around, data) > yes(new GeneralizedLinearMixedModel(), data) + 50);
    }

    /** Returns how many rows are predicted as the second label. */
    private static int yes(Classifier classifier, Instances data) throws Exception {
        classifier.buildClassifier(data);
        int count = 0;
        for (Instance row : data) {
            count += (int) classifier.classifyInstance(row);
        }
        return count;
    }

    @Test
    void ensemblesOfItPredict() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        for (var around : List.of(new Bagging(), new AdaBoostM1())) {
            around.setOptions(Utils.splitOptions("-I 3 -W " + GeneralizedLinearMixedModel.class.getName()));
            around.buildClassifier(data);
            Evaluation evaluation = new Evaluation(data);
            evaluation.evaluateModel(around, data);
            assertTrue(evaluation.areaUnderROC(1) > 0.7, around + evaluation.toSummaryString());
        }
    }

    @Test
    void stringGroupsAreGroups() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        NominalToString filter = new NominalToString();
        filter.setAttributeIndexes("4");
        filter.setInputFormat(data);
        Instances strings = Filter.useFilter(data, filter);
        assertTrue(strings.attribute("g").isString());
        GeneralizedLinearMixedModel nominal = built(data, "-group g");
        GeneralizedLinearMixedModel string = built(strings, "-group g");
        for (int row = 0; row < data.size(); row += 37) {
            // The order in which groups are met is another.
            assertEquals(
                    nominal.distributionForInstance(data.get(row))[1],
                    string.distributionForInstance(strings.get(row))[1],
                    1e-6);
        }
    }

    @Test
    void rowsWithoutAClassAreLeftOut() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        for (int row = 0; row < 40; row++) {
            data.get(row).setClassMissing();
        }
        assertEquals(
                360, built(data, "-group g").fittedModel().orElseThrow().rows().used());
        data.forEach(Instance::setClassMissing);
        GeneralizedLinearMixedModel none = built(data, "-group g");
        assertTrue(none.toString().contains("No row has a value of y."), none.toString());
        assertArrayEquals(new double[2], none.distributionForInstance(data.get(0)));
    }

    @Test
    void oneLabelAloneIsAlwaysPredicted() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        data.forEach(row -> row.setClassValue(1));
        GeneralizedLinearMixedModel classifier = built(data, "-group g");
        assertTrue(classifier.toString().contains("There is no model: every probability of y = yes is 1, its share."));
        assertArrayEquals(new double[] {0, 1}, classifier.distributionForInstance(data.get(0)));
        assertArrayEquals(new double[] {0, 1}, copy(classifier).distributionForInstance(data.get(0)));
    }

    @Test
    void separationIsToldWithThePredictorThatSeparates() throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        data.forEach(row -> row.setClassValue(row.value(1) > 0 ? 1 : 0));
        GeneralizedLinearMixedModel classifier = built(data, "-group g");
        String text = classifier.toString().replaceAll("\\s+", " ");
        assertTrue(text.contains("The predictors tell the outcome of y without error"), text);
        assertTrue(text.contains("the coefficient of x grows without end"), text);
        assertTrue(text.contains("So this is the shares of the labels of y."), text);
    }

    @Test
    void wholeNumbersAreTakenForCountsAndThatIsSaid() throws Exception {
        Instances data = GeneralizedSamples.counts();
        GeneralizedLinearMixedModel classifier = built(data, "-group g");
        String text = classifier.toString().replaceAll("\\s+", " ");
        assertTrue(
                text.contains(
                        "The option family is auto, and all values of y are whole numbers from 0 on, so the family is"
                                + " poisson."),
                text);
        MixedModel model = classifier.fittedModel().orElseThrow();
        double eta = model.predict(InstancesTable.of(data, List.of("x", "g")))[5];
        assertEquals(Math.exp(eta), classifier.classifyInstance(data.get(5)), ROUNDING * Math.exp(eta));
        assertFalse(built(data, "-group g -family poisson").toString().contains("is auto"));
        assertTrue(built(data, "-group g -family negative-binomial")
                .toString()
                .contains("negative-binomial with log link"));
    }

    @Test
    void sharesOfTrialsArePredictedAsShares() throws Exception {
        Instances data = GeneralizedSamples.cbpp();
        GeneralizedLinearMixedModel classifier = built(data, "-formula period -group herd -trials size");
        assertTrue(classifier.toString().replaceAll("\\s+", " ").contains("so the family is binomial."));
        double prediction = classifier.classifyInstance(data.get(0));
        assertTrue(prediction > 0 && prediction < 1, () -> "" + prediction);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "-family gamma | The class \"y\" is nominal, and the family gamma is for numbers: choose binomial, or a numeric class.",
                "-trials x | The class \"y\" is nominal, and trials go with a proportion: leave trials empty, or choose a numeric class.",
                "-event maybe | The option event is \"maybe\", and the labels of the class \"y\" are \"no\" and \"yes\": choose one of them.",
                "-agq 200 | The option agq is \"200\": write a whole number from 1 to 100, or auto.",
                "-agq many | The option -agq is \"many\": write a whole number from 1 to 100, or auto.",
                "-group g,f -agq 5 | Quadrature is for one grouping factor, and the model has 2 (g, f); leave the number of points out for"
                        + " Laplace's approximation, which is for all.",
                "-family normal | The family is normal; it must be one of binomial, poisson, negative-binomial, gamma, with a link"
                        + " behind a colon where it is not the default, as in binomial:probit.",
                "-family poisson:logit | The family poisson has no link logit; it has log.",
                "-formula nothing | The option formula names \"nothing\", but there is no such attribute: choose \"x\", \"f\", \"g\".",
            })
    void optionThatMeansNothingIsRefusedInOneSentence(String options, String sentence) {
        assertEquals(sentence, refusal(GeneralizedSamples.labelled("no", "yes"), options));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "2.5; ; The option family is auto, and the numeric class \"y\" is 2.5 in row 3, so it does not count: choose the family, such"
                        + " as gamma for positive numbers, or the classifier LinearMixedModel.",
                "2.5; -family poisson; The class \"y\" is 2.5 in row 3, and the family poisson is for whole numbers from 0 on: mend the"
                        + " value, or choose another family.",
                "-1; -family negative-binomial; The class \"y\" is -1 in row 3, and the family negative-binomial is for whole numbers from 0"
                        + " on: mend the value, or choose another family.",
                "0; -family gamma; The class \"y\" is 0 in row 3, and the family gamma is for positive numbers: mend the value, or choose"
                        + " another family.",
                "2; -family binomial; The class \"y\" is 2 in row 3, and the family binomial is for 0 and 1, for two labels, or with the"
                        + " option trials for proportions: mend the value, or choose another family.",
                "2; -family binomial -trials x; The class \"y\" is 2 in row 3, and the family binomial is for proportions of trials, from 0 to"
                        + " 1: mend the value, or choose another family.",
                "1; -family poisson -trials x; The option trials is for the family binomial, and the family is poisson: leave trials empty,"
                        + " or choose binomial.",
                "1; -event 1; The option event is \"1\", and the class \"y\" is numeric: leave the option empty.",
                "1; -trials x -family binomial -weights x; The options weights and trials are both given, and trials are weights already:"
                        + " leave one of the two empty."
            })
    void classOutsideTheFamilyIsRefusedWithItsRow(double stray, String options, String sentence) {
        Instances data = GeneralizedSamples.counts();
        data.forEach(row -> row.setClassValue(1));
        data.get(2).setClassValue(stray);
        assertEquals(sentence, refusal(data, options == null ? "" : options));
    }

    @Test
    void textClassIsRefused() {
        Instances data = WekaSamples.empty("texts", new Attribute("y", true), new Attribute("x"));
        assertEquals(
                "The class is \"y\", a string attribute: choose a nominal one with two labels or a numeric one, with -c and its"
                        + " position on the command line, or in the list above Start in the Explorer.",
                refusal(data, ""));
    }

    @Test
    void numbersThatSayNoOrYesAreCountsUnlessBinomialIsChosen() throws Exception {
        Instances data = GeneralizedSamples.counts();
        data.forEach(row -> row.setClassValue(row.classValue() > 2 ? 1 : 0));
        String text = built(data, "-group g").toString().replaceAll("\\s+", " ");
        assertTrue(text.contains("All are 0 or 1: if they say no or yes, choose binomial."), text);
        GeneralizedLinearMixedModel binomial = built(data, "-group g -family binomial");
        assertTrue(binomial.classifyInstance(data.get(0)) < 1);
    }

    private static GeneralizedLinearMixedModel copy(GeneralizedLinearMixedModel classifier) throws Exception {
        return (GeneralizedLinearMixedModel) AbstractClassifier.makeCopy(classifier);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-formula \"y ~ x + (1 | g)\" -family binomial:probit -event no -digits 7 -unseen missing",
                "-group g -slopes x -uncorrelated -agq 5"
            })
    void savedClassifierComesBackToTheLastBit(String options) throws Exception {
        Instances data = GeneralizedSamples.labelled("no", "yes");
        GeneralizedLinearMixedModel classifier = built(data, options);
        GeneralizedLinearMixedModel loaded = copy(classifier);
        assertEquals(classifier.toString(), loaded.toString());
        assertArrayEquals(classifier.getOptions(), loaded.getOptions());
        assertEquals(classifier.getMeasure("measureAIC"), loaded.getMeasure("measureAIC"));
        for (Instance row : data) {
            assertArrayEquals(classifier.distributionForInstance(row), loaded.distributionForInstance(row));
        }
        GeneralizedLinearMixedModel unbuilt = copy(new GeneralizedLinearMixedModel());
        assertEquals("Generalised linear mixed model: no model has been built yet.", unbuilt.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-formula \"y ~ x + (1 | `my group`)\" -family binomial:cloglog -unseen missing -digits 7",
                "-group a,b/c -slopes x,2 -uncorrelated -unseen error -agq auto -trials 3 -event yes"
            })
    void optionHandlerPassesEveryCheck(String options) throws Exception {
        OwnChecks.assertOptionsPass(new GeneralizedLinearMixedModel(), options);
        OwnChecks.assertEditorPasses(new GeneralizedLinearMixedModel());
    }

    @Test
    void classifierPassesEveryCheckOrRefusesTheDataWithAnAcceptedSentence() throws Exception {
        CheckScheme check = new CheckClassifier();
        check.setOptions(new String[] {"-W", GeneralizedLinearMixedModel.class.getName()});
        List<String> answers = OwnChecks.printedBy(check::doTests)
                .lines()
                .filter(line -> line.contains("..."))
                .toList();
        List<String> failures = answers.stream()
                .filter(line -> line.endsWith("...no"))
                .filter(line -> !line.equals("updateable classifier...no"))
                .filter(line -> !line.equals("multi-instance classifier...no"))
                .toList();
        assertTrue(answers.size() > 30, () -> "checks made: " + answers);
        assertEquals(List.of(), failures);
    }
}
