package weka.knowledgeflow.steps;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.NullMarked;
import org.multilevel.error.MultilevelException;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import weka.classifiers.functions.ResultInstances;
import weka.core.Instances;
import weka.core.WekaException;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;

/** A step that is handed one classifier after the other and gives something of each one's mixed model. */
@NullMarked // the class and not its package, whose other classes are Weka's
abstract class ModelStep extends BaseStep {
    private static final long serialVersionUID = 1L;

    /** Returns what is asked for and needs the rows that the model was fitted to; nothing if it is the model alone. */
    Optional<String> needingRows() {
        return Optional.empty();
    }

    /** Returns what there is not where a classifier found no model, as a clause. */
    abstract String absent();

    /** Returns what the step is doing, as a participle. */
    abstract String activity();

    /**
     * Gives what is asked for.
     *
     * @throws MultilevelException if the model has no answer
     * @throws CancellationException if the user has stopped the flow
     * @throws WekaException if an option means nothing
     */
    abstract void give(MixedModel model, Data incoming) throws WekaException;

    /** Checks the steps before this one. */
    final void checkUpstream() throws WekaException {
        BatchModels.checkUpstream(getStepManager(), 1);
        if (needingRows().isPresent()) {
            BatchModels.checkUnfiltered(getStepManager(), needingRows().get());
        }
    }

    /**
     * Takes a classifier and hands on what is asked of its model.
     *
     * @throws WekaException if it is no mixed model, or what is asked for cannot be given, with one sentence
     */
    @Override
    public void processIncoming(Data incoming) throws WekaException {
        StepManager manager = getStepManager();
        manager.processing();
        Optional<MixedModel> model = BatchModels.model(getName(), incoming);
        if (needingRows().isPresent()) {
            String what = needingRows().get();
            BatchModels.checkUnfiltered(getName(), what, BatchModels.label(incoming), incoming.getPrimaryPayload());
            BatchModels.checkTraining(getName(), what, incoming);
        }
        if (model.isPresent()) {
            answer(model.get(), incoming);
        } else {
            manager.logWarning(BatchModels.label(incoming) + " found no model in its training data, so " + absent()
                    + ": its text says why.");
        }
        if (isStopRequested()) {
            manager.interrupted();
        } else {
            manager.finished();
        }
    }

    private void answer(MixedModel model, Data incoming) throws WekaException {
        try {
            give(model, incoming);
        } catch (CancellationException e) {
            getStepManager().logBasic("Stopped while " + activity());
        } catch (MultilevelException e) {
            throw StepProblem.of(e);
        }
    }

    /** Returns an option with environment variables replaced, without blanks around it. */
    final String text(String option) {
        return environmentSubstitute(option).strip();
    }

    /** Returns the rows that the classifier was trained on. */
    static Instances training(Data incoming) {
        return incoming.getPayloadElement(StepManager.CON_AUX_DATA_TRAININGSET);
    }

    /** Hands a table and a text on. */
    final void output(ResultTable table, String text, Data incoming) throws WekaException {
        Data words = new Data(StepManager.CON_TEXT, text);
        words.setPayloadElement(StepManager.CON_AUX_DATA_TEXT_TITLE, getName());
        output(incoming, new Data(StepManager.CON_DATASET, ResultInstances.of(table)), words);
    }

    /** Hands on what was made of a classifier. */
    final void output(Data incoming, Data... outgoing) throws WekaException {
        for (Data data : outgoing) {
            BatchModels.number(data, incoming);
        }
        getStepManager().outputData(outgoing);
    }

    @Override
    public List<String> getIncomingConnectionTypes() {
        return getStepManager().numIncomingConnections() > 0 ? List.of() : List.of(StepManager.CON_BATCH_CLASSIFIER);
    }

    @Override
    public List<String> getOutgoingConnectionTypes() {
        return getStepManager().numIncomingConnections() > 0 ? outgoing() : List.of();
    }

    /** Returns the kinds of what the step hands on. */
    List<String> outgoing() {
        return List.of(StepManager.CON_DATASET, StepManager.CON_TEXT);
    }
}
