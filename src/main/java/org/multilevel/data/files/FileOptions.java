package org.multilevel.data.files;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How a file is to be read that says of itself what its columns are; what is not said is as the file says it.
 *
 * @param sheet the name of a sheet of a workbook; where it is not said, the first that is not empty
 * @param missing values that are missing besides those that the file declares, numbers or texts; where they are not said,
 *     none but NA in a workbook
 * @param categorical names of columns that hold labels even if all of them are numbers
 * @param numeric names of columns whose numbers count even if they have labels
 * @param columns names of the columns to read; where it is not said, all
 * @param words what sentences call these options
 */
public record FileOptions(
        Optional<String> sheet,
        Optional<List<String>> missing,
        List<String> categorical,
        List<String> numeric,
        Optional<List<String>> columns,
        Words words) {

    /**
     * What a host calls the options, for sentences that name one.
     *
     * @param missing that for more missing values
     * @param categorical that for columns of labels
     * @param sheet that for the sheet of a workbook
     */
    public record Words(String missing, String categorical, String sheet) {
        /** The options of the command line. */
        public static final Words COMMAND_LINE = new Words("--missing", "--categorical", "--sheet");
    }

    /** Copies the lists. */
    public FileOptions {
        missing = missing.map(codes -> codes.stream().map(String::strip).toList());
        categorical = List.copyOf(categorical);
        numeric = List.copyOf(numeric);
        columns = columns.map(List::copyOf);
    }

    /** Returns options that leave everything to the file. */
    public static FileOptions defaults() {
        return new FileOptions(
                Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), Words.COMMAND_LINE);
    }

    /** Returns these options for this sheet of a workbook. */
    public FileOptions withSheet(String name) {
        return new FileOptions(Optional.of(name), missing, categorical, numeric, columns, words);
    }

    /** Returns these options with these values, and no others, missing besides what the file declares. */
    public FileOptions withMissing(Collection<String> codes) {
        return new FileOptions(sheet, Optional.of(List.copyOf(codes)), categorical, numeric, columns, words);
    }

    /** Returns these options with these columns, and no others, forced to be categorical. */
    public FileOptions withCategorical(Collection<String> names) {
        return new FileOptions(sheet, missing, List.copyOf(names), numeric, columns, words);
    }

    /** Returns these options with these columns, and no others, read as numbers although they have labels. */
    public FileOptions withNumeric(Collection<String> names) {
        return new FileOptions(sheet, missing, categorical, List.copyOf(names), columns, words);
    }

    /** Returns these options for a table that has only those of these columns that the file has. */
    public FileOptions withColumns(Collection<String> names) {
        return new FileOptions(sheet, missing, categorical, numeric, Optional.of(List.copyOf(names)), words);
    }

    /** Returns these options as a host calls them in sentences. */
    public FileOptions withWords(Words names) {
        return new FileOptions(sheet, missing, categorical, numeric, columns, names);
    }
}
