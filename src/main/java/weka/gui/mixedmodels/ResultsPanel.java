package weka.gui.mixedmodels;

import java.awt.BorderLayout;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import org.multilevel.chart.browser.ChartBrowser;
import org.multilevel.inference.advice.Diagnosis;
import org.multilevel.inference.equation.Format;
import org.multilevel.inference.equation.ModelEquation;
import org.multilevel.inference.tests.Anova;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import weka.classifiers.functions.InstancesTable;

/** Shows all results of a fitted model: summary, explanation, tables and charts. */
final class ResultsPanel extends JPanel {
    private static final long serialVersionUID = 1L;

    private static final int DIGITS = 4;

    ResultsPanel(FittedModels.Fitted fitted) {
        super(new BorderLayout());
        MixedModel model = fitted.model();
        JTabbedPane tabs = new JTabbedPane();
        tabs.setName("results");
        tabs.addTab("Summary", text(fitted.classifier().toString()));
        tabs.addTab("Explanation", text(explanation(model)));
        tabs.addTab("Tables", new TablePanel(tables(fitted)));
        tabs.addTab(
                "Charts",
                Libraries.problem()
                        .<JComponent>map(ResultsPanel::text)
                        .orElseGet(() -> new ChartBrowser(model, () -> InstancesTable.fittedBy(model, fitted.data()))));
        add(tabs, BorderLayout.CENTER);
    }

    /** Returns what should be known of the fit, and the equation, in general and with the estimates. */
    static String explanation(MixedModel model) {
        List<String> notes = Diagnosis.of(model);
        String said = notes.isEmpty() ? "There is nothing to worry about in this fit." : String.join("\n\n", notes);
        return said + "\n\n"
                + ModelEquation.absence(model)
                        .orElseGet(() -> ModelEquation.of(model).all(Format.TEXT, DIGITS));
    }

    private static List<TablePanel.Entry> tables(FittedModels.Fitted fitted) {
        MixedModel model = fitted.model();
        ResultTables tables = ResultTables.of(model);
        List<TablePanel.Entry> entries = new ArrayList<>();
        for (ResultTable table : tables.analysis()) {
            entries.add(new TablePanel.Entry(table.name(), () -> table));
        }
        if (model.fixedEffects().size() > 1) {
            entries.add(new TablePanel.Entry("anova (type III)", () -> tables.anova(Anova.Type.III)));
        }
        fitted.classifier()
                .answerTables()
                .forEach(table -> entries.add(new TablePanel.Entry(table.name(), () -> table)));
        return entries;
    }

    /** Returns a text to read. */
    static JComponent text(String words) {
        JTextArea area = new JTextArea(words);
        area.setEditable(false);
        area.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 12));
        area.setCaretPosition(0);
        area.setLineWrap(false);
        return new JScrollPane(area);
    }
}
