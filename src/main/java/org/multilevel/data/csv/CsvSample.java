package org.multilevel.data.csv;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a file as a dialect splits it.
 *
 * @param dialect the dialect
 * @param rows the header and what follows it, but for blank lines
 */
record CsvSample(CsvDialect dialect, List<List<Field>> rows) {
    /** The parser wants some room behind the last value. */
    private static final int LOOK_AHEAD = 1 << 16;

    /**
     * A value.
     *
     * @param text the value, without quotes
     * @param quoted whether quotes stood around it
     */
    record Field(String text, boolean quoted) {
        boolean isBlank() {
            return CsvValues.isBlank(text);
        }
    }

    /**
     * Splits the beginning of a file, if the dialect's quotes allow it.
     *
     * @param text the beginning
     * @param whole whether it is all of the file; else its last row may be cut off
     */
    static Optional<CsvSample> of(String text, boolean whole, CsvDialect dialect) {
        Collector collector = new Collector();
        Reader source = new StringReader(text);
        Reader characters = dialect.separator().runs() ? new BlankReader(source, dialect.quote()) : source;
        try (CsvReader<List<Field>> reader = CsvInput.parser(dialect, 2 * text.length() + LOOK_AHEAD)
                .allowUnclosedQuote(true)
                .build(collector, characters)) {
            List<List<Field>> rows = new ArrayList<>();
            reader.forEach(rows::add);
            if (!whole && rows.size() > 1) {
                rows.remove(rows.size() - 1);
            }
            return Optional.of(new CsvSample(dialect, rows));
        } catch (CsvParseException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int width() {
        return rows.isEmpty() ? 0 : rows.get(0).size();
    }

    List<List<Field>> data() {
        return rows.subList(Math.min(1, rows.size()), rows.size());
    }

    /** Returns whether a value has blanks and then a quote that this dialect does not take as one. */
    boolean hasBlankBeforeQuote() {
        return rows.stream()
                .flatMap(List::stream)
                .anyMatch(field -> !field.quoted()
                        && !field.text().isEmpty()
                        && field.text().strip().startsWith(String.valueOf(dialect.quote())));
    }

    /** Returns whether every row has as many values as the header, but for empty ones at its end. */
    boolean isEven() {
        int width = width();
        boolean openEnd = hasOpenEnd();
        return data().stream()
                .allMatch(row -> row.size() == width
                        || (openEnd && row.size() == width - 1)
                        || (row.size() > width
                                && row.subList(width, row.size()).stream().allMatch(Field::isBlank)));
    }

    /** Returns whether the header ends with a separator. */
    private boolean hasOpenEnd() {
        int width = width();
        return width > 0 && rows.get(0).get(width - 1).isBlank();
    }

    /** Returns whether all rows end with a separator as the header does, and yet some have a value where the header has no name. */
    private boolean isShifted() {
        int width = width();
        return hasOpenEnd()
                && data().stream().allMatch(row -> row.get(width).isBlank())
                && data().stream().anyMatch(row -> !row.get(width - 1).isBlank());
    }

    /**
     * Returns whether every row has one value more than the header and begins with what can only be its name.
     *
     * <p>A decimal comma also makes a value more where commas separate; then the names must be quoted or no numbers.
     */
    boolean hasRowNames() {
        List<Field> names = data().stream()
                .filter(row -> !row.isEmpty())
                .map(row -> row.get(0))
                .toList();
        return names.size() >= 2
                && data().stream().allMatch(row -> row.size() == width() + 1)
                && (!isEven() || isShifted())
                && names.stream().map(Field::text).distinct().count() == names.size()
                && (dialect.separator().character() != ','
                        || names.stream().allMatch(name -> name.quoted() || !CsvValues.isNumber(name.text())));
    }

    /** Returns the part of the values that are numbers or missing. */
    double numeric(CsvValues values) {
        long all = 0;
        long numeric = 0;
        for (List<Field> row : data()) {
            for (Field field : row) {
                all++;
                numeric += values.isNumeric(field.text()) ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double) numeric / all;
    }

    /** Collects rows with what is known about each value. */
    private static final class Collector extends CsvCallbackHandler<List<Field>> {
        private List<Field> row = new ArrayList<>();
        private RecordType type = RecordType.DATA;

        @Override
        protected void beginRecord(long startingLineNumber) {
            row = new ArrayList<>();
            type = RecordType.DATA;
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            row.add(new Field(new String(buffer, offset, length), quoted));
        }

        @Override
        protected @Nullable List<Field> buildRecord() {
            return type == RecordType.DATA ? row : null;
        }

        @Override
        protected void setEmpty() {
            type = RecordType.EMPTY;
        }

        @Override
        protected void setComment(char[] buffer, int offset, int length) {
            type = RecordType.COMMENT;
        }

        @Override
        protected RecordType getRecordType() {
            return type;
        }

        @Override
        protected int getFieldCount() {
            return row.size();
        }
    }
}
