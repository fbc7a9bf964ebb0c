package org.multilevel.data.files.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Damage;

/** Reads one column of a Parquet file, page after page and group after group. */
final class ParquetReader {
    private static final int DATA = 0;
    private static final int DICTIONARY = 2;
    private static final int DATA_2 = 3;
    /** Zstandard's runs can do that, and nothing that is in use more. */
    private static final long BEST_RATIO = 40_000;

    private static final int SHARE_OF_MEMORY = 8;

    private final Path file;
    private final ByteInput in;
    private final ParquetColumn column;
    private ParquetDictionary dictionary = ParquetDictionary.NONE;
    private ParquetValues values = new Missing();
    private Optional<ParquetRuns> levels = Optional.empty();
    private long position;
    private long end;
    private int codec;
    private long leftInGroup;
    private long leftInPage;
    private boolean there;

    /** The values of no page. */
    private static final class Missing implements ParquetValues {
        @Override
        public void next() {
            throw new IllegalArgumentException("a value without a page");
        }
    }

    ParquetReader(Path file, ByteInput in, ParquetColumn column) {
        this.file = file;
        this.in = in;
        this.column = column;
    }

    /** Begins a group of rows. */
    void begin(ParquetSource.Chunk chunk) {
        position = chunk.start();
        end = chunk.start() + chunk.length();
        codec = chunk.codec();
        leftInGroup = chunk.values();
        leftInPage = 0;
        dictionary = ParquetDictionary.NONE;
    }

    /** Goes to the next row's value. */
    void next() {
        while (leftInPage == 0) {
            page();
        }
        leftInPage--;
        leftInGroup--;
        there = levels.isEmpty() || levels.get().next() == 1;
        if (there) {
            values.next();
        }
    }

    /** Returns whether the row has a value. */
    boolean isThere() {
        return there;
    }

    ParquetValues value() {
        return values;
    }

    private void page() {
        if (position >= end) {
            throw in.damage("column \"" + column.name() + "\" has fewer values than rows");
        }
        in.seek(position);
        ThriftStruct header = ThriftStruct.read(in);
        long packed = header.number(3, -1);
        long unpacked = header.number(2, -1);
        if (packed < 0 || packed > end - in.position() || unpacked < 0 || unpacked > packed * BEST_RATIO + 64) {
            throw in.damage("a page of column \"" + column.name() + "\" has a length that cannot be");
        }
        if (unpacked > Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY) {
            throw Damage.unsupported(
                    file,
                    "has a page of " + unpacked + " bytes",
                    "save it with smaller pages, or allow more memory with -Xmx");
        }
        byte[] bytes = in.bytes(packed);
        position = in.position();
        checkSum(header, bytes);
        switch ((int) header.number(1, -1)) {
            case DICTIONARY -> {
                long count = header.struct(7).map(page -> page.number(1, 0)).orElse(0L);
                dictionary = ParquetDictionary.read(unpacked(bytes, unpacked), column, count);
            }
            case DATA -> data(header.struct(5), bytes, unpacked);
            case DATA_2 -> data2(header.struct(8), bytes, unpacked);
            default -> {
                // Of no use to who reads all rows.
            }
        }
    }

    private void checkSum(ThriftStruct header, byte[] bytes) {
        if (header.has(4)) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if ((int) sum.getValue() != (int) header.number(4, 0)) {
                throw in.damage("a page of column \"" + column.name() + "\" does not have the sum that belongs to it");
            }
        }
    }

    private ByteBuffer unpacked(byte[] bytes, long length) {
        return ByteBuffer.wrap(ParquetCodec.unpack(file, codec, bytes, (int) length))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private void data(Optional<ThriftStruct> described, byte[] bytes, long length) {
        ThriftStruct page = described.orElseThrow(() -> in.damage("a page has no description"));
        ByteBuffer content = unpacked(bytes, length);
        levels = Optional.empty();
        if (column.optional()) {
            int size = content.getInt();
            levels = Optional.of(new ParquetRuns(part(content, size), 1));
        }
        start(page.number(1, 0), (int) page.number(2, -1), content);
    }

    private void data2(Optional<ThriftStruct> described, byte[] bytes, long length) {
        ThriftStruct page = described.orElseThrow(() -> in.damage("a page has no description"));
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int repetitions = (int) page.number(6, 0);
        int definitions = (int) page.number(5, 0);
        ByteBuffer unused = part(all, repetitions);
        ByteBuffer defined = part(all, definitions);
        levels = column.optional() ? Optional.of(new ParquetRuns(defined, 1)) : Optional.empty();
        byte[] rest = new byte[all.remaining()];
        all.get(rest);
        long restLength = length - repetitions - definitions;
        if (restLength < 0) {
            throw in.damage("a page is shorter than its parts");
        }
        ByteBuffer content = page.flag(7, true) && codec != 0 && rest.length > 0
                ? unpacked(rest, restLength)
                : ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        start(page.number(1, 0), (int) page.number(4, -1), content);
    }

    /** Returns the next bytes as a part of their own. */
    private static ByteBuffer part(ByteBuffer content, int size) {
        if (size < 0 || size > content.remaining()) {
            throw new IllegalArgumentException("a part of " + size + " bytes");
        }
        ByteBuffer part = content.slice(content.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        content.position(content.position() + size);
        return part;
    }

    private void start(long count, int encoding, ByteBuffer content) {
        if (count < 0 || count > leftInGroup) {
            throw in.damage("a page of column \"" + column.name() + "\" has more values than rows");
        }
        leftInPage = count;
        values = switch (encoding) {
            case 0 -> new ParquetValues.Plain(content, column);
            case 2, 8 ->
                new ParquetValues.FromDictionary(
                        content.hasRemaining() ? new ParquetRuns(content, content.get()) : new ParquetRuns(content, 0),
                        dictionary,
                        new int[1]);
            case 3 -> {
                int size = content.getInt();
                yield new ParquetValues.Flags(new ParquetRuns(part(content, size), 1), new int[1]);
            }
            case 5 -> new ParquetValues.Deltas(new ParquetDeltas(content), new long[1]);
            case 6 -> new ParquetValues.DeltaBytes(content, false);
            case 7 -> new ParquetValues.DeltaBytes(content, true);
            case 9 -> new ParquetValues.Split(content, column);
            default -> throw in.damage("a page is written in a way that does not exist");
        };
    }
}
