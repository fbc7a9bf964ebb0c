package org.multilevel.data.files.spss;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.Source;

/**
 * An SPSS file.
 *
 * @param file the file
 * @param order which end of numbers comes first
 * @param rows how many rows it has, negative where it does not say
 * @param data where they begin
 * @param elements how many pieces of eight bytes a row has
 * @param packing how rows are packed
 * @param blocks where they stand, if they are zipped
 * @param encoding how bytes become characters
 * @param variables how columns stand in a row
 * @param columns what it says about its columns
 */
record SpssSource(
        Path file,
        ByteOrder order,
        long rows,
        long data,
        int elements,
        SpssPacking packing,
        Optional<SpssBlocks> blocks,
        SpssEncoding encoding,
        List<SpssVariable> variables,
        List<FileColumn> columns)
        implements Source {

    @Override
    public OptionalLong rowCount() {
        return rows < 0 ? OptionalLong.empty() : OptionalLong.of(rows);
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public Cursor open(boolean[] wanted) {
        ByteInput in = ByteInput.open(file).order(order).in("rows");
        try {
            in.seek(data);
            return new SpssRows(in, this);
        } catch (RuntimeException e) {
            in.close();
            throw e;
        }
    }
}
