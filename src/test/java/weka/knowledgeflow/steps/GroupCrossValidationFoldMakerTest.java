package weka.knowledgeflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weka.classifiers.functions.LinearMixedModel;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.Utils;
import weka.gui.knowledgeflow.KFGUIConsts;
import weka.knowledgeflow.Flow;
import weka.knowledgeflow.StepManager;
import weka.knowledgeflow.StepManagerImpl;

/** The step in flows that Weka's own runner executes. */
class GroupCrossValidationFoldMakerTest {

    /** Returns 6 teams with 4 rows each, then a row without team; y numbers the rows and is the class. */
    private static Instances teams() {
        List<String> teams = List.of("a", "b", "c", "d", "e", "f");
        Instances data =
                new Instances("teams", new ArrayList<>(List.of(new Attribute("team", teams), new Attribute("y"))), 0);
        data.setClassIndex(1);
        for (int i = 0; i < 24; i++) {
            data.add(new DenseInstance(1, new double[] {i % 6, i}));
        }
        data.add(new DenseInstance(1, new double[] {Utils.missingValue(), 24}));
        return data;
    }

    private static GroupCrossValidationFoldMaker step(GroupCrossValidationFoldMaker.Mode mode, String folds) {
        GroupCrossValidationFoldMaker step = new GroupCrossValidationFoldMaker();
        step.setGroup("team");
        step.setMode(mode);
        step.setNumFolds(folds);
        return step;
    }

    private static Set<Integer> teamsOf(Instances data) {
        Set<Integer> teams = new HashSet<>();
        data.forEach(row -> teams.add((int) row.value(0)));
        return teams;
    }

    private static List<Integer> rowsOf(List<Instances> sets) {
        return sets.stream()
                .flatMap(Instances::stream)
                .map(row -> (int) row.value(1))
                .sorted()
                .toList();
    }

    @Test
    void aWholeGroupIsEitherTrainedOnOrTested() throws Exception {
        FoldFlow flow = new FoldFlow(teams(), step(GroupCrossValidationFoldMaker.Mode.WHOLE_GROUPS, "3")).run();
        assertEquals(List.of("1/3", "2/3", "3/3"), flow.numbers());
        for (int fold = 0; fold < 3; fold++) {
            assertEquals(8, flow.tests().get(fold).numInstances());
            assertEquals(16, flow.training().get(fold).numInstances());
            assertTrue(Collections.disjoint(
                    teamsOf(flow.training().get(fold)), teamsOf(flow.tests().get(fold))));
        }
        assertEquals(IntStream.range(0, 24).boxed().toList(), rowsOf(flow.tests()));
    }

    @Test
    void everyGroupCanHaveAFoldOfItsOwn() throws Exception {
        FoldFlow flow = new FoldFlow(teams(), step(GroupCrossValidationFoldMaker.Mode.LEAVE_ONE_GROUP_OUT, "10")).run();
        assertEquals(6, flow.tests().size());
        flow.tests().forEach(test -> assertEquals(1, teamsOf(test).size()));
    }

    @Test
    void everyGroupCanBeSpreadOverTheFolds() throws Exception {
        FoldFlow flow = new FoldFlow(teams(), step(GroupCrossValidationFoldMaker.Mode.WITHIN_GROUPS, "4")).run();
        flow.tests().forEach(test -> {
            assertEquals(6, test.numInstances());
            assertEquals(6, teamsOf(test).size());
        });
        assertEquals(IntStream.range(0, 24).boxed().toList(), rowsOf(flow.tests()));
    }

    @Test
    void instancesWithoutGroupAreInNoFoldAndTold() throws Exception {
        FoldFlow flow = new FoldFlow(teams(), step(GroupCrossValidationFoldMaker.Mode.WHOLE_GROUPS, "2")).run();
        assertTrue(flow.log().contains("1 row has no value of team: it is in no fold."), flow.log());
        assertTrue(flow.training().stream().flatMap(Instances::stream).noneMatch(row -> row.isMissing(0)));
    }

