package org.multilevel.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.multilevel.error.FileReason;

/**
 * An output that remembers its first failure instead of throwing it, and is flushed where it would be closed.
 *
 * <p>So a reader that went away, as {@code head} does, is no problem to report, and a full disk is reported once.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream target;
    private volatile @Nullable IOException failure;

    StandardOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (!hasFailed()) {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    @Override
    public void flush() {
        if (!hasFailed()) {
            try {
                target.flush();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    @Override
    public void close() {
        flush();
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** Returns why it failed, or an empty text if it did not, or if the reader of a pipe went away. */
    String problem() {
        IOException e = failure;
        if (e == null) {
            return "";
        }
        String reason = FileReason.of(e);
        return reason.toLowerCase(Locale.ROOT).contains("pipe") ? "" : reason;
    }
}
