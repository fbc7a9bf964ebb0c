package weka.classifiers.meta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.multilevel.model.MixedModel;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.Classifier;
import weka.classifiers.Evaluation;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.LinearRegression;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.lazy.IBk;
import weka.classifiers.rules.ZeroR;
import weka.classifiers.trees.REPTree;
import weka.classifiers.trees.RandomForest;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.Utils;

class MixedEffectsTest {

    private static MixedEffects built(Instances data, Classifier scheme, String options) throws Exception {
        MixedEffects classifier = new MixedEffects();
        classifier.setOptions(Utils.splitOptions(options));
        classifier.setClassifier(scheme);
        classifier.buildClassifier(data);
        return classifier;
    }

    private static Classifier leastSquares() throws Exception {
        LinearRegression scheme = new LinearRegression();
        scheme.setOptions(Utils.splitOptions("-S 1 -R 0"));
        return scheme;
    }

    private static MixedModel random(MixedEffects classifier) {
        return classifier.randomEffects().orElseThrow();
    }

    private static double rmse(Classifier classifier, Instances train, Instances test) throws Exception {
        Evaluation evaluation = new Evaluation(train);
        evaluation.evaluateModel(classifier, test);
        return evaluation.rootMeanSquaredError();
    }

    /** The reference is lme4's fit hsb-final-ml of {@code reference/open.json}, polished to a gradient below 1e-6. */
    @Test
    void withLeastSquaresItEndsAtTheMixedModelOfMaximumLikelihood() throws Exception {
        Instances data =
                MixedEffectsSamples.table("hsb", "mathach", "ses", "meanses", "pracad", "minority", "female", "school");
        MixedEffects classifier =
                built(data, leastSquares(), "-group school -slopes minority -folds 1 -rounds 1000 -tolerance 1e-8");
        MixedModel model = random(classifier);
        assertEquals(1, classifier.getMeasure("measureSettled"));
        // What the tolerance leaves.
        assertEquals(-23139.4983689131, model.statistics().logLikelihood(), 1e-6);
        // Of order 1e-4 standard errors where the log-likelihood is flat to 1e-8.
        assertEquals(5.97385459262581, model.sigma(), 1e-4);
        double[] theta = model.theta();
        assertArrayEquals(
                new double[] {0.196555279743981, 0.00748949411776545, 0.216418218132183},
                theta,
                1e-4,
                Arrays.toString(theta));
        // Coefficients of the scheme, of which the last is its intercept: the random part has the rest of it.
        double[] coefficients = ((LinearRegression) classifier.getClassifier()).coefficients();
        Map<String, Double> expected = Map.of("ses", 1.88795103807157, "(Intercept)", 11.8017483791984);
        assertEquals(expected.get("ses"), coefficients[1], 1e-4);
        assertEquals(
                expected.get("(Intercept)"),
                coefficients[coefficients.length - 1] + model.fixedEffects().estimate(0),
                1e-3);
        LinearMixedModel same = new LinearMixedModel();
        same.setOptions(Utils.splitOptions("-group school -slopes minority -method ML"));
        same.buildClassifier(data);
        for (int row = 0; row < data.numInstances(); row += 500) {
            Instance instance = data.instance(row);
            assertEquals(same.classifyInstance(instance), classifier.classifyInstance(instance), 1e-3);
        }
    }

