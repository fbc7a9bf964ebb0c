package org.multilevel.data.files.sas;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.LooseText;
import org.multilevel.data.files.source.Source;

/**
 * A SAS transport file.
 *
 * @param file the file
 * @param rows how many rows it has
 * @param data where they begin
 * @param length the bytes of a row
 * @param places how columns stand in a row
 * @param columns what it says about its columns
 * @param notes what was guessed
 */
record TransportSource(
        Path file,
        long rows,
        long data,
        int length,
        List<TransportHeader.Place> places,
        List<FileColumn> columns,
        List<String> notes)
        implements Source {

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    @Override
    public Cursor open(boolean[] wanted) {
        ByteInput in = ByteInput.open(file).in("rows");
        in.seek(data);
        return new Rows(in, this);
    }

    /** The rows, one after another. */
    private static final class Rows implements Cursor {
        private final ByteInput in;
        private final TransportSource source;
        private final byte[] row;
        private long read;

        Rows(ByteInput in, TransportSource source) {
            this.in = in;
            this.source = source;
            this.row = new byte[source.length];
        }

        @Override
        public boolean next() {
            if (read == source.rows) {
                return false;
            }
            in.read(row, row.length);
            read++;
            return true;
        }

        @Override
        public double number(int column) {
            TransportHeader.Place place = source.places.get(column);
            return TransportNumber.of(row, place.offset(), place.width());
        }

        @Override
        public boolean isNamedMissing(int column) {
            return TransportNumber.isNamed(row, source.places.get(column).offset());
        }

        @Override
        public String text(int column) {
            TransportHeader.Place place = source.places.get(column);
            return LooseText.of(row, place.offset(), LooseText.trimmed(row, place.offset(), place.width()));
        }

        @Override
        public double fraction() {
            return in.fraction();
        }

        @Override
        public void close() {
            in.close();
        }
    }
}
