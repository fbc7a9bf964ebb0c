package weka.classifiers.meta;

import weka.gui.AttributeListBeanInfo;

/** Lets the attributes of {@link GroupAwareEvaluation} be chosen where it is edited. */
public final class GroupAwareEvaluationBeanInfo extends AttributeListBeanInfo {
    /** Creates the information, for Java's introspection, which finds it by its name. */
    public GroupAwareEvaluationBeanInfo() {
        super(GroupAwareEvaluation.class, "group");
    }
}
