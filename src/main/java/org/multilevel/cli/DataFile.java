package org.multilevel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvRecords;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.model.MixedModel;

/**
 * A CSV file and how it is to be read.
 *
 * @param file the file
 * @param options how to read it, but for its columns
 * @param categorical lists of columns, at commas, that hold labels
 */
record DataFile(Path file, CsvOptions options, List<String> categorical) {

    /** Copies the lists. */
    DataFile {
        categorical = List.copyOf(categorical);
    }

    /**
     * What the first line that is read says.
     *
     * @param names the names of the columns
     * @param separator what stands between two values
     */
    record Header(List<String> names, char separator) {

        /** Splits lists of columns at commas, but for a text that is itself the name of a column. */
        List<String> split(List<String> lists) {
            List<String> columns = new ArrayList<>();
            for (String list : lists) {
                if (names.contains(list.strip())) {
                    columns.add(list.strip());
                } else {
                    List.of(list.split(",")).forEach(name -> columns.add(name.strip()));
                }
            }
            return columns;
        }
    }

    Header header() {
        try (CsvRecords records = CsvRecords.open(file, options)) {
            return new Header(records.columnNames(), records.separator());
        }
    }

    /** Opens the file with all its columns. */
    CsvTable open(Header header, Progress progress) {
        return CsvTable.open(file, options.withCategorical(header.split(categorical)), progress);
    }

    /** Opens the file with only these columns; the others cost nothing then. */
    CsvTable open(Header header, Collection<String> columns, Progress progress) {
        return CsvTable.open(
                file, options.withCategorical(header.split(categorical)).withColumns(columns), progress);
    }

    /**
     * Opens the file so that the model's columns are what they were in the fit: labels stay labels even if those in this file look
     * like numbers, and numbers stay numbers, where the user does not say otherwise; but groups that the fit did not see may have other
     * names.
     */
    CsvTable open(Header header, MixedModel model, Progress progress) {
        return open(header, model, false, progress);
    }

    /** Opens the file as {@link #open(Header, MixedModel, Progress)} does, with the columns of which the model knows nothing, too. */
    CsvTable openWhole(Header header, MixedModel model, Progress progress) {
        return open(header, model, true, progress);
    }

    private CsvTable open(Header header, MixedModel model, boolean isWhole, Progress progress) {
        List<Column> columns = model.provenance().columns();
        List<String> names = columns.stream().map(Column::name).toList();
        List<String> groups = Formula.parse(model.formula()).expand(names).random().stream()
                .flatMap(term -> term.group().stream())
                .map(Expression.Column::name)
                .toList();
        List<String> numbers = new ArrayList<>(named(columns, ColumnType.NUMERIC));
        numbers.removeAll(groups);
        // With a column missing, all names are needed for the sentence that says so.
        List<String> read = !isWhole && header.names().containsAll(names) ? names : header.names();
        List<String> forced = Stream.concat(
                        named(columns, ColumnType.CATEGORICAL).stream().filter(header.names()::contains),
                        header.split(categorical).stream())
                .distinct()
                .toList();
        return CsvTable.open(
                file, options.withCategorical(forced).withNumeric(numbers).withColumns(read), progress);
    }

    private static List<String> named(List<Column> columns, ColumnType type) {
        return columns.stream().filter(c -> c.type() == type).map(Column::name).toList();
    }

    /** Opens the file once more, for its text. */
    CsvRecords records() {
        return CsvRecords.open(file, options);
    }

    /** Returns what stands for a missing value in this file. */
    String missingMarker() {
        return options.missing().isEmpty() ? "" : options.missing().get(0);
    }
}
