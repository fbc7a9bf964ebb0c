package weka.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JTextField;
import org.junit.jupiter.api.Test;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.meta.GroupAwareEvaluation;
import weka.classifiers.meta.MixedEffects;
import weka.filters.unsupervised.attribute.GroupCenter;

class AttributeListEditorTest {
    private static Set<String> withPicker(Class<?> type) throws Exception {
        return Arrays.stream(Introspector.getBeanInfo(type).getPropertyDescriptors())
                .filter(property -> property.getPropertyEditorClass() == AttributeListEditor.class)
                .map(PropertyDescriptor::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void optionsThatListAttributesLetThemBeChosen() throws Exception {
        assertEquals(Set.of("group", "slopes", "weights", "residualVariance"), withPicker(LinearMixedModel.class));
        assertEquals(Set.of("group"), withPicker(GroupAwareEvaluation.class));
        assertEquals(Set.of("group", "slopes"), withPicker(MixedEffects.class));
        assertEquals(Set.of("group", "attributes"), withPicker(GroupCenter.class));
    }

    @Test
    void noOptionIsLostByIt() throws Exception {
        for (Class<?> type :
                List.of(LinearMixedModel.class, GroupAwareEvaluation.class, MixedEffects.class, GroupCenter.class)) {
            assertEquals(
                    names(Introspector.getBeanInfo(type, Introspector.IGNORE_ALL_BEANINFO)
                            .getPropertyDescriptors()),
                    names(Introspector.getBeanInfo(type).getPropertyDescriptors()));
        }
    }

    private static List<String> names(PropertyDescriptor[] properties) {
        return Stream.of(properties).map(PropertyDescriptor::getName).sorted().toList();
    }

    @Test
    void whatIsTypedInWekasSheetReachesTheClassifier() {
        LinearMixedModel classifier = new LinearMixedModel();
        PropertySheetPanel sheet = new PropertySheetPanel();
        sheet.setTarget(classifier);
        List<JTextField> fields = new ArrayList<>();
        collect(sheet, fields);
        assertEquals(4, fields.size());
        fields.get(0).setText("school, class");
        assertEquals("school, class", classifier.getGroup());
        fields.get(0).setText("");
        assertEquals("", classifier.getGroup());
        fields.get(2).setText("w");
        assertEquals("w", classifier.getWeights());
        fields.get(3).setText("arm");
        assertEquals("arm", classifier.getResidualVariance());
    }

    private static void collect(Container container, List<JTextField> fields) {
        for (Component part : container.getComponents()) {
            if (part instanceof JTextField field && "attributes".equals(field.getName())) {
                fields.add(field);
            } else if (part instanceof Container inner) {
                collect(inner, fields);
            }
        }
    }

    @Test
    void namesAreListedAsTheOptionsTakeThem() {
        assertEquals(
                "school, `a/b`, `c,d`, `e``f`", AttributeListEditor.listed(List.of("school", "a/b", "c,d", "e`f")));
        assertEquals("", AttributeListEditor.listed(List.of()));
        assertTrue(new AttributeListEditor().supportsCustomEditor());
    }
}
