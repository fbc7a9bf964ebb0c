package weka.gui.visualize.plugins;

import static weka.gui.Screen.await;
import static weka.gui.Screen.button;
import static weka.gui.Screen.find;
import static weka.gui.Screen.keepPicture;
import static weka.gui.Screen.later;
import static weka.gui.Screen.onScreen;
import static weka.gui.Screen.windows;

import java.awt.Component;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JOptionPane;
import javax.swing.JPopupMenu;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import org.jfree.chart.ChartPanel;
import org.jfree.chart.title.TextTitle;
import org.multilevel.chart.picture.PictureKind;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.LinearRegression;
import weka.core.Instances;
import weka.gui.ResultHistoryPanel;
import weka.gui.explorer.ClassifierPanel;

/**
 * A user who right-clicks on results in the Explorer and looks at their charts; what is seen goes to {@code charts.txt}, line by line,
 * and to pictures.
 */
public final class ChartsVisit {
    /** The kinds that are looked at with other choices, before all others. */
    private static final EnumSet<PictureKind> LOOKED_AT = EnumSet.of(
            PictureKind.EFFECTS,
            PictureKind.LINES,
            PictureKind.RESIDUALS,
            PictureKind.RESIDUAL_QUANTILES,
            PictureKind.EFFECT_QUANTILES);

    private final ClassifierPanel panel;
    private final Path directory;
    private final List<String> seen = new ArrayList<>();

    /** Prepares a visit to a panel whose result list has one result. */
    public ChartsVisit(ClassifierPanel panel, Path directory) {
        this.panel = panel;
        this.directory = directory;
    }

    /** Opens the charts of the result one after another, then those of results that have none. */
    public void make() throws Exception {
        openMenu(0);
        keepMenu();
        chooseEntry();
        JFrame window = await(() -> windows(
                JFrame.class, frame -> frame.isShowing() && frame.getTitle().startsWith(MixedModelCharts.TITLE)));
        onScreen(() -> {
            window.setBounds(40, 40, 900, 720);
            return true;
        });
        look(window, "caterpillar");
        choose(window, "term", 1);
        look(window, "slopes");
        choose(window, "chart", 1);
        look(window, "lines");
        choose(window, "chart", 2);
        look(window, "residuals");
        choose(window, "chart", 3);
        look(window, "quantiles");
        choose(window, "chart", 4);
        look(window, "effect-quantiles");
        for (PictureKind kind : EnumSet.complementOf(LOOKED_AT)) {
            onScreen(() -> {
                find(window, JComboBox.class, choice -> "chart".equals(choice.getName()))
                        .orElseThrow()
                        .setSelectedItem(kind);
                return true;
            });
            look(window, kind.text());
        }
        changeData(window);
        onScreen(() -> {
            window.dispose();
            return true;
        });
        refuse("a result of another classifier", List.of(new LinearRegression()));
        refuse("a result without model", List.of(new Instances(panel.getInstances(), 0)));
        refuse("a classifier that was not built", List.of(new LinearMixedModel()));
        Files.write(directory.resolve("charts.txt"), seen);
    }

    private ResultHistoryPanel results() {
        return panel.getResultHistory();
    }

    /** Right-clicks on a result. */
    private void openMenu(int index) throws Exception {
        later(() -> {
            JList<?> list = results().getList();
            list.setSelectedIndex(index);
            Rectangle cell = list.getCellBounds(index, index);
            list.dispatchEvent(new MouseEvent(
                    list,
                    MouseEvent.MOUSE_CLICKED,
                    System.currentTimeMillis(),
                    InputEvent.BUTTON3_DOWN_MASK,
                    cell.x + 20,
                    cell.y + 5,
                    1,
                    false,
                    MouseEvent.BUTTON3));
        });
        plugins();
    }

    private static JMenu plugins() throws Exception {
        return await(() ->
                windows(JMenu.class, menu -> menu.isShowing() && menu.getText().equals("Plugins")));
    }

    private static JMenuItem entry(JMenu plugins) {
        for (Component item : plugins.getMenuComponents()) {
            if (item instanceof JMenuItem entry && entry.getText().equals(MixedModelCharts.TITLE)) {
                return entry;
            }
        }
        throw new IllegalStateException("the menu lacks the entry");
    }

    private void keepMenu() throws Exception {
        JMenu plugins = plugins();
        onScreen(() -> {
            plugins.setPopupMenuVisible(true);
            return true;
        });
        seen.add("menu: " + onScreen(() -> entry(plugins).getText()));
        Window explorer = SwingUtilities.getWindowAncestor(panel);
        keepPicture(directory.resolve("weka-charts-menu.png"), explorer.getBounds());
    }

    private void chooseEntry() throws Exception {
        JMenu plugins = plugins();
        later(() -> {
            JMenuItem entry = entry(plugins);
            entry.doClick();
            ((JPopupMenu) plugins.getParent()).setVisible(false);
        });
    }

    private static void choose(JFrame window, String name, int index) throws Exception {
        onScreen(() -> {
            find(window, JComboBox.class, choice -> name.equals(choice.getName()))
                    .orElseThrow()
                    .setSelectedIndex(index);
            return true;
        });
    }

    private void look(JFrame window, String name) throws Exception {
        ChartPanel chart = await(() -> find(window, ChartPanel.class, Component::isShowing));
        seen.add(name + ": " + onScreen(() -> ((TextTitle) chart.getChart().getSubtitle(0)).getText()));
        keepPicture(directory.resolve("weka-charts-" + name + ".png"), window.getBounds());
    }

    /** Other data in the Explorer than those of the model are refused in the place of the chart. */
    private void changeData(JFrame window) throws Exception {
        Instances data = panel.getInstances();
        onScreen(() -> {
            panel.setInstances(new Instances(data, 0, 100));
            return true;
        });
        choose(window, "chart", 2);
        JTextArea message = await(() -> find(
                window,
                JTextArea.class,
                text -> "message".equals(text.getName()) && text.getText().contains("fitted")));
        seen.add("other data: " + message.getText());
        onScreen(() -> {
            panel.setInstances(data);
            return true;
        });
    }

    @SuppressWarnings("JdkObsolete") // as Weka's result list has it
    private void refuse(String what, List<?> result) throws Exception {
        int index = onScreen(() -> {
            results().addResult(what, new StringBuffer(what));
            results().addObject(what, new ArrayList<>(result));
            return results().getList().getModel().getSize() - 1;
        });
        openMenu(index);
        chooseEntry();
        JOptionPane message = await(() -> windows(JOptionPane.class, Component::isShowing));
        seen.add(what + ": " + message.getMessage().toString().replace('\n', ' '));
        if (result.get(0) instanceof LinearRegression) {
            keepPicture(
                    directory.resolve("weka-charts-refusal.png"),
                    SwingUtilities.getWindowAncestor(message).getBounds());
        }
        onScreen(() -> {
            button(message, "OK").doClick();
            return true;
        });
    }
}
