package weka.gui.mixedmodels;

import static weka.gui.Screen.await;
import static weka.gui.Screen.button;
import static weka.gui.Screen.find;
import static weka.gui.Screen.keepPicture;
import static weka.gui.Screen.onScreen;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import weka.core.Instances;
import weka.core.OptionHandler;
import weka.core.Utils;
import weka.core.converters.CSVLoader;
import weka.gui.LookAndFeel;
import weka.gui.PackageTabs;
import weka.gui.explorer.ClassifierPanel;
import weka.gui.explorer.Explorer;

/**
 * A user at the tab Mixed models of Weka's Explorer: loads HSB, chooses predictors, a group and a slope, fits two models, looks at the
 * results, compares them and sends one to Classify; keeps pictures and {@code tab.txt}.
 *
 * <p>A program of its own, since it needs a display. Where the package is installed the tab comes from it, otherwise from the class path.
 */
public final class MixedModelsTabSession {
    private final Path directory;
    private final JFrame frame = new JFrame("Weka Explorer");
    private final Explorer explorer;
    private final List<String> seen = new ArrayList<>();

    private MixedModelsTabSession(Path directory) {
        this.directory = directory;
        this.explorer = new Explorer();
        frame.getContentPane().add(explorer, BorderLayout.CENTER);
        frame.setBounds(0, 0, 1180, 960);
        frame.setVisible(true);
    }

    /** Runs the session; the argument is the directory that gets {@code tab.txt} and the pictures. */
    public static void main(String[] arguments) throws Exception {
        LookAndFeel.setLookAndFeel();
        PackageTabs.add();
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        MixedModelsTabSession session = onScreen(() -> new MixedModelsTabSession(directory));
        session.load();
        session.choose();
        session.look();
        session.compare();
        session.describe();
        session.send();
        session.weigh();
        session.choosesAFamily();
        session.stop();
        Files.write(directory.resolve("tab.txt"), session.seen);
        // Weka's threads would keep the program alive.
        System.exit(0);
    }

    private void load() throws Exception {
        open("hsb", "mathach");
    }

