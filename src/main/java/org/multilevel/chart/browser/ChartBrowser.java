package org.multilevel.chart.browser;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.FlowLayout;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import org.jfree.chart.ChartPanel;
import org.multilevel.chart.description.Words;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.drawing.Theme;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureOption;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.PictureScale;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Table;
import org.multilevel.model.MixedModel;

/** A component in which a user chooses among the charts of a model, zooms, and saves them. */
public final class ChartBrowser extends JPanel {
    private static final long serialVersionUID = 1L;

    /** Stands first among the predictors that colours can tell. */
    private static final String NO_COLOURS = "none";

    private final transient Supplier<Table> rows;
    private final transient Pictures pictures;
    private final JComboBox<PictureKind> kinds = new JComboBox<>();
    private final JComboBox<String> factors = new JComboBox<>();
    private final JComboBox<String> terms = new JComboBox<>();
    private final JComboBox<String> predictors = new JComboBox<>();
    private final JComboBox<String> colours = new JComboBox<>();
    private final JComboBox<String> scales = new JComboBox<>();
    private final JTextField highlighted = new JTextField(10);
    private final JCheckBox dark = new JCheckBox("Dark");
    private final JButton reset = new JButton("Show all");
    private final JButton save = new JButton("Save...");
    private final JPanel place = new JPanel(new BorderLayout());
    private transient Optional<ChartWorker> worker = Optional.empty();
    private transient Optional<Chart> chart = Optional.empty();

    /**
     * Creates the component and starts to draw the first chart; to be called by the thread that paints.
     *
     * @param rows gives the table that the model was fitted to; what it throws is shown in the place of the chart, so a
     *     {@link org.multilevel.error.ChartException} says why there is none
     */
    public ChartBrowser(MixedModel model, Supplier<Table> rows) {
        super(new BorderLayout());
        this.rows = rows;
        this.pictures = Pictures.of(model);
        pictures.groups().forEach(factors::addItem);
        pictures.kinds().forEach(kinds::addItem);
        if (model.groupingFactors().isEmpty()) {
            kinds.setSelectedItem(PictureKind.RESIDUALS);
        }
        fill();
        add(choices(), BorderLayout.NORTH);
        place.setBackground(Color.WHITE);
        add(place, BorderLayout.CENTER);
        kinds.addActionListener(event -> {
            fill();
            draw();
        });
        factors.addActionListener(event -> {
            fill();
            draw();
        });
        for (JComboBox<String> choice : List.of(terms, predictors, colours, scales)) {
            choice.addActionListener(event -> draw());
        }
        highlighted.addActionListener(event -> draw());
        dark.addActionListener(event -> draw());
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
        colours.setName("colours");
        scales.setName("scale");
        highlighted.setName("highlight");
        highlighted.setToolTipText("Groups in colours of their own, with commas between them; Enter draws them");
        dark.setName("dark");
        bar.add(labelled("Chart", kinds));
        bar.add(labelled("Group", factors));
        bar.add(labelled("Term", terms));
        bar.add(labelled("Over", predictors));
        // Rows of their own: what a flow of components breaks off is not seen.
        JPanel more = new JPanel(new FlowLayout(FlowLayout.LEADING, 6, 2));
        more.add(labelled("Colours", colours));
        more.add(labelled("Scale", scales));
        more.add(labelled("Highlight", highlighted));
        more.add(dark);
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 6, 5));
        reset.setToolTipText("Undo all zooming");
        save.setToolTipText("Save the chart as SVG or PNG");
        buttons.add(reset);
        buttons.add(save);
        JPanel top = new JPanel(new BorderLayout());
        top.add(bar, BorderLayout.CENTER);
        top.add(buttons, BorderLayout.EAST);
        top.add(more, BorderLayout.SOUTH);
        return top;
    }

    private static JComponent labelled(String text, JComponent choice) {
        JLabel label = new JLabel(text);
        label.setLabelFor(choice);
        Box box = Box.createHorizontalBox();
        box.add(label);
        box.add(Box.createHorizontalStrut(4));
        box.add(choice);
        return box;
    }

    /** Offers what can be chosen for the picture; what was chosen stays where it can. */
    private void fill() {
        offer(terms, pictures.terms(kind(), selected(factors).orElse("")));
        offer(predictors, pictures.over(kind()));
        List<String> by = new ArrayList<>(List.of(NO_COLOURS));
        by.addAll(pictures.by());
        offer(colours, by);
        offer(scales, pictures.scales(kind()).stream().map(PictureScale::text).toList());
    }

    private static void offer(JComboBox<String> choice, List<String> names) {
        Optional<String> before = selected(choice);
        choice.setModel(new DefaultComboBoxModel<>(names.toArray(String[]::new)));
        before.filter(names::contains).ifPresent(choice::setSelectedItem);
    }

    private PictureKind kind() {
        return kinds.getItemAt(kinds.getSelectedIndex());
    }

    private static Optional<String> selected(JComboBox<String> choice) {
        return Optional.ofNullable((String) choice.getSelectedItem());
    }

    private PictureRequest request() {
        PictureRequest request = PictureRequest.of(kind());
        request = chosen(request, PictureOption.GROUP, factors, request::withGroup);
        request = chosen(request, PictureOption.TERM, terms, request::withTerm);
        request = chosen(request, PictureOption.OVER, predictors, request::withOver);
        if (colours.getSelectedIndex() > 0) {
            request = chosen(request, PictureOption.BY, colours, request::withBy);
        }
        if (scales.getItemCount() > 0) {
            request = selected(scales)
                    .map(PictureScale::of)
                    .map(request::withScale)
                    .orElse(request);
        }
        if (kind().asks(PictureOption.HIGHLIGHT)) {
            request = request.withHighlight(pictures.labels(
                    List.of(highlighted.getText()), selected(factors).orElse("")));
        }
        return request;
    }

    private static PictureRequest chosen(
            PictureRequest request,
            PictureOption option,
            JComboBox<String> choice,
            Function<String, PictureRequest> with) {
        return request.kind().asks(option) ? selected(choice).map(with).orElse(request) : request;
    }

    private void draw() {
        stop();
        PictureRequest request = request();
        PictureKind kind = request.kind();
        factors.getParent().setVisible(kind.asks(PictureOption.GROUP) && factors.getItemCount() > 0);
        terms.getParent().setVisible(kind.asks(PictureOption.TERM) && terms.getItemCount() > 0);
        predictors.getParent().setVisible(kind.asks(PictureOption.OVER) && predictors.getItemCount() > 0);
        colours.getParent().setVisible(kind.asks(PictureOption.BY) && colours.getItemCount() > 1);
        scales.getParent().setVisible(scales.getItemCount() > 0);
        highlighted.getParent().setVisible(kind.asks(PictureOption.HIGHLIGHT) && factors.getItemCount() > 0);
        chart = Optional.empty();
        say("Drawing...");
        ChartWorker next = new ChartWorker(
                request, dark.isSelected() ? Theme.DARK : Theme.LIGHT, pictures, rows, this::show, this::say);
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
        text.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
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
