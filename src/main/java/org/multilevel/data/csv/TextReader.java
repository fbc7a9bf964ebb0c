package org.multilevel.data.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.multilevel.error.DataException;

/**
 * Decodes bytes and gives all characters before a byte that does not belong before it complains about that byte.
 *
 * <p>{@link java.io.InputStreamReader} drops those characters, and with them the knowledge in which row the byte
 * stands. This reader also skips a byte order mark, and refuses files that are not text.
 */
final class TextReader extends Reader {
    private static final int CAPACITY = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final String name;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY).flip();
    private boolean started;
    private boolean atEnd;

    /**
     * Creates the reader.
     *
     * @param in where the bytes come from; closed with the reader
     * @param encoding what they mean
     * @param name what a sentence calls it
     */
    TextReader(InputStream in, Charset encoding, String name) {
        this.in = in;
        this.name = name;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = decode(target, offset, length);
        if (!started && count > 0) {
            started = true;
            if (target[offset] == BYTE_ORDER_MARK) {
                if (count == 1) {
                    return read(target, offset, length);
                }
                System.arraycopy(target, offset + 1, target, offset, --count);
            }
        }
        for (int i = offset; i < offset + count; i++) {
            if (target[i] == 0) {
                throw new DataException(
                        name + " is not a text file (it holds a zero byte): save the table as CSV in UTF-8.");
            }
        }
        return count;
    }

    private int decode(char[] target, int offset, int length) throws IOException {
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
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
