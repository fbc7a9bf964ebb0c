package org.multilevel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.CsvOptions;
import org.multilevel.data.CsvRecords;
import org.multilevel.data.CsvTable;
import org.multilevel.data.Progress;

/**
 * A CSV file and how it is to be read.
 *
 * @param file the file
 * @param options how to read it, but for the types of its columns
 */
record DataFile(Path file, CsvOptions options) {

    /** Returns the names of the columns. */
    List<String> header() {
        try (CsvRecords records = CsvRecords.open(file, options)) {
            return records.header().stream().map(String::strip).toList();
        }
    }

    /** Opens the file with these columns forced to be categorical. */
    CsvTable open(List<String> categorical, Progress progress) {
        return CsvTable.open(file, options.withCategorical(categorical), progress);
    }

    /** Opens the file once more, for its text. */
    CsvRecords records() {
        return CsvRecords.open(file, options);
    }

    /** Returns what stands for a missing value in this file. */
    String missingMarker() {
        return options.missing().isEmpty() ? "" : options.missing().get(0);
    }

    /** Splits lists of columns at commas, but for a text that is itself the name of a column. */
    List<String> columns(List<String> lists) {
        if (lists.isEmpty()) {
            return List.of();
        }
        List<String> header = header();
        List<String> columns = new ArrayList<>();
        for (String list : lists) {
            if (header.contains(list.strip())) {
                columns.add(list.strip());
            } else {
                List.of(list.split(",")).forEach(name -> columns.add(name.strip()));
            }
        }
        return columns;
    }
}
