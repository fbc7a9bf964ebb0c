package org.multilevel.data.csv;

import java.io.IOException;
import java.io.Reader;

/** Makes one blank of every run of blanks and tabs between values, and none of those at the ends of a line. */
final class BlankReader extends Reader {
    private static final int CAPACITY = 1 << 14;

    private final Reader in;
    private final char quote;
    private final char[] source = new char[CAPACITY];
    /** One character of input makes up to two. */
    private final char[] text = new char[2 * CAPACITY];

    private int next;
    private int end;
    private boolean quoted;
    /** Whether blanks were read that count only if a value follows on the same line. */
    private boolean pending;

    private boolean atLineStart = true;

    /**
     * Creates the reader.
     *
     * @param in where the text comes from; closed with this reader
     * @param quote between two of these blanks are kept
     */
    BlankReader(Reader in, char quote) {
        this.in = in;
        this.quote = quote;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (next == end) {
            int read = in.read(source, 0, CAPACITY);
            if (read < 0) {
                return -1;
            }
            next = 0;
            end = 0;
            for (int i = 0; i < read; i++) {
                take(source[i]);
            }
        }
        int count = Math.min(length, end - next);
        System.arraycopy(text, next, target, offset, count);
        next += count;
        return count;
    }

    private void take(char c) {
        boolean lineEnd = c == '\n' || c == '\r';
        if (!quoted && (c == ' ' || c == '\t')) {
            pending = !atLineStart;
            return;
        }
        if (pending && !lineEnd) {
            text[end++] = ' ';
        }
        pending = false;
        if (c == quote) {
            quoted = !quoted;
        }
        atLineStart = lineEnd && !quoted;
        text[end++] = c;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
