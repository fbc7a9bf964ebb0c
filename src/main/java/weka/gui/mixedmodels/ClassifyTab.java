package weka.gui.mixedmodels;

import java.lang.reflect.Field;
import java.util.Optional;
import javax.swing.JComboBox;
import weka.classifiers.Classifier;
import weka.gui.GenericObjectEditor;
import weka.gui.explorer.ClassifierPanel;
import weka.gui.explorer.Explorer;

/**
 * The Explorer's tab Classify, as another tab can use it.
 *
 * <p>Weka has no public way to choose a classifier there, so the editor is taken from its field, which is protected.
 */
final class ClassifyTab {
    private final Explorer explorer;
    private final ClassifierPanel panel;

    private ClassifyTab(Explorer explorer, ClassifierPanel panel) {
        this.explorer = explorer;
        this.panel = panel;
    }

    /** Returns the tab, if the Explorer has it. */
    static Optional<ClassifyTab> of(Explorer explorer) {
        return explorer.getPanels().stream()
                .filter(ClassifierPanel.class::isInstance)
                .map(ClassifierPanel.class::cast)
                .findFirst()
                .map(panel -> new ClassifyTab(explorer, panel));
    }

    /**
     * Chooses a classifier and the class there, and shows the tab.
     *
     * @throws ReflectiveOperationException if this version of Weka keeps its editor elsewhere
     */
    void choose(Classifier classifier, String response) throws ReflectiveOperationException {
        editor().setValue(classifier);
        JComboBox<?> classes = (JComboBox<?>) field("m_ClassCombo").get(panel);
        for (int k = 0; k < classes.getItemCount(); k++) {
            if (String.valueOf(classes.getItemAt(k)).endsWith(") " + response)) {
                classes.setSelectedIndex(k);
            }
        }
        explorer.getTabbedPane().setSelectedComponent(panel);
    }

    private GenericObjectEditor editor() throws ReflectiveOperationException {
        return (GenericObjectEditor) field("m_ClassifierEditor").get(panel);
    }

    private static Field field(String name) throws ReflectiveOperationException {
        Field field = ClassifierPanel.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