    @Test
    void environmentVariablesAreReplacedInOptions() throws Exception {
        GroupCrossValidationFoldMaker step = step(GroupCrossValidationFoldMaker.Mode.WHOLE_GROUPS, "${folds}");
        step.setGroup("${group}");
        step.setSeed("${seed}");
        FoldFlow flow = new FoldFlow(teams(), step)
                .withVariable("folds", "2")
                .withVariable("group", "team")
                .withVariable("seed", "5")
                .run();
        assertEquals(List.of("1/2", "2/2"), flow.numbers());
    }

    @Test
    void theSeedDecides() throws Exception {
        List<List<Integer>> bySeed = new ArrayList<>();
        for (String seed : List.of("1", "1", "2")) {
            GroupCrossValidationFoldMaker step = step(GroupCrossValidationFoldMaker.Mode.WITHIN_GROUPS, "2");
            step.setSeed(seed);
            FoldFlow flow = new FoldFlow(teams(), step).run();
            bySeed.add(rowsOf(flow.tests().subList(0, 1)));
        }
        assertEquals(bySeed.get(0), bySeed.get(1));
        assertNotEquals(bySeed.get(0), bySeed.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "  | 3 | 1 | The option Group attribute is empty: name the attribute that says which group an instance belongs"
                        + " to.",
                "team | three | 1 | The option Number of folds is \"three\": write a whole number.",
                "team | 3 | ? | The option Random seed is \"?\": write a whole number.",
                "team | 1 | 1 | The number of folds is 1: choose at least 2, one to test on and one to train on.",
                "team | 0 | 1 | The number of folds is 0: choose at least 2, one to test on and one to train on.",
                "school | 3 | 1 | The option group names \"school\", but there is no such attribute: choose \"team\", or a number"
                        + " from 1 to 2.",
                "y | 3 | 1 | The option group names \"y\", which is the class attribute: choose another attribute.",
                "team | 7 | 1 | Column \"team\" has 6 groups, too few for 7 folds of whole groups: choose at most 6 folds, or"
                        + " spread the groups over the folds."
            })
    void whatCannotWorkIsRefusedWithASentence(String group, String folds, String seed, String sentence)
            throws Exception {
        GroupCrossValidationFoldMaker step = step(GroupCrossValidationFoldMaker.Mode.WHOLE_GROUPS, folds);
        step.setGroup(group == null ? "" : group);
        step.setSeed(seed);
        FoldFlow flow = new FoldFlow(teams(), step).run();
        assertTrue(flow.log().contains(sentence), flow.log());
        assertFalse(flow.log().contains("at weka."), flow.log());
        assertEquals(List.of(), flow.tests());
    }

    @Test
    void aDataSetWithoutInstancesStopsTheFlowWithASentence() throws Exception {
        FoldFlow flow = new FoldFlow(
                        new Instances(teams(), 0), step(GroupCrossValidationFoldMaker.Mode.WHOLE_GROUPS, "3"))
                .run();
        assertTrue(
                flow.log()
                        .contains(
                                "The data set \"teams\" has no instances, and there is nothing to divide into folds: choose"
                                        + " one that has some."),
                flow.log());
        assertFalse(flow.log().contains("at weka."), flow.log());
        assertEquals(List.of(), flow.tests());
    }

