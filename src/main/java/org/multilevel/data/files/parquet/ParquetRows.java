package org.multilevel.data.files.parquet;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Cursor;

/** The rows of a Parquet file, one after another; columns that nobody wants are not read. */
final class ParquetRows implements Cursor {
    private final ByteInput in;
    private final ParquetSource source;
    private final List<ParquetReader> readers = new ArrayList<>();
    private final boolean[] wanted;
    private int group = -1;
    private long left;
    private long read;

    ParquetRows(ByteInput in, ParquetSource source, boolean[] wanted) {
        this.in = in;
        this.source = source;
        this.wanted = wanted.clone();
        source.stored().forEach(column -> readers.add(new ParquetReader(source.file(), in, column)));
    }

    @Override
    public boolean next() {
        while (left == 0) {
            group++;
            if (group >= source.groups().size()) {
                return false;
            }
            left = source.groups().get(group).rows();
            for (int k = 0; k < readers.size(); k++) {
                readers.get(k)
                        .begin(source.groups()
                                .get(group)
                                .chunks()
                                .get(source.stored().get(k).leaf()));
            }
        }
        left--;
        read++;
        for (int k = 0; k < readers.size(); k++) {
            if (wanted[k]) {
                readers.get(k).next();
            }
        }
        return true;
    }

    @Override
    public double number(int column) {
        ParquetReader reader = readers.get(column);
        if (!reader.isThere()) {
            return Double.NaN;
        }
        ParquetColumn stored = source.stored().get(column);
        return stored.stored().isBytes()
                ? stored.number(reader.value().bytes())
                : stored.number(reader.value().bits());
    }

    @Override
    public String text(int column) {
        ParquetReader reader = readers.get(column);
        if (!reader.isThere()) {
            return "";
        }
        ParquetColumn stored = source.stored().get(column);
        return stored.stored().isBytes()
                ? stored.text(reader.value().bytes())
                : stored.text(reader.value().bits());
    }

    /** Whole numbers beyond what a double tells apart keep all their digits. */
    @Override
    public String label(int column) {
        ParquetColumn stored = source.stored().get(column);
        boolean whole =
                stored.stored() == ParquetColumn.Stored.INT64 && stored.meaning() == ParquetColumn.Meaning.NUMBER;
        return whole ? text(column) : Cursor.super.label(column);
    }

    @Override
    public double fraction() {
        return source.rows() == 0 ? 1 : (double) read / source.rows();
    }

    @Override
    public void close() {
        in.close();
    }
}
