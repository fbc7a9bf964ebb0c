package weka.knowledgeflow.steps;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.multilevel.model.MixedModel;
import weka.classifiers.functions.GroupedModelOptions;
import weka.classifiers.functions.Wrappers;
import weka.classifiers.misc.InputMappedClassifier;
import weka.core.WekaException;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;

/** Finds the mixed models in the classifiers that come to a step. */
@NullMarked
final class BatchModels {
    private static final String ADVICE =
            ": connect a LinearMixedModel step, or the classifier functions > LinearMixedModel.";

    private BatchModels() {}

    /**
     * Refuses a step whose upstream cannot give mixed models.
     *
     * @param step the step's manager
     * @param fewest how many models it needs
     * @throws WekaException with a sentence that says what to change
     */
    static void checkUpstream(StepManager step, int fewest) throws WekaException {
        List<StepManager> sources = step.getIncomingConnectedStepsOfConnectionType(StepManager.CON_BATCH_CLASSIFIER);
        if (sources.size() < fewest) {
            throw new StepProblem(step.getName() + " needs " + (fewest == 1 ? "a model" : "two models or more")
                    + ", but has " + (sources.isEmpty() ? "no" : "one")
                    + " incoming connection of the kind batchClassifier"
                    + ADVICE);
        }
        for (StepManager source : sources) {
            if (source.getManagedStep() instanceof Classifier wrapper
                    && !(wrapper.getClassifier() instanceof InputMappedClassifier)
                    && !(Wrappers.unwrapped(wrapper.getClassifier()) instanceof GroupedModelOptions)) {
                throw noMixedModel(step.getName(), source.getName(), wrapper.getClassifier());
            }
        }
    }

    /** Gives what leaves a step the number, among how many, of the classifier that it was made of. */
    static void number(Data outgoing, Data incoming) {
        for (String number : List.of(StepManager.CON_AUX_DATA_SET_NUM, StepManager.CON_AUX_DATA_MAX_SET_NUM)) {
            outgoing.setPayloadElement(number, incoming.getPayloadElement(number, 1));
        }
    }

    /**
     * Returns the fitted model of a classifier that came in, also where a meta classifier holds it; nothing if its training data
     * bore none.
     *
     * @param step the name of the step that asks
     * @throws WekaException if it is another classifier
     */
    static Optional<MixedModel> model(String step, Data data) throws WekaException {
        Object classifier = data.getPrimaryPayload();
        if (Wrappers.unwrapped(classifier) instanceof GroupedModelOptions model) {
            return model.fittedModel();
        }
        throw noMixedModel(step, label(data), classifier);
    }

    /**
     * Returns the fitted model of a classifier that came in among several.
     *
     * @param step the name of the step that asks
     * @param cannot what it cannot do without the model, as a predicate
     * @throws WekaException if its training data bore none, or it is another classifier
     */
    static MixedModel present(String step, Data data, String cannot) throws WekaException {
        Optional<MixedModel> model = model(step, data);
        if (model.isEmpty()) {
            throw new StepProblem(label(data) + " found no model in its training data, so " + step + " " + cannot
                    + ": see the text of " + label(data) + ", or disconnect it.");
        }
        return model.get();
    }

    /**
     * Refuses a classifier that filters its training data, since the rows that its model was fitted to do not come with it.
     *
     * @param step the name of the step that asks
     * @param what it asks for
     * @param source what the classifier comes from
     * @throws WekaException with a sentence that says what to change
     */
    static void checkUnfiltered(String step, String what, String source, Object classifier) throws WekaException {
        Optional<String> filtering = Wrappers.filtering(classifier);
        if (filtering.isPresent()) {
            throw new StepProblem(step + " cannot give " + what + " of " + source + ", since its " + filtering.get()
                    + " filters the training data: put the filter before " + source
                    + " as a step of its own, and let it train a LinearMixedModel.");
        }
    }

    /**
     * Refuses a classifier that comes without the instances that it was trained on, as one does that was loaded from a file.
     *
     * @param step the name of the step that asks
     * @param what it asks for
     * @throws WekaException with a sentence that says what to change
     */
    static void checkTraining(String step, String what, Data data) throws WekaException {
        if (Optional.<Object>ofNullable(data.getPayloadElement(StepManager.CON_AUX_DATA_TRAININGSET))
                .isEmpty()) {
            throw new StepProblem(step + " cannot give " + what + " of " + label(data)
                    + ", since its classifier comes without training data: let " + label(data)
                    + " train it in this flow instead of loading it.");
        }
    }

    /** Refuses as {@link #checkUnfiltered(String, String, String, Object)} before the flow starts, as far as the steps upstream tell. */
    static void checkUnfiltered(StepManager step, String what) throws WekaException {
        for (StepManager source : step.getIncomingConnectedStepsOfConnectionType(StepManager.CON_BATCH_CLASSIFIER)) {
            if (source.getManagedStep() instanceof Classifier wrapper) {
                checkUnfiltered(step.getName(), what, source.getName(), wrapper.getClassifier());
            }
        }
    }

    /** Returns the name of the step that the classifier comes from. */
    static String label(Data data) {
        return data.getPayloadElement(
                StepManager.CON_AUX_DATA_LABEL, data.getSourceStep().getName());
    }

    private static StepProblem noMixedModel(String step, String source, Object classifier) {
        return new StepProblem(step + " needs mixed models, but " + source + " gives a "
                + classifier.getClass().getSimpleName() + ADVICE);
    }
}
