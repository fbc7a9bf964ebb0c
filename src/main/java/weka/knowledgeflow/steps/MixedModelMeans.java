package weka.knowledgeflow.steps;

import org.jspecify.annotations.NullMarked;
import org.multilevel.error.MultilevelException;
import org.multilevel.inference.Inference;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.means.MeansAsked;
import org.multilevel.model.MixedModel;
import org.multilevel.result.MeansSummary;
import org.multilevel.result.MeansTables;
import org.multilevel.result.ResultTable;
import weka.core.OptionMetadata;
import weka.core.WekaException;
import weka.gui.knowledgeflow.KFGUIConsts;
import weka.knowledgeflow.Data;

/** Gives marginal means or slopes of a fitted mixed model and the differences between them, as a step of Weka's KnowledgeFlow. */
@NullMarked // the class and not its package, whose other classes are Weka's
@KFStep(
        name = "MixedModelMeans",
        category = "MixedModels",
        toolTipText =
                "Gives the marginal means of the levels of predictors, or slopes of a numeric one, and the adjusted differences between"
                        + " them",
        iconPath = KFGUIConsts.BASE_ICON_PATH + "MixedModelMeans.png")
public class MixedModelMeans extends ModelStep {
    private static final long serialVersionUID = 1L;

    private String means = "";
    private String slopes = "";
    private String values = "";
    private String contrasts = "pairwise";
    private String adjustment = "";
    private String confidenceLevel = "0.95";
    private MixedModelMeansTable table = MixedModelMeansTable.ESTIMATES;

    /** Creates the step with its default options. */
    public MixedModelMeans() {}

    /** Returns the predictors whose marginal means are given. */
    public String getMeans() {
        return means;
    }

    /** Sets the predictors whose marginal means are given. */
    @OptionMetadata(
            displayName = "Means of",
            description =
                    "The predictors whose marginal means are given: a, a * b, or a | b to compare within b. Others are averaged"
                            + " over, numeric ones are at their means.",
            displayOrder = 0)
    public void setMeans(String means) {
        this.means = means;
    }

    /** Returns the numeric predictor whose slopes are given. */
    public String getSlopes() {
        return slopes;
    }

    /** Sets the numeric predictor whose slopes are given. */
    @OptionMetadata(
            displayName = "Slopes of",
            description = "Instead of means the slopes of a numeric predictor: x, x by f, or x by f * g.",
            displayOrder = 1)
    public void setSlopes(String slopes) {
        this.slopes = slopes;
    }

    /** Returns the values of predictors. */
    public String getValues() {
        return values;
    }

    /** Sets the values of predictors. */
    @OptionMetadata(
            displayName = "Values",
            description =
                    "Values of predictors other than their means or all their levels, such as ses = -1, 1; sector = 0.",
            displayOrder = 2)
    public void setValues(String values) {
        this.values = values;
    }

    /** Returns which differences are given. */
    public String getContrasts() {
        return contrasts;
    }

    /** Sets which differences are given. */
    @OptionMetadata(
            displayName = "Contrasts",
            description =
                    "pairwise, control (against the first), control=LEVEL, none, or coefficients such as ends = 1, 0, -1.",
            displayOrder = 3)
    public void setContrasts(String contrasts) {
        this.contrasts = contrasts;
    }

    /** Returns the adjustment of contrasts. */
    public String getAdjustment() {
        return adjustment;
    }

    /** Sets the adjustment of contrasts. */
    @OptionMetadata(
            displayName = "Adjustment",
            description =
                    "Of p values and intervals of contrasts: tukey, dunnett, holm, bonferroni, sidak or none; empty for tukey where"
                            + " contrasts are pairwise and dunnett where they are against a control.",
            displayOrder = 4)
    public void setAdjustment(String adjustment) {
        this.adjustment = adjustment;
    }

    /** Returns the level of the confidence intervals. */
    public String getConfidenceLevel() {
        return confidenceLevel;
    }

    /** Sets the level of the confidence intervals. */
    @OptionMetadata(
            displayName = "Confidence level",
            description = "The level of the confidence intervals, between 0 and 1.",
            displayOrder = 5)
    public void setConfidenceLevel(String confidenceLevel) {
        this.confidenceLevel = confidenceLevel;
    }

    /** Returns the table that the step gives as a data set. */
    public MixedModelMeansTable getTable() {
        return table;
    }

    /** Sets the table that the step gives as a data set. */
    @OptionMetadata(
            displayName = "Table",
            description =
                    "The data set that is given. ESTIMATES: the means or slopes. CONTRASTS: the differences. The text has both.",
            displayOrder = 6)
    public void setTable(MixedModelMeansTable table) {
        this.table = table;
    }

    /**
     * Checks the options and the steps before this one.
     *
     * @throws WekaException with a sentence that says what to change
     */
    @Override
    public void stepInit() throws WekaException {
        checkUpstream();
        boolean both = !text(means).isEmpty() && !text(slopes).isEmpty();
        if (both || (text(means).isEmpty() && text(slopes).isEmpty())) {
            throw new StepProblem(getName() + (both ? " is asked for means and slopes" : " is asked for nothing")
                    + ": fill in one of the options Means of and Slopes of.");
        }
        try {
            asked();
        } catch (MultilevelException e) {
            throw StepProblem.of(e);
        }
    }

    @Override
    String absent() {
        return "there are no means";
    }

    @Override
    String activity() {
        return "finding means";
    }

    private MeansAsked asked() throws WekaException {
        Inference inference = Inference.standard().withLevel(StepLevel.of(getName(), text(confidenceLevel)));
        return MeansAsked.of(text(values), text(contrasts), text(adjustment), inference);
    }

    @Override
    void give(MixedModel model, Data incoming) throws WekaException {
        MeansAsked asked = asked();
        MarginalMeans answer = text(slopes).isEmpty()
                ? asked.means(text(means)).ask(model)
                : asked.slopes(text(slopes)).ask(model);
        answer.notes().forEach(getStepManager()::logBasic);
        ResultTable rows = switch (table) {
            case ESTIMATES -> MeansTables.estimates(answer);
            case CONTRASTS -> MeansTables.contrasts(answer);
        };
        output(rows, MeansSummary.of(answer).text(), incoming);
    }
}
