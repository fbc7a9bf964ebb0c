package weka.gui.visualize.plugins;

import java.awt.Desktop;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.SwingWorker;
import javax.swing.filechooser.FileNameExtensionFilter;
import org.multilevel.chart.picture.DescribedPicture;
import org.multilevel.data.PendingFile;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.error.DataException;
import org.multilevel.error.MultilevelException;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;
import org.multilevel.report.ReportDocument;
import org.multilevel.report.ReportPage;
import org.multilevel.report.ReportPictures;
import org.multilevel.result.ResultTable;

/**
 * The entry <i>Mixed model report</i> under <i>Plugins</i> in the menu of the Explorer's result list: the page that the command line writes
 * and KNIME shows, of the selected result, in a file that the browser opens.
 */
public final class MixedModelReport extends ResultEntry {
    static final String TITLE = "Mixed model report";

    private static final String ENDING = ".html";

    /** Creates the plug-in, as Weka does. */
    public MixedModelReport() {
        super(TITLE);
    }

    @Override
    void show(SelectedResult result) {
        MixedModel model = result.model();
        Supplier<Table> rows = result.rows();
        JFileChooser chooser = new JFileChooser();
        chooser.setDialogTitle("Save the report");
        chooser.setFileFilter(new FileNameExtensionFilter("Page for a browser (*.html)", "html"));
        if (chooser.showSaveDialog(result.window().orElse(null)) != JFileChooser.APPROVE_OPTION) {
            return;
        }
        File file = withEnding(chooser.getSelectedFile());
        if (!file.exists() || mayReplace(result, file)) {
            new Writer(result, model, result.answers(), rows, file).execute();
        }
    }

    private static boolean mayReplace(SelectedResult result, File file) {
        int answer = JOptionPane.showConfirmDialog(
                result.window().orElse(null),
                file.getName() + " exists: replace it?",
                TITLE,
                JOptionPane.OK_CANCEL_OPTION);
        return answer == JOptionPane.OK_OPTION;
    }

    private static File withEnding(File file) {
        return file.getName().toLowerCase(Locale.ROOT).endsWith(ENDING)
                ? file
                : new File(file.getParentFile(), file.getName() + ENDING);
    }

    /**
     * Writes the report.
     *
     * @param answers to what the classifier was asked
     * @param rows gives the table that the model was fitted to
     * @return why the report has no pictures of rows; empty if it has them
     * @throws DataException if the file cannot be written
     */
    static String write(MixedModel model, List<ResultTable> answers, Supplier<Table> rows, Path file) {
        String without = "";
        List<DescribedPicture> pictures = List.of();
        try {
            pictures = ReportPictures.ofRows(model, Inference.standard(), rows, Progress.NONE);
        } catch (ChartException e) {
            without = "The report has no pictures of rows. " + e.getMessage();
        }
        String page =
                ReportPage.html(ReportDocument.of(model).withPictures(pictures).withAnswers(answers));
        try (PendingFile pending = PendingFile.create(file)) {
            try (OutputStream out = pending.out()) {
                out.write(page.getBytes(StandardCharsets.UTF_8));
            }
            pending.commit();
        } catch (IOException e) {
            throw new DataException(
                    "The report cannot be written to " + file + ": choose another place. (" + e.getMessage() + ")", e);
        }
        return without;
    }

    /** Writes beside the thread that paints, then opens the page. */
    private final class Writer extends SwingWorker<String, Void> {
        private final SelectedResult result;
        private final MixedModel model;
        private final List<ResultTable> answers;
        private final Supplier<Table> rows;
        private final File file;

        Writer(SelectedResult result, MixedModel model, List<ResultTable> answers, Supplier<Table> rows, File file) {
            this.result = result;
            this.model = model;
            this.answers = answers;
            this.rows = rows;
            this.file = file;
        }

        @Override
        protected String doInBackground() {
            return write(model, answers, rows, file.toPath());
        }

        @Override
        protected void done() {
            try {
                String without = get();
                if (!isOpened() || !without.isEmpty()) {
                    say(result, ("Wrote the report to " + file + ". " + without).strip());
                }
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                say(
                        result,
                        cause instanceof MultilevelException
                                ? String.valueOf(cause.getMessage())
                                : "The report cannot be made, for a reason that is an error of the program: " + cause
                                        + ".");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Not every desktop lets Java open a page. */
        private boolean isOpened() {
            if (!Desktop.isDesktopSupported() || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
                return false;
            }
            try {
                Desktop.getDesktop().browse(file.toURI());
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
