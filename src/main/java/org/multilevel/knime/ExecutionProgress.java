package org.multilevel.knime;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.multilevel.data.Progress;

/** Shows the core's progress on a node, and tells the core when the user has asked to stop. */
public final class ExecutionProgress implements Progress {
    private final ExecutionMonitor monitor;
    private final boolean manyPasses;
    private double done;

    /** Creates the progress of a node, or of that part of its work for which there is a sub-monitor. */
    public ExecutionProgress(ExecutionMonitor monitor) {
        this(monitor, false);
    }

    private ExecutionProgress(ExecutionMonitor monitor, boolean manyPasses) {
        this.monitor = monitor;
        this.manyPasses = manyPasses;
    }

    /** Returns the progress of work that reads a table nobody knows how often: each pass takes half of what is left of the bar. */
    public static ExecutionProgress ofPasses(ExecutionMonitor monitor) {
        return new ExecutionProgress(monitor, true);
    }

    @Override
    public synchronized void report(String activity, double fraction) {
        if (Double.isNaN(fraction)) {
            monitor.setMessage(activity);
        } else {
            monitor.setProgress(overall(Math.max(0, Math.min(1, fraction))), activity);
        }
    }

    private double overall(double fraction) {
        if (!manyPasses) {
            return fraction;
        }
        double overall = done + (1 - done) / 2 * fraction;
        if (fraction >= 1) {
            done = overall;
        }
        return overall;
    }

    @Override
    public boolean isCancelled() {
        try {
            monitor.checkCanceled();
            return false;
        } catch (CanceledExecutionException cancelled) {
            return true;
        }
    }
}
