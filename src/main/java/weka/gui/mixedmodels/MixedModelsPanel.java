package weka.gui.mixedmodels;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTabbedPane;
import org.jspecify.annotations.Nullable;
import org.multilevel.result.ResultTable;
import weka.classifiers.functions.GeneralizedLinearMixedModel;
import weka.classifiers.functions.GroupedModelOptions;
import weka.classifiers.functions.LinearMixedModel;
import weka.core.Instances;
import weka.gui.Logger;
import weka.gui.explorer.Explorer;

/** The tab <i>Mixed models</i> of the Explorer: choose a model from lists, fit it, look at all results, compare and predict. */
public final class MixedModelsPanel extends JPanel implements Explorer.ExplorerPanel, Explorer.LogHandler {
    private static final long serialVersionUID = 1L;

    private static final Dimension FORM = new Dimension(370, 400);

    private final transient FittedModels models = new FittedModels();
    private final JPanel left = new JPanel(new BorderLayout());
    private final JPanel right = new JPanel(new BorderLayout());
    private final JPanel place = new JPanel(new BorderLayout());
    private final JButton fit = new JButton("Fit");
    private final JButton stop = new JButton("Stop");
    private final JButton describe = new JButton("Describe");
    private final JProgressBar progress = new JProgressBar();
    private final JList<FittedModels.Fitted> list = new JList<>(new DefaultListModel<>());
    private final transient ModelActions actions = new ModelActions(this, this::say);
    private transient Optional<ModelForm> form = Optional.empty();
    private transient Optional<FitWorker> worker = Optional.empty();
    private transient Optional<Logger> log = Optional.empty();
    private transient @Nullable Explorer explorer;

