package weka.knowledgeflow.steps;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.multilevel.error.MultilevelException;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ComparisonSummary;
import org.multilevel.result.ResultTables;
import weka.classifiers.functions.ResultInstances;
import weka.core.OptionMetadata;
import weka.core.WekaException;
import weka.gui.knowledgeflow.KFGUIConsts;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;

/** Compares fitted mixed models by likelihood-ratio tests, AIC and BIC, as a step of Weka's KnowledgeFlow. */
@NullMarked // the class and not its package, whose other classes are Weka's
@KFStep(
        name = "MixedModelComparison",
        category = "MixedModels",
        toolTipText =
                "Compares two or more linear mixed models of the same rows: parameters, AIC, BIC, log-likelihood, and the"
                        + " likelihood-ratio test of each against the one before",
        iconPath = KFGUIConsts.BASE_ICON_PATH + "MixedModelComparison.png")
public class MixedModelComparison extends BaseStep {
    private static final long serialVersionUID = 1L;

    private static final int MOST_DIGITS = 15;

    private String digits = "4";

    /** The digits once environment variables are replaced. */
    private transient int decimals;

    private transient Arrivals arrivals = new Arrivals();

    private record Named(String name, MixedModel model) {}

    /** Creates the step with its default options. */
    public MixedModelComparison() {}

    /** Returns the number of decimals in the text. */
    public String getDigits() {
        return digits;
    }

    /** Sets the number of decimals in the text. */
    @OptionMetadata(
            displayName = "Digits",
            description = "The number of decimals in the text, from 1 to 15; the table has all.",
            displayOrder = 0)
    public void setDigits(String digits) {
        this.digits = digits;
    }

    /**
     * Checks the options and the steps before this one.
     *
     * @throws WekaException with a sentence that says what to change
     */
    @Override
    public synchronized void stepInit() throws WekaException {
        BatchModels.checkUpstream(getStepManager(), 2);
        String text = environmentSubstitute(digits).strip();
        decimals = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : 0;
        if (decimals < 1 || decimals > MOST_DIGITS) {
            throw new StepProblem("The option Digits of " + getName() + " is \"" + text
                    + "\": write a whole number from 1 to " + MOST_DIGITS + ".");
        }
        arrivals = new Arrivals();
    }

    /**
     * Takes a model, and compares once all models of its training set have come.
     *
     * @throws WekaException if it is no mixed model, or the models cannot be compared, with one sentence
     */
    @Override
    public synchronized void processIncoming(Data incoming) throws WekaException {
        StepManager manager = getStepManager();
        manager.processing();
        // Refused as soon as it comes, not when all have come.
        model(incoming);
        List<Data> arrived = arrivals.with(incoming, manager);
        if (arrived.isEmpty()) {
            return;
        }
        List<Named> models = new ArrayList<>();
        for (Data one : arrived) {
            models.add(new Named(BatchModels.label(one), model(one)));
        }
        compare(models, incoming);
        if (isStopRequested()) {
            manager.interrupted();
        } else {
            manager.finished();
        }
    }

    private MixedModel model(Data data) throws WekaException {
        return BatchModels.present(getName(), data, "cannot compare it");
    }

    private void compare(List<Named> models, Data incoming) throws WekaException {
        StepManager manager = getStepManager();
        try {
            ModelComparison comparison = ModelComparison.of(
                    models.stream().map(Named::name).toList(),
                    models.stream().map(Named::model).toList());
            manager.logBasic("Comparing "
                    + String.join(", ", models.stream().map(Named::name).toList()));
            comparison.notes().forEach(manager::logBasic);
            Data table =
                    new Data(StepManager.CON_DATASET, ResultInstances.of(ResultTables.modelComparison(comparison)));
            Data text = new Data(
                    StepManager.CON_TEXT,
                    ComparisonSummary.of(comparison).withDigits(decimals).text());
            text.setPayloadElement(StepManager.CON_AUX_DATA_TEXT_TITLE, getName());
            for (Data data : List.of(table, text)) {
                BatchModels.number(data, incoming);
            }
            manager.outputData(table, text);
        } catch (MultilevelException e) {
            throw StepProblem.of(e);
        }
    }

    @Override
    public List<String> getIncomingConnectionTypes() {
        return List.of(StepManager.CON_BATCH_CLASSIFIER);
    }

    @Override
    public List<String> getOutgoingConnectionTypes() {
        return getStepManager().numIncomingConnections() > 0
                ? List.of(StepManager.CON_DATASET, StepManager.CON_TEXT)
                : List.of();
    }
}
