package weka.classifiers.meta;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import weka.classifiers.RandomizableSingleClassifierEnhancer;
import weka.classifiers.functions.GroupChoice;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.TypedOptions;
import weka.classifiers.functions.Wrappers;
import weka.core.AdditionalMeasureProducer;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.OptionMetadata;
import weka.core.Utils;
import weka.core.WeightedInstancesHandler;

/**
 * Evaluates any classifier by groups while it is built, as a Weka meta classifier.
 *
 * <p>Weka's own evaluation draws its folds row by row. This classifier cross-validates the one inside it twice on the training
 * data, with folds that respect groups, and shows the answers in its text and as additional measures; its predictions are those
 * of the classifier inside, trained on all data.
 */
public class GroupAwareEvaluation extends RandomizableSingleClassifierEnhancer
        implements WeightedInstancesHandler, AdditionalMeasureProducer {
    private static final long serialVersionUID = 1L;

    private static final int DEFAULT_FOLDS = 10;

    private String group;
    private int folds;
    private boolean leaveOneGroupOut;

    /** Travels as names and numbers: see {@link #writeObject}. */
    private transient Optional<GroupEvaluation> evaluation = Optional.empty();

    /** Creates the classifier with its default options, around a linear mixed model. */
    public GroupAwareEvaluation() {
        m_Classifier = new LinearMixedModel();
        resetOptions();
    }

    private void resetOptions() {
        group = "";
        folds = DEFAULT_FOLDS;
        leaveOneGroupOut = false;
    }

    /** Returns the description that Weka shows. */
    public String globalInfo() {
        return "Evaluates any classifier for grouped data, and answers two questions: how well does it predict a new group"
                + " (cross-validation in which a group is never split), and how well a new row of a known group"
                + " (cross-validation in which every group is spread over the folds)? Folds that are drawn row by row, as by"
                + " Weka's own cross-validation, answer neither where groups differ. Building this classifier runs both"
                + " cross-validations on the training data and then builds the classifier inside on all of them, so it takes"
                + " as long as building the classifier inside 2 x folds + 1 times. The answers stand in the text of this"
                + " classifier, and in the Experimenter's result as additional measures. Predictions are those of the"
                + " classifier inside.";
    }

    @Override
    protected String defaultClassifierString() {
        return LinearMixedModel.class.getName();
    }

    /**
     * Evaluates the classifier inside by groups, and builds it on all data.
     *
     * @throws MixedModelException if an option means nothing on these data, with one sentence
     * @throws InterruptedException if the calling thread is interrupted
     * @throws Exception if the classifier inside cannot be built on these data
     */
    @Override
    public void buildClassifier(Instances data) throws Exception {
        evaluation = Optional.empty();
        getCapabilities().testWithFail(data);
        Instances usable = new Instances(data);
        usable.deleteWithMissingClass();
        try {
            evaluation = Optional.of(evaluate(usable));
            m_Classifier.buildClassifier(data);
        } finally {
            lend(List.of());
        }
    }

    /** Lets a mixed model inside that names no group take that of the evaluation; the copies for the folds have it from the original. */
    private void lend(List<String> groups) {
        Wrappers.lendGroups(m_Classifier, groups);
    }

    private GroupEvaluation evaluate(Instances data) throws MixedModelException, InterruptedException {
        List<String> groups;
        List<String> notes = new ArrayList<>();
        if (group.isBlank()) {
            Optional<GroupChoice> choice = GroupChoice.of(data);
            if (choice.isEmpty()) {
                return GroupEvaluation.none(
                        "The option group is empty, and no nominal or string attribute has 5 levels or more"
                                + " that repeat: name the group in the option group.");
            }
            notes.add("The option group is empty, so the group is "
                    + choice.get().attribute().name() + ": " + choice.get().reason());
            groups = List.of(choice.get().attribute().name());
        } else {
            groups = InstanceFolds.groups(data, group);
        }
        lend(groups);
        GroupEvaluation result = new GroupEvaluator(
                        m_Classifier, data, new GroupEvaluator.Settings(groups, folds, leaveOneGroupOut, getSeed()))
                .evaluate();
        notes.addAll(result.notes());
        return new GroupEvaluation(result.title(), result.measures(), result.measured(), notes);
    }

    @Override
    public double[] distributionForInstance(Instance instance) throws Exception {
        return m_Classifier.distributionForInstance(instance);
    }

    @Override
    public double classifyInstance(Instance instance) throws Exception {
        return m_Classifier.classifyInstance(instance);
    }

    /** Returns the names of the measures for both questions, then those of the classifier inside. */
    @Override
    public Enumeration<String> enumerateMeasures() {
        List<String> names = new ArrayList<>();
        for (GroupQuestion question : GroupQuestion.values()) {
            for (GroupMeasure measure : GroupMeasure.values()) {
                names.add(measure.name(question));
            }
        }
        if (m_Classifier instanceof AdditionalMeasureProducer inside) {
            names.addAll(Collections.list(inside.enumerateMeasures()));
        }
        return Collections.enumeration(names);
    }

    /**
     * Returns a measure, or a missing value where it means nothing for the class attribute or was not evaluated.
     *
     * @throws IllegalArgumentException if there is no such measure
     */
    @Override
    public double getMeasure(String name) {
        for (GroupQuestion question : GroupQuestion.values()) {
            for (GroupMeasure measure : GroupMeasure.values()) {
                if (measure.name(question).equals(name)) {
                    return evaluation
                            .map(result -> result.value(question, measure))
                            .orElseGet(Utils::missingValue);
                }
            }
        }
        if (m_Classifier instanceof AdditionalMeasureProducer inside) {
            return inside.getMeasure(name);
        }
        throw new IllegalArgumentException(
                "There is no measure \"" + name + "\": choose one that enumerateMeasures() lists.");
    }

    /** Returns the evaluation by groups, and the text of the classifier inside. */
    @Override
    public String toString() {
        return evaluation
                .map(result -> result.text() + "Built on all instances: " + getClassifierSpec() + "\n\n" + m_Classifier)
                .orElse("Evaluation by groups: no model has been built yet.");
    }

    /**
     * Sets the options that are given and resets all others.
     *
     * @throws Exception if an option has no value or one that it does not know
     */
    @Override
    public void setOptions(String[] options) throws Exception {
        TypedOptions.of(options).texts("group").number("folds", "[0-9]{1,9}", "a whole number from 2 on");
        resetOptions();
        super.setOptions(options);
    }

    /** Returns the group attribute. */
    public String getGroup() {
        return group;
    }

    /** Sets the group attribute. */
    @OptionMetadata(
            displayName = "group",
            description =
                    "The attribute that says which group an instance belongs to, by name or position (1, 2, first, last)."
                            + " It may be nominal, string or numeric (an id). Of several, with commas between, every combination is a"
                            + " group. Empty: of the nominal and string attributes with five levels or more that repeat, the one with"
                            + " the most levels.",
            displayOrder = 1,
            commandLineParamName = "group",
            commandLineParamSynopsis = "-group <attributes>")
    public void setGroup(String group) {
        this.group = group;
    }

    /** Returns the number of folds. */
    public int getFolds() {
        return folds;
    }

    /** Sets the number of folds. */
    @OptionMetadata(
            displayName = "folds",
            description =
                    "The number of folds of each of the two cross-validations; with fewer groups than folds each group has"
                            + " a fold of its own.",
            displayOrder = 2,
            commandLineParamName = "folds",
            commandLineParamSynopsis = "-folds <number>")
    public void setFolds(int folds) {
        this.folds = folds;
    }

    /** Returns whether each group has a fold of its own. */
    public boolean getLeaveOneGroupOut() {
        return leaveOneGroupOut;
    }

    /** Sets whether each group has a fold of its own. */
    @OptionMetadata(
            displayName = "leaveOneGroupOut",
            description =
                    "Whether, for the question of a new group, each group has a fold of its own, however many they are.",
            displayOrder = 3,
            commandLineParamName = "leave-one-group-out",
            commandLineParamSynopsis = "-leave-one-group-out",
            commandLineParamIsFlag = true)
    public void setLeaveOneGroupOut(boolean leaveOneGroupOut) {
        this.leaveOneGroupOut = leaveOneGroupOut;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeBoolean(evaluation.isPresent());
        if (evaluation.isPresent()) {
            evaluation.get().write(out);
        }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        evaluation = in.readBoolean() ? Optional.of(GroupEvaluation.read(in)) : Optional.empty();
    }

    /** Runs the classifier from the command line. */
    public static void main(String[] arguments) {
        runClassifier(new GroupAwareEvaluation(), arguments);
    }
}
