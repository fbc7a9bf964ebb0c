package weka.classifiers.functions;

import static weka.gui.Screen.await;
import static weka.gui.Screen.button;
import static weka.gui.Screen.find;
import static weka.gui.Screen.keepPicture;
import static weka.gui.Screen.later;
import static weka.gui.Screen.onScreen;
import static weka.gui.Screen.windows;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Point;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.MouseEvent;
import java.awt.geom.Rectangle2D;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPopupMenu;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.JTree;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import javax.swing.tree.DefaultMutableTreeNode;
import javax.swing.tree.TreeNode;
import javax.swing.tree.TreePath;
import weka.core.Instances;
import weka.gui.LookAndFeel;
import weka.gui.PackageTabs;
import weka.gui.PropertyDialog;
import weka.gui.PropertyPanel;
import weka.gui.ResultHistoryPanel;
import weka.gui.explorer.ClassifierPanel;
import weka.gui.explorer.Explorer;
import weka.gui.visualize.plugins.ChartsVisit;

/**
 * A user at Weka's Explorer: loads HSB, chooses the classifier from the tree, fills in its options, presses Start, and keeps the
 * result and pictures of the screen.
 *
 * <p>A program of its own, since it needs a display that the other tests do not have.
 */
public final class ExplorerSession {
    private final Path directory;
    private final JFrame frame = new JFrame("Weka Explorer");
    private final Explorer explorer;

    private ExplorerSession(Path directory) {
        this.directory = directory;
        this.explorer = new Explorer();
        frame.getContentPane().add(explorer, BorderLayout.CENTER);
        frame.setBounds(0, 0, 1180, 960);
        frame.setVisible(true);
    }

    /** Runs the session; the argument is the directory that gets {@code summary.txt} and the pictures. */
    public static void main(String[] arguments) throws Exception {
        LookAndFeel.setLookAndFeel();
        PackageTabs.add();
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Instances data = WekaSamples.hsb(true);
        ExplorerSession session = onScreen(() -> new ExplorerSession(directory));
        session.load(data);
        session.chooseClassifier();
        session.fillIn("formula", "ses + meanses + pracad + minority + female + (1 + minority | school)");
        session.run();
        new ChartsVisit(session.panel(), directory).make();
        // Weka's threads would keep the program alive.
        System.exit(0);
    }

    private void load(Instances data) throws Exception {
        explorer.getPreprocessPanel().setInstances(data);
        Thread.sleep(500);
        onScreen(() -> {
            explorer.getTabbedPane().setSelectedIndex(explorer.getTabbedPane().indexOfTab("Classify"));
            return true;
        });
    }

    private ClassifierPanel panel() {
        return find(explorer, ClassifierPanel.class, panel -> true).orElseThrow();
    }

    /** Opens the tree behind Choose and selects the classifier in it. */
    private void chooseClassifier() throws Exception {
        later(() -> button(panel(), "Choose").doClick());
        JTree tree =
                await(() -> windows(JTree.class, candidate -> path(candidate).isPresent()));
        onScreen(() -> {
            tree.setSelectionPath(path(tree).orElseThrow());
            Container popup = SwingUtilities.getAncestorOfClass(JPopupMenu.class, tree);
            popup.setVisible(false);
            return true;
        });
    }

    private static Optional<TreePath> path(JTree tree) {
        DefaultMutableTreeNode root = (DefaultMutableTreeNode) tree.getModel().getRoot();
        for (TreeNode node : Collections.list(root.depthFirstEnumeration())) {
            if (node.toString().equals(LinearMixedModel.class.getSimpleName())) {
                return Optional.of(new TreePath(((DefaultMutableTreeNode) node).getPath()));
            }
        }
        return Optional.empty();
    }

    /** Opens the options, writes one of them as a keyboard would, keeps a picture, and accepts. */
    private void fillIn(String option, String text) throws Exception {
        later(() -> {
            PropertyPanel options = find(panel(), PropertyPanel.class, ExplorerSession::isInnermost)
                    .orElseThrow();
            options.dispatchEvent(new MouseEvent(
                    options,
                    MouseEvent.MOUSE_CLICKED,
                    System.currentTimeMillis(),
                    0,
                    5,
                    5,
                    1,
                    false,
                    MouseEvent.BUTTON1));
        });
        PropertyDialog dialog = await(() -> windows(PropertyDialog.class, Component::isShowing));
        onScreen(() -> {
            JTextField field = (JTextField) fieldOf(dialog, option);
            field.setText(text);
            // Without a window manager no component ever has the focus, so that it could not lose it by itself.
            for (FocusListener listener : field.getFocusListeners()) {
                listener.focusLost(new FocusEvent(field, FocusEvent.FOCUS_LOST));
            }
            dialog.setBounds(60, 60, 780, 560);
            dialog.validate();
            return true;
        });
        keepPicture(directory.resolve("weka-options.png"), dialog.getBounds());
        onScreen(() -> {
            button(dialog, "OK").doClick();
            return true;
        });
    }

    /** Of nested panels, the one that paints the options is the one that holds no other. */
    private static boolean isInnermost(PropertyPanel panel) {
        return find(panel, PropertyPanel.class, inner -> inner != panel).isEmpty();
    }

    private static Component fieldOf(Container dialog, String option) {
        JLabel label = find(dialog, JLabel.class, candidate -> option.equals(candidate.getText()))
                .orElseThrow();
        List<Component> row = List.of(label.getParent().getComponents());
        Container holder = (Container) row.get(row.indexOf(label) + 1);
        return holder.getComponent(0);
    }

    private void run() throws Exception {
        onScreen(() -> {
            JComboBox<?> classes = find(panel(), JComboBox.class, combo -> combo.getItemCount() > 5)
                    .orElseThrow();
            for (int i = 0; i < classes.getItemCount(); i++) {
                if (classes.getItemAt(i).toString().contains("mathach")) {
                    classes.setSelectedIndex(i);
                }
            }
            button(panel(), "Use training set").doClick();
            button(panel(), "Start").doClick();
            return true;
        });
        ResultHistoryPanel history =
                find(panel(), ResultHistoryPanel.class, any -> true).orElseThrow();
        await(() -> Optional.ofNullable(history.getSelectedBuffer())
                .filter(text -> text.indexOf("Total Number of Instances") > 0
                        && button(panel(), "Start").isEnabled()));
        Files.writeString(
                directory.resolve("summary.txt"), history.getSelectedBuffer().toString());
        onScreen(() -> {
            scrollTo("=== Classifier model");
            return true;
        });
        keepPicture(directory.resolve("weka-explorer.png"), frame.getBounds());
    }

    private void scrollTo(String text) throws Exception {
        JTextComponent output = find(
                        panel(), JTextArea.class, area -> area.getText().contains(text))
                .orElseThrow();
        Rectangle2D line = output.modelToView2D(output.getText().indexOf(text));
        ((JViewport) output.getParent()).setViewPosition(new Point(0, line.getBounds().y));
    }
}
