package org.multilevel.chart.browser;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.SwingWorker;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.drawing.Theme;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.MultilevelException;

/** Draws a chart beside the thread that paints the window, and can be stopped. */
final class ChartWorker extends SwingWorker<Chart, Void> implements Progress {
    private final PictureRequest request;
    private final Theme theme;
    private final Pictures pictures;
    private final Supplier<Table> rows;
    private final Consumer<Chart> drawn;
    private final Consumer<String> failed;

    /**
     * Creates the worker; both consumers are called by the thread that paints, and neither after it was stopped.
     *
     * @param drawn gets the chart
     * @param failed gets one sentence if there is none
     */
    ChartWorker(
            PictureRequest request,
            Theme theme,
            Pictures pictures,
            Supplier<Table> rows,
            Consumer<Chart> drawn,
            Consumer<String> failed) {
        this.request = request;
        this.theme = theme;
        this.pictures = pictures;
        this.rows = rows;
        this.drawn = drawn;
        this.failed = failed;
    }

    @Override
    protected Chart doInBackground() {
        return Chart.of(pictures.describe(request, rows, this), theme);
    }

    @Override
    protected void done() {
        if (isCancelled()) {
            return;
        }
        try {
            drawn.accept(get());
        } catch (ExecutionException e) {
            failed.accept(sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sentence(ExecutionException problem) {
        Throwable cause = problem.getCause();
        if (cause instanceof MultilevelException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof CancellationException) {
            return "The chart was stopped before it was drawn: choose it again.";
        }
        if (cause instanceof OutOfMemoryError) {
            return "There is too little memory for this chart: start Java with more, for example with -Xmx4g.";
        }
        return "The chart cannot be drawn, for a reason that is an error of the program: " + cause + ".";
    }

    @Override
    public void report(String activity, double fraction) {
        setProgress(Double.isNaN(fraction) ? 0 : (int) (100 * Math.max(0, Math.min(1, fraction))));
    }
}
