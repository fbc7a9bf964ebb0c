package org.multilevel.data;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.multilevel.error.DataException;

/**
 * Rows with typed, named columns that can be read any number of times, always in the same order.
 *
 * <p>Nothing requires the rows to be in memory: a table may read a file or ask its host anew at every scan. Rows arrive
 * in {@link Batch}es, column by column.
 */
public interface Table {

    /** Returns the columns in table order; names are unique. */
    List<Column> columns();

    /** Returns the number of rows where it is known without reading. */
    OptionalLong rowCount();

    /** Returns how many rows a batch of a scan holds at most; fewer than {@link Batch#CAPACITY} only where the table itself is that short. */
    default int batchRows() {
        return Batch.CAPACITY;
    }

    /**
     * Reads all rows in order, asking only for the named columns.
     *
     * <p>Batches are reused: a consumer copies what it wants to keep. Codes of a categorical column mean the same level
     * in all batches of all scans of this table; the list of labels may still grow from batch to batch.
     *
     * @param columns names of the columns wanted; the batch numbers them in this order
     * @param progress hears "reading rows" and may stop the scan
     * @param consumer gets the batches in row order
     * @throws DataException if a column does not exist or a row cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    void scan(List<String> columns, Progress progress, Consumer<Batch> consumer);

    /**
     * Returns what somebody who reads these columns should know about how they are read, each as a sentence.
     *
     * @param read names of columns
     */
    default List<String> notes(Collection<String> read) {
        return List.of();
    }

    /** Returns the texts that mean a missing value; none where the table is not made of text. */
    default List<String> missingCodes() {
        return List.of();
    }

    /** Returns what a column is called in words, where the table's file says it. */
    default Optional<String> label(String column) {
        return Optional.empty();
    }

    /** Returns the sentence about what these columns are called in words, one of {@link #notes}; none where they are called nothing. */
    default Optional<String> called(Collection<String> read) {
        String names = columns().stream()
                .map(Column::name)
                .filter(read::contains)
                .flatMap(name -> label(name).stream().map(label -> '"' + name + "\" \"" + label + '"'))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of("The file calls " + names + ".");
    }

    /** Returns the column of that name, if there is one. */
    default Optional<Column> column(String name) {
        return columns().stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
