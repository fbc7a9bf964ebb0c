package org.multilevel.data.levels;

import java.util.Arrays;

/** A map from numbers to non-negative ints in which small whole numbers, the usual ids, are found without hashing. */
public final class NumberIndex {
    /** Whole numbers from here on are hashed, so that one large id does not make a large table. */
    private static final int FIRST_HASHED = 1 << 20;

    /** By whole number its value plus 1, or 0 where there is none. */
    private int[] direct = {};

    private final LongIndex hashed = new LongIndex(0);

    /** Returns the value of a number, or {@link LongIndex#ABSENT}; 0 and -0 are the same number. */
    public int find(double number) {
        int whole = (int) number;
        if (whole == number && whole >= 0 && whole < direct.length) {
            return direct[whole] - 1;
        }
        return hashed.find(LongIndex.key(number));
    }

    /** Adds a number that the map does not hold yet. */
    public void put(double number, int value) {
        int whole = (int) number;
        if (whole != number || whole < 0 || whole >= FIRST_HASHED) {
            hashed.put(LongIndex.key(number), value);
            return;
        }
        if (whole >= direct.length) {
            direct = Arrays.copyOf(direct, Math.min(FIRST_HASHED, 2 * (whole + 1)));
        }
        direct[whole] = value + 1;
    }
}
