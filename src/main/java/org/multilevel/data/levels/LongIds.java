package org.multilevel.data.levels;

import java.util.Arrays;

/** Gives long keys the ids 0, 1, 2, ... in the order in which they are first met. */
public final class LongIds {
    private final LongIndex index;
    private long[] keys;
    private int size;

    /** Creates an empty set with room for so many keys before it first grows. */
    public LongIds(int expected) {
        index = new LongIndex(expected);
        keys = new long[Math.max(16, expected)];
    }

    /** Returns the id of a key, which it gets now if it is new. */
    public int add(long key) {
        int known = index.find(key);
        if (known != LongIndex.ABSENT) {
            return known;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size] = key;
        index.put(key, size);
        return size++;
    }

    /** Returns the id of a key, or {@link LongIndex#ABSENT}. */
    public int find(long key) {
        return index.find(key);
    }

    /** Returns the key of an id. */
    public long key(int id) {
        return keys[id];
    }

    public int size() {
        return size;
    }
}
