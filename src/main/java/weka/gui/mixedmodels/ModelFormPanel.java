package weka.gui.mixedmodels;

import java.awt.Dimension;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.Box;
import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import org.multilevel.formula.CovarianceKind;

/** Shows a {@link ModelForm} and takes what a user chooses or types in it. */
public final class ModelFormPanel extends JPanel {
    private static final long serialVersionUID = 1L;

    private static final String NONE = "(none)";
    private static final String INDEPENDENT = "independent";

    private final transient ModelForm form;
    private final transient Runnable changed;
    private final JComboBox<String> response = new JComboBox<>();
    private final JList<String> predictors = new JList<>(new DefaultListModel<>());
    private final JComboBox<String> group = new JComboBox<>();
    private final JComboBox<String> nestedIn = new JComboBox<>();
    private final JList<String> slopes = new JList<>(new DefaultListModel<>());
    private final JCheckBox uncorrelated = new JCheckBox("Slopes uncorrelated with the level");
    private final JList<GroupTerm> groups = new JList<>(new DefaultListModel<>());
    private final JComboBox<String> weights = new JComboBox<>();
    private final JComboBox<String> method = new JComboBox<>(new String[] {"REML", "ML"});
    private final JComboBox<String> df =
            new JComboBox<>(new String[] {"auto", "satterthwaite", "kenward-roger", "asymptotic"});
    private final JComboBox<String> residuals =
            new JComboBox<>(ResidualForm.names(INDEPENDENT).toArray(String[]::new));
    private final JComboBox<String> subject = new JComboBox<>();
    private final JComboBox<String> time = new JComboBox<>();
    private final JComboBox<ResidualForm.Variances> variances = new JComboBox<>(ResidualForm.Variances.values());
    private final JComboBox<String> strata = new JComboBox<>();
    private final JComboBox<ChosenFamily> family = new JComboBox<>();
    private final JComboBox<String> trials = new JComboBox<>();
    private final JComboBox<String> event = new JComboBox<>();
    private final JComboBox<String> approximation = new JComboBox<>();
    /** What is shown of linear models only, and of generalised ones only. */
    private final List<JComponent> ofLinear = new ArrayList<>();

    private final List<JComponent> ofGeneralised = new ArrayList<>();
    private final JTextArea formula = new JTextArea(3, 30);
    private final JTextArea message = new JTextArea(6, 30);
    /** Whether components are being filled, which is no choice of the user's. */
    private boolean filling;

    /**
     * Creates the panel.
     *
     * @param changed is run after each change
     */
    public ModelFormPanel(ModelForm form, Runnable changed) {
        super(new GridBagLayout());
        this.form = form;
        this.changed = changed;
        nameComponents();
        int row = 0;
        addRow(row++, "Response", response, 0);
        if (form.hasFamilies()) {
            family.setModel(
                    new DefaultComboBoxModel<>(form.families().families().toArray(ChosenFamily[]::new)));
            addRow(row++, "Family", family, 0);
            ofGeneralised.addAll(addRow(row++, "Trials", trials, 0));
            ofGeneralised.addAll(addRow(row++, "Event", line(event, new JLabel(" quadrature "), approximation), 0));
        }
        addRow(row++, "Predictors", scrolling(predictors, 90), 1);
        addRow(row++, "Group", group, 0);
        addRow(row++, "nested in", nestedIn, 0);
        addRow(row++, "Slopes", scrolling(slopes, 60), 0.6);
        addRow(row++, "", uncorrelated, 0);
        addRow(row++, "", buttons(), 0);
        addRow(row++, "Groups", scrolling(groups, 50), 0.4);
        addRow(row++, "Weights", weights, 0);
        ofLinear.addAll(addRow(row++, "Method", line(method, new JLabel(" df "), df), 0));
        ofLinear.addAll(addRow(row++, "Residuals", line(residuals, new JLabel(" of "), subject), 0));
        ofLinear.addAll(addRow(row++, "in", line(time), 0));
        ofLinear.addAll(addRow(row++, "variance", line(variances, new JLabel(" by "), strata), 0));
        formula.setLineWrap(true);
        formula.setWrapStyleWord(true);
        addRow(row++, "Formula", scrolling(formula, 60), 0);
        message.setEditable(false);
        message.setOpaque(false);
        message.setLineWrap(true);
        message.setWrapStyleWord(true);
        // A low window squeezes the lists, not what is said.
        message.setMinimumSize(message.getPreferredSize());
        addRow(row, "", message, 0);
        fill();
        listen();
    }

