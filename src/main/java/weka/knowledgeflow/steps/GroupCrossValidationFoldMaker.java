package weka.knowledgeflow.steps;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.multilevel.data.groups.FoldMode;
import org.multilevel.data.groups.GroupFolds;
import org.multilevel.error.DataException;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.meta.InstanceFolds;
import weka.core.Environment;
import weka.core.Instances;
import weka.core.OptionMetadata;
import weka.core.WekaException;
import weka.gui.knowledgeflow.KFGUIConsts;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;

/**
 * Makes cross-validation folds that respect groups, as a step of Weka's KnowledgeFlow.
 *
 * <p>Its pairs of training and test sets are those of Weka's own CrossValidationFoldMaker, so any classifier step takes them.
 */
@NullMarked // the class and not its package, whose other classes are Weka's
@KFStep(
        name = "GroupCrossValidationFoldMaker",
        category = "MixedModels",
        toolTipText = "Creates cross-validation folds for grouped data: a group is never split (how well is a new group"
                + " predicted?), or each group is spread over the folds (a new row of a known group?)",
        iconPath = KFGUIConsts.BASE_ICON_PATH + "GroupCrossValidationFoldMaker.png")
public class GroupCrossValidationFoldMaker extends BaseStep {
    private static final long serialVersionUID = 1L;

    private static final List<String> INCOMING =
            List.of(StepManager.CON_DATASET, StepManager.CON_TRAININGSET, StepManager.CON_TESTSET);

    private String group = "";
    private Mode mode = Mode.WHOLE_GROUPS;
    private String numFolds = "10";
    private String seed = "1";

    /** What the options mean once their environment variables are replaced. */
    private transient @Nullable Request request;

    private record Request(String group, Mode mode, int folds, long seed) {}

    /** How groups and folds go together; flows save the names. */
    public enum Mode {
        /** A group is never split. */
        WHOLE_GROUPS,
        /** Each group has a fold of its own. */
        LEAVE_ONE_GROUP_OUT,
        /** The rows of each group are spread over the folds. */
        WITHIN_GROUPS
    }

    /** Creates the step with its default options. */
    public GroupCrossValidationFoldMaker() {}

    /** Returns the group attribute. */
    public String getGroup() {
        return group;
    }

    /** Sets the group attribute. */
    @OptionMetadata(
            displayName = "Group attribute",
            description =
                    "The attribute that says which group an instance belongs to, by name or position (1, 2, first, last)."
                            + " It may be nominal, string or numeric (an id). Of several, with commas between, every combination is a"
                            + " group. Instances without group are in no fold.",
            displayOrder = 0)
    public void setGroup(String group) {
        this.group = group;
    }

    /** Returns how groups and folds go together. */
    public Mode getMode() {
        return mode;
    }

    /** Sets how groups and folds go together. */
    @OptionMetadata(
            displayName = "Mode",
            description = "WHOLE_GROUPS: a group is never split, which shows how well a new group is predicted."
                    + " LEAVE_ONE_GROUP_OUT: the same with a fold for each group. WITHIN_GROUPS: each group is spread over the"
                    + " folds, which shows how well a new row of a known group is predicted.",
            displayOrder = 1)
    public void setMode(Mode mode) {
        this.mode = mode;
    }

    /** Returns the number of folds. */
    public String getNumFolds() {
        return numFolds;
    }

    /** Sets the number of folds. */
    @OptionMetadata(
            displayName = "Number of folds",
            description = "The number of folds to create; leaving one group out makes as many as there are groups.",
            displayOrder = 2)
    public void setNumFolds(String numFolds) {
        this.numFolds = numFolds;
    }

    /** Returns the random seed. */
    public String getSeed() {
        return seed;
    }

    /** Sets the random seed. */
    @OptionMetadata(
            displayName = "Random seed",
            description = "The random seed for dividing groups and rows.",
            displayOrder = 3)
    public void setSeed(String seed) {
        this.seed = seed;
    }

