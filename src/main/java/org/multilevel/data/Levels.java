package org.multilevel.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The labels of a categorical column by code; grows as labels are met, and a code never changes its label.
 *
 * <p>Made for reading text: a million values that repeat 100,000 labels cost 100,000 entries and no other memory. All
 * labels stand in one array, since a lookup among many labels costs as much as it touches scattered memory. Not safe
 * for use in one thread while another adds labels.
 */
public final class Levels {
    private static final int FIRST_CAPACITY = 16;
    /** 2^32 divided by the golden ratio: spreads labels such as g1, g2, ... whose hashes are neighbours. */
    private static final int SPREAD = 0x9E3779B9;

    /** The labels, one after another. */
    private char[] text = new char[8 * FIRST_CAPACITY];
    /** Where in the text the label of a code starts; the label of the last code ends where the next one will start. */
    private int[] starts = new int[FIRST_CAPACITY + 1];

    private int size;
    /**
     * Open addressing with linear probing, at most half full: the hash of a label in the upper and its code + 1 in
     * the lower half, 0 where free.
     */
    private long[] slots = new long[2 * FIRST_CAPACITY];

    /** Creates an empty set of levels. */
    public Levels() {}

    /** Creates levels with codes 0, 1, ... for the labels in their order; a repeated label keeps its first code. */
    public Levels(List<String> labels) {
        labels.forEach(this::add);
    }

    /** Returns the code of a label, which it gets now if it is new. */
    public int add(String label) {
        return add(label.toCharArray(), 0, label.length());
    }

    /**
     * Returns the code of the label that is written in {@code source}, which it gets now if it is new.
     *
     * @param source where the label stands
     * @param offset its first character
     * @param length how many characters it has
     */
    public int add(char[] source, int offset, int length) {
        int hash = hash(source, offset, length);
        int slot = slot(hash, source, offset, length);
        if (slots[slot] == 0) {
            append(source, offset, length);
            slots[slot] = entry(hash, size);
            size++;
            if (2 * size > slots.length) {
                growSlots();
            }
            return size - 1;
        }
        return code(slot);
    }

    /** Returns the code of a label, or -1 if it is not known. */
    public int code(String label) {
        char[] source = label.toCharArray();
        return code(slot(hash(source, 0, source.length), source, 0, source.length));
    }

    /** Returns the label of a code in [0, size). */
    public String label(int code) {
        if (code < 0 || code >= size) {
            throw new IndexOutOfBoundsException("code " + code + " of " + size + " levels");
        }
        return new String(text, starts[code], starts[code + 1] - starts[code]);
    }

    /** Returns how many labels there are now. */
    public int size() {
        return size;
    }

    /** Returns the labels by code, as they are now. */
    public List<String> labels() {
        return IntStream.range(0, size).mapToObj(this::label).toList();
    }

    private int code(int slot) {
        return (int) slots[slot] - 1;
    }

    private static long entry(int hash, int code) {
        return (long) hash << 32 | (code + 1);
    }

    /** Returns the slot that holds the label, else the free one where it belongs. */
    private int slot(int hash, char[] source, int offset, int length) {
        int slot = home(hash);
        while (slots[slot] != 0) {
            if ((int) (slots[slot] >> 32) == hash) {
                int code = code(slot);
                if (Arrays.equals(text, starts[code], starts[code + 1], source, offset, offset + length)) {
                    return slot;
                }
            }
            slot = next(slot);
        }
        return slot;
    }

    private void append(char[] source, int offset, int length) {
        int start = starts[size];
        if (start + length > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, start + length));
        }
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        System.arraycopy(source, offset, text, start, length);
        starts[size + 1] = start + length;
    }

    private void growSlots() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long entry : old) {
            if (entry != 0) {
                int slot = home((int) (entry >> 32));
                while (slots[slot] != 0) {
                    slot = next(slot);
                }
                slots[slot] = entry;
            }
        }
    }

    private int home(int hash) {
        return (hash * SPREAD) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private static int hash(char[] source, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + source[i];
        }
        return hash;
    }
}
