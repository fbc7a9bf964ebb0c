package org.multilevel.chart.browser;

import java.awt.Component;
import java.io.File;
import java.util.Locale;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.filechooser.FileNameExtensionFilter;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.error.DataException;

/** Asks for the file that a chart is to be saved in, and saves it as large as it is shown. */
final class ChartFileDialog {
    private static final String TITLE = "Save the chart";

    private ChartFileDialog() {}

    static void save(Chart chart, Component shown) {
        JFileChooser chooser = new JFileChooser();
        chooser.setDialogTitle(TITLE);
        chooser.setAcceptAllFileFilterUsed(false);
        chooser.addChoosableFileFilter(new FileNameExtensionFilter("SVG, for print and for editing (*.svg)", "svg"));
        chooser.addChoosableFileFilter(new FileNameExtensionFilter("PNG picture (*.png)", "png"));
        if (chooser.showSaveDialog(shown) != JFileChooser.APPROVE_OPTION) {
            return;
        }
        String ending = ((FileNameExtensionFilter) chooser.getFileFilter()).getExtensions()[0];
        File file = withEnding(chooser.getSelectedFile(), ending);
        if (file.exists() && !mayReplace(file, shown)) {
            return;
        }
        try {
            chart.save(file.toPath(), shown.getWidth(), shown.getHeight());
        } catch (DataException e) {
            JOptionPane.showMessageDialog(shown, e.getMessage(), TITLE, JOptionPane.ERROR_MESSAGE);
        }
    }

    private static boolean mayReplace(File file, Component shown) {
        int answer = JOptionPane.showConfirmDialog(
                shown, file.getName() + " exists: replace it?", TITLE, JOptionPane.OK_CANCEL_OPTION);
        return answer == JOptionPane.OK_OPTION;
    }

    /** Returns the file with the ending of the chosen format, unless it has that of one of the formats. */
    static File withEnding(File file, String ending) {
        String name = file.getName().toLowerCase(Locale.ROOT);
        return name.endsWith(".svg") || name.endsWith(".png")
                ? file
                : new File(file.getParentFile(), file.getName() + "." + ending);
    }
}
