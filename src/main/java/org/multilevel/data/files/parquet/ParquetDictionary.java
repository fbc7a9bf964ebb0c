package org.multilevel.data.files.parquet;

import java.nio.ByteBuffer;

/**
 * The different values of a column, to which its pages refer by number.
 *
 * @param bits the values, where they are stored as numbers
 * @param bytes the values, where they are stored as bytes
 */
record ParquetDictionary(long[] bits, byte[][] bytes) {
    static final ParquetDictionary NONE = new ParquetDictionary(new long[0], new byte[0][]);

    /** Reads it. */
    static ParquetDictionary read(ByteBuffer in, ParquetColumn column, long count) {
        int least = column.stored() == ParquetColumn.Stored.BYTES ? 4 : Math.max(1, column.width());
        if (count < 0 || count * least > in.remaining()) {
            throw new IllegalArgumentException("a dictionary of " + count + " values");
        }
        ParquetValues.Plain values = new ParquetValues.Plain(in, column);
        boolean asBytes = column.stored().isBytes();
        long[] bits = new long[asBytes ? 0 : (int) count];
        byte[][] bytes = new byte[asBytes ? (int) count : 0][];
        for (int k = 0; k < count; k++) {
            values.next();
            if (asBytes) {
                bytes[k] = values.bytes();
            } else {
                bits[k] = values.bits();
            }
        }
        return new ParquetDictionary(bits, bytes);
    }
}
