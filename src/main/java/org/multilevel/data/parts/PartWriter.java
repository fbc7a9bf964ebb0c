package org.multilevel.data.parts;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes what was found in a part of a table, so that it can be read elsewhere and added to what the other parts gave.
 *
 * <p>The form: the four bytes {@code MLPT}, the kind as text, the kind's version as an int, what the kind says, and a CRC-32 of all
 * that as an int. Numbers are big-endian; a text is its length in bytes as an int and its UTF-16 units in the 1 to 3 bytes that
 * UTF-8 would give each, so that no text changes; a list begins with its length as an int.
 */
public final class PartWriter {
    static final int MAGIC = 0x4D4C5054;
    private static final int CHUNK = 1 << 13;

    private final DataOutput out;
    private final CRC32 checksum = new CRC32();
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);

    /**
     * Begins a part.
     *
     * @param kind what it is, as a plural for sentences: {@code cross-products}
     * @param version of the form of this kind
     * @throws IOException as {@code out} does, here and in all that follows
     */
    public PartWriter(DataOutput out, String kind, int version) throws IOException {
        this.out = out;
        integer(MAGIC);
        text(kind);
        integer(version);
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() throws IOException {
        checksum.update(buffer.array(), 0, buffer.position());
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    public void flag(boolean value) throws IOException {
        room(1).put((byte) (value ? 1 : 0));
    }

    public void integer(int value) throws IOException {
        room(Integer.BYTES).putInt(value);
    }

    public void whole(long value) throws IOException {
        room(Long.BYTES).putLong(value);
    }

    public void number(double value) throws IOException {
        room(Double.BYTES).putDouble(value);
    }

    /** Writes the first {@code n} values; not their count. */
    public void wholes(long[] values, int n) throws IOException {
        for (int i = 0; i < n; i++) {
            whole(values[i]);
        }
    }

    /** Writes the first {@code n} values; not their count. */
    public void numbers(double[] values, int n) throws IOException {
        for (int i = 0; i < n; i++) {
            number(values[i]);
        }
    }

    /** Writes which of the consecutive blocks of {@code n} values are not all zero, and these: a part of a table has few of all groups. */
    public void blocks(double[] values, int n) throws IOException {
        int count = 0;
        for (int at = 0; at < values.length; at += n) {
            count += isZero(values, at, n) ? 0 : 1;
        }
        integer(count);
        for (int at = 0; at < values.length; at += n) {
            if (!isZero(values, at, n)) {
                integer(at / n);
                for (int i = at; i < at + n; i++) {
                    number(values[i]);
                }
            }
        }
    }

    private static boolean isZero(double[] values, int at, int n) {
        for (int i = at; i < at + n; i++) {
            if (values[i] != 0) {
                return false;
            }
        }
        return true;
    }

    public void text(String text) throws IOException {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length += bytes(text.charAt(i));
        }
        integer(length);
        for (int i = 0; i < text.length(); i++) {
            unit(text.charAt(i));
        }
    }

    private static int bytes(char unit) {
        return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }

    private void unit(char unit) throws IOException {
        ByteBuffer room = room(3);
        switch (bytes(unit)) {
            case 1 -> room.put((byte) unit);
            case 2 -> room.put((byte) (0xC0 | (unit >> 6))).put((byte) (0x80 | (unit & 0x3F)));
            default ->
                room.put((byte) (0xE0 | (unit >> 12)))
                        .put((byte) (0x80 | ((unit >> 6) & 0x3F)))
                        .put((byte) (0x80 | (unit & 0x3F)));
        }
    }

    /** Writes how many numbers there are, then the numbers. */
    public void counted(double[] numbers) throws IOException {
        integer(numbers.length);
        numbers(numbers, numbers.length);
    }

    /** Writes how many integers there are, then the integers. */
    public void counted(int[] integers) throws IOException {
        integer(integers.length);
        for (int value : integers) {
            integer(value);
        }
    }

    /** Writes how many texts there are, then the texts. */
    public void texts(List<String> texts) throws IOException {
        integer(texts.size());
        for (String text : texts) {
            text(text);
        }
    }

    /** Ends the part. */
    public void end() throws IOException {
        flush();
        out.writeInt((int) checksum.getValue());
    }
}
