package org.multilevel.data.files.sas;

import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.Source;

/**
 * A SAS file (.sas7bdat).
 *
 * @param file the file
 * @param order which end of numbers comes first
 * @param wide whether it was made by a program of 64 bits
 * @param aligned whether its program begins rows at multiples of eight
 * @param header where its first page begins
 * @param page the bytes of a page
 * @param pages how many there are
 * @param charset its encoding, where it is known
 * @param rows how many rows it has
 * @param mixedRows how many of them stand on the page behind the description
 * @param rowLength the bytes of a row
 * @param unpacker unpacks those that are packed
 * @param places how columns stand in a row
 * @param columns what it says about its columns
 */
record SasSource(
        Path file,
        ByteOrder order,
        boolean wide,
        boolean aligned,
        long header,
        int page,
        long pages,
        Optional<Charset> charset,
        long rows,
        long mixedRows,
        int rowLength,
        SasUnpacker unpacker,
        List<SasPieces.Place> places,
        List<FileColumn> columns)
        implements Source {

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public Cursor open(boolean[] wanted) {
        ByteInput in = ByteInput.open(file).in("rows");
        in.seek(header);
        return new SasRows(in, this);
    }
}
