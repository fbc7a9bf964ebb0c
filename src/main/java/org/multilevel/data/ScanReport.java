package org.multilevel.data;

/** Tells a {@link Progress} about a scan: asks at every batch whether to go on, but reports only now and then. */
public final class ScanReport {
    private static final String ACTIVITY = "reading rows";
    /** Often enough for an eye, seldom enough for a listener that repaints a window. */
    private static final long NANOS_BETWEEN = 50_000_000L;

    private final Progress progress;
    private long lastReport = System.nanoTime();

    /** Creates the report for somebody who listens. */
    public ScanReport(Progress progress) {
        this.progress = progress;
    }

    /** Says that a batch comes next and which part of the table (NaN if unknown) is behind it. */
    public void batch(double fraction) {
        progress.checkCancelled();
        long now = System.nanoTime();
        if (now - lastReport >= NANOS_BETWEEN) {
            lastReport = now;
            progress.report(ACTIVITY, fraction);
        }
    }

    /** Says that all rows have been read. */
    public void end() {
        progress.report(ACTIVITY, 1);
    }
}
