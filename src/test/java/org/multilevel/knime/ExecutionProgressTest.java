package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.node.ExecutionMonitor;
import org.multilevel.data.Progress;
import org.multilevel.knime.harness.RecordedProgress;

class ExecutionProgressTest {
    private final RecordedProgress shown = new RecordedProgress();
    private final ExecutionMonitor monitor = new ExecutionMonitor(shown);

    @Test
    void activityAndFractionAreShown() {
        Progress progress = new ExecutionProgress(monitor);
        progress.report("reading rows", 0.25);
        progress.report("fitting: evaluation 7", Double.NaN);
        progress.report("reading rows", 1.5);
        assertEquals(List.of("reading rows", "fitting: evaluation 7", "reading rows"), shown.messages());
        assertEquals(List.of(0.25, 1.0), shown.fractions());
    }

    @Test
    void everyPassTakesHalfOfWhatIsLeftOfTheBar() {
        Progress progress = ExecutionProgress.ofPasses(monitor);
        progress.report("reading rows", 0.5);
        progress.report("reading rows", 1);
        progress.report("reading rows", 0.5);
        progress.report("reading rows", 1);
        assertEquals(List.of(0.25, 0.5, 0.625, 0.75), shown.fractions());
    }

    @Test
    void cancellingTheNodeCancelsTheWork() {
        assertFalse(new ExecutionProgress(monitor).isCancelled());
        shown.setExecuteCanceled();
        assertTrue(new ExecutionProgress(monitor).isCancelled());
    }
}