    private void nameComponents() {
        response.setName("response");
        predictors.setName("predictors");
        group.setName("group");
        nestedIn.setName("nestedIn");
        slopes.setName("slopes");
        groups.setName("groups");
        weights.setName("weights");
        family.setName("family");
        family.setToolTipText(
                "Normal for measurements; binomial for yes or no, poisson and negative-binomial for counts,"
                        + " gamma for positive numbers");
        trials.setName("trials");
        trials.setToolTipText("The numbers of trials, where the response is the proportion of successes among them");
        event.setName("event");
        event.setToolTipText("The label that the coefficients are about");
        approximation.setName("approximation");
        approximation.setToolTipText(
                "Laplace's approximation for any groups, or the points of adaptive quadrature for one; auto: as many as it takes");
        method.setName("method");
        df.setName("df");
        residuals.setName("residuals");
        residuals.setToolTipText(tip("How the residuals of a subject go together", ResidualForm.tips()));
        subject.setName("subject");
        subject.setToolTipText("Whose residuals go together");
        time.setName("time");
        time.setToolTipText("When a row was taken, or at which occasion");
        variances.setName("variances");
        variances.setToolTipText(
                tip("Whether the residuals of a subject have one variance at all times", ResidualForm.varianceTips()));
        strata.setName("strata");
        strata.setToolTipText("Residuals have a variance for each value of this attribute");
        formula.setName("formula");
        message.setName("message");
        predictors.setToolTipText("Attributes with a fixed effect; choose several with Ctrl");
        group.setToolTipText("Labels, and whole numbers that repeat");
        slopes.setToolTipText("Attributes whose effects vary by group; choose several with Ctrl");
        uncorrelated.setToolTipText("Level and slopes of a group are taken to be uncorrelated");
        df.setToolTipText("How degrees of freedom are found");
        formula.setToolTipText("What is fitted; it may be changed here");
    }

    private static String tip(String what, List<String> choices) {
        return "<html>" + what + choices.stream().collect(Collectors.joining("<br>", "<br>", "</html>"));
    }

    private static JScrollPane scrolling(JComponent content, int height) {
        JScrollPane pane = new JScrollPane(content);
        pane.setPreferredSize(new Dimension(220, height));
        pane.setMinimumSize(new Dimension(120, Math.min(height, 50)));
        return pane;
    }

    private JComponent buttons() {
        JButton add = new JButton("Add group");
        add.addActionListener(event -> addGroup());
        JButton remove = new JButton("Remove");
        remove.addActionListener(event -> removeGroup());
        Box box = Box.createHorizontalBox();
        box.add(add);
        box.add(Box.createHorizontalStrut(4));
        box.add(remove);
        return box;
    }

    private static JComponent line(JComponent... parts) {
        Box box = Box.createHorizontalBox();
        for (JComponent part : parts) {
            if (part instanceof JComboBox<?>) {
                // Long names must not push the other lists out of sight.
                Dimension narrow = new Dimension(60, part.getPreferredSize().height);
                part.setPreferredSize(narrow);
                part.setMinimumSize(narrow);
            }
            box.add(part);
        }
        return box;
    }

    private List<JComponent> addRow(int row, String label, JComponent content, double weight) {
        GridBagConstraints place = new GridBagConstraints();
        place.gridy = row;
        place.insets = new Insets(2, 4, 2, 4);
        place.anchor = GridBagConstraints.NORTHWEST;
        JLabel name = new JLabel(label);
        add(name, place);
        place.gridx = 1;
        place.weightx = 1;
        place.weighty = weight;
        place.fill = weight > 0 ? GridBagConstraints.BOTH : GridBagConstraints.HORIZONTAL;
        add(content, place);
        return List.of(name, content);
    }

    private void listen() {
        response.addActionListener(event -> choose(() -> selected(response).ifPresent(form::chooseResponse)));
        predictors.addListSelectionListener(event -> {
            if (!event.getValueIsAdjusting()) {
                choose(() -> form.choosePredictors(predictors.getSelectedValuesList()));
            }
        });
        weights.addActionListener(event -> choose(() -> form.chooseWeights(selected(weights))));
        family.addActionListener(event -> choose(() ->
                Optional.ofNullable((ChosenFamily) family.getSelectedItem()).ifPresent(form::chooseFamily)));
        trials.addActionListener(event -> chooseOfFamily(() -> form.families().chooseTrials(selected(trials))));
        event.addActionListener(change -> chooseOfFamily(() -> form.families().chooseEvent(selected(event))));
        approximation.addActionListener(
                event -> chooseOfFamily(() -> selected(approximation).ifPresent(form.families()::chooseApproximation)));
        method.addActionListener(event -> choose(() -> selected(method).ifPresent(form::chooseMethod)));
        df.addActionListener(event -> choose(() -> selected(df).ifPresent(form::chooseDf)));
        residuals.addActionListener(event -> chooseResiduals(() ->
                form.residuals().choose(ResidualForm.kind(selected(residuals).orElse("")), form.firstGroup())));
        subject.addActionListener(
                event -> chooseResiduals(() -> form.residuals().chooseSubject(selected(subject))));
        time.addActionListener(event -> chooseResiduals(() -> form.residuals().chooseTime(selected(time))));
        variances.addActionListener(event -> chooseResiduals(
                () -> form.residuals().chooseVariances(variances.getItemAt(variances.getSelectedIndex()))));
        strata.addActionListener(event -> chooseResiduals(() -> form.residuals().chooseStrata(selected(strata))));
        formula.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                typed();
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                typed();
            }

