package org.knime.core.node;

import java.util.function.Supplier;

/** A node's view of its progress: it reports, and asks whether to stop; a stand-in with the signatures of KNIME's. */
public class ExecutionMonitor {
    private final NodeProgressMonitor monitor;

    public ExecutionMonitor() {
        this(new DefaultNodeProgressMonitor());
    }

    public ExecutionMonitor(NodeProgressMonitor progress) {
        monitor = progress;
    }

    public final NodeProgressMonitor getProgressMonitor() {
        return monitor;
    }

    public void checkCanceled() throws CanceledExecutionException {
        monitor.checkCanceled();
    }

    public void setProgress(double progress) {
        monitor.setProgress(progress);
    }

    public void setProgress(double progress, String message) {
        monitor.setProgress(progress, message);
    }

    public void setProgress(double progress, Supplier<String> messageSupplier) {
        monitor.setProgress(progress, messageSupplier);
    }

    public void setMessage(String message) {
        monitor.setMessage(message);
    }

    public void setMessage(Supplier<String> messageSupplier) {
        monitor.setMessage(messageSupplier);
    }

    public void setProgress(String message) {
        monitor.setProgress(message);
    }

    public ExecutionMonitor createSubProgress(double maxProg) {
        return new ExecutionMonitor(new SubProgressMonitor(monitor, maxProg, false));
    }

    public ExecutionMonitor createSilentSubProgress(double maxProg) {
        return new ExecutionMonitor(new SubProgressMonitor(monitor, maxProg, true));
    }
}
