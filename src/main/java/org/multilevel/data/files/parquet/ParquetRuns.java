package org.multilevel.data.files.parquet;

import java.nio.ByteBuffer;

/**
 * Small numbers as Parquet packs them: runs of equal ones, and eights of others in as few bits as they need.
 *
 * <p>See "RLE/bit-packing hybrid" of the Parquet format's encodings.
 */
final class ParquetRuns {
    private final ByteBuffer in;
    private final int bits;
    private long left;
    private boolean packed;
    private int repeated;
    private long buffer;
    private int buffered;

    /**
     * Creates the reader.
     *
     * @param in stands at the first run
     * @param bits how many bits a number has
     */
    ParquetRuns(ByteBuffer in, int bits) {
        if (bits < 0 || bits > 32) {
            throw new IllegalArgumentException("numbers of " + bits + " bits");
        }
        this.in = in;
        this.bits = bits;
    }

    int next() {
        if (left == 0) {
            begin();
        }
        left--;
        if (!packed) {
            return repeated;
        }
        while (buffered < bits) {
            buffer |= (in.get() & 0xFFL) << buffered;
            buffered += 8;
        }
        int value = (int) (buffer & (1L << bits) - 1);
        buffer >>>= bits;
        buffered -= bits;
        return value;
    }

    private void begin() {
        long head = ParquetDeltas.varint(in);
        packed = (head & 1) == 1;
        left = packed ? (head >>> 1) * 8 : head >>> 1;
        if (left <= 0) {
            throw new IllegalArgumentException("an empty run");
        }
        buffer = 0;
        buffered = 0;
        repeated = 0;
        if (!packed) {
            for (int k = 0; k < (bits + 7) / 8; k++) {
                repeated |= (in.get() & 0xFF) << (8 * k);
            }
        }
    }
}
