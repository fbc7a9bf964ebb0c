package org.multilevel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Columns;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.TextRows;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvRecords;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.data.csv.DecimalMark;
import org.multilevel.data.files.FileFormat;
import org.multilevel.data.files.FileOptions;
import org.multilevel.data.files.FileTable;
import org.multilevel.data.files.Recognised;
import org.multilevel.error.DataException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.model.MixedModel;

/**
 * A file with a table and how it is to be read.
 *
 * @param file the file
 * @param options how to read it, but for its columns
 * @param missingSaid whether what is missing was said, here or for a fit
 * @param categorical lists of columns, at commas, that hold labels
 * @param numeric lists of columns, at commas, that hold numbers
 * @param groups columns that tell groups apart and are nothing else, so that what is not all numbers is labels there
 * @param sheet the sheet of a workbook
 * @param ofText an option that was given and that only text needs
 */
record DataFile(
        Path file,
        CsvOptions options,
        boolean missingSaid,
        List<String> categorical,
        List<String> numeric,
        List<String> groups,
        Optional<String> sheet,
        Optional<String> ofText) {

    /** Copies the lists. */
    DataFile {
        categorical = List.copyOf(categorical);
        numeric = List.copyOf(numeric);
        groups = List.copyOf(groups);
    }

    /** Returns this file with columns that tell groups apart and are nothing else. */
    DataFile withGroups(Collection<String> names) {
        return new DataFile(file, options, missingSaid, categorical, numeric, List.copyOf(names), sheet, ofText);
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
        Recognised found = recognised();
        if (found.format() != FileFormat.CSV) {
            return new Header(FileTable.columnNames(file, found, fileOptions()), ',');
        }
        try (CsvRecords records = CsvRecords.open(file, options)) {
            return new Header(records.columnNames(), records.separator());
        }
    }

    /** Returns the file's format, if the options that were given go with it. */
    private Recognised recognised() {
        Recognised found = Recognised.of(file);
        if (found.format() != FileFormat.CSV && ofText.isPresent()) {
            throw new DataException(ofText.get() + " is about text, but " + file + " is "
                    + found.format().words() + ", which says that itself: leave " + ofText.get() + " out.");
        }
        if (found.format() != FileFormat.EXCEL && sheet.isPresent()) {
            throw new DataException("--sheet is about a workbook, but " + file + " is "
                    + found.format().words() + ": leave --sheet out.");
        }
        return found;
    }

    private FileOptions fileOptions() {
        FileOptions asked = FileOptions.defaults();
        asked = missingSaid ? asked.withMissing(options.missing()) : asked;
        return sheet.map(asked::withSheet).orElse(asked);
    }

    private Table open(CsvOptions with, Progress progress) {
        Table opened = openAs(with, progress);
        List<String> labels = undecided(opened).stream()
                .filter(name -> groups.contains(name) && !with.numeric().contains(name))
                .toList();
        if (labels.isEmpty()) {
            return opened;
        }
        return openAs(
                with.withCategorical(Stream.concat(with.categorical().stream(), labels.stream())
                        .toList()),
                progress);
    }

    private static List<String> undecided(Table opened) {
        if (opened instanceof CsvTable csv) {
            return csv.undecided();
        }
        return opened instanceof FileTable table ? table.undecided() : List.of();
    }

    private Table openAs(CsvOptions with, Progress progress) {
        Recognised found = recognised();
        if (found.format() == FileFormat.CSV) {
            return CsvTable.open(file, with, progress)
                    .withRemarks(found.note().stream().toList());
        }
        FileOptions asked = fileOptions().withCategorical(with.categorical()).withNumeric(with.numeric());
        return FileTable.open(
                file, found, with.columns().map(asked::withColumns).orElse(asked), progress);
    }

    /** Opens the file with all its columns. */
    Table open(Header header, Progress progress) {
        return open(typed(header), progress);
    }

    /** Opens the file with only these columns; the others cost nothing then. */
    Table open(Header header, Collection<String> columns, Progress progress) {
        return open(typed(header).withColumns(columns), progress);
    }

    /** Returns the decimal mark of the file, as it was opened. */
    static DecimalMark decimal(Table opened) {
        return opened instanceof CsvTable csv ? csv.decimal() : DecimalMark.POINT;
    }

    private CsvOptions typed(Header header) {
        return options.withCategorical(header.split(categorical)).withNumeric(numbers(header));
    }

    private List<String> numbers(Header header) {
        List<String> names = header.split(numeric);
        for (String name : names) {
            if (!header.names().contains(name)) {
                throw new DataException("There is no column \"" + name + "\" in " + file + " that could be numeric; "
                        + Columns.list(header.names()) + ".");
            }
        }
        return names;
    }

    /**
     * Opens the file so that the model's columns are what they were in the fit: labels stay labels even if those in this file look
     * like numbers, and numbers stay numbers, where the user does not say otherwise; but groups that the fit did not see may have other
     * names.
     */
    Table open(Header header, MixedModel model, Progress progress) {
        return open(header, model, false, progress);
    }

    /** Opens the file as {@link #open(Header, MixedModel, Progress)} does, and so that {@link #records} has all its columns. */
    Table openToPassOn(Header header, MixedModel model, Progress progress) {
        // Text has its columns whether they were read or not.
        return open(header, model, recognised().format() != FileFormat.CSV, progress);
    }

    /** Opens the file as {@link #open(Header, MixedModel, Progress)} does, with the columns of which the model knows nothing, too. */
    Table openWhole(Header header, MixedModel model, Progress progress) {
        return open(header, model, true, progress);
    }

    private Table open(Header header, MixedModel model, boolean isWhole, Progress progress) {
        List<Column> columns = model.provenance().columns();
        List<String> names = columns.stream().map(Column::name).toList();
        List<String> groups = Formula.parse(model.formula()).expand(names).random().stream()
                .flatMap(term -> term.group().stream())
                .map(Expression.Column::name)
                .toList();
        List<String> numbers = new ArrayList<>(named(columns, ColumnType.NUMERIC));
        numbers.removeAll(groups);
        List<String> said = numbers(header);
        // With a column missing, all names are needed for the sentence that says so.
        List<String> read = !isWhole && header.names().containsAll(names) ? names : header.names();
        List<String> forced = Stream.concat(
                        named(columns, ColumnType.CATEGORICAL).stream().filter(header.names()::contains),
                        header.split(categorical).stream())
                .distinct()
                .filter(name -> !said.contains(name))
                .toList();
        numbers.addAll(said);
        return open(options.withCategorical(forced).withNumeric(numbers).withColumns(read), progress);
    }

    private static List<String> named(List<Column> columns, ColumnType type) {
        return columns.stream().filter(c -> c.type() == type).map(Column::name).toList();
    }

    /** Opens the rows of a file that was opened with all that is passed on, once more and as text. */
    TextRows records(Header header, Table opened) {
        if (opened instanceof FileTable table) {
            // What is passed on is what the file says, whatever a model makes of it.
            FileOptions asked =
                    fileOptions().withCategorical(header.split(categorical)).withNumeric(numbers(header));
            return table.records(asked, missingText());
        }
        return CsvRecords.open(file, options);
    }

    /**
     * Returns how a missing value is written beside the rows of this file, so that the same options read it as missing: never by a code
     * such as -99, which whoever reads it without them takes for a number.
     */
    String missingText() {
        return options.missing().contains(CsvOptions.NOT_AVAILABLE) ? CsvOptions.NOT_AVAILABLE : "";
    }
}
