package org.multilevel.data.files.parquet;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.Source;

/**
 * A Parquet file.
 *
 * @param file the file
 * @param rows how many rows it has
 * @param stored how its columns are stored
 * @param columns the columns
 * @param groups the groups of its rows
 * @param notes what was left out
 */
record ParquetSource(
        Path file,
        long rows,
        List<ParquetColumn> stored,
        List<FileColumn> columns,
        List<Group> groups,
        List<String> notes)
        implements Source {

    /**
     * Rows whose values stand column by column.
     *
     * @param rows how many
     * @param chunks where each column stands, those within others counted too
     */
    record Group(long rows, List<Chunk> chunks) {}

    /**
     * The values of a column in a group.
     *
     * @param start where they begin
     * @param length their bytes
     * @param values how many they are
     * @param codec how they are packed
     */
    record Chunk(long start, long length, long values, int codec) {}

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    @Override
    public Cursor open(boolean[] wanted) {
        return new ParquetRows(
                ByteInput.open(file).order(ByteOrder.LITTLE_ENDIAN).in("rows"), this, wanted);
    }
}
