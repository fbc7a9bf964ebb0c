package org.multilevel.knime;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.streamable.RowInput;
import org.knime.core.node.workflow.NodeContext;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.RowTable;
import org.multilevel.data.RowTable.Rows;
import org.multilevel.data.Table;

/** Shows some columns of a KNIME table as a table that is read where it is, row by row, at every scan anew. */
public final class KnimeTable {
    private KnimeTable() {}

    /** Returns the named columns as a table, in the order of the KNIME table; names of no usable column are passed over. */
    public static Table of(BufferedDataTable table, Collection<String> names) {
        return of(table, names, Set.of());
    }

    /**
     * Returns the named columns as a table, in the order of the KNIME table; names of no usable column are passed over.
     *
     * @param labels columns that only tell groups apart, see {@link KnimeColumns#of(DataTableSpec, Set)}
     */
    public static Table of(BufferedDataTable table, Collection<String> names, Set<String> labels) {
        DataTableSpec spec = table.getDataTableSpec();
        List<Column> columns = columns(spec, names, labels);
        int[] positions = positions(spec, columns);
        Optional<NodeContext> context = Optional.ofNullable(NodeContext.getContext());
        RowTable.Builder<DataRow> builder =
                RowTable.<DataRow>ahead(() -> new TableRows(rows(table, positions), context));
        builder.rowCount(table.size());
        builder.rowNames(row -> rowName(table, positions, row));
        return built(builder, columns, positions);
    }

    /**
     * Returns the named columns of rows that come one by one as a table, which can be read once.
     *
     * @param labels columns that only tell groups apart, see {@link KnimeColumns#of(DataTableSpec, Set)}
     */
    public static Table once(RowInput rows, Collection<String> names, Set<String> labels) {
        DataTableSpec spec = rows.getDataTableSpec();
        List<Column> columns = columns(spec, names, labels);
        LatestRows latest = new LatestRows(rows);
        RowTable.Builder<DataRow> builder = RowTable.<DataRow>over(latest::forEach);
        builder.rowNames(latest::name);
        return built(builder, columns, positions(spec, columns));
    }

    /** Rows that come once; the names of the last ones are kept, since sentences name rows of the batch at hand. */
    private static final class LatestRows {
        private final RowInput rows;
        private final RowKey[] keys = new RowKey[Batch.CAPACITY];

        LatestRows(RowInput rows) {
            this.rows = rows;
        }

        void forEach(Consumer<? super DataRow> consumer) {
            try {
                int position = 0;
                for (DataRow row = rows.poll(); row != null; row = rows.poll()) {
                    keys[position] = row.getKey();
                    position = (position + 1) % keys.length;
                    consumer.accept(row);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException().initCause(e);
            }
        }

        String name(long row) {
            return rowName(keys[(int) (row % keys.length)]);
        }
    }

    private static List<Column> columns(DataTableSpec spec, Collection<String> names, Set<String> labels) {
        return KnimeColumns.of(spec, labels).stream()
                .filter(column -> names.contains(column.name()))
                .toList();
    }

    private static int[] positions(DataTableSpec spec, List<Column> columns) {
        return columns.stream()
                .mapToInt(column -> spec.findColumnIndex(column.name()))
                .toArray();
    }

    private static Table built(RowTable.Builder<DataRow> builder, List<Column> columns, int[] positions) {
        for (int k = 0; k < positions.length; k++) {
            addColumn(builder, columns.get(k), positions[k]);
        }
        return builder.build();
    }

    /** The rows of a table; another thread that reads them works for the same node. */
    private record TableRows(CloseableRowIterator rows, Optional<NodeContext> context) implements Rows<DataRow> {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public DataRow next() {
            return rows.next();
        }

        @Override
        public void reading(Runnable some) {
            if (context.isEmpty()) {
                some.run();
                return;
            }
            NodeContext.pushContext(context.get());
            try {
                some.run();
            } finally {
                NodeContext.removeLastContext();
            }
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    private static CloseableRowIterator rows(BufferedDataTable table, int[] positions) {
        return table.filter(TableFilter.materializeCols(positions)).iterator();
    }

    /** Returns how sentences name the row with a key: positions mean nothing to a user of KNIME, where rows have IDs. */
    static String rowName(RowKey key) {
        return "\"" + key.getString() + "\"";
    }

    /** Runs through the table to a row, for its key. */
    private static String rowName(BufferedDataTable table, int[] positions, long row) {
        try (CloseableRowIterator rows = rows(table, positions)) {
            for (long k = 0; k < row; k++) {
                rows.next();
            }
            return rowName(rows.next().getKey());
        }
    }

    private static void addColumn(RowTable.Builder<DataRow> builder, Column column, int position) {
        switch (column.type()) {
            case NUMERIC -> builder.numeric(column.name(), row -> KnimeCells.number(row.getCell(position)));
            case CATEGORICAL -> builder.categorical(column.name(), row -> KnimeCells.label(row.getCell(position)));
        }
    }
}
