package weka.filters.unsupervised.attribute;

import weka.gui.AttributeListBeanInfo;

/** Lets the attributes of {@link GroupCenter} be chosen where it is edited. */
public final class GroupCenterBeanInfo extends AttributeListBeanInfo {
    /** Creates the information, for Java's introspection, which finds it by its name. */
    public GroupCenterBeanInfo() {
        super(GroupCenter.class, "group", "attributes");
    }
}
