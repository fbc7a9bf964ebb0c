package weka.knowledgeflow.steps;

import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import weka.classifiers.functions.GroupedModelOptions;
import weka.core.Attribute;
import weka.gui.ProgrammaticProperty;
import weka.gui.knowledgeflow.KFGUIConsts;

/** Fits a linear mixed model, as a step of Weka's KnowledgeFlow. */
@NullMarked // the class and not its package, whose other classes are Weka's
@KFStep(
        name = "LinearMixedModel",
        category = "MixedModels",
        toolTipText =
                "Fits a linear mixed model (random intercepts and slopes) to grouped data; gives the classifier, its summary"
                        + " as text, and its tables as data sets",
        iconPath = KFGUIConsts.BASE_ICON_PATH + "LinearMixedModel.png",
        resourceIntensive = true)
public class LinearMixedModel extends FittingStep {
    private static final long serialVersionUID = 1L;

    private weka.classifiers.functions.LinearMixedModel classifier = new weka.classifiers.functions.LinearMixedModel();

    /** Creates the step with the classifier's default options. */
    public LinearMixedModel() {}

    @Override
    public weka.classifiers.functions.LinearMixedModel getClassifier() {
        return classifier;
    }

    /** Sets the classifier whose options are the step's. */
    @ProgrammaticProperty
    public void setClassifier(weka.classifiers.functions.LinearMixedModel classifier) {
        this.classifier = classifier;
    }

    @Override
    GroupedModelOptions another() {
        return new weka.classifiers.functions.LinearMixedModel();
    }

    @Override
    Optional<String> wrongClass(Attribute response) {
        return response.isNumeric()
                ? Optional.empty()
                : Optional.of(
                        "a numeric class, but \"" + response.name() + "\" is " + Attribute.typeToString(response));
    }
}
