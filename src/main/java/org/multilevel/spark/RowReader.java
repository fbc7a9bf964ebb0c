package org.multilevel.spark;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.multilevel.data.Batch;
import org.multilevel.data.RowTable;
import org.multilevel.data.Table;

/** Reads rows of Spark whose columns are doubles and texts as a table. */
record RowReader(List<DatasetColumn> columns) implements Serializable {

    /** Copies the list. */
    RowReader {
        columns = List.copyOf(columns);
    }

    /** Returns a table of the rows that an iterator gives at each scan. */
    Table table(Supplier<Iterator<Row>> rows) {
        Recent recent = new Recent(rows);
        RowTable.Builder<Row> table = RowTable.<Row>over(recent::forEach);
        for (int k = 0; k < columns.size(); k++) {
            int position = k;
            if (columns.get(k).isNumeric()) {
                table.numeric(
                        columns.get(k).name(), row -> row.isNullAt(position) ? Double.NaN : row.getDouble(position));
            } else {
                table.categorical(columns.get(k).name(), row -> label(row, position));
            }
        }
        return table.rowNames(recent::name).build();
    }

    /** An empty text is missing, as in files. */
    private static Optional<String> label(Row row, int position) {
        return row.isNullAt(position)
                ? Optional.empty()
                : Optional.of(row.getString(position)).filter(text -> !text.isEmpty());
    }

    /** Rows have no numbers on Spark: sentences call them by their values, for which those of a batch are kept. */
    private final class Recent {
        private final Supplier<Iterator<Row>> rows;
        private final Deque<Row> last = new ArrayDeque<>();
        private long read;

        Recent(Supplier<Iterator<Row>> rows) {
            this.rows = rows;
        }

        void forEach(Consumer<? super Row> consumer) {
            read = 0;
            last.clear();
            rows.get().forEachRemaining(row -> {
                if (last.size() == Batch.CAPACITY) {
                    last.removeFirst();
                }
                last.addLast(row);
                read++;
                consumer.accept(row);
            });
        }

        String name(long position) {
            long first = read - last.size();
            return last.stream()
                    .skip(Math.max(0, position - first))
                    .findFirst()
                    .map(this::values)
                    .orElse(Long.toString(position + 1));
        }

        private String values(Row row) {
            return IntStream.range(0, columns.size())
                    .mapToObj(k -> columns.get(k).name() + " = " + row.get(k))
                    .collect(Collectors.joining(", ", "(", ")"));
        }
    }
}
