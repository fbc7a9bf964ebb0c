package weka.gui.visualize.plugins;

import java.awt.Dimension;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.JFrame;
import org.multilevel.chart.browser.ChartBrowser;

/**
 * The entry <i>Mixed model charts</i> under <i>Plugins</i> in the menu of the Explorer's result list: a window with the charts of the
 * selected result.
 *
 * <p>A tab of the Explorer could do the same, but would stand there for every user, ask once more which result is meant, and show one
 * at a time; windows stand side by side.
 */
public final class MixedModelCharts extends ResultEntry {
    static final String TITLE = "Mixed model charts";

    private static final Dimension SIZE = new Dimension(900, 760);

    /** Creates the plug-in, as Weka does. */
    public MixedModelCharts() {
        super(TITLE);
    }

    @Override
    void show(SelectedResult result) {
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
}
