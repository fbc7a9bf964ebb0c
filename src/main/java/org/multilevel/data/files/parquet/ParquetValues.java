package org.multilevel.data.files.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The values of a page of a Parquet file, one after another, each as 64 bits or as bytes. */
interface ParquetValues {
    byte[] NONE = {};

    /** Goes to the next value. */
    void next();

    /** Returns the value, where it is stored as a number. */
    default long bits() {
        return 0;
    }

    /** Returns the value, where it is stored as bytes. */
    default byte[] bytes() {
        return NONE;
    }

    /** Values as they are. */
    final class Plain implements ParquetValues {
        private final ByteBuffer in;
        private final ParquetColumn column;
        private int flags;
        private int flagsLeft;
        private long bits;
        private byte[] bytes = NONE;

        Plain(ByteBuffer in, ParquetColumn column) {
            this.in = in;
            this.column = column;
        }

        @Override
        public void next() {
            switch (column.stored()) {
                case BOOLEAN -> {
                    if (flagsLeft == 0) {
                        flags = in.get();
                        flagsLeft = 8;
                    }
                    bits = flags & 1;
                    flags >>= 1;
                    flagsLeft--;
                }
                case INT32, FLOAT -> bits = in.getInt();
                case INT64, DOUBLE -> bits = in.getLong();
                case BYTES -> bytes = taken(in, in.getInt());
                case INT96, FIXED -> bytes = taken(in, column.width());
            }
        }

        @Override
        public long bits() {
            return bits;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }
    }

    /** Values by their number in a dictionary. */
    record FromDictionary(ParquetRuns runs, ParquetDictionary dictionary, int[] current) implements ParquetValues {
        @Override
        public void next() {
            current[0] = runs.next();
        }

        @Override
        public long bits() {
            return dictionary.bits()[current[0]];
        }

        @Override
        public byte[] bytes() {
            return dictionary.bytes()[current[0]];
        }
    }

    /** Truth values in runs. */
    record Flags(ParquetRuns runs, int[] current) implements ParquetValues {
        @Override
        public void next() {
            current[0] = runs.next();
        }

        @Override
        public long bits() {
            return current[0];
        }
    }

    /** Numbers as differences. */
    record Deltas(ParquetDeltas deltas, long[] current) implements ParquetValues {
        @Override
        public void next() {
            current[0] = deltas.next();
        }

        @Override
        public long bits() {
            return current[0];
        }
    }

    /** Texts whose lengths stand before them all, with what they share with the one before, or without. */
    final class DeltaBytes implements ParquetValues {
        private final ByteBuffer in;
        private final boolean shared;
        private final ParquetDeltas prefixes;
        private final ParquetDeltas lengths;
        private byte[] bytes = NONE;

        DeltaBytes(ByteBuffer in, boolean shared) {
            this.shared = shared;
            this.prefixes = new ParquetDeltas(in.duplicate().order(ByteOrder.LITTLE_ENDIAN));
            if (shared) {
                new ParquetDeltas(in).skip();
            }
            this.lengths = new ParquetDeltas(in.duplicate().order(ByteOrder.LITTLE_ENDIAN));
            new ParquetDeltas(in).skip();
            this.in = in;
        }

        @Override
        public void next() {
            int prefix = shared ? Math.toIntExact(prefixes.next()) : 0;
            byte[] rest = taken(in, Math.toIntExact(lengths.next()));
            if (prefix < 0 || prefix > bytes.length) {
                throw new IllegalArgumentException("a text that shares more than there is");
            }
            byte[] next = Arrays.copyOf(bytes, prefix + rest.length);
            System.arraycopy(rest, 0, next, prefix, rest.length);
            bytes = next;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }
    }

    /** Numbers whose first bytes stand together, then their second ones, and so on. */
    final class Split implements ParquetValues {
        private final ByteBuffer in;
        private final int start;
        private final int width;
        private final int count;
        private final byte[] bytes;
        private int value = -1;

        Split(ByteBuffer in, ParquetColumn column) {
            this.in = in;
            this.start = in.position();
            this.width = column.width();
            this.count = width == 0 ? 0 : in.remaining() / width;
            this.bytes = new byte[width];
        }

        @Override
        public void next() {
            value++;
            if (value >= count) {
                throw new IllegalArgumentException("more numbers than there are");
            }
            for (int k = 0; k < width; k++) {
                bytes[k] = in.get(start + k * count + value);
            }
        }

        @Override
        public long bits() {
            ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            return width == 4 ? all.getInt(0) : all.getLong(0);
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }
    }

    private static byte[] taken(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
