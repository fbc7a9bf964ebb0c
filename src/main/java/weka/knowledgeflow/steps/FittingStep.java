package weka.knowledgeflow.steps;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.multilevel.data.Progress;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import weka.classifiers.functions.GroupedModelOptions;
import weka.classifiers.functions.ResultInstances;
import weka.core.Attribute;
import weka.core.Instances;
import weka.core.Utils;
import weka.core.WekaException;
import weka.gui.knowledgeflow.steps.FittingStepEditorDialog;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;

/**
 * A step of Weka's KnowledgeFlow that fits a mixed model.
 *
 * <p>Beside the trained classifier, which Weka's own Classifier step gives as well, it gives the summary and all tables, takes data
 * sets without a TrainingSetMaker, replaces environment variables in the classifier's options, and stops in the middle of a fit.
 */
@NullMarked // the class and not its package, whose other classes are Weka's
public abstract class FittingStep extends BaseStep implements PairedDataHelper.PairedProcessor<GroupedModelOptions> {
    private static final long serialVersionUID = 1L;

    private static final String TRAINING_SETS = "trainingSets";

    /** The classifier's options once environment variables are replaced. */
    private transient String[] options = {};

    /** Whether the user knows which attribute is the class, so that it is said once and not for each training and test set. */
    private final AtomicBoolean classIsTold = new AtomicBoolean();

    private transient @Nullable PairedDataHelper<GroupedModelOptions> pairs;

    /** Creates the step. */
    protected FittingStep() {}

    /** Returns the classifier whose options are the step's. */
    public abstract GroupedModelOptions getClassifier();

    /** Returns a classifier with its default options. */
    abstract GroupedModelOptions another();

    /** Returns what the class of the data must be and is not, as the rest of a sentence about this step; nothing if it can be the response. */
    abstract Optional<String> wrongClass(Attribute response);

    /** Returns the editor that shows the classifier's options as those of the step. */
    @Override
    public String getCustomEditorForStep() {
        return FittingStepEditorDialog.class.getName();
    }

    /**
     * Checks the options and the steps before this one.
     *
     * @throws WekaException with a sentence that says what to change
     */
    @Override
    public void stepInit() throws WekaException {
        classIsTold.set(false);
        String training =
                numIncoming(StepManager.CON_TRAININGSET) > 0 ? StepManager.CON_TRAININGSET : StepManager.CON_DATASET;
        if (numIncoming(training) == 0) {
            throw new StepProblem(
                    getName() + " has no data to fit a model to: connect a data source to it by dataSet, or a"
                            + " TrainingSetMaker or a maker of folds by trainingSet.");
        }
        Optional<Attribute> known = knownClass(training);
        Optional<String> wrong = known.flatMap(this::wrongClass);
        if (wrong.isPresent()) {
            throw new StepProblem(
                    getName() + " needs " + wrong.get() + ": choose another class in the ClassAssigner before it.");
        }
        options = getClassifier().getOptions();
        Arrays.setAll(options, i -> environmentSubstitute(options[i]));
        prepared();
        // Weka says "no test sets" by null.
        @Nullable String test = numIncoming(StepManager.CON_TESTSET) > 0 ? StepManager.CON_TESTSET : null;
        pairs = helper(training, test);
    }

    @SuppressWarnings("NullAway")
    private PairedDataHelper<GroupedModelOptions> helper(String training, @Nullable String test) {
        return new PairedDataHelper<>(this, this, training, test);
    }

    private int numIncoming(String connection) {
        return getStepManager().numIncomingConnectionsOfType(connection);
    }

    /** Returns the class attribute, if a step before this one knows it without its data. */
    private Optional<Attribute> knownClass(String connection) {
        return IncomingStructure.of(
                        getStepManager(),
                        connection,
                        getStepManager().getExecutionEnvironment().getEnvironmentVariables())
                .filter(structure -> structure.classIndex() >= 0)
                .map(Instances::classAttribute);
    }

    private GroupedModelOptions prepared() throws WekaException {
        GroupedModelOptions copy = another();
        try {
            copy.setOptions(options.clone());
            return copy;
        } catch (Exception e) {
            throw StepProblem.of(e);
        }
    }

    /**
     * Fits a training set, or hands on the model of a test set.
     *
     * @throws WekaException if the options mean nothing on the data, with one sentence
     */
    @Override
    public void processIncoming(Data data) throws WekaException {
        if (pairs != null) {
            getStepManager().processing();
            pairs.process(data);
        }
    }

