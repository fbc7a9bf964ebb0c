package weka.filters.unsupervised.attribute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import weka.classifiers.functions.LinearRegression;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.meta.FilteredClassifier;
import weka.core.Instances;
import weka.core.OwnChecks;
import weka.core.SerializationHelper;
import weka.core.SerializedObject;
import weka.core.SparseInstance;
import weka.core.Utils;
import weka.filters.Filter;

class GroupCenterTest {

    private static Instances training() throws Exception {
        return data("""
                @relation pupils
                @attribute score numeric
                @attribute ses numeric
                @attribute school {A, B, C}
                @attribute note string
                @data
                1, 2, A, one
                2, 4, A, two
                3, 10, B, three
                4, ?, B, four
                5, 7, ?, five
                """);
    }

    private static Instances unseen() throws Exception {
        return data("""
                @relation pupils
                @attribute score numeric
                @attribute ses numeric
                @attribute school {A, B, C}
                @attribute note string
                @data
                1, 5, B, six
                2, 5, C, seven
                """);
    }

    private static Instances data(String arff) throws Exception {
        Instances data = new Instances(new StringReader(arff));
        data.setClassIndex(0);
        return data;
    }

    private static GroupCenter filter(String options) throws Exception {
        GroupCenter filter = new GroupCenter();
        filter.setOptions(Utils.splitOptions(options));
        return filter;
    }

    /** Returns the output for the training data. */
    private static Instances train(GroupCenter filter) throws Exception {
        filter.setInputFormat(training());
        return Filter.useFilter(training(), filter);
    }

    private static List<String> rows(Instances data) {
        return data.stream().map(Object::toString).toList();
    }

    private static List<String> names(Instances data) {
        return IntStream.range(0, data.numAttributes())
                .mapToObj(k -> data.attribute(k).name())
                .toList();
    }

    private static String refusal(String options) {
        return Objects.requireNonNull(
                assertThrows(MixedModelException.class, () -> filter(options).setInputFormat(training()))
                        .getMessage());
    }

    @Test
    void groupMeansAndDeviationsAreAppended() throws Exception {
        Instances output = train(filter("-group school"));
        assertEquals(List.of("score", "ses", "school", "note", "ses_between", "ses_within"), names(output));
        assertEquals(
                List.of("1,2,A,one,3,-1", "2,4,A,two,3,1", "3,10,B,three,10,0", "4,?,B,four,10,?", "5,7,?,five,?,?"),
                rows(output));
        assertEquals(0, output.classIndex());
    }

    @Test
    void laterDataAreSplitByTheMeansOfTheTrainingData() throws Exception {
        GroupCenter filter = filter("-group school");
        Instances trained = train(filter);
        assertEquals(5, trained.numInstances());
        assertEquals(List.of("1,5,B,six,10,-5", "2,5,C,seven,?,?"), rows(Filter.useFilter(unseen(), filter)));
    }

    @Test
    void theGrandMeanCanStandInForAnUnseenGroup() throws Exception {
        GroupCenter filter = filter("-group school -unseen grand-mean");
        Instances trained = train(filter);
        assertEquals(3, trained.get(0).value(4));
        assertEquals(16.0 / 3, Filter.useFilter(unseen(), filter).get(1).value(4));
    }

    @Test
    void anUnseenGroupCanBeRefused() throws Exception {
        GroupCenter filter = filter("-group school -unseen error");
        Instances trained = train(filter);
        assertEquals(5, trained.numInstances());
        assertEquals(
                "Row 2: school is \"C\", for which there is no group mean: leave the row out, or choose missing values or the"
                        + " grand mean for unseen groups.",
                assertThrows(MixedModelException.class, () -> Filter.useFilter(unseen(), filter))
                        .getMessage());
    }

