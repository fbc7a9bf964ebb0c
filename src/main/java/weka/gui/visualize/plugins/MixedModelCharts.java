package weka.gui.visualize.plugins;

import java.awt.Dimension;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import javax.swing.JFrame;
import javax.swing.JMenuItem;
import javax.swing.JOptionPane;
import org.jspecify.annotations.Nullable;
import org.multilevel.chart.browser.ChartBrowser;
import org.multilevel.error.ChartException;
import weka.classifiers.evaluation.Prediction;
import weka.core.Attribute;
import weka.gui.mixedmodels.Libraries;

/**
 * The entry <i>Mixed model charts</i> under <i>Plugins</i> in the menu of the Explorer's result list: a window with the charts of the
 * selected result.
 *
 * <p>Weka finds it by its package. Of the kinds of plug-in for this menu it is the one that is asked for every result; those for
 * errors are left out where the predictions were not stored, those for trees and graphs get a text only. None is handed the
 * classifier, so it is found from the menu, see {@link SelectedResult}. A tab of the Explorer could do the same, but would stand there
 * for every user, ask once more which result is meant, and show one at a time; windows stand side by side.
 */
public final class MixedModelCharts implements VisualizePlugin {
    static final String TITLE = "Mixed model charts";

    private static final Dimension SIZE = new Dimension(900, 760);

    /** Creates the plug-in, as Weka does. */
    public MixedModelCharts() {}

    /**
     * Returns the entry, or nothing where a nominal class shows that the result is of another classifier.
     *
     * @param predictions unused; null where Weka stored none
     * @param classAttribute the class, null where Weka stored no predictions
     */
    @Override
    @SuppressWarnings({"NonApiType", "NullAway"}) // Weka takes null for no entry, and says so in its documentation only
    public @Nullable JMenuItem getVisualizeMenuItem(
            @Nullable ArrayList<Prediction> predictions, @Nullable Attribute classAttribute) {
        if (classAttribute != null && !classAttribute.isNumeric()) {
            return null;
        }
        JMenuItem item = new JMenuItem(TITLE);
        item.addActionListener(event -> open(item));
        return item;
    }

    private static void open(JMenuItem item) {
        SelectedResult result = SelectedResult.of(item);
        try {
            Libraries.problem().ifPresent(sentence -> {
                throw new ChartException(sentence);
            });
            show(result);
        } catch (ChartException e) {
            JOptionPane.showMessageDialog(
                    result.window().orElse(null),
                    Lines.wrapped(String.valueOf(e.getMessage())),
                    TITLE,
                    JOptionPane.INFORMATION_MESSAGE);
        }
    }

    private static void show(SelectedResult result) {
        ChartBrowser browser = new ChartBrowser(result.model(), result.rows());
        JFrame frame = new JFrame(TITLE + ": " + result.name());
        frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                browser.stop();
            }
        });
        frame.add(browser);
        frame.setSize(SIZE);
        frame.setLocationRelativeTo(result.window().orElse(null));
        frame.setVisible(true);
    }

    @Override
    public String getMinVersion() {
        return "3.8.0";
    }

    @Override
    public String getMaxVersion() {
        return "4.0.0";
    }

    @Override
    public String getDesignVersion() {
        return "3.8.7";
    }
}