            @Override
            public void changedUpdate(DocumentEvent event) {}
        });
    }

    private void typed() {
        if (!filling) {
            form.type(formula.getText());
            tell();
        }
    }

    private void choose(Runnable choice) {
        if (!filling) {
            choice.run();
            fill();
        }
    }

    private void chooseOfFamily(Runnable choice) {
        choose(() -> form.chooseOfFamily(choice));
    }

    private void chooseResiduals(Runnable choice) {
        choose(() -> form.chooseResiduals(choice));
    }

    private void addGroup() {
        selected(group)
                .ifPresentOrElse(
                        inner -> choose(() -> form.addGroup(new GroupTerm(
                                selected(nestedIn)
                                        .filter(outer -> !outer.equals(inner))
                                        .map(outer -> List.of(outer, inner))
                                        .orElse(List.of(inner)),
                                slopes.getSelectedValuesList(),
                                uncorrelated.isSelected()))),
                        () -> message.setText("Choose the attribute of the groups under Group first."));
    }

    private void removeGroup() {
        int position = groups.getSelectedIndex() < 0 ? form.groups().size() - 1 : groups.getSelectedIndex();
        if (position >= 0) {
            choose(() -> form.removeGroup(position));
        }
    }

    private static Optional<String> selected(JComboBox<String> box) {
        return Optional.ofNullable((String) box.getSelectedItem()).filter(text -> !text.equals(NONE));
    }

    /** Shows the form as it is. */
    void fill() {
        filling = true;
        fill(response, form.responses(), Optional.of(form.response()));
        // At first the group that stands in the list already, to give it slopes; any other would be a guess.
        fill(
                group,
                withNone(form.possibleGroups()),
                selected(group).or(form::firstGroup).or(() -> Optional.of(NONE)));
        fill(nestedIn, withNone(form.possibleGroups()), selected(nestedIn).or(() -> Optional.of(NONE)));
        fill(weights, withNone(form.choices().numbers()), form.weights().or(() -> Optional.of(NONE)));
        List<String> chosenSlopes = slopes.getSelectedValuesList();
        fill(slopes, form.possiblePredictors(), chosenSlopes);
        fill(predictors, form.possiblePredictors(), form.predictors());
        fill(groups, form.groups(), List.of());
        family.setSelectedItem(form.family());
        ofLinear.forEach(part -> part.setVisible(form.isLinear()));
        ofGeneralised.forEach(part -> part.setVisible(!form.isLinear()));
        fillFamily();
        method.setSelectedItem(form.method());
        df.setSelectedItem(form.df());
        fillResiduals();
        formula.setText(form.formula());
        filling = false;
        tell();
    }

    private void fillFamily() {
        FamilyForm chosen = form.families();
        List<String> counts = chosen.possibleTrials(form.response());
        List<String> labels = chosen.possibleEvents(form.response());
        fill(trials, withNone(counts), chosen.trials().or(() -> Optional.of(NONE)));
        fill(event, labels.isEmpty() ? List.of(NONE) : labels, chosen.event(form.response()));
        fill(approximation, chosen.approximations(), Optional.of(chosen.approximation()));
        trials.setEnabled(!counts.isEmpty());
        event.setEnabled(!labels.isEmpty());
    }

    private void fillResiduals() {
        ResidualForm chosen = form.residuals();
        boolean dependent = chosen.kind().isPresent();
        residuals.setSelectedItem(chosen.kind().map(CovarianceKind::function).orElse(INDEPENDENT));
        fill(subject, withNone(form.possibleSubjects()), chosen.subject().or(() -> Optional.of(NONE)));
        fill(time, withNone(chosen.possibleTimes(form.choices())), chosen.time().or(() -> Optional.of(NONE)));
        fill(
                strata,
                withNone(chosen.possibleStrata(form.choices())),
                chosen.strata().or(() -> Optional.of(NONE)));
        variances.setSelectedItem(chosen.variances());
        subject.setEnabled(dependent);
        variances.setEnabled(dependent);
        time.setEnabled(dependent && chosen.hasTime());
    }

    private void tell() {
        message.setText(form.problem()
                .orElseGet(() -> Stream.concat(form.residualWords().stream(), form.hint().stream())
                        .collect(Collectors.joining(" "))));
        changed.run();
    }

    private static List<String> withNone(List<String> names) {
        List<String> all = new ArrayList<>(List.of(NONE));
        all.addAll(names);
        return all;
    }

    private static void fill(JComboBox<String> box, List<String> names, Optional<String> chosen) {
        box.setModel(new DefaultComboBoxModel<>(names.toArray(String[]::new)));
        chosen.filter(names::contains).ifPresent(box::setSelectedItem);
    }

    private static <T> void fill(JList<T> list, List<T> items, List<T> chosen) {
        DefaultListModel<T> model = new DefaultListModel<>();
        items.forEach(model::addElement);
        list.setModel(model);
        list.setSelectedIndices(
                chosen.stream().mapToInt(items::indexOf).filter(k -> k >= 0).toArray());
    }
}
