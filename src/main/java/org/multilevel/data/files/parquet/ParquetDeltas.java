package org.multilevel.data.files.parquet;

import java.nio.ByteBuffer;

/**
 * Whole numbers as Parquet packs their differences.
 *
 * <p>See "Delta encoding" of the Parquet format's encodings.
 */
final class ParquetDeltas {
    private static final int MOST_BLOCKS = 512;

    private final ByteBuffer in;
    private final int blocks;
    private final long inBlock;
    private final int[] widths;
    private final long count;
    private long given;
    private long value;
    private long least;
    private int block;
    private long leftInBlock;
    private int bitsLeft;
    private int current;

    ParquetDeltas(ByteBuffer in) {
        this.in = in;
        long size = varint(in);
        long number = varint(in);
        this.count = varint(in);
        this.value = zigzag(in);
        if (number <= 0
                || number > MOST_BLOCKS
                || size <= 0
                || size % number != 0
                || size / number % 8 != 0
                || count < 0) {
            throw new IllegalArgumentException("blocks of " + size + " numbers");
        }
        this.blocks = (int) number;
        this.inBlock = size / number;
        this.widths = new int[blocks];
        this.block = blocks;
    }

    long count() {
        return count;
    }

    long next() {
        if (given++ == 0) {
            return value;
        }
        if (given > count) {
            throw new IllegalArgumentException("more numbers than there are");
        }
        if (leftInBlock == 0) {
            block();
        }
        leftInBlock--;
        value += least + bits(widths[block]);
        return value;
    }

    private void block() {
        block++;
        if (block >= blocks) {
            least = zigzag(in);
            for (int k = 0; k < blocks; k++) {
                widths[k] = in.get() & 0xFF;
                if (widths[k] > 64) {
                    throw new IllegalArgumentException("numbers of " + widths[k] + " bits");
                }
            }
            block = 0;
        }
        leftInBlock = inBlock;
        bitsLeft = 0;
    }

    private long bits(int width) {
        long bits = 0;
        int got = 0;
        while (got < width) {
            if (bitsLeft == 0) {
                current = in.get() & 0xFF;
                bitsLeft = 8;
            }
            int take = Math.min(bitsLeft, width - got);
            bits |= (current & (1L << take) - 1) << got;
            current >>>= take;
            bitsLeft -= take;
            got += take;
        }
        return bits;
    }

    /** Goes behind all numbers and what fills up the last block. */
    void skip() {
        while (given < count) {
            long unused = next();
        }
        if (count > 1) {
            in.position(in.position() + (int) (leftInBlock * widths[block] / 8));
        }
    }

    static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number that is too long");
    }

    private static long zigzag(ByteBuffer in) {
        long value = varint(in);
        return value >>> 1 ^ -(value & 1);
    }
}
