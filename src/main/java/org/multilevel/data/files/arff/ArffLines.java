package org.multilevel.data.files.arff;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.multilevel.data.files.source.Damage;
import org.multilevel.data.files.source.LooseText;

/** The lines of a file but for empty ones and comments, in whichever encoding each of them is. */
final class ArffLines implements Closeable {
    /** No line of a table is longer. */
    private static final int LONGEST = 1 << 26;

    private final Path file;
    private final InputStream in;
    private final long size;
    private long read;
    private long number;

    private ArffLines(Path file, InputStream in, long size) {
        this.file = file;
        this.in = in;
        this.size = size;
    }

    static ArffLines open(Path file) throws IOException {
        return new ArffLines(file, new BufferedInputStream(Files.newInputStream(file), 1 << 16), Files.size(file));
    }

    /** Returns the number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    double fraction() {
        return size == 0 ? 1 : (double) read / size;
    }

    /** Returns the next line without blanks at its ends; an empty text behind the last. */
    String next() throws IOException {
        while (true) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int c = in.read();
            boolean end = c < 0;
            while (c >= 0 && c != '\n') {
                bytes.write(c);
                if (bytes.size() > LONGEST) {
                    throw Damage.of(file, "line " + (number + 1) + " is too long for one of a table");
                }
                c = in.read();
            }
            read += bytes.size() + 1;
            number++;
            byte[] line = bytes.toByteArray();
            String text = LooseText.of(line, 0, line.length).strip();
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            if (end || (!plain.isEmpty() && !plain.startsWith("%"))) {
                return plain;
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
