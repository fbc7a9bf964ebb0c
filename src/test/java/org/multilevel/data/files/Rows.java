package org.multilevel.data.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;

/** Tables as text, and the files of this package's tests. */
final class Rows {
    private Rows() {}

    static Path file(String name) {
        return Path.of("src/test/resources/files", name);
    }

    static FileTable open(String name) {
        return FileTable.open(file(name));
    }

    static FileTable open(String name, FileOptions options) {
        return FileTable.open(file(name), options);
    }

    /** Returns the values of a column, the missing ones as empty texts. */
    static List<String> of(Table table, String name) {
        Column column = table.column(name).orElseThrow();
        List<String> texts = new ArrayList<>();
        table.scan(List.of(name), Progress.NONE, batch -> add(batch, column, texts));
        return texts;
    }

    private static void add(Batch batch, Column column, List<String> texts) {
        for (int i = 0; i < batch.size(); i++) {
            if (column.type() == ColumnType.NUMERIC) {
                double number = batch.numbers(0)[i];
                texts.add(Double.isNaN(number) ? "" : NumberLabel.of(number));
            } else {
                int code = batch.codes(0)[i];
                texts.add(code < 0 ? "" : batch.levels(0).label(code));
            }
        }
    }
}
