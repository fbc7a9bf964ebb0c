package org.multilevel.data.parts;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.multilevel.error.DataException;

/** The bytes of something in its written form. */
public final class Written {
    private final byte[] bytes;

    private Written(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Writes something. */
    @FunctionalInterface
    public interface Write {
        void to(DataOutput out) throws IOException;
    }

    /** Reads something. */
    @FunctionalInterface
    public interface Read<T> {
        T from(DataInput in) throws IOException;
    }

    public static Written by(Write write) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Written(bytes.toByteArray());
    }

    public <T> T read(Read<T> read) {
        return read(bytes, read);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    private static <T> T read(byte[] bytes, Read<T> read) {
        try {
            return read.from(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that these bytes are refused with one sentence wherever they are cut, and whichever byte is another. */
    public void assertDamageIsFound(Read<?> read) {
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(Arrays.copyOf(bytes, length), read, "cut after " + length + " bytes");
        }
        for (int changed = 0; changed < bytes.length; changed++) {
            for (int bit : new int[] {0, 3, 7}) {
                byte[] damaged = bytes.clone();
                damaged[changed] ^= (byte) (1 << bit);
                assertRefused(damaged, read, "bit " + bit + " of byte " + changed + " is another");
            }
        }
    }

    /** Returns the sentence with which these bytes are refused. */
    public String refusal(Read<?> read) {
        return Objects.requireNonNull(
                assertThrows(DataException.class, () -> read(bytes, read)).getMessage());
    }

    private static void assertRefused(byte[] damaged, Read<?> read, String damage) {
        String sentence = Objects.requireNonNull(assertThrows(DataException.class, () -> read(damaged, read), damage)
                .getMessage());
        assertTrue(sentence.endsWith("."), sentence);
    }
}
