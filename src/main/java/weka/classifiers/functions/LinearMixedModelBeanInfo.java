package weka.classifiers.functions;

import weka.gui.AttributeListBeanInfo;

/** Lets the attribute of the residual variances of {@link LinearMixedModel} be chosen where it is edited. */
public final class LinearMixedModelBeanInfo extends AttributeListBeanInfo {
    /** Creates the information, for Java's introspection, which finds it by its name. */
    public LinearMixedModelBeanInfo() {
        super(LinearMixedModel.class, "residualVariance");
    }
}
