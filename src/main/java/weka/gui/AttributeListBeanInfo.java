package weka.gui;

import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.beans.SimpleBeanInfo;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** Tells Weka's property sheets which options of a class list attributes, so that they can be chosen there. */
@NullMarked // the class and not its package, whose other classes are Weka's
public abstract class AttributeListBeanInfo extends SimpleBeanInfo {
    private final Class<?> described;
    private final Set<String> properties;

    /**
     * Creates the information.
     *
     * @param described the class
     * @param properties those that list attributes
     */
    protected AttributeListBeanInfo(Class<?> described, String... properties) {
        this.described = described;
        this.properties = Set.of(properties);
    }

    /**
     * Returns these properties alone, to be added to what introspection finds: a list of all of its own would take the place of that, and
     * either the sheets would miss the inherited options or Weka's command line would write them twice.
     */
    @Override
    public BeanInfo[] getAdditionalBeanInfo() {
        return new BeanInfo[] {
            new SimpleBeanInfo() {
                @Override
                public PropertyDescriptor[] getPropertyDescriptors() {
                    return properties.stream()
                            .map(AttributeListBeanInfo.this::withEditor)
                            .toArray(PropertyDescriptor[]::new);
                }
            }
        };
    }

    private PropertyDescriptor withEditor(String name) {
        try {
            PropertyDescriptor property = new PropertyDescriptor(name, described);
            property.setPropertyEditorClass(AttributeListEditor.class);
            return property;
        } catch (IntrospectionException e) {
            throw new IllegalStateException(e);
        }
    }
}