    @Test
    void anyClassifierStepTakesTheFoldsAndItsEvaluationSeesEveryRowOnce() throws Exception {
        FoldFlow flow = new FoldFlow(teams(), step(GroupCrossValidationFoldMaker.Mode.WHOLE_GROUPS, "3"));
        for (weka.classifiers.Classifier scheme :
                List.of(new weka.classifiers.trees.REPTree(), new LinearMixedModel())) {
            Classifier classifier = new Classifier();
            classifier.setClassifier(scheme);
            StepManagerImpl learner = flow.add(classifier);
            flow.connect(flow.maker(), learner, StepManager.CON_TRAININGSET);
            flow.connect(flow.maker(), learner, StepManager.CON_TESTSET);
            StepManagerImpl evaluator = flow.add(new ClassifierPerformanceEvaluator());
            flow.connect(learner, evaluator, StepManager.CON_BATCH_CLASSIFIER);
            List<String> texts = Collections.synchronizedList(new ArrayList<>());
            evaluator.addStepOutputListener(
                    data -> texts.add(data.<String>getPayloadElement(StepManager.CON_TEXT)), StepManager.CON_TEXT);
            flow.run();
            assertEquals(1, texts.size(), flow.log());
            assertTrue(texts.get(0).matches("(?s).*Total Number of Instances +24 .*"), texts.get(0));
        }
    }

    @Test
    void stopEndsTheFolds() throws Exception {
        FoldFlow flow = new FoldFlow(teams(), step(GroupCrossValidationFoldMaker.Mode.LEAVE_ONE_GROUP_OUT, "2"));
        flow.maker()
                .addStepOutputListener(
                        data -> {
                            flow.maker().getManagedStep().stop();
                            return true;
                        },
                        StepManager.CON_TESTSET);
        flow.run();
        assertEquals(List.of("1/6"), flow.numbers());
    }

    @Test
    void aSavedFlowComesBackWithItsOptions() throws Exception {
        GroupCrossValidationFoldMaker step = step(GroupCrossValidationFoldMaker.Mode.WITHIN_GROUPS, "${k}");
        step.setSeed("9");
        Flow flow = new Flow();
        flow.addStep(new StepManagerImpl(step));
        Flow loaded = Flow.JSONToFlow(flow.toJSON());
        GroupCrossValidationFoldMaker copy = (GroupCrossValidationFoldMaker)
                loaded.findStep("GroupCrossValidationFoldMaker").getManagedStep();
        assertEquals("team", copy.getGroup());
        assertEquals(GroupCrossValidationFoldMaker.Mode.WITHIN_GROUPS, copy.getMode());
        assertEquals("${k}", copy.getNumFolds());
        assertEquals("9", copy.getSeed());
    }

    @Test
    void itsIconStandsBesideThoseOfWeka() throws Exception {
        KFStep annotation = GroupCrossValidationFoldMaker.class.getAnnotation(KFStep.class);
        assertTrue(annotation.iconPath().startsWith(KFGUIConsts.BASE_ICON_PATH));
        assertNotNull(
                ImageIO.read(getClass().getClassLoader().getResource(annotation.iconPath())), annotation.iconPath());
        assertEquals("MixedModels", annotation.category());
    }

    @Test
    void connectionsAreThoseOfWekasOwnFoldMaker() {
        StepManagerImpl alone = new StepManagerImpl(new GroupCrossValidationFoldMaker());
        StepManagerImpl stock = new StepManagerImpl(new CrossValidationFoldMaker());
        assertEquals(
                stock.getManagedStep().getIncomingConnectionTypes(),
                alone.getManagedStep().getIncomingConnectionTypes());
        StepManagerImpl connected = new FoldFlow(teams(), new GroupCrossValidationFoldMaker()).maker();
        assertEquals(List.of(), connected.getManagedStep().getIncomingConnectionTypes());
        assertEquals(
                List.of(StepManager.CON_TRAININGSET, StepManager.CON_TESTSET),
                connected.getManagedStep().getOutgoingConnectionTypes());
    }

    @Test
    void theStructureOfTheFoldsIsThatOfTheData() throws Exception {
        StepManagerImpl maker = new FoldFlow(teams(), new GroupCrossValidationFoldMaker()).maker();
        Instances structure = maker.getManagedStep().outputStructureForConnectionType(StepManager.CON_TESTSET);
        assertTrue(structure.equalHeaders(teams()));
    }
}
