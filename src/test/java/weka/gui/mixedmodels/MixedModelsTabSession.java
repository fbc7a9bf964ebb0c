package weka.gui.mixedmodels;

import static weka.gui.Screen.await;
import static weka.gui.Screen.button;
import static weka.gui.Screen.find;
import static weka.gui.Screen.keepPicture;
import static weka.gui.Screen.onScreen;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import weka.core.Instances;
import weka.core.OptionHandler;
import weka.core.Utils;
import weka.core.WekaPackageManager;
import weka.core.converters.CSVLoader;
import weka.gui.GenericObjectEditor;
import weka.gui.LookAndFeel;
import weka.gui.explorer.ClassifierPanel;
import weka.gui.explorer.Explorer;
import weka.gui.explorer.ExplorerDefaults;

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
        // With class discovery, without which Weka leaves the tabs of packages out.
        WekaPackageManager.loadPackages(false, false, true);
        GenericObjectEditor.determineClasses();
        if (!ExplorerDefaults.get("Tabs", "").contains("MixedModelsPanel")) {
            ExplorerDefaults.set("Tabs", ExplorerDefaults.get("Tabs", "") + ",weka.gui.mixedmodels.MixedModelsPanel");
        }
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        MixedModelsTabSession session = onScreen(() -> new MixedModelsTabSession(directory));
        session.load();
        session.choose();
        session.look();
        session.compare();
        session.send();
        Files.write(directory.resolve("tab.txt"), session.seen);
        // Weka's threads would keep the program alive.
        System.exit(0);
    }

    private void load() throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", "hsb.csv").toFile());
        loader.setBufferSize(10_000);
        Instances data = loader.getDataSet();
        data.setClass(data.attribute("mathach"));
        explorer.getPreprocessPanel().setInstances(data);
        Thread.sleep(500);
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

    private void send() throws Exception {
        onScreen(() -> {
            part(JList.class, "models").setSelectedIndex(1);
            button((Container) tab(), "Send to Classify").doClick();
            return true;
        });
        ClassifierPanel panel = await(() ->
                Optional.of(tab()).filter(ClassifierPanel.class::isInstance).map(ClassifierPanel.class::cast));
        String[] options = ((OptionHandler) panel.getClassifier()).getOptions();
        seen.add("sent: " + Utils.getOption("formula", options) + " with class " + panel.getSelectedClassIndex());
        keepPicture(directory.resolve("weka-tab-sent.png"), frame.getBounds());
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
