package weka.gui.knowledgeflow;

import static weka.gui.Screen.await;
import static weka.gui.Screen.button;
import static weka.gui.Screen.find;
import static weka.gui.Screen.keepPicture;
import static weka.gui.Screen.later;
import static weka.gui.Screen.onScreen;
import static weka.gui.Screen.windows;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Point;
import java.awt.event.MouseEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JMenuItem;
import javax.swing.JTabbedPane;
import javax.swing.JTree;
import weka.core.Environment;
import weka.core.PluginManager;
import weka.gui.GenericObjectEditor;
import weka.gui.LookAndFeel;
import weka.knowledgeflow.StepManagerImpl;
import weka.knowledgeflow.TemplateData;
import weka.knowledgeflow.steps.Note;

/**
 * A user at Weka's KnowledgeFlow: opens each template from the menu, runs it, and looks at the options of a step; keeps pictures of
 * the screen, and which steps finished.
 *
 * <p>A program of its own, since it needs a display that the other tests do not have.
 */
public final class KnowledgeFlowSession {
    private final Path directory;
    private final JFrame frame = new JFrame("Weka KnowledgeFlow");
    private final MainKFPerspective perspective;

    private KnowledgeFlowSession(Path directory) throws Exception {
        this.directory = directory;
        KnowledgeFlowApp application = new KnowledgeFlowApp();
        this.perspective = (MainKFPerspective) application.getMainPerspective();
        frame.getContentPane().add(application, BorderLayout.CENTER);
        frame.pack();
        application.showMenuBar(frame);
        frame.setBounds(0, 0, 1190, 820);
        frame.setVisible(true);
    }

    /** Runs the session; the argument is the directory that gets {@code steps.txt} and the pictures. */
    public static void main(String[] arguments) throws Exception {
        LookAndFeel.setLookAndFeel();
        TemplateData.unpack(Path.of(System.getenv("WEKA_HOME")));
        PluginManager.addFromProperties(
                Path.of("src/packaging/weka/package/PluginManager.props").toFile());
        GenericObjectEditor.determineClasses();
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        // Where the templates save.
        Environment.getSystemWide().addVariableSystemWide("java.io.tmpdir", System.getenv("WEKA_HOME"));
        KnowledgeFlowSession session = onScreen(() -> new KnowledgeFlowSession(directory));
        onScreen(session::unfoldPalette);
        session.run("Mixed models: growth curves", "weka-growth-curves");
        session.run("Mixed models: cross-validation by group", "weka-group-cross-validation");
        session.run("Mixed models: school achievement", "weka-school-achievement");
        session.showOptions("Minority slopes", "Model", "weka-step-model");
        session.showOptions("Minority slopes", "All options", "weka-step-options");
        // Weka's threads would keep the program alive.
        System.exit(0);
    }

    /** Shows the steps for mixed models, whose folder is the last. */
    private boolean unfoldPalette() {
        JTree palette = find(frame, StepTree.class, any -> true).orElseThrow();
        palette.expandRow(palette.getRowCount() - 1);
        return true;
    }

    private void run(String template, String picture) throws Exception {
        later(() -> byTip("Load a template layout").doClick());
        JMenuItem item = await(() -> windows(JMenuItem.class, candidate -> template.equals(candidate.getText())));
        onScreen(() -> {
            item.doClick();
            item.getParent().setVisible(false);
            return true;
        });
        onScreen(() -> {
            byTip("Run this flow (all start points launched in parallel)").doClick();
            return true;
        });
        await(() -> perspective.getCurrentLayout().isExecuting() ? Optional.empty() : Optional.of(true));
        List<String> lines = new ArrayList<>();
        for (StepManagerImpl step : perspective.getCurrentLayout().getFlow().getSteps()) {
            if (!(step.getManagedStep() instanceof Note)) {
                lines.add(template + ": " + step.getName() + (step.isStepFinished() ? " finished" : " did not finish"));
            }
        }
        Files.write(directory.resolve("steps.txt"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        keepPicture(directory.resolve(picture + ".png"), frame.getBounds());
    }

    private AbstractButton byTip(String tip) {
        return find(frame, AbstractButton.class, button -> tip.equals(button.getToolTipText()))
                .orElseThrow();
    }

    /** Opens the editor of a step by a double click, keeps a picture of a page of it, and cancels. */
    private void showOptions(String name, String page, String picture) throws Exception {
        StepManagerImpl step = perspective.getCurrentLayout().getFlow().findStep(name);
        Component canvas = find(frame, LayoutPanel.class, Component::isShowing).orElseThrow();
        Point place =
                new Point(step.getStepVisual().getX() + 20, step.getStepVisual().getY() + 20);
        later(() -> canvas.dispatchEvent(new MouseEvent(
                canvas,
                MouseEvent.MOUSE_CLICKED,
                System.currentTimeMillis(),
                MouseEvent.BUTTON1_DOWN_MASK,
                place.x,
                place.y,
                2,
                false,
                MouseEvent.BUTTON1)));
        JDialog dialog = await(() -> windows(
                JDialog.class,
                candidate -> candidate.isShowing()
                        && find(candidate, StepEditorDialog.class, any -> true).isPresent()));
        onScreen(() -> {
            JTabbedPane pages = find(dialog, JTabbedPane.class, any -> true).orElseThrow();
            pages.setSelectedIndex(pages.indexOfTab(page));
            dialog.setBounds(120, 100, 760, 640);
            dialog.validate();
            return true;
        });
        keepPicture(directory.resolve(picture + ".png"), dialog.getBounds());
        onScreen(() -> {
            button(dialog, "Cancel").doClick();
            return true;
        });
    }
}