    @Test
    void onForestDataItBeatsTheForestAloneAndTheForestWithTheGroup() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(50, 20, 2, 7);
        Instances train = MixedEffectsSamples.part(data, 4, false);
        Instances test = MixedEffectsSamples.part(data, 4, true);
        MixedEffects mixed = built(train, new RandomForest(), "-group group");
        RandomForest withGroup = new RandomForest();
        withGroup.buildClassifier(train);
        Instances bare = new Instances(train);
        bare.deleteAttributeAt(4);
        RandomForest alone = new RandomForest();
        alone.buildClassifier(bare);
        Instances bareTest = new Instances(test);
        bareTest.deleteAttributeAt(4);
        double error = rmse(mixed, train, test);
        double errorWithGroup = rmse(withGroup, train, test);
        double errorAlone = rmse(alone, bare, bareTest);
        // Groups have a standard deviation of 2 and the error one of 1, so the forest alone cannot come below 2.2.
        assertTrue(error < 0.85 * errorWithGroup, () -> error + " against " + errorWithGroup);
        assertTrue(error < 0.75 * errorAlone, () -> error + " against " + errorAlone);
        // The variance of levels was 4; 50 groups tell it to about a fifth.
        double variance = random(mixed).groupingFactors().get(0).variance(0);
        assertEquals(4, variance, 1.6);
    }

    @Test
    void aSchemeThatFitsItsTrainingDataTooWellLeavesTheErrorItsVariance() throws Exception {
        Instances data = MixedEffectsSamples.smoothWithGroups(40, 10, 3);
        MixedModel crossed = random(built(data, new IBk(2), "-group group"));
        MixedModel own = random(built(data, new IBk(2), "-group group -folds 1"));
        // The error has a deviation of 1, to which the scheme adds its own; of its own rows a neighbour is always the
        // row itself.
        assertTrue(own.sigma() < 0.8, () -> "residual deviation " + own.sigma());
        assertTrue(crossed.sigma() > 1, () -> "residual deviation " + crossed.sigma());
        // 40 groups tell the deviation of 2 to about a ninth.
        assertEquals(2, Math.sqrt(crossed.groupingFactors().get(0).variance(0)), 0.6);
    }

    @Test
    void aSchemeThatRepeatsItsTrainingDataIsRefusedWithoutFolds() {
        Exception e = assertThrows(
                MixedModelException.class,
                () -> built(MixedEffectsSamples.smoothWithGroups(40, 10, 3), new IBk(1), "-group group -folds 1"));
        assertEquals(
                "IBk leaves nothing of its own training rows to group effects: set the option folds to 2 or more, so that it"
                        + " predicts groups that it was not trained on.",
                e.getMessage());
    }

    @Test
    void predictionIntervalsHoldWhatTheyAreForInKnownAndInNewGroups() throws Exception {
        Instances data = MixedEffectsSamples.smoothWithGroups(80, 20, 11);
        Instances train = new Instances(data, 0);
        Instances known = new Instances(data, 0);
        Instances unseen = new Instances(data, 0);
        for (Instance row : data) {
            if (row.value(3) >= 50) {
                unseen.add(row);
            } else if (known.numInstances() < row.value(3) * 10) {
                known.add(row);
            } else {
                train.add(row);
            }
        }
        MixedEffects classifier = built(train, new RandomForest(), "-group group");
        // 490 and 600 rows, those of a new group alike: about 0.02 and 0.03 around 0.95.
        assertEquals(0.95, coverage(classifier, known), 0.03);
        assertEquals(0.95, coverage(classifier, unseen), 0.05);
    }

    private static double coverage(MixedEffects classifier, Instances test) throws Exception {
        int held = 0;
        for (Instance row : test) {
            double[] interval = classifier.predictIntervals(row, 0.95)[0];
            held += row.classValue() >= interval[0] && row.classValue() <= interval[1] ? 1 : 0;
        }
        return held / (double) test.numInstances();
    }

    /** A few steps leave much of the boys' growth, which all have in common and a new boy must not lack. */
    @Test
    void groupEffectsTakeOverNothingThatAllGroupsHaveInCommon() throws Exception {
        Instances data = MixedEffectsSamples.table("Oxboys", "height", "age", "Subject");
        MixedEffects classifier = built(data, new AdditiveRegression(), "-group Subject -slopes age");
        MixedModel model = random(classifier);
        assertEquals("height ~ 1 + age + offset(`fixed part`) + (1 + age | Subject)", model.formula());
        // By lme4 the levels of boys have a deviation of 8.08 and the slopes one of 1.68.
        assertEquals(8, model.groupingFactors().get(0).standardDeviation(0), 0.4);
        assertEquals(1.7, model.groupingFactors().get(0).standardDeviation(1), 0.2);
        DenseInstance newBoy = new DenseInstance(1, new double[] {Utils.missingValue(), 1, Utils.missingValue()});
        newBoy.setDataset(data);
        // Growth is 6.525 a unit of age from 149.37 cm on.
        assertEquals(155.9, classifier.classifyInstance(newBoy), 1);
    }

    @Test
    void aKnownGroupIsPredictedWithItsEffectAndANewOneAsAsked() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(10, 10, 3, 5);
        MixedEffects classifier = built(data, new ZeroR(), "-group group");
        Instance row = new DenseInstance(data.get(0));
        row.setDataset(data);
        MixedModel model = random(classifier);
        String group = data.attribute(4).value(0);
        double population = classifier.getClassifier().classifyInstance(row)
                + model.fixedEffects().estimate(0);
        assertEquals(population + model.effect("group", group, "(Intercept)"), classifier.classifyInstance(row), 1e-12);
        row.setMissing(4);
        assertEquals(population, classifier.classifyInstance(row), 1e-12);
        classifier.setOptions(Utils.splitOptions("-unseen missing -W weka.classifiers.rules.ZeroR"));
        assertTrue(Double.isNaN(classifier.classifyInstance(row)));
    }

    @Test
    void groupsMayBeNumbersTextsNestedOrCrossed() throws Exception {
        Instances pastes = MixedEffectsSamples.table("Pastes", "strength", "batch", "cask");
        assertEquals(
                "strength ~ 1 + offset(`fixed part`) + (1 | batch/cask)",
                random(built(pastes, new ZeroR(), "-group batch/cask")).formula());
        Instances penicillin = MixedEffectsSamples.table("Penicillin", "diameter", "plate", "sample");
        assertEquals(
                "diameter ~ 1 + offset(`fixed part`) + (1 | plate) + (1 | sample)",
                random(built(penicillin, new ZeroR(), "-group plate,sample")).formula());
        Instances boys = MixedEffectsSamples.table("Oxboys", "height", "age", "Subject");
        assertEquals(26, built(boys, new REPTree(), "-group Subject").getMeasure("measureNumGroups"));
    }

    @Test
    void textsThatTheSchemeCannotReadAreLeftOutInWords() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(6, 8, 2, 5);
        data.insertAttributeAt(new Attribute("remark", (List<String>) null), 1);
        data.forEach(row -> row.setValue(1, "row"));
        MixedEffects classifier = built(data, leastSquares(), "-group group -folds 1");
        assertTrue(
                words(classifier)
                        .contains(
                                "Note Left out of the fixed part, since LinearRegression reads no string attributes: remark."),
                classifier.toString());
        assertFalse(Double.isNaN(classifier.classifyInstance(data.get(3))));
    }

    @Test
    void withoutAnyGroupItIsTheSchemeAloneAndSaysSo() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(6, 8, 2, 5);
        data.deleteAttributeAt(4);
        MixedEffects classifier = built(data, new REPTree(), "");
        REPTree alone = new REPTree();
        alone.buildClassifier(data);
        assertEquals(alone.classifyInstance(data.get(3)), classifier.classifyInstance(data.get(3)));
        assertTrue(
                words(classifier).contains("So this is the scheme alone, without group effects."),
                classifier.toString());
        assertEquals(0, classifier.predictIntervals(data.get(3), 0.95).length);
        assertTrue(Double.isNaN(classifier.getMeasure("measureSigma")));
    }

    @Test
    void oneGroupOnlyIsTheSchemeAloneAndSaysWhy() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(6, 8, 2, 5);
        data.removeIf(row -> row.value(4) > 0);
        MixedEffects classifier = built(data, new REPTree(), "-group group");
        assertTrue(
                words(classifier).contains("The grouping column group has only one level (g0) in the rows used"),
                classifier.toString());
        assertTrue(
                words(classifier).contains("So this is the scheme alone, without group effects."),
                classifier.toString());
    }

    @Test
    void groupsThatDoNotDifferAreSaidNotTo() throws Exception {
        Instances data = MixedEffectsSamples.smoothWithGroups(10, 8, 2);
        for (int row = 0; row < data.numInstances(); row++) {
            data.get(row).setClassValue(row % 8);
        }
        MixedEffects classifier = built(data, new ZeroR(), "-group group");
        assertEquals(1, classifier.getMeasure("measureSingular"));
        assertTrue(words(classifier).contains("Verdict singular"), classifier.toString());
        assertTrue(words(classifier).contains("Note "), classifier.toString());
    }

    private static String words(MixedEffects classifier) {
        return classifier.toString().replaceAll("\\s+", " ");
    }

    @Test
    void weightsCountInBothParts() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(10, 10, 2, 4);
        Instances twice = new Instances(data);
        Instances weighted = new Instances(data);
        for (int row = 0; row < data.numInstances(); row += 2) {
            weighted.get(row).setWeight(2);
        }
        MixedEffects plain = built(twice, new REPTree(), "-group group");
        MixedEffects heavy = built(weighted, new REPTree(), "-group group");
        assertTrue(random(heavy).provenance().weights().isPresent());
        assertTrue(plain.classifyInstance(data.get(1)) != heavy.classifyInstance(data.get(1)));
        assertTrue(words(built(weighted, new Deaf(), "-group group"))
                .contains("Note Deaf takes no account of instance weights; they count in the random part only."));
    }

    /** Knows nothing of weights. */
    public static final class Deaf extends AbstractClassifier {
        private static final long serialVersionUID = 1L;

        @Override
        public void buildClassifier(Instances data) {}

        @Override
        public double classifyInstance(Instance instance) {
            return 0;
        }
    }

    @Test
    void rowsWithoutClassOrGroupDoNoHarm() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(10, 10, 2, 4);
        data.get(0).setClassMissing();
        data.get(1).setMissing(4);
        MixedEffects classifier = built(data, new REPTree(), "-group group");
        assertEquals(98, random(classifier).rows().used());
        assertFalse(Double.isNaN(classifier.classifyInstance(data.get(1))));
    }

    @Test
    void dataStayAsTheyWere() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(10, 10, 2, 4);
        String before = data.toString();
        built(data, new REPTree(), "-group group");
        assertEquals(before, data.toString());
    }

    @Test
    void theSameSeedGivesTheSameModel() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(20, 10, 2, 4);
        String first = built(data, new REPTree(), "-group group -S 1").toString();
        assertEquals(first, built(data, new REPTree(), "-group group -S 1").toString());
        assertFalse(first.equals(built(data, new REPTree(), "-group group -S 2").toString()));
    }

    @Test
    void anInterruptedThreadStopsIt() {
        Instances data = MixedEffectsSamples.forestWithGroups(10, 10, 2, 4);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> built(data, new ZeroR(), "-group group"));
        assertTrue(Thread.interrupted());
    }

    @Test
    void optionsThatMeanNothingAreRefused() {
        assertEquals(
                "The option group names \"school\", but there is no such attribute: choose \"x1\", \"x2\", \"x3\","
                        + " \"group\", or a number from 1 to 5.",
                refusal("-group school"));
        assertEquals("The option -folds is \"0\": write a whole number from 1 on.", refusal("-folds 0"));
        assertEquals(
                "The option -tolerance is \"none\": write a number above zero, such as 0.01.",
                refusal("-tolerance none"));
        assertEquals("The option -unseen is \"zero\": write population or missing or error.", refusal("-unseen zero"));
        MixedEffects classifier = new MixedEffects();
        classifier.setRounds(0);
        assertEquals(
                "The options folds, rounds and tolerance are 5, 0 and 0.01: choose numbers above zero.",
                Objects.requireNonNull(assertThrows(
                                MixedModelException.class,
                                () -> classifier.buildClassifier(MixedEffectsSamples.forestWithGroups(5, 5, 1, 1)))
                        .getMessage()));
    }

    private static String refusal(String options) {
        Instances data = MixedEffectsSamples.forestWithGroups(10, 10, 2, 4);
        return Objects.requireNonNull(assertThrows(MixedModelException.class, () -> built(data, new ZeroR(), options))
                .getMessage());
    }

    @Test
    void anUnbuiltOneSaysSo() {
        Instances data = MixedEffectsSamples.forestWithGroups(2, 2, 2, 4);
        assertEquals("Mixed effects: no model has been built yet.", new MixedEffects().toString());
        assertEquals(
                "There is no model yet to predict with: build the classifier first.",
                Objects.requireNonNull(
                        assertThrows(MixedModelException.class, () -> new MixedEffects().classifyInstance(data.get(0)))
                                .getMessage()));
    }

    @Test
    void measuresOfBothPartsAreOffered() throws Exception {
        MixedEffects classifier =
                built(MixedEffectsSamples.forestWithGroups(10, 10, 2, 4), new REPTree(), "-group group");
        List<String> names = Collections.list(classifier.enumerateMeasures());
        assertTrue(names.containsAll(List.of("measureICC", "measureRounds", "measureTreeSize")), names.toString());
        for (String name : names) {
            assertFalse(Double.isNaN(classifier.getMeasure(name)), name);
        }
        assertThrows(IllegalArgumentException.class, () -> classifier.getMeasure("measureNothing"));
    }

    @Test
    void itComesBackFromAFile() throws Exception {
        Instances data = MixedEffectsSamples.forestWithGroups(10, 10, 2, 4);
        MixedEffects classifier = built(data, new REPTree(), "-group group -slopes x1");
        MixedEffects copy = (MixedEffects) AbstractClassifier.makeCopy(classifier);
        assertEquals(classifier.toString(), copy.toString());
        assertArrayEquals(classifier.getOptions(), copy.getOptions());
        for (Instance row : data) {
            assertEquals(classifier.classifyInstance(row), copy.classifyInstance(row));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(classifier);
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("FittedMixedEffects"));
        assertFalse(text.contains("org.multilevel"));
    }

    @Test
    void stringGroupsOfAnotherFileAreKnownByTheirNames() throws Exception {
        Instances train = named(List.of("a", "b", "c", "d", "e", "f"));
        Instances test = named(List.of("f", "e", "d", "c", "b", "a"));
        MixedEffects classifier = built(train, new ZeroR(), "-group name");
        double ofF = classifier.classifyInstance(train.get(5));
        assertEquals(ofF, classifier.classifyInstance(test.get(0)), 1e-12);
    }

    /** Returns six rows of each name: y is its letter's number plus 0, 0.1, ..., 0.5. */
    private static Instances named(List<String> names) {
        Instances data = new Instances(
                "named",
                new ArrayList<>(
                        List.of(new Attribute("y"), new Attribute("x"), new Attribute("name", (List<String>) null))),
                0);
        data.setClassIndex(0);
        for (int i = 0; i < 36; i++) {
            String name = names.get(i % 6);
            DenseInstance row = new DenseInstance(3);
            row.setDataset(data);
            int lap = i / 6;
            row.setValue(0, name.charAt(0) - 'a' + 0.1 * lap);
            row.setValue(1, i % 5);
            row.setValue(2, name);
            data.add(row);
        }
        return data;
    }
}