    /** Fits the model of a training set. */
    @Override
    public GroupedModelOptions processPrimary(
            Integer set, Integer sets, Data data, PairedDataHelper<GroupedModelOptions> helper) throws WekaException {
        StepManager manager = getStepManager();
        Instances training = withClass(data.getPrimaryPayload());
        helper.addIndexedValueToNamedStore(TRAINING_SETS, set, training);
        manager.logBasic("Fitting " + training.relationName() + " (set " + set + " of " + sets + ") with "
                + Utils.joinOptions(options));
        GroupedModelOptions fitted = prepared();
        try {
            Progress progress = new StepProgress(manager);
            fitted.buildClassifier(training, progress);
            giveText(fitted, set, sets);
            giveTables(fitted, training, set, sets, progress);
        } catch (InterruptedException | CancellationException e) {
            // What is not built goes no further, since nothing leaves a step that is stopped.
            manager.logBasic("Stopped while fitting");
            return fitted;
        } catch (Exception e) {
            // Weka's own check of the capabilities gives a sentence too.
            throw StepProblem.of(e);
        }
        if (numIncoming(StepManager.CON_TESTSET) == 0) {
            giveClassifier(fitted, training, Optional.empty(), set, sets);
        }
        return fitted;
    }

    /** Hands on the model of the training set to which a test set belongs. */
    @Override
    public void processSecondary(Integer set, Integer sets, Data data, PairedDataHelper<GroupedModelOptions> helper)
            throws WekaException {
        Instances training = helper.getIndexedValueFromNamedStore(TRAINING_SETS, set);
        giveClassifier(
                helper.getIndexedPrimaryResult(set),
                training,
                Optional.of(withClass(data.getPrimaryPayload())),
                set,
                sets);
    }

    private Instances withClass(Instances data) {
        if (data.classIndex() >= 0) {
            return data;
        }
        Instances copy = new Instances(data);
        copy.setClassIndex(copy.numAttributes() - 1);
        if (!classIsTold.getAndSet(true)) {
            getStepManager()
                    .logWarning("No class is set in the data, so it is the last attribute, \""
                            + copy.classAttribute().name() + "\": choose another in a ClassAssigner before this step.");
        }
        return copy;
    }

    private void giveText(GroupedModelOptions fitted, int set, int sets) throws WekaException {
        Data text = new Data(StepManager.CON_TEXT, fitted.toString());
        text.setPayloadElement(StepManager.CON_AUX_DATA_TEXT_TITLE, "Model: " + getName());
        give(text, set, sets);
    }

    private void giveTables(GroupedModelOptions fitted, Instances training, int set, int sets, Progress progress)
            throws WekaException {
        if (getStepManager().numOutgoingConnectionsOfType(StepManager.CON_DATASET) == 0) {
            return;
        }
        Optional<MixedModel> model = fitted.fittedModel();
        if (model.isEmpty()) {
            getStepManager().logWarning("The data bear no model, so there are no tables: the text says why.");
            return;
        }
        for (MixedModelTable table : MixedModelTable.values()) {
            if (table.isOf(model.get())) {
                Instances rows = table.of(model.get(), Inference.standard(), training, progress);
                give(new Data(StepManager.CON_DATASET, rows), set, sets);
            }
        }
        for (ResultTable table : fitted.answerTables()) {
            give(new Data(StepManager.CON_DATASET, ResultInstances.of(table)), set, sets);
        }
    }

    private void giveClassifier(
            GroupedModelOptions fitted, Instances training, Optional<Instances> test, int set, int sets)
            throws WekaException {
        Data data = new Data(StepManager.CON_BATCH_CLASSIFIER, fitted);
        data.setPayloadElement(StepManager.CON_AUX_DATA_TRAININGSET, training);
        test.ifPresent(instances -> data.setPayloadElement(StepManager.CON_AUX_DATA_TESTSET, instances));
        data.setPayloadElement(StepManager.CON_AUX_DATA_LABEL, getName());
        data.setPayloadElement(StepManager.CON_AUX_DATA_PRIMARY_PAYLOAD_NOT_THREAD_SAFE, true);
        give(data, set, sets);
    }

    private void give(Data data, int set, int sets) throws WekaException {
        data.setPayloadElement(StepManager.CON_AUX_DATA_SET_NUM, set);
        data.setPayloadElement(StepManager.CON_AUX_DATA_MAX_SET_NUM, sets);
        getStepManager().outputData(new Data[] {data});
    }

    @Override
    public List<String> getIncomingConnectionTypes() {
        boolean trained = numIncoming(StepManager.CON_TRAININGSET) + numIncoming(StepManager.CON_DATASET) > 0;
        boolean tested = numIncoming(StepManager.CON_TESTSET) > 0;
        if (trained) {
            return tested ? List.of() : List.of(StepManager.CON_TESTSET);
        }
        return tested
                ? List.of(StepManager.CON_DATASET, StepManager.CON_TRAININGSET)
                : List.of(StepManager.CON_DATASET, StepManager.CON_TRAININGSET, StepManager.CON_TESTSET);
    }

    @Override
    public List<String> getOutgoingConnectionTypes() {
        return getStepManager().numIncomingConnections() > 0
                ? List.of(StepManager.CON_BATCH_CLASSIFIER, StepManager.CON_TEXT, StepManager.CON_DATASET)
                : List.of();
    }
}
