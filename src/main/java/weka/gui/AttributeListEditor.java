package weka.gui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Window;
import java.beans.PropertyEditorSupport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JList;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import org.jspecify.annotations.NullMarked;
import weka.classifiers.functions.NamedAttributes;
import weka.core.Attribute;
import weka.core.Instances;
import weka.gui.explorer.PreprocessPanel;

/** Lets a user choose attributes of the data in the Explorer where an option lists their names; they can be typed all the same. */
@NullMarked // the class and not its package, whose other classes are Weka's
public final class AttributeListEditor extends PropertyEditorSupport {
    private final JTextField text = new JTextField(14);
    private final JButton choose = new JButton("...");
    private final JPanel view = new JPanel(new BorderLayout());

    /** Creates the editor, which Weka then gives a value. */
    public AttributeListEditor() {
        text.setName("attributes");
        choose.setToolTipText("Choose among the attributes of the data that are open under Preprocess");
        view.add(text, BorderLayout.CENTER);
        view.add(choose, BorderLayout.EAST);
        text.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent change) {
                AttributeListEditor.super.setValue(text.getText());
            }

            @Override
            public void removeUpdate(DocumentEvent change) {
                AttributeListEditor.super.setValue(text.getText());
            }

            @Override
            public void changedUpdate(DocumentEvent change) {
                // Only looks change.
            }
        });
        choose.addActionListener(pressed -> choose());
    }

    @Override
    public void setValue(Object value) {
        String wanted = Objects.toString(value, "");
        if (!wanted.equals(text.getText())) {
            text.setText(wanted);
        }
        super.setValue(wanted);
    }

    @Override
    public void setAsText(String wanted) {
        setValue(wanted);
    }

    @Override
    public boolean supportsCustomEditor() {
        return true;
    }

    /** Returns the field and the button, which stand in the sheet themselves. */
    @Override
    public Component getCustomEditor() {
        return view;
    }

    private void choose() {
        Optional<Instances> data = data();
        if (data.isEmpty()) {
            JOptionPane.showMessageDialog(
                    view, "Open the data in the Explorer, under Preprocess, to choose among their attributes.");
            return;
        }
        List<Attribute> attributes = Collections.list(data.get().enumerateAttributes());
        JList<String> list = new JList<>(
                attributes.stream().map(AttributeListEditor::described).toArray(String[]::new));
        list.setVisibleRowCount(Math.min(15, attributes.size()));
        int answer = JOptionPane.showConfirmDialog(
                view, new JScrollPane(list), "Attributes", JOptionPane.OK_CANCEL_OPTION, JOptionPane.PLAIN_MESSAGE);
        if (answer == JOptionPane.OK_OPTION) {
            setValue(listed(Arrays.stream(list.getSelectedIndices())
                    .mapToObj(i -> attributes.get(i).name())
                    .toList()));
        }
    }

    private static String described(Attribute attribute) {
        return attribute.name() + "  ("
                + (attribute.isNominal() ? attribute.numValues() + " labels" : Attribute.typeToString(attribute)) + ")";
    }

    /** Returns names as the options take them: with commas, between backticks where a name holds a separator or a backtick. */
    static String listed(List<String> names) {
        return names.stream().map(NamedAttributes::written).collect(Collectors.joining(", "));
    }

    /** Returns the data of the Explorer that the sheet belongs to, or of any that is open. */
    private Optional<Instances> data() {
        List<Window> windows = new ArrayList<>();
        for (Window window = SwingUtilities.getWindowAncestor(view); window != null; window = window.getOwner()) {
            windows.add(window);
        }
        return Stream.concat(windows.stream(), Stream.of(Window.getWindows()))
                .flatMap(window -> panels(window).stream())
                .map(PreprocessPanel::getInstances)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static List<PreprocessPanel> panels(Container container) {
        List<PreprocessPanel> found = new ArrayList<>();
        for (Component part : container.getComponents()) {
            if (part instanceof PreprocessPanel panel) {
                found.add(panel);
            } else if (part instanceof Container inner) {
                found.addAll(panels(inner));
            }
        }
        return found;
    }
}
