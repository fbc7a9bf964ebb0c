package weka.gui.mixedmodels;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.swing.SwingWorker;
import org.multilevel.data.Progress;
import weka.classifiers.functions.GroupedModelOptions;
import weka.core.Instances;

/** Fits a model beside the thread that paints, tells how it goes, and can be stopped. */
final class FitWorker extends SwingWorker<GroupedModelOptions, String> {
    private final GroupedModelOptions classifier;
    private final Instances data;
    private final Hearer hearer;

    /**
     * Who hears of it, all in the thread that paints.
     *
     * @param progress of what is being done
     * @param done of the trained classifier
     * @param failed of the sentence that says why there is none
     */
    record Hearer(Consumer<String> progress, Consumer<GroupedModelOptions> done, Consumer<String> failed) {}

    FitWorker(GroupedModelOptions classifier, Instances data, Hearer hearer) {
        this.classifier = classifier;
        this.data = data;
        this.hearer = hearer;
    }

    @Override
    protected GroupedModelOptions doInBackground() throws Exception {
        classifier.buildClassifier(data, new Progress() {
            @Override
            public void report(String activity, double fraction) {
                publish(Double.isNaN(fraction) ? activity : activity + " " + Math.round(100 * fraction) + "%");
            }

            @Override
            public boolean isCancelled() {
                return FitWorker.this.isCancelled();
            }
        });
        return classifier;
    }

    @Override
    protected void process(List<String> activities) {
        hearer.progress().accept(activities.get(activities.size() - 1));
    }

    @Override
    protected void done() {
        try {
            hearer.done().accept(get());
        } catch (CancellationException e) {
            hearer.failed().accept("The fit was stopped.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            hearer.failed().accept(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
    }
}
