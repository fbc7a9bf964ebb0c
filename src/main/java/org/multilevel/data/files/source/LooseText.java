package org.multilevel.data.files.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text from bytes whose encoding a file does not say: UTF-8 where it can be, else Windows-1252, which can be anything. */
public final class LooseText {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private LooseText() {}

    /** Returns the text. */
    public static String of(byte[] bytes, int offset, int length) {
        for (int k = offset; k < offset + length; k++) {
            if (bytes[k] < 0) {
                return beyondAscii(bytes, offset, length);
            }
        }
        return new String(bytes, offset, length, StandardCharsets.US_ASCII);
    }

    private static String beyondAscii(byte[] bytes, int offset, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, offset, length, WINDOWS);
        }
    }

    /** Returns how many bytes stand before the first zero. */
    public static int untilZero(byte[] bytes, int offset, int length) {
        int n = 0;
        while (n < length && bytes[offset + n] != 0) {
            n++;
        }
        return n;
    }

    /** Returns how many bytes there are without blanks and zeros at the end. */
    public static int trimmed(byte[] bytes, int offset, int length) {
        int n = length;
        while (n > 0 && (bytes[offset + n - 1] == ' ' || bytes[offset + n - 1] == 0)) {
            n--;
        }
        return n;
    }
}
