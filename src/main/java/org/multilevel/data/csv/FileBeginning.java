package org.multilevel.data.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first bytes of a file, by which it is told what it holds. */
public final class FileBeginning {
    private static final int LENGTH = 4096;

    private final Path file;
    private final byte[] bytes;

    private FileBeginning(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Reads the beginning of a file; what is no file or may not be read has none. */
    public static FileBeginning of(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return new FileBeginning(file, new byte[0]);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new FileBeginning(file, in.readNBytes(LENGTH));
        }
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns whether the content is packed by gzip (RFC 1952). */
    public boolean isPacked() {
        return bytes.length >= 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    /** Returns whether the name says that it is packed. */
    public boolean isNamedPacked() {
        return isNamedPacked(file);
    }

    /** Returns whether a file's name says that it is packed by gzip. */
    static boolean isNamedPacked(Path file) {
        return file.toString().endsWith(".gz");
    }

    /** Returns whether it is text in spite of a name that says it is packed; without text, it is a packed file that is damaged. */
    public boolean isPlainInSpiteOfItsName() {
        return isNamedPacked() && !isPacked() && bytes.length > 0 && controls() == 0;
    }

    /** Returns how many bytes are control characters that no text has. */
    public long controls() {
        long count = 0;
        for (byte one : bytes) {
            if (one >= 0 && isControl(one)) {
                count++;
            }
        }
        return count;
    }

    /** Returns whether a character controls something that is not the place of others in a text. */
    public static boolean isControl(int c) {
        return c < ' ' && "\t\n\r\f".indexOf(c) < 0;
    }
}
