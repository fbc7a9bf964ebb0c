package org.multilevel.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.multilevel.error.DataException;

/**
 * Reads UTF-8 and gives all characters before a byte that is not UTF-8 before it complains about that byte.
 *
 * <p>{@link java.io.InputStreamReader} drops those characters, and with them the knowledge in which row the byte
 * stands. This reader also skips a byte order mark, and refuses files that are not text.
 */
final class Utf8Reader extends Reader {
    private static final int CAPACITY = 1 << 16;
    private static final int BYTE_ORDER_MARK_LENGTH = 3;

    private final InputStream in;
    private final String name;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY).flip();
    private boolean started;
    private boolean atEnd;

    /**
     * Creates the reader.
     *
     * @param in where the bytes come from; closed with the reader
     * @param name what a sentence calls it
     */
    Utf8Reader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        CharBuffer out = CharBuffer.wrap(target, offset, length);
        while (true) {
            CoderResult result = decoder.decode(bytes, out, atEnd);
            int count = out.position() - offset;
            if (count > 0 || result.isOverflow()) {
                return count;
            }
            if (result.isError()) {
                result.throwException();
            }
            if (atEnd) {
                return -1;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
        atEnd = bytes.remaining() > read;
        bytes.position(bytes.position() + read).flip();
        if (!started) {
            started = true;
            checkText();
        }
    }

    private void checkText() {
        int size = bytes.remaining();
        if (size >= 2 && (isPair(0xFE, 0xFF) || isPair(0xFF, 0xFE))) {
            throw new DataException(name + " is in UTF-16: save it as UTF-8.");
        }
        for (int i = 0; i < size; i++) {
            if (bytes.get(i) == 0) {
                throw new DataException(
                        name + " is not a text file (it holds a zero byte): save the table as CSV in UTF-8.");
            }
        }
        if (size >= BYTE_ORDER_MARK_LENGTH && isPair(0xEF, 0xBB) && bytes.get(2) == (byte) 0xBF) {
            bytes.position(BYTE_ORDER_MARK_LENGTH);
        }
    }

    private boolean isPair(int first, int second) {
        return bytes.get(0) == (byte) first && bytes.get(1) == (byte) second;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
