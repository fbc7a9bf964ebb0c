package org.knime.core.node;

/** Remembers the last progress and message; a stand-in with the signatures of KNIME's. */
public class DefaultNodeProgressMonitor implements NodeProgressMonitor {
    private volatile Double progress;
    private volatile String message;
    private volatile boolean cancelled;

    public DefaultNodeProgressMonitor() {}

    @Override
    public void checkCanceled() throws CanceledExecutionException {
        if (cancelled) {
            throw new CanceledExecutionException();
        }
    }

    @Override
    public synchronized void setProgress(double progress) {
        setProgress(progress, message);
    }

    @Override
    public synchronized Double getProgress() {
        return progress;
    }

    @Override
    public synchronized void setProgress(double progress, String message) {
        this.progress = Math.min(1, Math.max(0, progress));
        this.message = message;
    }

    @Override
    public synchronized void setMessage(String message) {
        this.message = message;
    }

    @Override
    public synchronized void setProgress(String message) {
        setMessage(message);
    }

    @Override
    public synchronized String getMessage() {
        return message;
    }

    @Override
    public void setExecuteCanceled() {
        cancelled = true;
    }

    @Override
    public synchronized void reset() {
        progress = null;
        message = null;
        cancelled = false;
    }
}
