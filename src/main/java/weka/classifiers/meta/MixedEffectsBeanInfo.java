package weka.classifiers.meta;

import weka.gui.AttributeListBeanInfo;

/** Lets the attributes of {@link MixedEffects} be chosen where it is edited. */
public final class MixedEffectsBeanInfo extends AttributeListBeanInfo {
    /** Creates the information, for Java's introspection, which finds it by its name. */
    public MixedEffectsBeanInfo() {
        super(MixedEffects.class, "group", "slopes");
    }
}
