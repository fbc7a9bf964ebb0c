package weka.gui.visualize.plugins;

import java.util.ArrayList;
import java.util.Optional;
import javax.swing.JMenuItem;
import javax.swing.JOptionPane;
import org.jspecify.annotations.Nullable;
import org.multilevel.error.ChartException;
import weka.classifiers.evaluation.Prediction;
import weka.core.Attribute;
import weka.gui.mixedmodels.Libraries;

/**
 * An entry under <i>Plugins</i> in the menu of the Explorer's result list that shows something of the selected result, or says in a
 * sentence why it cannot.
 *
 * <p>Weka finds it by its package. Of the kinds of plug-in for this menu it is the one that is asked for every result; those for
 * errors are left out where the predictions were not stored, those for trees and graphs get a text only. None is handed the
 * classifier, so it is found from the menu, see {@link SelectedResult}.
 */
abstract class ResultEntry implements VisualizePlugin {
    private final String title;

    ResultEntry(String title) {
        this.title = title;
    }

    /**
     * Shows it.
     *
     * @throws ChartException if the result has no such thing
     */
    abstract void show(SelectedResult result);

    /**
     * Returns the entry, or nothing where a class of more labels than two shows that the result is of another classifier.
     *
     * @param predictions unused; null where Weka stored none
     * @param classAttribute the class, null where Weka stored no predictions
     */
    @Override
    @SuppressWarnings({"NonApiType", "NullAway"}) // Weka takes null for no entry, and says so in its documentation only
    public final @Nullable JMenuItem getVisualizeMenuItem(
            @Nullable ArrayList<Prediction> predictions, @Nullable Attribute classAttribute) {
        if (classAttribute != null && !classAttribute.isNumeric() && classAttribute.numValues() != 2) {
            return null;
        }
        JMenuItem item = new JMenuItem(title);
        item.addActionListener(event -> open(item));
        return item;
    }

    private void open(JMenuItem item) {
        SelectedResult result = SelectedResult.of(item);
        try {
            Optional<String> problem = Libraries.problem();
            if (problem.isPresent()) {
                throw new ChartException(problem.get());
            }
            show(result);
        } catch (ChartException e) {
            say(result, String.valueOf(e.getMessage()));
        }
    }

    /** Shows a sentence above the window of the result list. */
    final void say(SelectedResult result, String sentence) {
        JOptionPane.showMessageDialog(
                result.window().orElse(null), Lines.wrapped(sentence), title, JOptionPane.INFORMATION_MESSAGE);
    }

    @Override
    public final String getMinVersion() {
        return "3.8.0";
    }

    @Override
    public final String getMaxVersion() {
        return "4.0.0";
    }

    @Override
    public final String getDesignVersion() {
        return "3.8.7";
    }
}
