package org.multilevel.chart;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.FlowLayout;
import java.awt.Font;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import org.jfree.chart.ChartPanel;
import org.multilevel.data.Table;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** A component in which a user chooses among the charts of a model, zooms, and saves them. */
public final class ChartBrowser extends JPanel {
    private static final long serialVersionUID = 1L;

    private final transient MixedModel model;
    private final transient Supplier<Table> rows;
    private final JComboBox<ChartRequest.Kind> kinds = new JComboBox<>(ChartRequest.Kind.values());
    private final JComboBox<String> factors = new JComboBox<>();
    private final JComboBox<String> terms = new JComboBox<>();
    private final JComboBox<String> predictors = new JComboBox<>();
    private final JButton reset = new JButton("Show all");
    private final JButton save = new JButton("Save...");
    private final JPanel place = new JPanel(new BorderLayout());
    private transient Optional<ChartWorker> worker = Optional.empty();
    private transient Optional<Chart> chart = Optional.empty();

    /**
     * Creates the component and starts to draw the first chart; to be called by the thread that paints.
     *
     * @param rows gives the table that the model was fitted to; what it throws is shown in the place of the chart, so a
     *     {@link ChartException} says why there is none
     */
    public ChartBrowser(MixedModel model, Supplier<Table> rows) {
        super(new BorderLayout());
        this.model = model;
        this.rows = rows;
        model.groupingFactors().forEach(factor -> factors.addItem(factor.name()));
        ModelCharts.of(model).linePredictors().forEach(predictors::addItem);
        fillTerms();
        if (model.groupingFactors().isEmpty()) {
            kinds.setSelectedItem(ChartRequest.Kind.RESIDUALS);
        }
        add(choices(), BorderLayout.NORTH);
        place.setBackground(Color.WHITE);
        add(place, BorderLayout.CENTER);
        kinds.addActionListener(event -> draw());
        factors.addActionListener(event -> {
            fillTerms();
            draw();
        });
        terms.addActionListener(event -> draw());
        predictors.addActionListener(event -> draw());
        reset.addActionListener(event -> showAll());
        save.addActionListener(event -> chart.ifPresent(shown -> ChartFileDialog.save(shown, place)));
        draw();
    }

    private JComponent choices() {
        JPanel bar = new JPanel(new FlowLayout(FlowLayout.LEADING, 6, 5));
        kinds.setName("chart");
        factors.setName("group");
        terms.setName("term");
        predictors.setName("predictor");
        bar.add(labelled("Chart", kinds));
        bar.add(labelled("Group", factors));
        bar.add(labelled("Term", terms));
        bar.add(labelled("Over", predictors));
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 6, 5));
        reset.setToolTipText("Undo all zooming");
        save.setToolTipText("Save the chart as SVG or PNG");
        buttons.add(reset);
        buttons.add(save);
        JPanel top = new JPanel(new BorderLayout());
        top.add(bar, BorderLayout.CENTER);
        top.add(buttons, BorderLayout.EAST);
        return top;
    }

    private static JComponent labelled(String text, JComboBox<?> choice) {
        JLabel label = new JLabel(text);
        label.setLabelFor(choice);
        Box box = Box.createHorizontalBox();
        box.add(label);
        box.add(Box.createHorizontalStrut(4));
        box.add(choice);
        return box;
    }

    private void fillTerms() {
        List<String> names = selected(factors)
                .flatMap(model::groupingFactor)
                .map(GroupingFactor::columns)
                .orElse(List.of());
        terms.setModel(new DefaultComboBoxModel<>(names.toArray(String[]::new)));
    }

    private static Optional<String> selected(JComboBox<String> choice) {
        return Optional.ofNullable((String) choice.getSelectedItem());
    }

    private ChartRequest request() {
        ChartRequest.Kind kind = kinds.getItemAt(kinds.getSelectedIndex());
        return new ChartRequest(kind, selected(factors), selected(terms), selected(predictors));
    }

    private void draw() {
        stop();
        ChartRequest request = request();
        factors.getParent().setVisible(request.kind().asksForFactor() && factors.getItemCount() > 0);
        terms.getParent().setVisible(request.kind().asksForTerm() && terms.getItemCount() > 0);
        predictors.getParent().setVisible(request.kind().asksForPredictor() && predictors.getItemCount() > 0);
        chart = Optional.empty();
        say("Drawing...");
        ChartWorker next = new ChartWorker(request, ModelCharts.of(model), rows, this::show, this::say);
        next.addPropertyChangeListener(event -> {
            if (event.getPropertyName().equals("progress") && chart.isEmpty() && !next.isDone()) {
                say("Reading rows: " + event.getNewValue() + "%");
            }
        });
        worker = Optional.of(next);
        next.execute();
    }

    /** Stops what is still being drawn, because another chart is wanted or the window closes. */
    public void stop() {
        worker.ifPresent(running -> running.cancel(false));
    }

    private void show(Chart drawn) {
        chart = Optional.of(drawn);
        fill(drawn.panel());
    }

    private void say(String sentence) {
        JTextArea text = new JTextArea(Words.name(sentence));
        text.setName("message");
        text.setEditable(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setFont(ChartStyle.font(Font.PLAIN, 14));
        text.setBorder(BorderFactory.createEmptyBorder(24, 24, 24, 24));
        fill(text);
    }

    private void fill(JComponent content) {
        reset.setEnabled(chart.isPresent());
        save.setEnabled(chart.isPresent());
        place.removeAll();
        place.add(content, BorderLayout.CENTER);
        place.revalidate();
        place.repaint();
    }

    private void showAll() {
        if (place.getComponent(0) instanceof ChartPanel panel) {
            panel.restoreAutoBounds();
        }
    }
}
