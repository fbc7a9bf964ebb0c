package org.multilevel.data;

/** Tells a {@link Progress} about a scan: asks at every batch whether to go on, but reports only now and then. */
final class ScanReport {
    private static final String ACTIVITY = "reading rows";
    /** Often enough for an eye, seldom enough for a listener that repaints a window. */
    private static final long NANOS_BETWEEN = 50_000_000L;

    private final Progress progress;
    private long lastReport = System.nanoTime();

    ScanReport(Progress progress) {
        this.progress = progress;
    }

    /** Says that a batch comes next and which part of the table (NaN if unknown) is behind it. */
    void batch(double fraction) {
        progress.checkCancelled();
        long now = System.nanoTime();
        if (now - lastReport >= NANOS_BETWEEN) {
            lastReport = now;
            progress.report(ACTIVITY, fraction);
        }
    }

    /** Says that all rows have been read. */
    void end() {
        progress.report(ACTIVITY, 1);
    }
}
