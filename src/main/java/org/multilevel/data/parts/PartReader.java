package org.multilevel.data.parts;

import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.multilevel.error.DataException;

/**
 * Reads what {@link PartWriter} wrote, and refuses what is damaged, cut short, or of another kind or version.
 *
 * <p>Nothing is made larger than the bytes that have arrived, whatever a damaged count says. No byte after the part is read.
 */
public final class PartReader {
    private static final int FIRST_ROOM = 1 << 12;
    /** No kind has a longer name. */
    private static final int LONGEST_KIND = 64;

    private final DataInput in;
    private final String kind;
    private final CRC32 checksum = new CRC32();
    private final byte[] eight = new byte[Long.BYTES];

    /**
     * Begins to read a part.
     *
     * @param kind the kind that is expected
     * @param version the version of that kind that is expected
     * @throws DataException if it is another
     * @throws IOException as {@code in} does, here and in all that follows, but for the end of the bytes
     */
    public PartReader(DataInput in, String kind, int version) throws IOException {
        this.in = in;
        this.kind = kind;
        if (integer() != PartWriter.MAGIC) {
            throw new DataException("These are not written " + kind + ": read what was written as such.");
        }
        String found = text(LONGEST_KIND);
        if (!found.equals(kind)) {
            throw new DataException(
                    "These are written " + found + " where " + kind + " are expected: read what was written as such.");
        }
        int foundVersion = integer();
        if (foundVersion != version) {
            throw new DataException("The written " + kind + " have version " + foundVersion
                    + " of their form, and this release reads version " + version
                    + ": write and read them with the same release.");
        }
    }

    /** Returns the exception for a part that cannot have been written so; {@code what} tells why. */
    public DataException damaged(String what) {
        return new DataException("The written " + kind + " are damaged: " + what + "; write them anew.");
    }

    private void bytes(byte[] target, int n) throws IOException {
        try {
            in.readFully(target, 0, n);
        } catch (EOFException end) {
            throw new DataException("The written " + kind + " are damaged: they end too early; write them anew.", end);
        }
        checksum.update(target, 0, n);
    }

    private long bigEndian(int n) throws IOException {
        bytes(eight, n);
        long value = 0;
        for (int i = 0; i < n; i++) {
            value = (value << Byte.SIZE) | (eight[i] & 0xFF);
        }
        return value;
    }

    public boolean flag() throws IOException {
        int value = (int) bigEndian(1);
        if (value > 1) {
            throw damaged("a flag is " + value);
        }
        return value == 1;
    }

    public int integer() throws IOException {
        return (int) bigEndian(Integer.BYTES);
    }

    public long whole() throws IOException {
        return bigEndian(Long.BYTES);
    }

    public double number() throws IOException {
        return Double.longBitsToDouble(whole());
    }

    /** Reads a number that may not be negative. */
    public int count() throws IOException {
        int count = integer();
        if (count < 0) {
            throw damaged("a count is " + count);
        }
        return count;
    }

    /** Reads a number that may not be negative. */
    public long wholeCount() throws IOException {
        long count = whole();
        if (count < 0) {
            throw damaged("a count is " + count);
        }
        return count;
    }

    /** Reads {@code n} values. */
    public long[] wholes(int n) throws IOException {
        long[] values = new long[Math.min(n, FIRST_ROOM)];
        for (int i = 0; i < n; i++) {
            if (i == values.length) {
                values = Arrays.copyOf(values, room(i, n));
            }
            values[i] = whole();
        }
        return values;
    }

    /** Reads {@code n} values. */
    public double[] numbers(int n) throws IOException {
        double[] values = new double[Math.min(n, FIRST_ROOM)];
        for (int i = 0; i < n; i++) {
            if (i == values.length) {
                values = Arrays.copyOf(values, room(i, n));
            }
            values[i] = number();
        }
        return values;
    }

    /** Reads how many numbers there are, and the numbers. */
    public double[] countedNumbers() throws IOException {
        return numbers(count());
    }

    /** Reads how many integers there are, none of them negative, and the integers. */
    public int[] counts() throws IOException {
        int n = count();
        int[] counts = new int[Math.min(n, FIRST_ROOM)];
        for (int i = 0; i < n; i++) {
            if (i == counts.length) {
                counts = Arrays.copyOf(counts, room(i, n));
            }
            counts[i] = count();
        }
        return counts;
    }

    /** Reads how many arrays of counted numbers there are, and the arrays. */
    public double[][] countedArrays() throws IOException {
        int n = count();
        List<double[]> arrays = new ArrayList<>(Math.min(n, FIRST_ROOM));
        for (int i = 0; i < n; i++) {
            arrays.add(countedNumbers());
        }
        return arrays.toArray(double[][]::new);
    }

    /**
     * Reads the name of a constant.
     *
     * @param constants all of them
     * @param what they are, for the sentence that there is no such
     */
    public <E extends Enum<E>> E constant(E[] constants, String what) throws IOException {
        String name = text();
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw damaged("there is no such " + what);
    }

    /** Fills an array that is known to be of the right size. */
    public void numbers(double[] target) throws IOException {
        for (int i = 0; i < target.length; i++) {
            target[i] = number();
        }
    }

    /** Fills zeros with the blocks of {@code n} values that {@link PartWriter#blocks} wrote. */
    public void blocks(double[] target, int n) throws IOException {
        int count = count();
        int before = -1;
        for (int k = 0; k < count; k++) {
            int block = integer();
            if (block <= before || block >= target.length / n) {
                throw damaged("a block is not one of the design's, or occurs twice");
            }
            before = block;
            for (int i = block * n; i < (block + 1) * n; i++) {
                target[i] = number();
            }
        }
    }

    private static int room(int filled, int wanted) {
        return filled > wanted / 2 ? wanted : 2 * filled;
    }

    public String text() throws IOException {
        return text(Integer.MAX_VALUE);
    }

    private String text(int longest) throws IOException {
        int length = count();
        if (length > longest) {
            throw new DataException("These are not written " + kind + ": read what was written as such.");
        }
        StringBuilder text = new StringBuilder(Math.min(length, FIRST_ROOM));
        for (int left = length; left > 0; ) {
            int first = (int) bigEndian(1);
            int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : 2;
            left -= 1 + more;
            if (left < 0 || (first >= 0x80 && first < 0xC0) || first >= 0xF0) {
                throw damaged("a text is not one");
            }
            int unit = more == 0 ? first : first & (more == 1 ? 0x1F : 0x0F);
            for (int k = 0; k < more; k++) {
                unit = (unit << 6) | ((int) bigEndian(1) & 0x3F);
            }
            text.append((char) unit);
        }
        return text.toString();
    }

    public List<String> texts() throws IOException {
        int n = count();
        List<String> texts = new ArrayList<>(Math.min(n, FIRST_ROOM));
        for (int i = 0; i < n; i++) {
            texts.add(text());
        }
        return texts;
    }

    /**
     * Ends the part.
     *
     * @throws DataException if its checksum is not that of what was read
     */
    public void end() throws IOException {
        int expected = (int) checksum.getValue();
        if (integer() != expected) {
            throw damaged("their checksum does not match");
        }
    }
}
