package weka.knowledgeflow.steps;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
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
public class MixedModelTables extends ModelStep {
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
                    + " covariances and correlations of the random effects, and the residual variance. COVARIANCE_PARAMETERS: the"
                    + " parameters of covariance structures with their standard errors. GROUP_EFFECTS: the effects of each group with their standard deviations. FIT_STATISTICS: log-likelihood, AIC, BIC, and the like."
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
        checkUpstream();
        inference = Inference.standard().withLevel(StepLevel.of(getName(), text(confidenceLevel)));
    }

    @Override
    Optional<String> needingRows() {
        return table == MixedModelTable.FITTED_VALUES ? Optional.of(table.name()) : Optional.empty();
    }

    @Override
    String absent() {
        return "there is no table";
    }

    @Override
    String activity() {
        return "making the table";
    }

    @Override
    void give(MixedModel model, Data incoming) throws WekaException {
        StepManager manager = getStepManager();
        Instances rows = table.of(model, inference, training(incoming), new StepProgress(manager));
        manager.logBasic("Giving " + rows.relationName() + " of " + BatchModels.label(incoming));
        output(incoming, new Data(StepManager.CON_DATASET, rows));
    }

    @Override
    List<String> outgoing() {
        return List.of(StepManager.CON_DATASET);
    }
}
