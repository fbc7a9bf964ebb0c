package weka.classifiers.meta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.model.GroupingFactor;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.CheckClassifier;
import weka.classifiers.Classifier;
import weka.classifiers.SingleClassifierEnhancer;
import weka.classifiers.evaluation.Evaluation;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.LinearRegression;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.rules.ZeroR;
import weka.classifiers.trees.REPTree;
import weka.core.Attribute;
import weka.core.CheckScheme;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.OwnChecks;
import weka.core.SerializationHelper;
import weka.core.Utils;
import weka.core.converters.ArffSaver;
import weka.core.converters.CSVLoader;
import weka.filters.AllFilter;

class GroupAwareEvaluationTest {

    /** Returns 26 boys on nine occasions, with height as the class. */
    private static Instances oxboys() throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", "Oxboys.csv").toFile());
        Instances data = loader.getDataSet();
        data.setClass(data.attribute("height"));
        return data;
    }

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

    private static GroupAwareEvaluation built(Instances data, Classifier inside, String options) throws Exception {
        GroupAwareEvaluation classifier = new GroupAwareEvaluation();
        classifier.setOptions(Utils.splitOptions(options));
        classifier.setClassifier(inside);
        classifier.buildClassifier(data);
        return classifier;
    }

    /** A mean that everything is predicted with: each fold's error can be computed by hand. */
    @Test
    void aNewGroupIsPredictedFromAllOthers() throws Exception {
        Instances data = teams();
        GroupAwareEvaluation classifier = built(data, new ZeroR(), "-group team -leave-one-group-out");
        double total = data.stream().mapToDouble(Instance::classValue).sum();
        double squares = 0;
        double errors = 0;
        for (Instance row : data) {
            double team = 5 * 10 * row.value(1) + 10;
            double error = row.classValue() - (total - team) / 25;
            squares += error * error;
            errors += Math.abs(error);
        }
        // Sums of 30 numbers of size 100.
        assertEquals(Math.sqrt(squares / 30), classifier.getMeasure("measureNewGroupRMSE"), 1e-12);
        assertEquals(errors / 30, classifier.getMeasure("measureNewGroupMAE"), 1e-12);
        assertEquals(30, classifier.getMeasure("measureNewGroupTested"));
        assertEquals(30, classifier.getMeasure("measureKnownGroupTested"));
    }

    @Test
    void aKnownGroupIsPredictedBetterThanANewOneWhereGroupsDiffer() throws Exception {
        LinearMixedModel inside = new LinearMixedModel();
        inside.setOptions(Utils.splitOptions("-group Subject -slopes age"));
        GroupAwareEvaluation classifier = built(oxboys(), inside, "-group Subject");
        double newBoy = classifier.getMeasure("measureNewGroupRMSE");
        double knownBoy = classifier.getMeasure("measureKnownGroupRMSE");
        // The boys' heights have a standard deviation of 8 cm; the residual one is 0.66 cm.
        assertTrue(newBoy > 7 && newBoy < 10, () -> "new " + newBoy);
        assertTrue(knownBoy > 0.6 && knownBoy < 0.9, () -> "known " + knownBoy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "weka.classifiers.meta.FilteredClassifier", "weka.classifiers.meta.Bagging"})
    void aMixedModelThatNamesNoGroupTakesThatOfTheEvaluation(String wrapper) throws Exception {
        LinearMixedModel inside = new LinearMixedModel();
        inside.setOptions(Utils.splitOptions("-formula age"));
        Classifier whole = inside;
        if (!wrapper.isEmpty()) {
            SingleClassifierEnhancer outside = Class.forName(wrapper)
                    .asSubclass(SingleClassifierEnhancer.class)
                    .getConstructor()
                    .newInstance();
            outside.setClassifier(inside);
            if (outside instanceof FilteredClassifier filtered) {
                filtered.setFilter(new AllFilter());
            }
            whole = outside;
        }
        GroupAwareEvaluation classifier = built(oxboys(), whole, "-group Subject -folds 3");
        double knownBoy = classifier.getMeasure("measureKnownGroupRMSE");
        // With the boy's intercept some 1.4 cm; least squares have an error of 8 cm.
        assertTrue(knownBoy < 2, () -> "known " + knownBoy);
        assertEquals("", inside.getGroup());
        if (wrapper.isEmpty()) {
            String text = classifier.toString().replaceAll("\\s+", " ");
            assertTrue(text.contains("The model names no group, so it takes that of the evaluation, Subject."), text);
        }
        inside.buildClassifier(oxboys());
        assertEquals("height ~ age", inside.fittedModel().orElseThrow().formula());
    }

    @Test
    void randomEffectsAroundASchemeTakeTheGroupOfTheEvaluation() throws Exception {
        MixedEffects inside = new MixedEffects();
        inside.setClassifier(new LinearRegression());
        FilteredClassifier filtered = new FilteredClassifier();
        filtered.setFilter(new AllFilter());
        filtered.setClassifier(inside);
        for (Classifier whole : List.of(inside, filtered)) {
            GroupAwareEvaluation classifier = built(oxboys(), whole, "-group Subject -folds 3");
            double knownBoy = classifier.getMeasure("measureKnownGroupRMSE");
            // With the boy's intercept some 1.4 cm; least squares have an error of 8 cm.
            assertTrue(knownBoy < 2, () -> "known " + knownBoy);
            assertEquals("", inside.getGroup());
            String text = classifier.toString().replaceAll("\\s+", " ");
            assertTrue(text.contains("The model names no group, so it takes that of the evaluation, Subject."), text);
        }
        inside.buildClassifier(oxboys());
        assertFalse(inside.toString().contains("of the evaluation"), inside::toString);
    }

    @Test
    void randomEffectsAroundASchemeTakeSeveralGroupsAsNested() throws Exception {
        MixedEffects inside = new MixedEffects();
        inside.setClassifier(new LinearRegression());
        Instances data = MixedEffectsSamples.table("Pastes", "strength", "batch", "cask");
        built(data, inside, "-group batch,cask -folds 2");
        assertEquals(
                List.of("cask:batch", "batch"),
                inside.randomEffects().orElseThrow().groupingFactors().stream()
                        .map(GroupingFactor::name)
                        .toList());
    }

    @Test
    void aMixedModelKeepsTheGroupThatItNames() throws Exception {
        LinearMixedModel inside = new LinearMixedModel();
        inside.setOptions(Utils.splitOptions("-formula \"age + (0 + age | Subject)\""));
        built(oxboys(), inside, "-group Subject,Occasion -folds 3");
        assertEquals(
                "height ~ age + (0 + age | Subject)",
                inside.fittedModel().orElseThrow().formula());
    }

    @Test
    void groupsThatAFilterTakesAwayAreToldToBeGone() throws Exception {
        FilteredClassifier filtered = new FilteredClassifier();
        filtered.setOptions(Utils.splitOptions("-F \"weka.filters.unsupervised.attribute.Remove -R 1\""
                + " -W weka.classifiers.functions.LinearMixedModel -- -formula age"));
        String text =
                built(oxboys(), filtered, "-group Subject -folds 3").toString().replaceAll("\\s+", " ");
        assertTrue(
                text.contains(
                        "The model names no group, and that of the evaluation, Subject, is not among the attributes"
                                + " that can be its groups, so it is not taken."),
                text);
    }

    @Test
    void itsTextHoldsBothAnswersAndTheClassifierInside() throws Exception {
        String text = built(teams(), new ZeroR(), "-group team -folds 5").toString();
        assertEquals(
                List.of(
                        "Evaluation by team: 6 groups, 5 folds of whole groups, 5 folds within groups, seed 1",
                        "",
                        " ".repeat(37) + "a new group   a new row of a known group"),
                text.lines().limit(3).toList());
        assertTrue(text.contains("\nInstances tested" + " ".repeat(30) + "30" + " ".repeat(27) + "30\n"), text);
        assertTrue(
                text.endsWith(
                        "Built on all instances: weka.classifiers.rules.ZeroR \n\nZeroR predicts class value: 27.0"),
                text);
    }

    @Test
    void aNominalClassHasItsOwnMeasures() throws Exception {
        Instances data = teams();
        data.insertAttributeAt(new Attribute("late", List.of("no", "yes")), 2);
        data.forEach(row -> row.setValue(2, row.value(0) % 10 > 2 ? 1 : 0));
        data.setClassIndex(2);
        GroupAwareEvaluation classifier = built(data, new ZeroR(), "-group team -folds 3");
        assertEquals(60, classifier.getMeasure("measureNewGroupPercentCorrect"));
        assertTrue(Double.isNaN(classifier.getMeasure("measureNewGroupCorrelation")));
        assertTrue(
                classifier
                        .toString()
                        .contains("Correctly classified (%)                      60                           60\n"),
                classifier.toString());
    }

    @Test
    void predictionsAreThoseOfTheClassifierInside() throws Exception {
        Instances data = oxboys();
        REPTree inside = new REPTree();
        GroupAwareEvaluation classifier = built(data, new REPTree(), "-group Subject -folds 2");
        inside.buildClassifier(data);
        for (Instance row : data) {
            assertEquals(inside.classifyInstance(row), classifier.classifyInstance(row));
            assertArrayEquals(inside.distributionForInstance(row), classifier.distributionForInstance(row));
        }
    }

    @Test
    void fewerGroupsThanFoldsHaveAFoldEach() throws Exception {
        String text = built(teams(), new ZeroR(), "-group team").toString();
        assertTrue(
                text.contains("Note: There are 6 groups, fewer than 10 folds: each group has a fold of its own."),
                text);
        assertTrue(
                text.startsWith("Evaluation by team: 6 groups, 6 folds of whole groups, 10 folds within groups"), text);
    }

    @Test
    void withoutANameTheGroupIsChosenAndTold() throws Exception {
        String text = built(teams(), new ZeroR(), "").toString();
        assertTrue(text.startsWith("Evaluation by team:"), text);
        assertTrue(
                text.contains(
                        "Note: The option group is empty, so the group is team: of the nominal and string attributes whose levels"
                                + " repeat, it has the most levels."),
                text);
    }

    @Test
    void withoutAnyGroupTheClassifierIsBuiltAndItsTextSaysWhatToDo() throws Exception {
        Instances data = teams();
        data.deleteAttributeAt(1);
        GroupAwareEvaluation classifier = built(data, new ZeroR(), "");
        assertEquals(27, classifier.classifyInstance(data.get(0)));
        assertTrue(Double.isNaN(classifier.getMeasure("measureNewGroupRMSE")));
        assertTrue(
                classifier
                        .toString()
                        .contains(
                                "Note: The option group is empty, and no nominal or string attribute has 5 levels or more"
                                        + " that repeat: name the group in the option group."),
                classifier.toString());
    }

    @Test
    void oneGroupLeavesOnlyTheQuestionOfAKnownGroup() throws Exception {
        Instances data = teams();
        data.removeIf(row -> row.value(1) > 0);
        GroupAwareEvaluation classifier = built(data, new ZeroR(), "-group team -folds 5");
        assertTrue(Double.isNaN(classifier.getMeasure("measureNewGroupRMSE")));
        assertEquals(5, classifier.getMeasure("measureKnownGroupTested"));
        assertTrue(
                classifier
                        .toString()
                        .contains(
                                "Note: No evaluation for a new group: Column \"team\" has the one group \"a\", and folds of"
                                        + " whole groups need at least 2"),
                classifier.toString());
    }

    /** Refuses data without team a. */
    public static final class Picky extends ZeroR {
        private static final long serialVersionUID = 1L;

        @Override
        public void buildClassifier(Instances data) throws Exception {
            if (data.stream().noneMatch(row -> row.value(1) == 0)) {
                throw new IllegalStateException("no team a");
            }
            super.buildClassifier(data);
        }
    }

    @Test
    void aClassifierThatFailsInAFoldIsQuoted() throws Exception {
        GroupAwareEvaluation classifier = built(teams(), new Picky(), "-group team -leave-one-group-out");
        assertTrue(
                classifier
                        .toString()
                        .contains("Note: No evaluation for a new group: in fold 1 of 6 the classifier says: no team a"),
                classifier.toString());
        assertFalse(Double.isNaN(classifier.getMeasure("measureKnownGroupRMSE")));
    }

    @Test
    void rowsWithoutClassOrGroupTakeNoPart() throws Exception {
        Instances data = teams();
        data.get(0).setClassMissing();
        data.get(1).setMissing(1);
        GroupAwareEvaluation classifier = built(data, new ZeroR(), "-group team -folds 2");
        assertEquals(28, classifier.getMeasure("measureNewGroupTested"));
        assertTrue(classifier.toString().contains("Note: 1 row has no value of team: it is in no fold."));
    }

    @Test
    void instancesAreCountedWhateverTheyWeigh() throws Exception {
        Instances data = teams();
        data.forEach(row -> row.setWeight(2.5));
        GroupAwareEvaluation classifier = built(data, new Silent(), "-group team -folds 2");
        assertEquals(30, classifier.getMeasure("measureNewGroupTested"));
        assertEquals(30, classifier.getMeasure("measureKnownGroupTested"));
        assertEquals(5, classifier.getMeasure("measureNewGroupUnpredicted"));
        assertEquals(5, classifier.getMeasure("measureKnownGroupUnpredicted"));
    }

    /** Predicts nothing for team a. */
    public static final class Silent extends ZeroR {
        private static final long serialVersionUID = 1L;

        @Override
        public double classifyInstance(Instance instance) {
            return instance.value(1) == 0 ? Utils.missingValue() : super.classifyInstance(instance);
        }

        @Override
        public double[] distributionForInstance(Instance instance) {
            return new double[] {classifyInstance(instance)};
        }
    }

    @Test
    void aGroupOfOneRowIsNoKnownGroup() throws Exception {
        Instances data = teams();
        data.removeIf(row -> row.value(1) < 2 && row.value(0) % 10 > 0);
        GroupAwareEvaluation classifier = built(data, new ZeroR(), "-group team -folds 2");
        assertEquals(22, classifier.getMeasure("measureNewGroupTested"));
        assertEquals(20, classifier.getMeasure("measureKnownGroupTested"));
        assertTrue(
                classifier
                        .toString()
                        .contains(
                                "Note: 2 groups of team have a single row: it is trained on and never tested, since no"
                                        + " row of its group would be left to train on."),
                classifier.toString());
    }

    @Test
    void theSeedDecides() throws Exception {
        double first = built(oxboys(), new REPTree(), "-group Subject -S 1").getMeasure("measureNewGroupRMSE");
        assertEquals(
                first, built(oxboys(), new REPTree(), "-group Subject -S 1").getMeasure("measureNewGroupRMSE"));
        assertTrue(
                first != built(oxboys(), new REPTree(), "-group Subject -S 2").getMeasure("measureNewGroupRMSE"));
    }

    @Test
    void anInterruptedThreadStopsIt() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> built(teams(), new ZeroR(), "-group team"));
        assertTrue(Thread.interrupted());
    }

    @Test
    void optionsThatMeanNothingAreRefused() {
        assertEquals(
                "The option group names \"school\", but there is no such attribute: choose \"team\", or a number from 1 to 2.",
                refusal("-group school"));
        assertEquals(
                "The number of folds is 1: choose at least 2, one to test on and one to train on.",
                refusal("-group team -folds 1"));
        assertEquals("The option -folds is \"ten\": write a whole number from 2 on.", refusal("-folds ten"));
    }

    private static String refusal(String options) {
        return Objects.requireNonNull(
                assertThrows(MixedModelException.class, () -> built(teams(), new ZeroR(), options))
                        .getMessage());
    }

    @Test
    void measuresOfTheClassifierInsideAreOfferedToo() throws Exception {
        LinearMixedModel inside = new LinearMixedModel();
        inside.setGroup("Subject");
        GroupAwareEvaluation classifier = built(oxboys(), inside, "-group Subject -folds 2");
        List<String> names = Collections.list(classifier.enumerateMeasures());
        assertTrue(names.containsAll(List.of("measureNewGroupRMSE", "measureKnownGroupRMSE", "measureAIC")));
        assertEquals(inside.getClass(), classifier.getClassifier().getClass());
        for (String name : names) {
            assertFalse(Double.isInfinite(classifier.getMeasure(name)), name);
        }
        assertThrows(IllegalArgumentException.class, () -> new GroupAwareEvaluation().getMeasure("measureNothing"));
    }

    @Test
    void itComesBackFromAFile() throws Exception {
        GroupAwareEvaluation classifier = built(teams(), new ZeroR(), "-group team -folds 2 -S 3");
        GroupAwareEvaluation copy = (GroupAwareEvaluation) AbstractClassifier.makeCopy(classifier);
        assertEquals(classifier.toString(), copy.toString());
        assertArrayEquals(classifier.getOptions(), copy.getOptions());
        assertEquals(classifier.getMeasure("measureNewGroupMAE"), copy.getMeasure("measureNewGroupMAE"));
        assertEquals(
                "Evaluation by groups: no model has been built yet.",
                AbstractClassifier.makeCopy(new GroupAwareEvaluation()).toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(classifier);
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("GroupEvaluation"));
        assertFalse(text.contains("org.multilevel"));
    }

    /** The file was written by {@code SerializationHelper} with version 0.1.0 and must load for ever. */
    @Test
    void aClassifierOfTheFirstVersionLoads() throws Exception {
        GroupAwareEvaluation loaded;
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("group-aware-evaluation-0.1.0.model"))) {
            loaded = (GroupAwareEvaluation) SerializationHelper.read(in);
        }
        GroupAwareEvaluation anew = built(teams(), new ZeroR(), "-group team -folds 2 -S 3");
        assertEquals(anew.toString(), loaded.toString());
        assertEquals(27, loaded.classifyInstance(teams().get(0)));
    }

    @Test
    void itWorksFromTheCommandLine(@TempDir Path directory) throws Exception {
        Path arff = directory.resolve("teams.arff");
        ArffSaver saver = new ArffSaver();
        saver.setInstances(teams());
        saver.setFile(arff.toFile());
        saver.writeBatch();
        String printed = Evaluation.evaluateModel(
                new GroupAwareEvaluation(),
                Utils.splitOptions("-t " + arff + " -c 1 -no-cv -group team -folds 3 -W weka.classifiers.rules.ZeroR"));
        assertTrue(printed.contains("Evaluation by team: 6 groups, 3 folds of whole groups"), printed);
    }

    @Test
    void wekasClassifierCheckPasses() throws Exception {
        CheckScheme check = new CheckClassifier();
        check.setOptions(new String[] {"-W", GroupAwareEvaluation.class.getName(), "--", "-folds", "2"});
        List<String> answers = OwnChecks.printedBy(check::doTests)
                .lines()
                .filter(line -> line.contains("..."))
                .toList();
        assertTrue(answers.size() > 30, () -> "checks made: " + answers);
        assertEquals(
                List.of("updateable classifier...no", "multi-instance classifier...no"),
                answers.stream().filter(line -> line.endsWith("...no")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-group school,2 -folds 7 -leave-one-group-out -S 4 -W weka.classifiers.rules.ZeroR"})
    void wekasOptionHandlerCheckPasses(String options) throws Exception {
        OwnChecks.assertOptionsPass(new GroupAwareEvaluation(), options);
    }

    @Test
    void wekasObjectEditorCheckPasses() {
        OwnChecks.assertEditorPasses(new GroupAwareEvaluation());
    }
}
