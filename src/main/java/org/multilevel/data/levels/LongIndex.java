package org.multilevel.data.levels;

import java.util.Arrays;

/** A map from long keys to non-negative ints by open addressing: nothing is boxed, and a lookup allocates nothing. */
public final class LongIndex {
    /** Returned for a key that the map does not hold. */
    public static final int ABSENT = -1;

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** For each slot the key, then the value: side by side, so that a lookup touches one line of the cache. */
    private long[] slots;

    private int shift;
    private int size;

    /** Creates an empty map with room for so many keys before it first grows. */
    public LongIndex(int expected) {
        int bits = Math.max(4, Integer.SIZE + 1 - Integer.numberOfLeadingZeros(expected));
        slots = emptySlots(bits);
        shift = Long.SIZE - bits;
    }

    /** Returns the key that stands for a number: equal numbers, such as 0 and -0, have equal keys. */
    public static long key(double number) {
        return Double.doubleToLongBits(number + 0.0);
    }

    /** Returns the key that stands for an ordered pair of non-negative ints. */
    public static long key(int first, int second) {
        return ((long) first << 32) | second;
    }

    /** Returns the first of the pair that a key stands for. */
    public static int first(long pair) {
        return (int) (pair >>> 32);
    }

    /** Returns the second of the pair that a key stands for. */
    public static int second(long pair) {
        return (int) pair;
    }

    /** Returns the value of a key, or {@link #ABSENT}. */
    int find(long key) {
        int mask = slots.length - 1;
        int slot = firstSlot(key);
        while (slots[slot + 1] != ABSENT) {
            if (slots[slot] == key) {
                return (int) slots[slot + 1];
            }
            slot = (slot + 2) & mask;
        }
        return ABSENT;
    }

    /** Adds a key that the map does not hold yet. */
    void put(long key, int value) {
        if (4 * (size + 1) > slots.length) {
            grow();
        }
        insert(key, value);
        size++;
    }

    private int firstSlot(long key) {
        return (int) ((key * GOLDEN_RATIO) >>> shift) << 1;
    }

    private void insert(long key, long value) {
        int mask = slots.length - 1;
        int slot = firstSlot(key);
        while (slots[slot + 1] != ABSENT) {
            slot = (slot + 2) & mask;
        }
        slots[slot] = key;
        slots[slot + 1] = value;
    }

    private void grow() {
        long[] old = slots;
        slots = emptySlots(Long.SIZE + 1 - shift);
        shift--;
        for (int slot = 0; slot < old.length; slot += 2) {
            if (old[slot + 1] != ABSENT) {
                insert(old[slot], old[slot + 1]);
            }
        }
    }

    private static long[] emptySlots(int bits) {
        long[] slots = new long[2 << bits];
        Arrays.fill(slots, ABSENT);
        return slots;
    }
}
