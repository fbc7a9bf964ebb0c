package weka.gui.visualize.plugins;

import java.awt.Component;
import java.awt.Window;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.JPopupMenu;
import javax.swing.SwingUtilities;
import org.multilevel.data.Column;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import weka.classifiers.Classifier;
import weka.classifiers.functions.GeneralizedLinearMixedModel;
import weka.classifiers.functions.GroupedModelOptions;
import weka.classifiers.functions.InstancesTable;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.Wrappers;
import weka.core.Instances;
import weka.gui.ResultHistoryPanel;
import weka.gui.explorer.ClassifierPanel;

/**
 * The entry of the Explorer's result list whose menu is open: its model, and the instances that it was trained on.
 *
 * <p>Weka hands a plug-in predictions or instances, never the classifier. But a menu knows the component that it was opened on, so
 * the way goes from the menu's item up to its menu, from there to the result list, and to the panel around it.
 */
final class SelectedResult {
    private final Optional<ClassifierPanel> panel;

    private SelectedResult(Optional<ClassifierPanel> panel) {
        this.panel = panel;
    }

    /** Returns the entry on which the menu with this item was opened. */
    static SelectedResult of(Component item) {
        Component component = item;
        while (component != null && !(component instanceof ClassifierPanel)) {
            component = component instanceof JPopupMenu menu ? menu.getInvoker() : component.getParent();
        }
        return new SelectedResult(Optional.ofNullable((ClassifierPanel) component));
    }

    /** Returns the window that the result list is in. */
    Optional<Window> window() {
        return panel.map(SwingUtilities::getWindowAncestor);
    }

    /** Returns what the result list calls the result. */
    String name() {
        return String.valueOf(results().getSelectedName());
    }

    /**
     * Returns the model of the result.
     *
     * @throws ChartException if there is none, with one sentence that says why
     */
    MixedModel model() {
        return options()
                .fittedModel()
                .orElseThrow(() ->
                        new ChartException("The classifier found no model in its training data, so there is nothing"
                                + " to draw: its output says why."));
    }

    /**
     * Returns the tables of what the classifier was asked beside its fit, as far as it still has them.
     *
     * @throws ChartException as {@link #model} does
     */
    List<ResultTable> answers() {
        return options().answerTables();
    }

    private GroupedModelOptions options() {
        ResultHistoryPanel results = results();
        if (results.getList().getSelectedIndices().length != 1) {
            throw new ChartException(
                    "No single result is selected: select one in the result list, and right-click on it.");
        }
        if (!(results.getSelectedObject() instanceof Collection<?> parts)) {
            throw new ChartException(
                    "The result holds nothing but its text: wait until the run has ended, or run the classifier again.");
        }
        return mixedModel(classifier(parts));
    }

    private static Object classifier(Collection<?> parts) {
        return parts.stream()
                .filter(Classifier.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new ChartException("The result holds no model: tick \"Output model\" behind \"More"
                        + " options...\", and run the classifier again."));
    }

    private static GroupedModelOptions mixedModel(Object classifier) {
        if (Wrappers.unwrapped(classifier) instanceof GroupedModelOptions model) {
            return model;
        }
        throw new ChartException("The result is that of "
                + classifier.getClass().getName()
                + ", and these charts are drawn for " + LinearMixedModel.class.getName() + " and "
                + GeneralizedLinearMixedModel.class.getSimpleName()
                + ": select a result of one of them.");
    }

    /** Returns the name of the classifier that filtered the training data of the model, if one did. */
    private Optional<String> filtering() {
        return Wrappers.filtering(
                results().getSelectedObject() instanceof Collection<?> parts ? classifier(parts) : "");
    }

    /** Returns what gives the instances of the Explorer as the table of the model; it throws {@link ChartException}. */
    Supplier<Table> rows() {
        MixedModel model = model();
        Optional<String> filtering = filtering();
        Optional<ClassifierPanel> explorer = panel;
        return () -> {
            filtering.ifPresent(name -> {
                throw new ChartException("The model was fitted to what " + name
                        + " made of its training data, which the Explorer does not keep: apply the filter under"
                        + " \"Preprocess\", and run the classifier without " + name + ".");
            });
            Instances data = explorer.map(ClassifierPanel::getInstances)
                    .orElseThrow(
                            () -> new ChartException(
                                    "There are no data in the Explorer: open those that the model was trained on under \"Preprocess\"."));
            return table(model, data);
        };
    }

    /**
     * Returns instances as the table that a model was fitted to.
     *
     * @throws ChartException if they lack an attribute of the model
     */
    static Table table(MixedModel model, Instances data) {
        Optional<String> weights = model.provenance().weights();
        List<String> names = model.provenance().columns().stream()
                .map(Column::name)
                .filter(name -> !weights.equals(Optional.of(name)))
                .toList();
        for (String name : names) {
            if (data.attribute(name) == null) {
                throw new ChartException("The data in the Explorer have no attribute \"" + name
                        + "\", which the model was trained with: open its training data under \"Preprocess\" again.");
            }
        }
        return weights.map(name -> InstancesTable.withWeights(data, names, name))
                .orElseGet(() -> InstancesTable.of(data, names));
    }

    private ResultHistoryPanel results() {
        return panel.map(ClassifierPanel::getResultHistory)
                .orElseThrow(() ->
                        new ChartException("This version of Weka does not tell which result is meant: Multilevel is"
                                + " made for Weka 3.8.4 and later."));
    }
}
