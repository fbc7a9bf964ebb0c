package weka.classifiers.functions;

import weka.gui.AttributeListBeanInfo;

/** Lets the attributes of {@link GeneralizedLinearMixedModel} be chosen where it is edited. */
public final class GeneralizedLinearMixedModelBeanInfo extends AttributeListBeanInfo {
    /** Creates the information, for Java's introspection, which finds it by its name. */
    public GeneralizedLinearMixedModelBeanInfo() {
        super(GeneralizedLinearMixedModel.class, "trials");
    }
}
