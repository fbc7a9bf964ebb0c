package org.multilevel.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A table in which one column is missing wherever another of some columns is, so that models of fewer columns use the rows of the
 * model of all of them.
 */
public final class CompleteRows extends TableView {
    private final String column;
    private final Set<String> needed;

    private CompleteRows(Table table, String column, Set<String> needed) {
        super(table);
        this.column = column;
        this.needed = needed;
    }

    /**
     * Returns a view of a table.
     *
     * @param column the column that becomes missing, such as the response
     * @param needed names of columns of the table
     */
    public static CompleteRows of(Table table, String column, Collection<String> needed) {
        return new CompleteRows(table, column, Set.copyOf(needed));
    }

    @Override
    public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
        int marked = columns.indexOf(column);
        Set<String> asked = new LinkedHashSet<>(columns);
        asked.addAll(needed);
        List<String> all = List.copyOf(asked);
        List<Column> kinds = Arrays.stream(Columns.positions(columns(), all, "the table"))
                .mapToObj(columns()::get)
                .toList();
        if (marked < 0) {
            super.scan(columns, progress, consumer);
            return;
        }
        super.scan(all, progress, batch -> consumer.accept(copy(batch, kinds, columns.size(), marked)));
    }

    private static Batch copy(Batch from, List<Column> kinds, int asked, int marked) {
        Batch to = Batch.copyOf(
                from, kinds.subList(0, asked), IntStream.range(0, asked).toArray());
        boolean isNumber = kinds.get(marked).type() == ColumnType.NUMERIC;
        for (int k = 0; k < kinds.size(); k++) {
            boolean numeric = kinds.get(k).type() == ColumnType.NUMERIC;
            for (int i = 0; i < from.size(); i++) {
                if (numeric ? Double.isNaN(from.numbers(k)[i]) : from.codes(k)[i] < 0) {
                    if (isNumber) {
                        to.numbers(marked)[i] = Double.NaN;
                    } else {
                        to.codes(marked)[i] = -1;
                    }
                }
            }
        }
        return to;
    }
}
