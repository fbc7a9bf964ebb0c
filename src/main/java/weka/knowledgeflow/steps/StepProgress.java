package weka.knowledgeflow.steps;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.multilevel.data.Progress;
import weka.knowledgeflow.StepManager;

/** Shows in the KnowledgeFlow's status what a computation is doing, and stops it where the user stops the flow. */
@NullMarked
final class StepProgress implements Progress {
    private final StepManager manager;
    private final AtomicReference<String> shown = new AtomicReference<>("");

    StepProgress(StepManager manager) {
        this.manager = manager;
    }

    @Override
    public void report(String activity, double fraction) {
        if (!activity.equals(shown.getAndSet(activity))) {
            manager.statusMessage(activity);
        }
    }

    @Override
    public boolean isCancelled() {
        return manager.isStopRequested();
    }
}