    /**
     * Checks the options, and the group against the attributes that come in where they are known already.
     *
     * @throws WekaException with a sentence that says what to change
     */
    @Override
    public void stepInit() throws WekaException {
        Request checked = new Request(
                environmentSubstitute(group).strip(),
                mode,
                (int) wholeNumber("Number of folds", numFolds),
                wholeNumber("Random seed", seed));
        if (checked.group().isEmpty()) {
            throw new StepProblem(
                    "The option Group attribute is empty: name the attribute that says which group an instance belongs to.");
        }
        request = checked;
        Optional<Instances> structure =
                incomingStructure(getStepManager().getExecutionEnvironment().getEnvironmentVariables());
        if (structure.isPresent()) {
            folds(structure.get(), checked);
        }
    }

    private long wholeNumber(String option, String text) throws WekaException {
        String value = environmentSubstitute(text).strip();
        if (!value.matches("-?[0-9]{1,9}")) {
            throw new StepProblem("The option " + option + " is \"" + value + "\": write a whole number.");
        }
        return Long.parseLong(value);
    }

    private Optional<Instances> incomingStructure(@Nullable Environment variables) {
        return INCOMING.stream()
                .flatMap(connection -> IncomingStructure.of(getStepManager(), connection, variables).stream())
                .findFirst();
    }

    private static GroupFolds folds(Instances data, Request request) throws WekaException {
        try {
            List<String> groups = InstanceFolds.groups(data, request.group());
            return switch (request.mode()) {
                case WHOLE_GROUPS ->
                    GroupFolds.of(FoldMode.WHOLE_GROUPS, request.folds(), groups)
                            .withSeed(request.seed());
                case WITHIN_GROUPS ->
                    GroupFolds.of(FoldMode.WITHIN_GROUPS, request.folds(), groups)
                            .withSeed(request.seed());
                case LEAVE_ONE_GROUP_OUT -> GroupFolds.leaveOneGroupOut(groups).withSeed(request.seed());
            };
        } catch (MixedModelException | DataException e) {
            throw StepProblem.of(e);
        }
    }

    /**
     * Makes the folds of a data set and hands them on.
     *
     * @throws WekaException if the data have too few groups or rows, with one sentence
     */
    @Override
    public void processIncoming(Data incoming) throws WekaException {
        StepManager manager = getStepManager();
        manager.processing();
        Instances data = incoming.getPayloadElement(incoming.getConnectionName());
        Request checked = request;
        if (data == null || checked == null) {
            throw new StepProblem("No instances came in: connect a step that gives a whole data set.");
        }
        manager.logBasic("Creating cross-validation folds by " + checked.group());
        manager.statusMessage("Creating cross-validation folds by " + checked.group());
        try {
            InstanceFolds folds = InstanceFolds.of(data, folds(data, checked), new StepProgress(manager));
            for (String sentence : folds.sentences()) {
                manager.logWarning(sentence);
            }
            for (int fold = 0; fold < folds.count() && !isStopRequested(); fold++) {
                manager.outputData(
                        pair(StepManager.CON_TRAININGSET, folds.train(fold), fold, folds.count()),
                        pair(StepManager.CON_TESTSET, folds.test(fold), fold, folds.count()));
            }
        } catch (MixedModelException e) {
            throw StepProblem.of(e);
        } catch (CancellationException e) {
            manager.logBasic("Stopped while creating folds");
        }
        if (isStopRequested()) {
            manager.interrupted();
        } else {
            manager.finished();
        }
    }

    private static Data pair(String connection, Instances instances, int fold, int folds) {
        Data data = new Data(connection, instances);
        data.setPayloadElement(StepManager.CON_AUX_DATA_SET_NUM, fold + 1);
        data.setPayloadElement(StepManager.CON_AUX_DATA_MAX_SET_NUM, folds);
        return data;
    }

    @Override
    public List<String> getIncomingConnectionTypes() {
        return getStepManager().numIncomingConnections() > 0 ? List.of() : INCOMING;
    }

    @Override
    public List<String> getOutgoingConnectionTypes() {
        return getStepManager().numIncomingConnections() > 0
                ? List.of(StepManager.CON_TRAININGSET, StepManager.CON_TESTSET)
                : List.of();
    }

    /** Returns the attributes of training and test sets, which are those that come in, or nothing while they are unknown. */
    @Override
    public @Nullable Instances outputStructureForConnectionType(String connection, @Nullable Environment variables) {
        boolean known = connection.equals(StepManager.CON_TRAININGSET) || connection.equals(StepManager.CON_TESTSET);
        return known ? incomingStructure(variables).orElse(null) : null;
    }
}
