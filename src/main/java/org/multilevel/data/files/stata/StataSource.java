package org.multilevel.data.files.stata;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.Source;

/**
 * A Stata file.
 *
 * @param file the file
 * @param layout the lengths of its parts
 * @param order which end of numbers comes first
 * @param rows how many rows it has
 * @param data where they begin
 * @param texts where long texts begin
 * @param types how columns stand in a row
 * @param columns what it says about its columns
 */
record StataSource(
        Path file,
        StataLayout layout,
        ByteOrder order,
        long rows,
        long data,
        long texts,
        List<StataType> types,
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
        ByteInput in = ByteInput.open(file).order(order);
        try {
            boolean hasLong = IntStream.range(0, wanted.length)
                    .anyMatch(k -> wanted[k] && types.get(k).kind() == StataType.Kind.LONG_TEXT);
            StataTexts longTexts =
                    hasLong ? StataTexts.of(ByteInput.open(file).order(order), layout, texts) : StataTexts.none();
            in.in("rows").seek(data);
            return new StataRows(in, this, longTexts);
        } catch (RuntimeException e) {
            in.close();
            throw e;
        }
    }
}
