package org.multilevel.data.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Tells from the first bytes of a file which characters they mean. */
final class EncodingGuess {
    /** What Windows wrote before it knew UTF-8; Java has it, though its specification does not promise it. */
    private static final String WINDOWS = "windows-1252";

    private static final double ALMOST_ALL = 0.9;
    private static final int FEWEST_PAIRS = 4;

    private final byte[] bytes;
    private int multibyte;
    private int invalid;

    private EncodingGuess(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns the encoding: UTF-16 where a mark or the zeros of ASCII letters say so, Windows-1252 where a byte is no UTF-8 and
     * none beyond ASCII is, else UTF-8.
     */
    static Charset of(byte[] bytes) {
        return new EncodingGuess(bytes).charset();
    }

    private Charset charset() {
        if (bytes.length >= 2) {
            int mark = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
            if (mark == 0xFEFF || isZeroAt(0)) {
                return StandardCharsets.UTF_16BE;
            }
            if (mark == 0xFFFE || isZeroAt(1)) {
                return StandardCharsets.UTF_16LE;
            }
        }
        checkUtf8();
        return invalid > 0 && multibyte == 0 && Charset.isSupported(WINDOWS)
                ? Charset.forName(WINDOWS)
                : StandardCharsets.UTF_8;
    }

    /** Returns whether nearly every second byte is zero, beginning with the first or second, and no other is. */
    private boolean isZeroAt(int first) {
        int zeros = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                if (i % 2 != first) {
                    return false;
                }
                zeros++;
            }
        }
        int pairs = bytes.length / 2;
        return pairs >= FEWEST_PAIRS && zeros > ALMOST_ALL * pairs;
    }

    /** Counts sequences beyond ASCII; one that the end of the bytes cuts off says nothing. */
    private void checkUtf8() {
        int i = 0;
        while (i < bytes.length) {
            int length = length(bytes[i] & 0xFF);
            if (length == 0) {
                invalid++;
                i++;
                continue;
            }
            int k = 1;
            while (k < length && i + k < bytes.length && (bytes[i + k] & 0xC0) == 0x80) {
                k++;
            }
            if (k == length) {
                multibyte += length > 1 ? 1 : 0;
            } else if (i + k < bytes.length) {
                invalid++;
            }
            i += k;
        }
    }

    /** Returns how many bytes a character has that begins with this one, 0 if none does. */
    private static int length(int first) {
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        if (first < 0xE0) {
            return 2;
        }
        return first < 0xF0 ? 3 : 4;
    }
}
