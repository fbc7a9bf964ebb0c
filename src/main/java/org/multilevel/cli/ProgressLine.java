package org.multilevel.cli;

import java.io.Closeable;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.multilevel.data.Progress;

/** Shows what a long command is doing in one line that is written over, and erased at the end. */
final class ProgressLine implements Progress, Closeable {
    private static final long NANOS_BEFORE_FIRST = 500_000_000L;
    private static final long NANOS_BETWEEN = 100_000_000L;

    private final PrintWriter err;
    private final boolean shown;
    private final BooleanSupplier cancelled;
    private final LongSupplier clock;
    private long next;
    private int width;
    private boolean closed;

    /**
     * Starts the line, which stays empty for half a second.
     *
     * @param err where it is written
     * @param shown whether anything is written
     * @param cancelled whether the work has become pointless
     * @param clock nanoseconds
     */
    ProgressLine(PrintWriter err, boolean shown, BooleanSupplier cancelled, LongSupplier clock) {
        this.err = err;
        this.shown = shown;
        this.cancelled = cancelled;
        this.clock = clock;
        this.next = clock.getAsLong() + NANOS_BEFORE_FIRST;
    }

    @Override
    public synchronized void report(String activity, double fraction) {
        if (!shown || closed || clock.getAsLong() - next < 0) {
            return;
        }
        next = clock.getAsLong() + NANOS_BETWEEN;
        String text = Double.isNaN(fraction) ? activity : activity + " " + (int) (100 * fraction) + " %";
        err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        err.flush();
        width = text.length();
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
        }
    }
}
