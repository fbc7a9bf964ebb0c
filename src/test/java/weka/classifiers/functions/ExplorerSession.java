package weka.classifiers.functions;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.MouseEvent;
import java.awt.geom.Rectangle2D;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
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
import weka.gui.GenericObjectEditor;
import weka.gui.LookAndFeel;
import weka.gui.PropertyDialog;
import weka.gui.PropertyPanel;
import weka.gui.ResultHistoryPanel;
import weka.gui.explorer.ClassifierPanel;
import weka.gui.explorer.Explorer;

/**
 * A user at Weka's Explorer: loads HSB, chooses the classifier from the tree, fills in its options, presses Start, and keeps the
 * result and pictures of the screen.
 *
 * <p>A program of its own, since it needs a display that the other tests do not have.
 */
public final class ExplorerSession {
    private static final long PATIENCE = 120_000;

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
        GenericObjectEditor.determineClasses();
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Instances data = WekaSamples.hsb(true);
        ExplorerSession session = onScreen(() -> new ExplorerSession(directory));
        session.load(data);
        session.chooseClassifier();
        session.fillIn("formula", "ses + meanses + pracad + minority + female + (1 + minority | school)");
        session.run();
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
        keepPicture("weka-options.png", dialog.getBounds());
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
        keepPicture("weka-explorer.png", frame.getBounds());
    }

    private void scrollTo(String text) throws Exception {
        JTextComponent output = find(
                        panel(), JTextArea.class, area -> area.getText().contains(text))
                .orElseThrow();
        Rectangle2D line = output.modelToView2D(output.getText().indexOf(text));
        ((JViewport) output.getParent()).setViewPosition(new Point(0, line.getBounds().y));
    }

    private void keepPicture(String name, Rectangle part) throws Exception {
        Thread.sleep(700);
        File file = directory.resolve(name).toFile();
        ImageIO.write(new Robot().createScreenCapture(part), "png", file);
    }

    private static AbstractButton button(Container container, String text) {
        return find(container, AbstractButton.class, button -> text.equals(button.getText()))
                .orElseThrow();
    }

    /** Returns the first component of a kind, the outermost first. */
    private static <T extends Component> Optional<T> find(Component component, Class<T> kind, Predicate<T> condition) {
        if (kind.isInstance(component) && condition.test(kind.cast(component))) {
            return Optional.of(kind.cast(component));
        }
        if (component instanceof Container container) {
            for (Component child : container.getComponents()) {
                Optional<T> found = find(child, kind, condition);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static <T extends Component> Optional<T> windows(Class<T> kind, Predicate<T> condition) {
        List<Optional<T>> found = new ArrayList<>();
        for (Window window : Window.getWindows()) {
            found.add(find(window, kind, condition));
        }
        return found.stream().flatMap(Optional::stream).findFirst();
    }

    private static void later(Runnable action) {
        SwingUtilities.invokeLater(action);
    }

    private static <T> T onScreen(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        SwingUtilities.invokeAndWait(task);
        return task.get();
    }

    private static <T> T await(Callable<Optional<T>> question) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE;
        while (System.currentTimeMillis() < end) {
            Optional<T> answer = onScreen(question);
            if (answer.isPresent()) {
                return answer.get();
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the Explorer did not answer within " + PATIENCE / 1000 + " s");
    }
}