    private void open(String file, String response) throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", file + ".csv").toFile());
        loader.setBufferSize(10_000);
        Instances data = loader.getDataSet();
        data.setClass(data.attribute(response));
        explorer.getPreprocessPanel().setInstances(data);
        Thread.sleep(500);
        showTab();
    }

    private void showTab() throws Exception {
        onScreen(() -> {
            JTabbedPane tabs = explorer.getTabbedPane();
            tabs.setSelectedIndex(tabs.indexOfTab("Mixed models"));
            return true;
        });
    }

    /** By its name, since the class may come from the package's own class loader. */
    private Component tab() {
        return explorer.getTabbedPane().getSelectedComponent();
    }

    private <T extends Component> T part(Class<T> kind, String name) {
        return find(tab(), kind, part -> name.equals(part.getName())).orElseThrow();
    }

    private String formula() throws Exception {
        return onScreen(() -> part(JTextArea.class, "formula").getText());
    }

    private void choose() throws Exception {
        onScreen(() -> {
            choose(part(JComboBox.class, "response"), "mathach");
            select(part(JList.class, "predictors"), List.of("minority", "female", "ses"));
            choose(part(JComboBox.class, "group"), "school");
            button((Container) tab(), "Add group").doClick();
            return true;
        });
        seen.add("chosen: " + formula());
        fit(1);
        onScreen(() -> {
            button((Container) tab(), "Remove").doClick();
            select(part(JList.class, "slopes"), List.of("ses"));
            button((Container) tab(), "Add group").doClick();
            return true;
        });
        seen.add("with slope: " + formula());
        fit(2);
        keepPicture(directory.resolve("weka-tab.png"), frame.getBounds());
        onScreen(() -> {
            part(JTextArea.class, "formula").setText("mathach ~ sess + (1 | school)");
            return true;
        });
        seen.add("wrong: " + onScreen(() -> part(JTextArea.class, "message").getText()));
    }

    private void fit(int models) throws Exception {
        onScreen(() -> {
            button((Container) tab(), "Fit").doClick();
            return true;
        });
        JList<?> list = onScreen(() -> part(JList.class, "models"));
        await(() -> list.getModel().getSize() == models ? Optional.of(true) : Optional.empty());
        seen.add("fitted: "
                + onScreen(() -> list.getModel().getElementAt(models - 1).toString()));
    }

    private void look() throws Exception {
        JTabbedPane results = onScreen(() -> part(JTabbedPane.class, "results"));
        for (int k = 0; k < results.getTabCount(); k++) {
            int tab = k;
            onScreen(() -> {
                results.setSelectedIndex(tab);
                return true;
            });
            Thread.sleep(1500);
            keepPicture(
                    directory.resolve("weka-tab-" + results.getTitleAt(tab).toLowerCase(Locale.ROOT) + ".png"),
                    frame.getBounds());
        }
        JTable cells = onScreen(() -> part(JTable.class, "cells"));
        onScreen(() -> {
            cells.getRowSorter().toggleSortOrder(1);
            return true;
        });
        seen.add("sorted first: " + onScreen(() -> String.valueOf(cells.getValueAt(0, 0))));
    }

    private void compare() throws Exception {
        onScreen(() -> {
            part(JList.class, "models").setSelectedIndices(new int[] {0, 1});
            button((Container) tab(), "Compare").doClick();
            return true;
        });
        String text =
                await(() -> find(tab(), JTextArea.class, area -> area.getText().contains("chi-squared"))
                        .map(JTextArea::getText));
        seen.add("comparison: " + text.lines().findFirst().orElseThrow());
        keepPicture(directory.resolve("weka-tab-comparison.png"), frame.getBounds());
    }

    private void describe() throws Exception {
        onScreen(() -> {
            part(JButton.class, "describe").doClick();
            return true;
        });
        String text =
                await(() -> find(tab(), JTextArea.class, area -> area.getText().contains("Between and within school"))
                        .map(JTextArea::getText));
        seen.add("described: " + text.lines().skip(1).findFirst().orElseThrow());
    }

    private void send() throws Exception {
        ClassifierPanel panel = send(1);
        String[] options = ((OptionHandler) panel.getClassifier()).getOptions();
        seen.add("sent: " + Utils.getOption("formula", options) + " with class " + panel.getSelectedClassIndex());
        keepPicture(directory.resolve("weka-tab-sent.png"), frame.getBounds());
    }

    private ClassifierPanel send(int model) throws Exception {
        onScreen(() -> {
            part(JList.class, "models").setSelectedIndex(model);
            button((Container) tab(), "Send to Classify").doClick();
            return true;
        });
        return await(() ->
                Optional.of(tab()).filter(ClassifierPanel.class::isInstance).map(ClassifierPanel.class::cast));
    }

    /** The column of weights goes along, and the predictors are those of the choice, without it. */
    private void weigh() throws Exception {
        showTab();
        onScreen(() -> {
            select(part(JList.class, "predictors"), List.of("ses"));
            choose(part(JComboBox.class, "weights"), "size");
            return true;
        });
        fit(3);
        String[] options = ((OptionHandler) send(2).getClassifier()).getOptions();
        seen.add("sent with weights: " + Utils.getOption("weights", options) + ", "
                + Utils.getOption("formula", options));
    }

    /** Two labels have the family binomial at once; another link is another model, of the same rows. */
    private void choosesAFamily() throws Exception {
        open("contraception", "use");
        seen.add("family: " + family());
        onScreen(() -> {
            select(part(JList.class, "predictors"), List.of("livch", "age", "urban"));
            return true;
        });
        seen.add("yes or no: " + formula());
        fit(4);
        keepPicture(directory.resolve("weka-tab-family.png"), frame.getBounds());
        onScreen(() -> {
            JComboBox<?> family = part(JComboBox.class, "family");
            family.setSelectedIndex(family.getSelectedIndex() + 1);
            return true;
        });
        seen.add("method: " + onScreen(() -> part(JComboBox.class, "method").isShowing()));
        fit(5);
        JTabbedPane results = onScreen(() -> part(JTabbedPane.class, "results"));
        onScreen(() -> {
            results.setSelectedIndex(results.indexOfTab("Charts"));
            return true;
        });
        Thread.sleep(1500);
        keepPicture(directory.resolve("weka-tab-family-charts.png"), frame.getBounds());
        ClassifierPanel panel = send(4);
        String[] options = ((OptionHandler) panel.getClassifier()).getOptions();
        seen.add("sent: " + panel.getClassifier().getClass().getSimpleName() + " " + Utils.getOption("family", options)
                + " with class " + panel.getSelectedClassIndex());
    }

    private String family() throws Exception {
        return onScreen(() -> String.valueOf(part(JComboBox.class, "family").getSelectedItem()));
    }

    /** Stops a fit of minutes; what it still computes is measured in its thread's own time, since others may have the processor. */
    private void stop() throws Exception {
        open("InstEval", "y");
        onScreen(() -> {
            part(JTextArea.class, "formula")
                    .setText("y ~ 1 + (1 + studage + lectage | s) + (1 + studage + lectage | d)");
            button((Container) tab(), "Fit").doClick();
            return true;
        });
        Thread fitting = await(MixedModelsTabSession::fitting);
        Thread.sleep(3000);
        keepPicture(directory.resolve("weka-tab-fitting.png"), frame.getBounds());
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        long before = times.getThreadCpuTime(fitting.getId());
        onScreen(() -> {
            button((Container) tab(), "Stop").doClick();
            return true;
        });
        String said =
                await(() -> find(tab(), JTextArea.class, area -> area.getText().contains("stopped"))
                        .map(JTextArea::getText));
        await(() -> fitting().isPresent() ? Optional.empty() : Optional.of(true));
        double seconds = (times.getThreadCpuTime(fitting.getId()) - before) / 1e9;
        seen.add("stopped: " + said + (seconds < 1 ? " At once." : " After " + seconds + " s."));
        keepPicture(directory.resolve("weka-tab-stopped.png"), frame.getBounds());
        seen.add("again: " + onScreen(() -> button((Container) tab(), "Fit").isEnabled()));
    }

    /** Returns the thread that fits, if one does. */
    private static Optional<Thread> fitting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("SwingWorker"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("weka.gui.mixedmodels")))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static void choose(JComboBox<?> box, String item) {
        box.setSelectedItem(item);
    }

    private static void select(JList<?> list, List<String> items) {
        List<Integer> positions = new ArrayList<>();
        for (int k = 0; k < list.getModel().getSize(); k++) {
            if (items.contains(list.getModel().getElementAt(k))) {
                positions.add(k);
            }
        }
        list.setSelectedIndices(positions.stream().mapToInt(Integer::intValue).toArray());
    }
}
