package weka.classifiers.functions;

import weka.gui.AttributeListBeanInfo;

/** Lets the attributes of {@link GroupedModelOptions} be chosen where a classifier is edited. */
public final class GroupedModelOptionsBeanInfo extends AttributeListBeanInfo {
    /** Creates the information, for Java's introspection, which finds it by its name. */
    public GroupedModelOptionsBeanInfo() {
        super(GroupedModelOptions.class, "group", "slopes", "weights");
    }
}
