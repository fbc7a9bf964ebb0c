package weka.knowledgeflow.steps;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.NullMarked;
import org.multilevel.error.MultilevelException;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;
import weka.core.Instances;
import weka.core.OptionMetadata;
import weka.core.WekaException;
import weka.gui.knowledgeflow.KFGUIConsts;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;

/** Gives one table of a fitted mixed model as a data set, as a step of Weka's KnowledgeFlow. */
@NullMarked // the class and not its package, whose other classes are Weka's
@KFStep(
        name = "MixedModelTables",
        category = "MixedModels",
        toolTipText =
                "Turns a fitted linear mixed model into a table: fixed effects, variance components, group effects, fit"
                        + " statistics, or the training data with fitted values and residuals",
        iconPath = KFGUIConsts.BASE_ICON_PATH + "MixedModelTables.png")
public class MixedModelTables extends BaseStep {
    private static final long serialVersionUID = 1L;

    private MixedModelTable table = MixedModelTable.FIXED_EFFECTS;
    private String confidenceLevel = "0.95";

    /** The inference once environment variables are replaced. */
    private transient Inference inference = Inference.standard();

    /** Creates the step with its default options. */
    public MixedModelTables() {}

    /** Returns the table that the step gives. */
    public MixedModelTable getTable() {
        return table;
    }

    /** Sets the table that the step gives. */
    @OptionMetadata(
            displayName = "Table",
            description = "FIXED_EFFECTS: estimates, standard errors, tests, intervals. VARIANCE_COMPONENTS: variances,"
                    + " covariances and correlations of the random effects, and the residual variance. GROUP_EFFECTS: the effects of"
                    + " each group with their standard deviations. FIT_STATISTICS: log-likelihood, AIC, BIC, and the like."
                    + " FITTED_VALUES: the training data with fitted values and residuals.",
            displayOrder = 0)
    public void setTable(MixedModelTable table) {
        this.table = table;
    }

    /** Returns the level of the confidence intervals. */
    public String getConfidenceLevel() {
        return confidenceLevel;
    }

    /** Sets the level of the confidence intervals. */
    @OptionMetadata(
            displayName = "Confidence level",
            description = "The level of the confidence intervals of the fixed effects, between 0 and 1.",
            displayOrder = 1)
    public void setConfidenceLevel(String confidenceLevel) {
        this.confidenceLevel = confidenceLevel;
    }

    /**
     * Checks the options and the steps before this one.
     *
     * @throws WekaException with a sentence that says what to change
     */
    @Override
    public void stepInit() throws WekaException {
        BatchModels.checkUpstream(getStepManager(), 1);
        if (table == MixedModelTable.FITTED_VALUES) {
            BatchModels.checkUnfiltered(getStepManager(), table.name());
        }
        double level =
                StepLevel.of(getName(), environmentSubstitute(confidenceLevel).strip());
        inference = Inference.standard().withLevel(level);
    }

    /**
     * Makes the table of a classifier and hands it on.
     *
     * @throws WekaException if it is no mixed model, or the table cannot be made of it, with one sentence
     */
    @Override
    public void processIncoming(Data incoming) throws WekaException {
        StepManager manager = getStepManager();
        manager.processing();
        Optional<MixedModel> model = BatchModels.model(getName(), incoming);
        if (table == MixedModelTable.FITTED_VALUES) {
            BatchModels.checkUnfiltered(
                    getName(), table.name(), BatchModels.label(incoming), incoming.getPrimaryPayload());
            BatchModels.checkTraining(getName(), table.name(), incoming);
        }
        if (model.isPresent()) {
            give(model.get(), incoming);
        } else {
            manager.logWarning(BatchModels.label(incoming)
                    + " found no model in its training data, so there is no table: its text says why.");
        }
        if (isStopRequested()) {
            manager.interrupted();
        } else {
            manager.finished();
        }
    }

    private void give(MixedModel model, Data incoming) throws WekaException {
        StepManager manager = getStepManager();
        Instances training = incoming.getPayloadElement(StepManager.CON_AUX_DATA_TRAININGSET);
        try {
            Instances rows = table.of(model, inference, training, new StepProgress(manager));
            manager.logBasic("Giving " + rows.relationName() + " of " + BatchModels.label(incoming));
            Data data = new Data(StepManager.CON_DATASET, rows);
            BatchModels.number(data, incoming);
            manager.outputData(data);
        } catch (CancellationException e) {
            manager.logBasic("Stopped while making the table");
        } catch (MultilevelException e) {
            throw StepProblem.of(e);
        }
    }

    @Override
    public List<String> getIncomingConnectionTypes() {
        return getStepManager().numIncomingConnections() > 0 ? List.of() : List.of(StepManager.CON_BATCH_CLASSIFIER);
    }

    @Override
    public List<String> getOutgoingConnectionTypes() {
        return getStepManager().numIncomingConnections() > 0 ? List.of(StepManager.CON_DATASET) : List.of();
    }
}
