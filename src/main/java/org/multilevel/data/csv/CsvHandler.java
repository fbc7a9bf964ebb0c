package org.multilevel.data.csv;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.multilevel.error.DataException;

/**
 * Hears the values of a CSV file one by one and checks its shape: a header with good names, then rows that are as long.
 *
 * <p>A column without a name and the second of two columns of one name are there, but nobody can ask for them. A row may end in
 * empty values that the header does not know, or lack the last value if its column has no name: such are the habits of
 * programs that end every line with a separator. Blank lines are no rows. The parser is handed back to its caller only where {@link #endRow} asks for it, so that
 * a pass over the file costs nothing per row but the values that it wants.
 */
abstract class CsvHandler extends CsvCallbackHandler<Boolean> {
    private static final char[] NO_TEXT = {};

    private final String name;
    private final CsvDialect dialect;
    private final List<String> headerTexts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private boolean headerRead;
    private RecordType type = RecordType.DATA;
    private long line;
    private int count;
    private boolean tooLong;
    /** The position of the last column if it has no name, else -1. */
    private int openEnd = -1;

    private boolean openEndFilled;

    /**
     * Creates the handler.
     *
     * @param name what a sentence calls the file
     * @param dialect how it is written
     */
    CsvHandler(String name, CsvDialect dialect) {
        this.name = name;
        this.dialect = dialect;
    }

    /**
     * Hears the header, once, before any row: the names without spaces around them, one of which is empty where there is none, and
     * the header as it is written.
     */
    abstract void header(List<String> columnNames, List<String> texts);

    /** Hears one value of a row, without the quotes that may have stood around it. */
    abstract void value(int column, char[] text, int offset, int length, boolean quoted);

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

    /** Returns the names of the columns by position; that of a column without a name is empty. */
    final List<String> columnNames() {
        return Collections.unmodifiableList(names);
    }

    @Override
    protected final void beginRecord(long startingLineNumber) {
        line = startingLineNumber + dialect.skip();
        type = RecordType.DATA;
        count = 0;
        tooLong = false;
        openEndFilled = false;
    }

    @Override
    protected final void addField(char[] buffer, int offset, int length, boolean quoted) {
        if (!quoted && length > 1 && CsvValues.isSpace(buffer[offset])) {
            checkQuote(buffer, offset, length);
        }
        if (!headerRead) {
            headerTexts.add(new String(buffer, offset, length));
        } else if (count < names.size()) {
            value(count, buffer, offset, length, quoted);
            openEndFilled |= count == openEnd && !CsvValues.isBlank(buffer, offset, length);
        } else {
            tooLong |= !CsvValues.isBlank(buffer, offset, length);
        }
        count++;
    }

    /** Refuses a quote that is none because of the blank before it, since a label would get quotes. */
    private void checkQuote(char[] buffer, int offset, int length) {
        int first = offset;
        while (first < offset + length - 1 && CsvValues.isSpace(buffer[first])) {
            first++;
        }
        if (buffer[first] == dialect.quote()) {
            throw new DataException("Line " + line + " of " + name
                    + " has a blank before a quote, as the lines at the beginning have not: remove the blank.");
        }
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
        int width = names.size();
        if (count == openEnd) {
            value(count++, NO_TEXT, 0, 0, false);
        }
        // A value without a name and then one more: where all lines end with a separator, the row is too long.
        if (count < width || tooLong || (count > width && openEndFilled)) {
            throw new DataException(wrongCount());
        }
        return endRow() ? Boolean.TRUE : null;
    }

    private String wrongCount() {
        boolean oneMore = count == names.size() + 1 && !dialect.rowNames();
        return "Line " + line + " of " + name + " has " + count + (count == 1 ? " value" : " values")
                + ", but the header "
                + (dialect.rowNames() ? "and the names of the rows make " : "names ") + names.size()
                + (names.size() == 1 ? " column" : " columns") + ": complete the line, and put values that hold a "
                + dialect.separator().name() + " between double quotes"
                + (oneMore ? ", or say --row-names yes if every line begins with the name of its row." : ".");
    }

    private void endHeader() {
        if (dialect.rowNames()) {
            names.add("");
        }
        headerTexts.forEach(text -> names.add(text.strip()));
        if (headerTexts.size() == 1) {
            checkSeparator(names.get(0));
        }
        List<String> given = names.stream().filter(text -> !text.isEmpty()).toList();
        if (given.isEmpty()) {
            throw new DataException(
                    "The first line of " + name + " names no column: put a line with the column names first.");
        }
        if (given.stream().allMatch(CsvValues::isNumber)) {
            throw new DataException("The first line of " + name
                    + " holds only numbers, so the header is missing: put a line with the column names first.");
        }
        openEnd = names.get(names.size() - 1).isEmpty() ? names.size() - 1 : -1;
        headerRead = true;
        header(columnNames(), List.copyOf(headerTexts));
    }

    private void checkSeparator(String header) {
        for (char other : new char[] {',', ';', '\t', '|'}) {
            if (other != dialect.separator().character() && header.indexOf(other) >= 0) {
                Separator better = Separator.of(other);
                throw new DataException("The header of " + name + " has no "
                        + dialect.separator().name() + " but has a " + better.name() + ": say that the separator is '"
                        + better.option() + "'.");
            }
        }
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
