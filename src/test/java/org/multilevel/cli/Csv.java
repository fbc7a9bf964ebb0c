package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvRecords;

/** A CSV file that a command wrote, as the tests read it. */
record Csv(List<String> header, List<List<String>> rows) {

    static Csv read(Path file) {
        try (CsvRecords records = CsvRecords.open(file, CsvOptions.defaults())) {
            List<List<String>> rows = new ArrayList<>();
            records.forEachRemaining(rows::add);
            return new Csv(records.header(), rows);
        }
    }

    String text(int row, String column) {
        return rows.get(row).get(position(column));
    }

    double number(int row, String column) {
        return Double.parseDouble(text(row, column));
    }

    List<String> column(String column) {
        return rows.stream().map(row -> row.get(position(column))).toList();
    }

    /** Returns the rows with these values in these columns. */
    Csv where(Map<String, String> values) {
        return new Csv(
                header,
                IntStream.range(0, rows.size())
                        .filter(row -> values.entrySet().stream()
                                .allMatch(entry -> text(row, entry.getKey()).equals(entry.getValue())))
                        .mapToObj(rows::get)
                        .toList());
    }

    /** Returns a file of names and values as a map. */
    Map<String, String> asMap() {
        assertEquals(List.of("name", "value"), header);
        return rows.stream().collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
    }

    private int position(String column) {
        int position = header.indexOf(column);
        assertEquals(true, position >= 0, "no column " + column + " in " + header);
        return position;
    }
}
