package weka.knowledgeflow.steps;

import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import weka.classifiers.functions.GroupedModelOptions;
import weka.core.Attribute;
import weka.gui.ProgrammaticProperty;
import weka.gui.knowledgeflow.KFGUIConsts;

/** Fits a generalised linear mixed model, as a step of Weka's KnowledgeFlow. */
@NullMarked // the class and not its package, whose other classes are Weka's
@KFStep(
        name = "GeneralizedLinearMixedModel",
        category = "MixedModels",
        toolTipText =
                "Fits a generalised linear mixed model (random intercepts and slopes) to a class with two labels, counts or positive"
                        + " numbers; gives the classifier, its summary as text, and its tables as data sets",
        iconPath = KFGUIConsts.BASE_ICON_PATH + "GeneralizedLinearMixedModel.png",
        resourceIntensive = true)
public class GeneralizedLinearMixedModel extends FittingStep {
    private static final long serialVersionUID = 1L;

    private weka.classifiers.functions.GeneralizedLinearMixedModel classifier =
            new weka.classifiers.functions.GeneralizedLinearMixedModel();

    /** Creates the step with the classifier's default options. */
    public GeneralizedLinearMixedModel() {}

    @Override
    public weka.classifiers.functions.GeneralizedLinearMixedModel getClassifier() {
        return classifier;
    }

    /** Sets the classifier whose options are the step's. */
    @ProgrammaticProperty
    public void setClassifier(weka.classifiers.functions.GeneralizedLinearMixedModel classifier) {
        this.classifier = classifier;
    }

    @Override
    GroupedModelOptions another() {
        return new weka.classifiers.functions.GeneralizedLinearMixedModel();
    }

    @Override
    Optional<String> wrongClass(Attribute response) {
        if (response.isNumeric()) {
            return Optional.empty();
        }
        if (!response.isNominal()) {
            return Optional.of("a class of numbers or with two labels, but \"" + response.name() + "\" is "
                    + Attribute.typeToString(response));
        }
        // A loader that has not read its rows may know no labels yet.
        return response.numValues() <= 2
                ? Optional.empty()
                : Optional.of("a class of numbers or with two labels, but \"" + response.name() + "\" has "
                        + response.numValues());
    }
}
