package org.multilevel.data.files.parquet;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.files.parquet.ParquetColumn.Meaning;
import org.multilevel.data.files.parquet.ParquetColumn.Stored;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Damage;
import org.multilevel.data.files.source.Source;

/** Reads the description of a Parquet file, which stands at its end. */
public final class ParquetHeader {
    private static final int TAIL = 8;
    private static final int REPEATED = 2;
    private static final int GROUP_OF_NONE = -1;

    private final Path file;
    private final ByteInput in;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private int nested;
    private int leaves;

    private ParquetHeader(Path file, ByteInput in) {
        this.file = file;
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads the file's description. */
    public static Source read(Path file) {
        try (ByteInput in = ByteInput.open(file)) {
            return new ParquetHeader(file, in).source();
        }
    }

    private ParquetSource source() {
        in.in("description").seek(Math.max(0, in.size() - TAIL));
        long length = in.u4();
        String magic = new String(in.bytes(4), StandardCharsets.ISO_8859_1);
        if (magic.equals("PARE")) {
            throw Damage.unsupported(file, "is encrypted", "save it without encryption");
        }
        if (!magic.equals("PAR1") || length > in.size() - TAIL) {
            throw in.damage("it does not end as a Parquet file does");
        }
        in.seek(in.size() - TAIL - length);
        ThriftStruct description = ThriftStruct.read(in.order(ByteOrder.BIG_ENDIAN));
        in.order(ByteOrder.LITTLE_ENDIAN);
        List<ThriftStruct> schema = description.structs(2);
        if (schema.isEmpty()) {
            throw in.damage("it does not describe its columns");
        }
        int next = 1;
        while (next < schema.size()) {
            next = element(schema, next, true, 0);
        }
        long rows = description.number(3, 0);
        List<ParquetSource.Group> groups = groups(description.structs(4), rows);
        List<String> notes = nested == 0
                ? List.of()
                : List.of("The file was read without " + nested + (nested == 1 ? " column" : " columns")
                        + " whose values are lists or records.");
        return new ParquetSource(
                file, rows, columns, columns.stream().map(ParquetColumn::column).toList(), groups, notes);
    }

    /** Takes an element of the schema with all that lies in it; returns the position of the one behind. */
    private int element(List<ThriftStruct> schema, int position, boolean top, int depth) {
        if (position >= schema.size() || depth > 64) {
            throw in.damage("its columns do not fit together");
        }
        ThriftStruct element = schema.get(position);
        long children = element.number(5, 0);
        boolean flat = !element.has(5) && element.number(3, 0) != REPEATED;
        int next = position + 1;
        if (flat || !element.has(5)) {
            if (top && flat) {
                columns.add(column(element));
            } else {
                nested += top ? 1 : 0;
            }
            leaves++;
            return next;
        }
        nested += top ? 1 : 0;
        for (long k = 0; k < children; k++) {
            next = element(schema, next, false, depth + 1);
        }
        return next;
    }

    private ParquetColumn column(ThriftStruct element) {
        long type = element.number(1, GROUP_OF_NONE);
        String name = element.text(4);
        long length = element.number(2, 0);
        if (length < 0 || length > 1 << 20) {
            throw in.damage("its column \"" + name + "\" is stored in a way that does not exist");
        }
        Stored stored = switch ((int) type) {
            case 0 -> Stored.BOOLEAN;
            case 1 -> Stored.INT32;
            case 2 -> Stored.INT64;
            case 3 -> Stored.INT96;
            case 4 -> Stored.FLOAT;
            case 5 -> Stored.DOUBLE;
            case 6 -> Stored.BYTES;
            case 7 -> Stored.FIXED;
            default -> throw in.damage("its column \"" + name + "\" is stored in a way that does not exist");
        };
        Optional<ThriftStruct> logical = element.struct(10);
        long decimals = logical.flatMap(kind -> kind.struct(5))
                .map(decimal -> decimal.number(1, 0))
                .orElse(element.number(7, 0));
        if (decimals < 0 || decimals > 10_000 || (stored == Stored.FIXED && length == 0)) {
            throw in.damage("its column \"" + name + "\" is stored in a way that does not exist");
        }
        return new ParquetColumn(
                name,
                stored,
                (int) length,
                element.number(3, 0) != 0,
                leaves,
                meaning(stored, logical, element.number(6, -1)),
                (int) decimals);
    }

    private static Meaning meaning(Stored stored, Optional<ThriftStruct> logical, long converted) {
        boolean decimal = converted == 5 || logical.filter(kind -> kind.has(5)).isPresent();
        return switch (stored) {
            case BOOLEAN -> Meaning.FLAG;
            case INT96 -> Meaning.NANOS;
            case FLOAT, DOUBLE -> Meaning.NUMBER;
            case BYTES -> decimal ? Meaning.DECIMAL : Meaning.TEXT;
            case FIXED ->
                decimal
                        ? Meaning.DECIMAL
                        : logical.filter(kind -> kind.has(15)).isPresent() ? Meaning.HALF : Meaning.HEX;
            case INT32, INT64 -> decimal ? Meaning.DECIMAL : whole(logical, converted);
        };
    }

    private static Meaning whole(Optional<ThriftStruct> logical, long converted) {
        if (logical.filter(kind -> kind.has(6)).isPresent() || converted == 6) {
            return Meaning.DAYS;
        }
        Optional<ThriftStruct> moment = logical.flatMap(kind -> kind.struct(8)).flatMap(kind -> kind.struct(2));
        if (moment.isPresent()) {
            return moment.get().has(1) ? Meaning.MILLIS : moment.get().has(2) ? Meaning.MICROS : Meaning.NANOS;
        }
        if (converted == 9 || converted == 10) {
            return converted == 9 ? Meaning.MILLIS : Meaning.MICROS;
        }
        boolean unsigned = logical.flatMap(kind -> kind.struct(10))
                .map(kind -> !kind.flag(2, true))
                .orElse(converted >= 11 && converted <= 14);
        return unsigned ? Meaning.UNSIGNED : Meaning.NUMBER;
    }

    private List<ParquetSource.Group> groups(List<ThriftStruct> described, long rows) {
        List<ParquetSource.Group> groups = new ArrayList<>();
        long sum = 0;
        for (ThriftStruct group : described) {
            long inGroup = group.number(3, 0);
            List<ParquetSource.Chunk> chunks = group.structs(1).stream()
                    .map(chunk -> chunk(chunk.struct(3).orElseThrow(() -> in.damage("a column has no description"))))
                    .toList();
            boolean fits = chunks.size() == leaves
                    && columns.stream()
                            .allMatch(column -> chunks.get(column.leaf()).values() == inGroup);
            if (inGroup < 0 || !fits) {
                throw in.damage("its columns have different numbers of rows");
            }
            groups.add(new ParquetSource.Group(inGroup, chunks));
            sum += inGroup;
        }
        if (sum != rows) {
            throw in.damage("it has " + sum + " of its " + rows + " rows");
        }
        return groups;
    }

    private ParquetSource.Chunk chunk(ThriftStruct column) {
        long data = column.number(9, 0);
        long dictionary = column.number(11, data);
        long start = dictionary > 0 ? Math.min(data, dictionary) : data;
        long length = column.number(7, 0);
        if (start < 0 || length < 0 || start > in.size() || length > in.size() - start) {
            throw in.damage("a column stands behind its end");
        }
        return new ParquetSource.Chunk(start, length, column.number(5, 0), (int) column.number(4, 0));
    }
}
