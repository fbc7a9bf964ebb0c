package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens where nobody reads the output any more, or it cannot be written. */
class TerminalTest {
    private static final String SLEEP = Shell.data("sleepstudy");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Takes so many bytes, then fails. */
    private static final class Failing extends OutputStream {
        private final String message;
        private int left;
        private int attempts;

        Failing(int left, String message) {
            this.left = left;
            this.message = message;
        }

        @Override
        public void write(int value) throws IOException {
            if (--left < 0) {
                attempts++;
                throw new IOException(message);
            }
        }
    }

    private String model() {
        String model = folder.resolve("model.json").toString();
        Shell.succeed("fit", SLEEP, "Reaction ~ Days + (1 | Subject)", "--save", model);
        return model;
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void readerThatWentAwayEndsASummaryQuietly() {
        assertEquals(0, Main.run(new Failing(10, "Broken pipe"), err, "fit", SLEEP, "Reaction ~ Days"));
        assertEquals("", errors());
    }

    @Test
    void readerThatWentAwayEndsPredictionsQuietly() {
        Failing out = new Failing(10, "Broken pipe");
        assertEquals(0, Main.run(out, err, "predict", model(), SLEEP));
        assertEquals("", errors());
        assertEquals(1, out.attempts);
    }

    @Test
    void fullDiskIsReportedOnce() {
        assertEquals(1, Main.run(new Failing(10, "No space left on device"), err, "predict", model(), SLEEP));
        assertEquals(
                "The output cannot be written (No space left on device): check the disk, or send it elsewhere.\n",
                errors());
    }

    @Test
    void helpIsQuietWithoutAReaderToo() {
        assertEquals(0, Main.run(new Failing(0, "Broken pipe"), err, "--help"));
        assertEquals("", errors());
    }

    @Test
    void watcherSeesProgressOnlyOnTheErrorStream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(out, err, true);
        try (ProgressLine line = terminal.progress(true)) {
            line.report("reading rows", 0.1);
            assertTrue(!line.isCancelled());
        }
        assertEquals(0, out.size());
    }
}
