package org.multilevel.data.files.arff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.Damage;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.Source;

/**
 * An ARFF file.
 *
 * @param file the file
 * @param dataLine the line before the first row
 * @param columns what it says about its columns
 * @param dates the patterns of those that are dates, by position
 */
record ArffSource(Path file, long dataLine, List<FileColumn> columns, Map<Integer, String> dates) implements Source {

    /** Copies what is given. */
    ArffSource {
        columns = List.copyOf(columns);
        dates = Map.copyOf(dates);
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.empty();
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public Cursor open(boolean[] wanted) {
        try {
            ArffLines lines = ArffLines.open(file);
            while (lines.number() < dataLine) {
                String unused = lines.next();
            }
            return new ArffRows(this, lines, wanted);
        } catch (IOException e) {
            throw Damage.unreadable(file, e);
        }
    }
}
