package org.multilevel.fit.products;

import java.util.Arrays;

/** The blocks Z_f' W Z_g of two grouping factors for the pairs of levels that occur together; blocks q_f x q_g, row-major. */
public final class PairProducts {
    private final int blockSize;
    private long[] table = new long[1 << 10];
    private int[] slot = new int[1 << 10];
    private long[] keys = new long[1 << 9];
    private double[] blocks;
    private int size;

    public PairProducts(int blockSize) {
        this.blockSize = blockSize;
        this.blocks = new double[keys.length * blockSize];
        Arrays.fill(table, -1);
    }

    /** Returns the number of pairs. */
    public int size() {
        return size;
    }

    /** Returns whether the same pairs of levels occur here as there, in the same order. */
    public boolean hasPatternOf(PairProducts other) {
        return size == other.size && Arrays.equals(keys, 0, size, other.keys, 0, size);
    }

    /** Returns the level of the first factor of pair {@code k}. */
    public int first(int k) {
        return (int) (keys[k] >>> 32);
    }

    /** Returns the level of the second factor of pair {@code k}. */
    public int second(int k) {
        return (int) keys[k];
    }

    /** Returns the array that holds all blocks; block k starts at k times the block size. */
    public double[] blocks() {
        return blocks;
    }

    /** Returns where the block of a pair starts, making a zero one if the pair is new. */
    public int offset(int first, int second) {
        long key = ((long) first << 32) | second;
        int mask = table.length - 1;
        int at = hash(key) & mask;
        while (table[at] != key) {
            if (table[at] == -1) {
                return insert(key, at) * blockSize;
            }
            at = (at + 1) & mask;
        }
        return slot[at] * blockSize;
    }

    private int insert(long key, int at) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            blocks = Arrays.copyOf(blocks, Math.multiplyExact(keys.length, blockSize));
        }
        int index = size++;
        keys[index] = key;
        table[at] = key;
        slot[at] = index;
        if (2 * size > table.length) {
            grow();
        }
        return index;
    }

    private void grow() {
        int mask = 2 * table.length - 1;
        table = new long[mask + 1];
        slot = new int[mask + 1];
        Arrays.fill(table, -1);
        for (int k = 0; k < size; k++) {
            int at = hash(keys[k]) & mask;
            while (table[at] != -1) {
                at = (at + 1) & mask;
            }
            table[at] = keys[k];
            slot[at] = k;
        }
    }

    private static int hash(long key) {
        long h = key * 0x9E3779B97F4A7C15L;
        return (int) (h >>> 33);
    }

    /** Adds the blocks of another set of pairs. */
    void merge(PairProducts other) {
        for (int k = 0; k < other.size; k++) {
            int at = offset(other.first(k), other.second(k));
            for (int i = 0; i < blockSize; i++) {
                blocks[at + i] += other.blocks[k * blockSize + i];
            }
        }
    }
}
