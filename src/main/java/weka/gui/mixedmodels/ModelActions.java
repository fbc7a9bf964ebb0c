package weka.gui.mixedmodels;

import java.awt.Component;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.swing.JFileChooser;
import javax.swing.SwingWorker;
import javax.swing.filechooser.FileNameExtensionFilter;
import org.multilevel.data.Progress;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.result.ComparisonSummary;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import weka.core.Instances;
import weka.core.SerializationHelper;
import weka.core.converters.AbstractFileLoader;
import weka.core.converters.ConverterUtils;
import weka.gui.explorer.ExplorerDefaults;

/** What can be done with fitted models in the tab; each asks for a file where it needs one, and says in a sentence what went wrong. */
final class ModelActions {
    private final Component window;
    private final Consumer<String> say;
    /** Where the last file was, at first where the Explorer looks for data. */
    private File directory = new File(ExplorerDefaults.getInitialDirectory());

    /**
     * Creates the actions.
     *
     * @param window that dialogs belong to
     * @param say shows a sentence
     */
    ModelActions(Component window, Consumer<String> say) {
        this.window = window;
        this.say = say;
    }

    /**
     * What a comparison shows.
     *
     * @param text to read
     * @param table the same as a table
     */
    record Compared(String text, ResultTable table) {}

    /** Compares models beside the thread that paints, since some may have to be fitted again. */
    void compare(List<FittedModels.Fitted> chosen, Consumer<Compared> show) {
        if (chosen.size() < 2) {
            say.accept("A comparison needs two models or more: choose them in the list with Ctrl.");
            return;
        }
        inBackground(
                () -> {
                    ModelComparison comparison = FittedModels.comparison(chosen, Progress.NONE);
                    return new Compared(
                            ComparisonSummary.of(comparison).text(), ResultTables.modelComparison(comparison));
                },
                show);
    }

    /** Describes data beside the thread that paints, since there may be many rows. */
    void describe(Instances data, List<String> groups, Consumer<DescribedData> show) {
        inBackground(() -> DescribedData.of(data, groups), show);
    }

    /** Asks for a file of data and predicts them. */
    void predict(FittedModels.Fitted fitted, Consumer<Instances> show) {
        JFileChooser chooser = new JFileChooser(directory);
        chooser.setDialogTitle("Predict a file");
        if (chooser.showOpenDialog(window) == JFileChooser.APPROVE_OPTION) {
            directory = chooser.getCurrentDirectory();
            File file = chooser.getSelectedFile();
            inBackground(() -> predicted(fitted, file), show);
        }
    }

    /** Returns the data of a file with the predictions. */
    static Instances predicted(FittedModels.Fitted fitted, File file) throws Exception {
        AbstractFileLoader loader = ConverterUtils.getLoaderForFile(file);
        if (loader == null) {
            throw new IllegalArgumentException(
                    "Weka cannot read \"" + file.getName() + "\": choose a CSV or ARFF file.");
        }
        loader.setFile(file);
        return PredictedInstances.of(
                fitted.classifier(), fitted.model().response(), fitted.labels(), loader.getDataSet());
    }

    /** Asks for a file and saves the trained classifier, as the Explorer does, with the header of its data. */
    void save(FittedModels.Fitted fitted) {
        JFileChooser chooser = new JFileChooser(directory);
        chooser.setDialogTitle("Save the model");
        chooser.setFileFilter(new FileNameExtensionFilter("Model object files (*.model)", "model"));
        if (chooser.showSaveDialog(window) == JFileChooser.APPROVE_OPTION) {
            directory = chooser.getCurrentDirectory();
            File chosen = chooser.getSelectedFile();
            File file = chosen.getName().endsWith(".model") ? chosen : new File(chosen.getPath() + ".model");
            inBackground(
                    () -> {
                        save(fitted, file);
                        return file;
                    },
                    saved -> say.accept("Saved as " + saved.getName() + "."));
        }
    }

    /** Saves the trained classifier and the header of its data. */
    static void save(FittedModels.Fitted fitted, File file) throws Exception {
        SerializationHelper.writeAll(
                file.getPath(), new Object[] {fitted.classifier(), new Instances(fitted.data(), 0)});
    }

    /**
     * Something that may fail.
     *
     * @param <T> what it gives
     */
    private interface Work<T> {
        T run() throws Exception;
    }

    private <T> void inBackground(Work<T> work, Consumer<T> show) {
        new SwingWorker<T, Void>() {
            @Override
            protected T doInBackground() throws Exception {
                return work.run();
            }

            @Override
            protected void done() {
                try {
                    show.accept(get());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (ExecutionException | CancellationException e) {
                    Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
                    say.accept(Optional.ofNullable(cause.getMessage()).orElse(cause.toString()));
                }
            }
        }.execute();
    }
}
