package weka.classifiers.meta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.multilevel.data.Progress;
import org.multilevel.data.groups.FoldMode;
import org.multilevel.data.groups.GroupFolds;
import org.multilevel.error.DataException;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.Classifier;
import weka.classifiers.Evaluation;
import weka.classifiers.functions.MixedModelException;
import weka.core.Instances;

/** Cross-validates a classifier by groups, for both questions, and never without saying what was left out. */
final class GroupEvaluator {
    private final Classifier template;
    private final Instances data;
    private final Settings settings;
    private final List<String> notes = new ArrayList<>();

    /**
     * How to divide the data.
     *
     * @param groups the names of the group attributes
     * @param folds how many folds, of whole groups at most as many as there are groups
     * @param leaveOneGroupOut whether there are as many folds of whole groups as groups
     * @param seed of the random choices
     */
    record Settings(List<String> groups, int folds, boolean leaveOneGroupOut, long seed) {}

    GroupEvaluator(Classifier template, Instances data, Settings settings) {
        this.template = template;
        this.data = data;
        this.settings = settings;
    }

    /**
     * Evaluates the classifier, which stays as it is.
     *
     * @throws MixedModelException if there are fewer than two folds
     * @throws InterruptedException if the calling thread is interrupted
     */
    GroupEvaluation evaluate() throws MixedModelException, InterruptedException {
        GroupFolds spread = folds(FoldMode.WITHIN_GROUPS);
        Map<GroupQuestion, Map<GroupMeasure, Double>> measured = new EnumMap<>(GroupQuestion.class);
        String title = "Evaluation by " + String.join(", ", settings.groups());
        try {
            InstanceFolds whole = wholeGroups();
            title += ": " + whole.groups() + " groups, " + whole.count() + " folds of whole groups, " + settings.folds()
                    + " folds within groups, seed " + settings.seed();
            measure(GroupQuestion.NEW_GROUP, whole, measured);
        } catch (MixedModelException e) {
            leaveOut(GroupQuestion.NEW_GROUP, e);
        }
        try {
            measure(GroupQuestion.KNOWN_GROUP, InstanceFolds.of(data, spread, Progress.NONE), measured);
        } catch (MixedModelException e) {
            leaveOut(GroupQuestion.KNOWN_GROUP, e);
        }
        return new GroupEvaluation(title, GroupMeasure.of(data.classAttribute()), measured, notes);
    }

    private GroupFolds folds(FoldMode mode) throws MixedModelException {
        try {
            return GroupFolds.of(mode, settings.folds(), settings.groups()).withSeed(settings.seed());
        } catch (DataException e) {
            throw new MixedModelException(e);
        }
    }

    private InstanceFolds wholeGroups() throws MixedModelException {
        InstanceFolds oneForEach = InstanceFolds.of(
                data, GroupFolds.leaveOneGroupOut(settings.groups()).withSeed(settings.seed()), Progress.NONE);
        if (settings.leaveOneGroupOut() || oneForEach.groups() == settings.folds()) {
            return oneForEach;
        }
        if (oneForEach.groups() < settings.folds()) {
            notes.add("There are " + oneForEach.groups() + " groups, fewer than " + settings.folds()
                    + " folds: each group has a fold of its own.");
            return oneForEach;
        }
        return InstanceFolds.of(data, folds(FoldMode.WHOLE_GROUPS), Progress.NONE);
    }

    private void leaveOut(GroupQuestion question, MixedModelException reason) {
        notes.add("No evaluation for " + question.words() + ": " + reason.getMessage());
    }

    private void measure(
            GroupQuestion question, InstanceFolds folds, Map<GroupQuestion, Map<GroupMeasure, Double>> measured)
            throws InterruptedException, MixedModelException {
        folds.sentences().stream().filter(sentence -> !notes.contains(sentence)).forEach(notes::add);
        int fold = 0;
        int tested = 0;
        int unpredicted = 0;
        try {
            Evaluation evaluation = new Evaluation(data);
            // Only the area under the ROC needs them all.
            evaluation.setDiscardPredictions(data.classAttribute().isNumeric());
            for (; fold < folds.count(); fold++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException("The evaluation was stopped.");
                }
                Instances train = folds.train(fold);
                Classifier classifier = AbstractClassifier.makeCopy(template);
                classifier.buildClassifier(train);
                evaluation.setPriors(train);
                double[] predictions = evaluation.evaluateModel(classifier, folds.test(fold));
                tested += predictions.length;
                unpredicted +=
                        (int) Arrays.stream(predictions).filter(Double::isNaN).count();
            }
            Map<GroupMeasure, Double> values = new EnumMap<>(GroupMeasure.class);
            for (GroupMeasure measure : GroupMeasure.of(data.classAttribute())) {
                values.put(measure, measure.value(evaluation, tested, unpredicted));
            }
            measured.put(question, values);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // The classifier is anyone's and may throw anything; trained on all data it may still do.
            throw new MixedModelException("in fold " + (fold + 1) + " of " + folds.count() + " the classifier says: "
                    + Objects.requireNonNullElseGet(e.getMessage(), e::toString));
        }
    }
}
