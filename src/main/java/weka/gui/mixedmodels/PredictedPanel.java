package weka.gui.mixedmodels;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.io.File;
import java.io.IOException;
import javax.swing.JButton;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import weka.core.Instances;
import weka.gui.arffviewer.ArffPanel;

/** Shows data with their predictions in Weka's own table of instances, and saves them. */
final class PredictedPanel extends JPanel {
    private static final long serialVersionUID = 1L;

    PredictedPanel(Instances predicted) {
        super(new BorderLayout());
        JButton save = new JButton("Save...");
        save.setToolTipText("Save the data with their predictions as CSV");
        save.addActionListener(event -> save(predicted));
        JPanel bar = new JPanel(new FlowLayout(FlowLayout.LEADING, 6, 4));
        bar.add(save);
        add(bar, BorderLayout.NORTH);
        ArffPanel table = new ArffPanel(predicted);
        add(table, BorderLayout.CENTER);
        // Weka fits a column to its name, which is shorter than a predicted number.
        table.setOptimalColWidths();
    }

    private void save(Instances predicted) {
        JFileChooser chooser = new JFileChooser();
        chooser.setSelectedFile(new File("predictions.csv"));
        if (chooser.showSaveDialog(this) == JFileChooser.APPROVE_OPTION) {
            try {
                TablePanel.save(predicted, chooser.getSelectedFile());
            } catch (IOException e) {
                JOptionPane.showMessageDialog(this, e.getMessage(), "Save the predictions", JOptionPane.ERROR_MESSAGE);
            }
        }
    }
}
