package org.multilevel.data;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.multilevel.error.DataException;

/**
 * Hears the values of a CSV file one by one and checks its shape: a header with good names, then rows that are as long.
 *
 * <p>Blank lines are no rows. The parser is handed back to its caller only where {@link #endRow} asks for it, so that
 * a pass over the file costs nothing per row but the values that it wants.
 */
abstract class CsvHandler extends CsvCallbackHandler<Boolean> {
    private final String name;
    private final char separator;
    private final List<String> headerTexts = new ArrayList<>();
    private List<String> names = List.of();
    private boolean headerRead;
    private boolean anyQuoted;
    private RecordType type = RecordType.DATA;
    private long line;
    private int count;

    /**
     * Creates the handler.
     *
     * @param name what a sentence calls the file
     * @param separator what separates its values
     */
    CsvHandler(String name, char separator) {
        this.name = name;
        this.separator = separator;
    }

    /** Hears the header, once, before any row: the names without spaces around them, and as they are written. */
    abstract void header(List<String> columnNames, List<String> texts);

    /** Hears one value of a row; quotes are already removed. */
    abstract void value(int column, char[] text, int offset, int length);

    /** Hears that the row is complete, and returns whether to pause here. */
    abstract boolean endRow();

    /** Returns the line of the file, counted from 1, on which the present row starts. */
    final long line() {
        return line;
    }

    /** Returns what a sentence calls the file. */
    final String name() {
        return name;
    }

    final boolean isHeaderRead() {
        return headerRead;
    }

    final List<String> columnNames() {
        return names;
    }

    @Override
    protected final void beginRecord(long startingLineNumber) {
        line = startingLineNumber;
        type = RecordType.DATA;
        count = 0;
    }

    @Override
    protected final void addField(char[] buffer, int offset, int length, boolean quoted) {
        if (headerRead) {
            if (count < names.size()) {
                value(count, buffer, offset, length);
            }
        } else {
            headerTexts.add(new String(buffer, offset, length));
            anyQuoted |= quoted;
        }
        count++;
    }

    @Override
    protected final @Nullable Boolean buildRecord() {
        if (type == RecordType.EMPTY) {
            return null;
        }
        if (!headerRead) {
            endHeader();
            return null;
        }
        if (count != names.size()) {
            throw new DataException(
                    "Line " + line + " of " + name + " has " + count + (count == 1 ? " value" : " values")
                            + ", but the header names " + names.size()
                            + " columns: complete the line, and put values that hold a " + separatorName(separator)
                            + " between double quotes.");
        }
        return endRow() ? Boolean.TRUE : null;
    }

    private void endHeader() {
        names = headerTexts.stream().map(String::strip).toList();
        if (!anyQuoted && names.size() == 1) {
            checkSeparator(names.get(0));
        }
        for (int k = 0; k < names.size(); k++) {
            int first = names.indexOf(names.get(k));
            if (names.get(k).isEmpty()) {
                throw new DataException("Column " + (k + 1) + " in the header of " + name
                        + " has no name: name every column (R's write.csv needs row.names = FALSE).");
            }
            if (first < k) {
                throw new DataException("Columns " + (first + 1) + " and " + (k + 1) + " in the header of " + name
                        + " are both named \"" + names.get(k) + "\": give every column its own name.");
            }
        }
        if (names.stream().allMatch(text -> CsvValues.isNumber(text.toCharArray(), 0, text.length()))) {
            throw new DataException("The first line of " + name
                    + " holds only numbers, so the header is missing: put a line with the column names first.");
        }
        headerRead = true;
        header(names, headerTexts);
    }

    private void checkSeparator(String header) {
        for (char other : new char[] {',', ';', '\t', '|'}) {
            if (other != separator && header.indexOf(other) >= 0) {
                throw new DataException("The header of " + name + " has no " + separatorName(separator) + " but has a "
                        + separatorName(other) + ": say that the separator is '" + CsvOptions.shown(other) + "'.");
            }
        }
    }

    private static String separatorName(char separator) {
        return switch (separator) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "bar";
            default -> "'" + separator + "'";
        };
    }

    @Override
    protected final void setEmpty() {
        type = RecordType.EMPTY;
    }

    @Override
    protected final void setComment(char[] buffer, int offset, int length) {
        type = RecordType.COMMENT;
    }

    @Override
    protected final RecordType getRecordType() {
        return type;
    }

    @Override
    protected final int getFieldCount() {
        return count;
    }
}
