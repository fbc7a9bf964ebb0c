package org.knime.core.node;

/** Passes a part's progress on as a share of the whole. Only the stand-in has it. */
final class SubProgressMonitor implements NodeProgressMonitor {
    private final NodeProgressMonitor parent;
    private final double share;
    private final boolean silent;
    private double progress;
    private String message;

    SubProgressMonitor(NodeProgressMonitor parent, double share, boolean silent) {
        this.parent = parent;
        this.share = share;
        this.silent = silent;
    }

    @Override
    public void checkCanceled() throws CanceledExecutionException {
        parent.checkCanceled();
    }

    @Override
    public void setProgress(double progress) {
        advance(progress);
    }

    /** Parts add up: the whole grows by what this part has grown. */
    private void advance(double newProgress) {
        double growth = Math.min(1, Math.max(0, newProgress)) - progress;
        if (growth > 0) {
            progress += growth;
            Double whole = parent.getProgress();
            parent.setProgress((whole == null ? 0 : whole) + growth * share);
        }
    }

    @Override
    public Double getProgress() {
        return progress;
    }

    @Override
    public void setProgress(double progress, String message) {
        advance(progress);
        setMessage(message);
    }

    @Override
    public void setMessage(String message) {
        this.message = message;
        if (!silent) {
            parent.setMessage(message);
        }
    }

    @Override
    public void setProgress(String message) {
        setMessage(message);
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public void setExecuteCanceled() {
        parent.setExecuteCanceled();
    }

    @Override
    public void reset() {
        progress = 0;
        message = null;
    }
}
