package org.multilevel.fit.products;

import java.io.IOException;
import java.util.Arrays;
import org.multilevel.data.levels.LongIds;
import org.multilevel.data.levels.LongIndex;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;

/** The blocks Z_f' W Z_g of two grouping factors for the pairs of levels that occur together; blocks q_f x q_g, row-major. */
public final class PairProducts {
    private static final int FIRST_ROOM = 1 << 9;

    private final int blockSize;
    private final LongIds pairs;
    private double[] blocks;

    public PairProducts(int blockSize) {
        this(blockSize, FIRST_ROOM);
    }

    /** @param room for so many pairs at first */
    PairProducts(int blockSize, int room) {
        this(blockSize, new LongIds(room), new double[Math.max(1, room) * blockSize]);
    }

    private PairProducts(int blockSize, LongIds pairs, double[] blocks) {
        this.blockSize = blockSize;
        this.pairs = pairs;
        this.blocks = blocks;
    }

    /** Returns these blocks, to be changed on their own; the pattern is shared and must not grow. */
    PairProducts copy() {
        return new PairProducts(blockSize, pairs, blocks.clone());
    }

    /** Returns zero blocks for the same pairs. */
    PairProducts emptied() {
        return size() == 0 ? this : new PairProducts(blockSize, pairs, new double[Math.max(1, size()) * blockSize]);
    }

    /** Returns the number of pairs. */
    public int size() {
        return pairs.size();
    }

    /** Returns whether the same pairs of levels occur here as there, in the same order. */
    public boolean hasPatternOf(PairProducts other) {
        if (pairs == other.pairs) {
            return true;
        }
        if (size() != other.size()) {
            return false;
        }
        for (int k = 0; k < size(); k++) {
            if (pairs.key(k) != other.pairs.key(k)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the level of the first factor of pair {@code k}. */
    public int first(int k) {
        return LongIndex.first(pairs.key(k));
    }

    /** Returns the level of the second factor of pair {@code k}. */
    public int second(int k) {
        return LongIndex.second(pairs.key(k));
    }

    /** Returns the array that holds all blocks; block k starts at k times the block size. */
    public double[] blocks() {
        return blocks;
    }

    /** Returns where the block of a pair starts, making a zero one if the pair is new. */
    public int offset(int first, int second) {
        int offset = Math.multiplyExact(pairs.add(LongIndex.key(first, second)), blockSize);
        if (offset + blockSize > blocks.length) {
            blocks = Arrays.copyOf(blocks, Math.multiplyExact(2, blocks.length));
        }
        return offset;
    }

    /** Returns the position of a pair that occurs. */
    public int position(int first, int second) {
        return pairs.find(LongIndex.key(first, second));
    }

    /** Adds the blocks of another set of pairs. */
    void merge(PairProducts other) {
        for (int k = 0; k < other.size(); k++) {
            int at = offset(other.first(k), other.second(k));
            for (int i = 0; i < blockSize; i++) {
                blocks[at + i] += other.blocks[k * blockSize + i];
            }
        }
    }

    /** Writes how many pairs there are, then the pairs as longs, then the blocks. */
    void writeTo(PartWriter out) throws IOException {
        out.integer(size());
        for (int k = 0; k < size(); k++) {
            out.whole(pairs.key(k));
        }
        out.numbers(blocks, size() * blockSize);
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @param firstLevels how many levels the first factor has
     * @param secondLevels how many levels the second factor has
     */
    static PairProducts readFrom(PartReader in, int blockSize, int firstLevels, int secondLevels) throws IOException {
        PairProducts products = new PairProducts(blockSize);
        long[] keys = in.wholes(in.count());
        for (int k = 0; k < keys.length; k++) {
            int first = LongIndex.first(keys[k]);
            int second = LongIndex.second(keys[k]);
            boolean known = first >= 0 && first < firstLevels && second >= 0 && second < secondLevels;
            if (!known || products.pairs.add(keys[k]) != k) {
                throw in.damaged("a pair of groups is not one of the design's, or occurs twice");
            }
        }
        double[] read = in.numbers(Math.multiplyExact(keys.length, blockSize));
        products.blocks = Arrays.copyOf(read, Math.max(read.length, products.blocks.length));
        return products;
    }
}