    /** Creates the tab, as the Explorer does. */
    public MixedModelsPanel() {
        super(new BorderLayout());
        fit.setName("fit");
        stop.setName("stop");
        list.setName("models");
        progress.setName("progress");
        progress.setStringPainted(true);
        progress.setString("");
        stop.setEnabled(false);
        fit.setEnabled(false);
        describe.setName("describe");
        describe.setToolTipText("What the data hold: attributes, groups, what varies between groups and within them");
        describe.setEnabled(false);
        describe.addActionListener(
                event -> form.ifPresent(chosen -> actions.describe(chosen.data(), chosen.firstNesting(), this::show)));
        fit.addActionListener(event -> fit());
        stop.addActionListener(event -> worker.ifPresent(running -> running.cancel(false)));
        list.addListSelectionListener(event -> {
            if (!event.getValueIsAdjusting() && list.getSelectedIndices().length == 1) {
                show(new ResultsPanel(list.getSelectedValue()));
            }
        });
        list.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent event) {
                // Back from predictions or a stopped fit to the model that is chosen already.
                if (list.getSelectedIndices().length == 1 && !(right.getComponent(0) instanceof ResultsPanel)) {
                    show(new ResultsPanel(list.getSelectedValue()));
                }
            }
        });
        left.add(place, BorderLayout.CENTER);
        left.add(buttons(), BorderLayout.SOUTH);
        left.setMinimumSize(new Dimension(280, 100));
        left.setPreferredSize(FORM);
        JSplitPane split = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, left, rightSide());
        split.setDividerLocation(FORM.width);
        add(split, BorderLayout.CENTER);
        say("Open data under \"Preprocess\" first.");
    }

    private JComponent buttons() {
        JPanel run = new JPanel(new BorderLayout(6, 0));
        JPanel pair = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 2));
        pair.add(fit);
        pair.add(stop);
        pair.add(describe);
        run.add(pair, BorderLayout.WEST);
        run.add(progress, BorderLayout.CENTER);
        return run;
    }

    private JComponent rightSide() {
        JPanel bar = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 2));
        add(bar, "Compare", "Compare the chosen models", chosen -> actions.compare(chosen, this::show));
        add(
                bar,
                "Predict file...",
                "Predict the rows of a file by the chosen model",
                chosen -> actions.predict(chosen.get(0), this::showPredicted));
        add(bar, "Save model...", "Save the chosen model, for Weka to load", chosen -> actions.save(chosen.get(0)));
        add(bar, "Send to Classify", "Choose this classifier under \"Classify\"", chosen -> send(chosen.get(0)));
        JPanel top = new JPanel(new BorderLayout());
        JScrollPane scroll = new JScrollPane(list);
        scroll.setPreferredSize(new Dimension(300, 90));
        top.setBorder(BorderFactory.createTitledBorder("Fitted models"));
        top.add(scroll, BorderLayout.CENTER);
        top.add(bar, BorderLayout.SOUTH);
        JSplitPane split = new JSplitPane(JSplitPane.VERTICAL_SPLIT, top, right);
        split.setDividerLocation(160);
        return split;
    }

    private void add(JPanel bar, String text, String tip, Consumer<List<FittedModels.Fitted>> action) {
        JButton button = new JButton(text);
        button.setToolTipText(tip);
        button.addActionListener(event -> {
            if (list.isSelectionEmpty()) {
                say("Choose a model in the list of fitted models first.");
            } else {
                action.accept(list.getSelectedValuesList());
            }
        });
        bar.add(button);
    }

    private void fit() {
        ModelForm chosen = form.orElseThrow();
        if (chosen.problem().isPresent()) {
            say(chosen.problem().get());
            return;
        }
        try {
            Instances data = chosen.trainingData();
            FitWorker next = new FitWorker(
                    chosen.classifier(),
                    data,
                    new FitWorker.Hearer(progress::setString, done -> fitted(done, data), this::failed));
            worker = Optional.of(next);
            fit.setEnabled(false);
            stop.setEnabled(true);
            progress.setIndeterminate(true);
            say("Fitting " + chosen.formula());
            next.execute();
        } catch (Exception e) {
            // Options that Weka refuses.
            failed(String.valueOf(e.getMessage()));
        }
    }

    private void fitted(GroupedModelOptions classifier, Instances data) {
        ended();
        if (classifier.fittedModel().isEmpty()) {
            show(ResultsPanel.text(classifier.toString()));
            say("The data bear no model.");
            return;
        }
        FittedModels.Fitted fitted = models.add(classifier, data);
        ((DefaultListModel<FittedModels.Fitted>) list.getModel()).addElement(fitted);
        list.setSelectedIndex(list.getModel().getSize() - 1);
        say("Fitted " + fitted);
    }

    private void failed(String sentence) {
        ended();
        show(ResultsPanel.text(sentence));
        say(sentence);
    }

    private void ended() {
        worker = Optional.empty();
        fit.setEnabled(true);
        stop.setEnabled(false);
        progress.setIndeterminate(false);
        progress.setString("");
    }

    private void show(DescribedData described) {
        JTabbedPane tabs = new JTabbedPane();
        tabs.addTab("Description", ResultsPanel.text(described.text()));
        tabs.addTab(
                "Tables",
                new TablePanel(described.tables().stream()
                        .map(table -> new TablePanel.Entry(table.name(), () -> table))
                        .toList()));
        show(tabs);
        say("Described the data.");
    }

    private void show(ModelActions.Compared compared) {
        JTabbedPane tabs = new JTabbedPane();
        ResultTable table = compared.table();
        tabs.addTab("Comparison", ResultsPanel.text(compared.text()));
        tabs.addTab("Table", new TablePanel(List.of(new TablePanel.Entry(table.name(), () -> table))));
        show(tabs);
    }

    private void showPredicted(Instances predicted) {
        show(new PredictedPanel(predicted));
        say("Predicted " + predicted.numInstances() + " rows.");
    }

    private void show(JComponent content) {
        right.removeAll();
        right.add(content, BorderLayout.CENTER);
        right.revalidate();
        right.repaint();
    }

    private void send(FittedModels.Fitted fitted) {
        Optional<ClassifyTab> classify = Optional.ofNullable(explorer).flatMap(ClassifyTab::of);
        try {
            if (classify.isEmpty()) {
                say("There is no tab \"Classify\" here to send the classifier to.");
            } else {
                GroupedModelOptions untrained = fitted.model().generalised().isPresent()
                        ? new GeneralizedLinearMixedModel()
                        : new LinearMixedModel();
                untrained.setOptions(fitted.classifier().getOptions());
                classify.get().choose(untrained, fitted.model().response());
            }
        } catch (Exception e) {
            // Another version of Weka may keep its editor elsewhere.
            say("This version of Weka does not let other tabs choose a classifier: choose functions > "
                    + fitted.classifier().getClass().getSimpleName()
                    + " under \"Classify\", and write the formula there.");
        }
    }

    private void say(String sentence) {
        log.ifPresent(logger -> {
            logger.statusMessage(sentence);
            logger.logMessage("Mixed models: " + sentence);
        });
    }

    @Override
    public void setInstances(Instances data) {
        ModelForm next = new ModelForm(data, FamilyForm.Models.BOTH);
        form = Optional.of(next);
        place.removeAll();
        if (next.response().isEmpty()) {
            place.add(
                    new JLabel(
                            "These data have no numeric attribute and none with two labels, which a mixed model needs for a response."));
        } else {
            place.add(new ModelFormPanel(next, () -> {}), BorderLayout.CENTER);
        }
        place.revalidate();
        place.repaint();
        fit.setEnabled(!next.response().isEmpty() && worker.isEmpty());
        describe.setEnabled(true);
    }

    @Override
    public void setLog(Logger logger) {
        log = Optional.of(logger);
    }

    @Override
    public void setExplorer(Explorer parent) {
        explorer = parent;
    }

    @Override
    @SuppressWarnings("NullAway") // Weka asks only after it was set
    public Explorer getExplorer() {
        return explorer;
    }

    @Override
    public String getTabTitle() {
        return "Mixed models";
    }

    @Override
    public String getTabTitleToolTip() {
        return "Fit linear and generalised mixed models: random intercepts and slopes of groups";
    }
}
