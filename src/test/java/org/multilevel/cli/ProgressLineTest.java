package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Progress is one line that comes late, is written over, and goes away. */
class ProgressLineTest {
    private static final long MILLISECOND = 1_000_000;

    private final StringWriter text = new StringWriter();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 100 * MILLISECOND);
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private ProgressLine line(boolean shown) {
        return new ProgressLine(new PrintWriter(text), shown, cancelled::get, clock::get);
    }

    private void pass(long milliseconds) {
        clock.addAndGet(milliseconds * MILLISECOND);
    }

    @Test
    void nothingIsShownInTheFirstHalfSecond() {
        try (ProgressLine line = line(true)) {
            pass(499);
            line.report("reading rows", 0.1);
        }
        assertEquals("", text.toString());
    }

    @Test
    void lineIsWrittenOverAndErased() {
        try (ProgressLine line = line(true)) {
            pass(500);
            line.report("reading rows", 0.437);
            pass(100);
            line.report("finishing", Double.NaN);
        }
        assertEquals("\rreading rows 43 %\rfinishing        \r         \r", text.toString());
    }

    @Test
    void reportsInQuickSuccessionAreSkipped() {
        try (ProgressLine line = line(true)) {
            pass(500);
            line.report("a", Double.NaN);
            pass(99);
            line.report("b", Double.NaN);
        }
        assertFalse(text.toString().contains("b"));
    }

    @Test
    void reportAfterTheEndIsIgnored() {
        ProgressLine line = line(true);
        line.close();
        pass(1000);
        line.report("late", 1);
        assertEquals("", text.toString());
    }

    @Test
    void nothingIsShownWhereNobodyWatches() {
        try (ProgressLine line = line(false)) {
            pass(1000);
            line.report("reading rows", 0.5);
        }
        assertEquals("", text.toString());
    }

    @Test
    void workStopsWhenItHasBecomePointless() {
        try (ProgressLine line = line(false)) {
            assertFalse(line.isCancelled());
            cancelled.set(true);
            assertTrue(line.isCancelled());
        }
    }
}
