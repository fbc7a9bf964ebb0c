package weka.gui.mixedmodels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static weka.gui.Screen.button;
import static weka.gui.Screen.find;

import java.awt.Component;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JComboBox;
import javax.swing.JTextArea;
import org.junit.jupiter.api.Test;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

/** What the form shows before anything is chosen; no window is needed for that. */
class ModelFormPanelTest {
    /** Chicks that are weighed at four times; the name of no attribute says that it labels groups. */
    private static Instances chicks() {
        Instances data = new Instances(
                "chicks",
                new ArrayList<>(List.of(new Attribute("weight"), new Attribute("Time"), new Attribute("Chick"))),
                0);
        for (int i = 0; i < 40; i++) {
            data.add(new DenseInstance(1, new double[] {40.5 + i % 7, i % 4, 1 + i / 4}));
        }
        return data;
    }

    private final ModelFormPanel panel = new ModelFormPanel(new ModelForm(chicks()), () -> {});

    private <T extends Component> T part(Class<T> kind, String name) {
        return find(panel, kind, part -> name.equals(part.getName())).orElseThrow();
    }

    @Test
    void whereNoGroupIsLikelyNoneIsGuessedAndAHintSaysWhatToDo() {
        assertEquals("(none)", part(JComboBox.class, "group").getSelectedItem());
        assertEquals(
                "No group yet, so this is ordinary least squares: choose under Group what the rows belong to, and press Add"
                        + " group.",
                part(JTextArea.class, "message").getText());
    }

    @Test
    void residualsOfAChickGoTogetherInTimeOnceTheyAreChosen() {
        JComboBox<?> time = part(JComboBox.class, "time");
        assertFalse(time.isEnabled());
        part(JComboBox.class, "residuals").setSelectedItem("ar1");
        assertEquals(
                "Choose whose residuals go together beside Residuals, at \"of\".",
                part(JTextArea.class, "message").getText());
        part(JComboBox.class, "subject").setSelectedItem("Chick");
        assertTrue(time.isEnabled());
        assertEquals(
                "The residual structure ar1 needs a time or occasion: choose it at \"in\".",
                part(JTextArea.class, "message").getText());
        time.setSelectedItem("Time");
        assertEquals(
                "Residuals: ar1(Time | Chick). Two residuals of one Chick have the correlation rho to the power of their distance"
                        + " in Time.",
                part(JTextArea.class, "message").getText());
        assertEquals("weight ~ 1", part(JTextArea.class, "formula").getText());
        part(JComboBox.class, "residuals").setSelectedItem("cs");
        assertFalse(time.isEnabled());
        part(JComboBox.class, "variances").setSelectedItem(ResidualForm.Variances.EACH_OCCASION);
        assertTrue(time.isEnabled());
        assertEquals(
                "Residuals: cs(Time | Chick, hom = FALSE). Two residuals of one Chick have the same correlation, whichever two,"
                        + " and each value of Time its variance.",
                part(JTextArea.class, "message").getText());
        part(JComboBox.class, "residuals").setSelectedItem("independent");
        assertFalse(part(JComboBox.class, "subject").isEnabled());
        assertFalse(part(JComboBox.class, "variances").isEnabled());
    }

    @Test
    void addingNoGroupAsksForOne() {
        button(panel, "Add group").doClick();
        assertEquals("weight ~ 1", part(JTextArea.class, "formula").getText());
        assertEquals(
                "Choose the attribute of the groups under Group first.",
                part(JTextArea.class, "message").getText());
    }

    @Test
    void aChosenGroupIsAdded() {
        part(JComboBox.class, "group").setSelectedItem("Chick");
        button(panel, "Add group").doClick();
        assertEquals(
                "weight ~ 1 + (1 | Chick)", part(JTextArea.class, "formula").getText());
        assertEquals("", part(JTextArea.class, "message").getText());
    }

    @Test
    void aFamilyHasFieldsOfItsOwn() {
        ModelFormPanel both = new ModelFormPanel(new ModelForm(chicks(), FamilyForm.Models.BOTH), () -> {});
        JComboBox<?> trials = find(both, JComboBox.class, part -> "trials".equals(part.getName()))
                .orElseThrow();
        JComboBox<?> family = find(both, JComboBox.class, part -> "family".equals(part.getName()))
                .orElseThrow();
        JComboBox<?> strata = find(both, JComboBox.class, part -> "strata".equals(part.getName()))
                .orElseThrow();
        assertFalse(trials.isVisible());
        assertTrue(strata.getParent().isVisible());
        family.setSelectedItem(ChosenFamily.YES_OR_NO);
        assertTrue(trials.isVisible());
        assertTrue(trials.isEnabled());
        assertFalse(strata.getParent().isVisible());
        family.setSelectedItem(ChosenFamily.COUNTS);
        assertFalse(trials.isEnabled());
    }
}