    @Test
    void originalsCanBeRemovedAndTheGrandMeanSubtracted() throws Exception {
        Instances output = train(filter("-group school -attributes ses -remove-originals -subtract-grand-mean"));
        assertEquals(List.of("score", "school", "note", "ses_between", "ses_within"), names(output));
        assertEquals(3 - 16.0 / 3, output.get(0).value(3));
        assertEquals("four", output.get(3).stringValue(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-attributes 2", "-attributes 2-3", "-attributes first-last", "-attributes ses"})
    void attributesAreNamedByNamePositionOrRange(String attributes) throws Exception {
        assertEquals(6, train(filter("-group 3 " + attributes)).numAttributes());
    }

    @Test
    void aNewNameThatIsTakenGetsAnUnderscore() throws Exception {
        Instances data = training();
        data.renameAttribute(0, "ses_within");
        GroupCenter filter = filter("-group school");
        filter.setInputFormat(data);
        assertEquals("ses_within_", filter.getOutputFormat().attribute(5).name());
    }

    @Test
    void aTextAttributeOrAnIdCanBeTheGroup() throws Exception {
        Instances byNote = train(filter("-group note"));
        assertEquals("1,2,A,one,2,0", byNote.get(0).toString());
        Instances data = training();
        data.setClassIndex(-1);
        GroupCenter byScore = filter("-group score");
        byScore.setInputFormat(data);
        assertEquals("1,2,A,one,2,0", Filter.useFilter(data, byScore).get(0).toString());
    }

    @Test
    void sparseInstancesStaySparse() throws Exception {
        Instances data = data("""
                @relation sparse
                @attribute y numeric
                @attribute x numeric
                @attribute g {a, b}
                @data
                {0 1, 1 3}
                {0 2}
                {0 3, 2 b}
                """);
        GroupCenter filter = filter("-group g");
        filter.setInputFormat(data);
        Instances output = Filter.useFilter(data, filter);
        assertEquals(List.of("{0 1,1 3,3 1.5,4 1.5}", "{0 2,3 1.5,4 -1.5}", "{0 3,2 b}"), rows(output));
        assertInstanceOf(SparseInstance.class, output.get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'' | The option group is empty: name the attribute that says which group an instance belongs to.",
                "-group class | The option group names \"class\", but there is no such attribute: choose \"ses\", \"school\","
                        + " \"note\", or a number from 1 to 4.",
                "-group school -attributes score | The option attributes names \"score\", which is the class attribute: choose"
                        + " another attribute.",
                "-group school -attributes note | Column \"note\" is categorical and has no mean: choose numeric columns to"
                        + " centre.",
                "-group ses -attributes first-last | The option attributes (\"first-last\") names no numeric attribute besides"
                        + " group and class: name at least one.",
                "-group ses -attributes ses | Column \"ses\" is both a group column and a column to centre: choose it for one of"
                        + " the two."
            })
    void whatCannotWorkIsRefusedWhenTheAttributesAreKnown(String options, String sentence) {
        assertEquals(sentence, refusal(options.replace("''", "")));
    }

    @Test
    void aMistypedChoiceIsRefused() {
        assertEquals(
                "The option -unseen is \"mean\": write missing or grand-mean or error.",
                assertThrows(MixedModelException.class, () -> filter("-unseen mean"))
                        .getMessage());
    }

    @Test
    void aFilteredClassifierUsesTheTrainingMeans() throws Exception {
        Instances data = training();
        FilteredClassifier classifier = new FilteredClassifier();
        classifier.setFilter(filter("-group school -unseen grand-mean -remove-originals"));
        classifier.setClassifier(new LinearRegression());
        data.deleteAttributeAt(3);
        classifier.buildClassifier(data);
        double inB = classifier.classifyInstance(data.get(2));
        assertTrue(Double.isFinite(inB));
    }

    @Test
    void aTrainedFilterComesBackFromAFile() throws Exception {
        GroupCenter filter = filter("-group school -unseen grand-mean");
        Instances trained = train(filter);
        GroupCenter loaded = (GroupCenter) new SerializedObject(filter).getObject();
        assertEquals(5, trained.numInstances());
        assertEquals(rows(Filter.useFilter(unseen(), filter)), rows(Filter.useFilter(unseen(), loaded)));
        assertArrayEquals(filter.getOptions(), loaded.getOptions());
    }

    @Test
    void optionsThatAreChangedAfterTrainingWaitForTheNextTraining() throws Exception {
        GroupCenter filter = filter("-group school -unseen grand-mean");
        assertEquals(5, train(filter).numInstances());
        List<String> before = rows(Filter.useFilter(unseen(), filter));
        filter.setOptions(
                Utils.splitOptions("-group note -attributes ses -remove-originals -subtract-grand-mean -unseen error"));
        assertEquals(before, rows(Filter.useFilter(unseen(), filter)));
        GroupCenter loaded = (GroupCenter) new SerializedObject(filter).getObject();
        assertEquals(before, rows(Filter.useFilter(unseen(), loaded)));
        assertEquals("note", loaded.getGroup());
        assertEquals(List.of("score", "school", "note", "ses_between", "ses_within"), names(train(loaded)));
    }

    @Test
    void anUntrainedCopyTakesTheOptionsThatItIsGiven() throws Exception {
        GroupCenter copy = (GroupCenter) new SerializedObject(filter("-group note")).getObject();
        copy.setOptions(Utils.splitOptions("-group school"));
        assertEquals("1,2,A,one,3,-1", train(copy).get(0).toString());
    }

    @Test
    void aFilterTravelsAsTextAndNumbersAndNotAsItsObjects() throws Exception {
        GroupCenter filter = filter("-group school");
        Instances trained = train(filter);
        assertEquals(5, trained.numInstances());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(filter);
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("org.multilevel"));
        assertFalse(text.contains("SavedMeans"));
    }

    /** The file was written by {@code SerializationHelper} with version 0.1.0 and must load for ever. */
    @Test
    void aFilterOfTheFirstVersionLoads() throws Exception {
        GroupCenter loaded;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("group-center-0.1.0.model"))) {
            loaded = (GroupCenter) SerializationHelper.read(in);
        }
        assertEquals("school", loaded.getGroup());
        assertEquals("first-last", loaded.getAttributes());
        assertEquals("grand-mean", loaded.getUnseenGroups().getSelectedTag().getReadable());
        assertEquals(
                List.of("1,5,B,six,10,-5", "2,5,C,seven,5.333333,-0.333333"), rows(Filter.useFilter(unseen(), loaded)));
    }

    @Test
    void whatAUserReadsDescribesEveryOption() {
        assertTrue(new GroupCenter().globalInfo().contains("x_between"));
        assertEquals(5 + 2, Collections.list(new GroupCenter().listOptions()).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-group `a,b`,2 -attributes 2-5,x -unseen error -subtract-grand-mean -remove-originals"})
    void wekasOptionHandlerCheckPasses(String options) throws Exception {
        OwnChecks.assertOptionsPass(new GroupCenter(), options);
    }

    @Test
    void wekasObjectEditorCheckPasses() {
        OwnChecks.assertEditorPasses(new GroupCenter());
    }
}
