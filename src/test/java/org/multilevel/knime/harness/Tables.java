package org.multilevel.knime.harness;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.MissingCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.StandInContexts;

/** Makes KNIME tables for tests, and reads them. */
public final class Tables {
    private static final Path DATA = Path.of("workflows", "data");
    private static final Set<String> NO_VALUE = Set.of("", "NA");

    private Tables() {}

    /** Starts a table: first its columns, then its rows, whose keys are Row0, Row1, ... unless they are given. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects columns and rows. */
    public static final class Builder {
        private final List<DataColumnSpec> columns = new ArrayList<>();
        private final List<DataRow> rows = new ArrayList<>();

        private Builder() {}

        public Builder column(String name, DataType type) {
            columns.add(Tables.column(name, type));
            return this;
        }

        public Builder numbers(String... names) {
            Arrays.stream(names).forEach(name -> column(name, DoubleCell.TYPE));
            return this;
        }

        public Builder integers(String... names) {
            Arrays.stream(names).forEach(name -> column(name, IntCell.TYPE));
            return this;
        }

        public Builder texts(String... names) {
            Arrays.stream(names).forEach(name -> column(name, StringCell.TYPE));
            return this;
        }

        /** Adds a row; null is a missing value. */
        public Builder row(Object... values) {
            return keyed("Row" + rows.size(), values);
        }

        public Builder keyed(String key, Object... values) {
            DataCell[] cells = new DataCell[values.length];
            Arrays.setAll(cells, i -> cell(columns.get(i).getType(), values[i]));
            rows.add(new DefaultRow(key, cells));
            return this;
        }

        public DataTableSpec spec() {
            return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
        }

        public BufferedDataTable build() {
            BufferedDataContainer container =
                    StandInContexts.of(new DefaultNodeProgressMonitor()).createDataContainer(spec());
            rows.forEach(container::addRowToTable);
            container.close();
            return container.getTable();
        }
    }

    public static DataColumnSpec column(String name, DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    /** Returns the cell of a column's type for a value; null becomes a missing cell. */
    public static DataCell cell(DataType type, Object value) {
        if (value == null) {
            return DataType.getMissingCell();
        }
        if (value instanceof DataCell cell) {
            return cell;
        }
        if (type.equals(DoubleCell.TYPE)) {
            return new DoubleCell(((Number) value).doubleValue());
        }
        if (type.equals(IntCell.TYPE)) {
            return new IntCell(((Number) value).intValue());
        }
        if (type.equals(LongCell.TYPE)) {
            return new LongCell(((Number) value).longValue());
        }
        if (type.equals(BooleanCell.TYPE)) {
            return (boolean) value ? BooleanCell.TRUE : BooleanCell.FALSE;
        }
        return new StringCell((String) value);
    }

    /**
     * Reads one of the tables that workflows use, with the types that KNIME's CSV Reader guesses: a column of integers,
     * of long integers, of numbers, or else of texts; the named columns are texts whatever they hold.
     */
    public static BufferedDataTable csv(String file, String... textColumns) {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().ofCsvRecord(DATA.resolve(file), StandardCharsets.UTF_8)) {
            List<CsvRecord> records = reader.stream().toList();
            List<String> names = records.get(0).getFields();
            List<List<String>> rows =
                    records.stream().skip(1).map(CsvRecord::getFields).toList();
            Builder table = builder();
            List<DataType> types = IntStream.range(0, names.size())
                    .mapToObj(i -> List.of(textColumns).contains(names.get(i)) ? StringCell.TYPE : guessed(rows, i))
                    .toList();
            IntStream.range(0, names.size()).forEach(i -> table.column(names.get(i), types.get(i)));
            rows.forEach(row -> table.row(IntStream.range(0, names.size())
                    .mapToObj(i -> parsed(types.get(i), row.get(i)))
                    .toArray()));
            return table.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataType guessed(List<List<String>> rows, int column) {
        List<String> texts = rows.stream()
                .map(row -> row.get(column))
                .filter(text -> !NO_VALUE.contains(text))
                .toList();
        for (DataType type : List.of(IntCell.TYPE, LongCell.TYPE, DoubleCell.TYPE)) {
            if (texts.stream().allMatch(text -> parses(type, text))) {
                return type;
            }
        }
        return StringCell.TYPE;
    }

    private static boolean parses(DataType type, String text) {
        try {
            return parsed(type, text) != null;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Object parsed(DataType type, String text) {
        if (NO_VALUE.contains(text)) {
            return null;
        }
        if (type.equals(IntCell.TYPE)) {
            return Integer.valueOf(text);
        }
        if (type.equals(LongCell.TYPE)) {
            return Long.valueOf(text);
        }
        return type.equals(DoubleCell.TYPE) ? Double.valueOf(text) : text;
    }

    /** Returns a table whose rows are made whenever they are read, so that it can be larger than memory. */
    public static BufferedDataTable generated(DataTableSpec spec, long size, LongFunction<DataRow> row) {
        return StandInContexts.table(
                spec, size, () -> LongStream.range(0, size).mapToObj(row).iterator());
    }

    /** Returns a table of the same rows without some of its columns. */
    public static BufferedDataTable without(BufferedDataTable table, String... names) {
        DataTableSpec spec = table.getSpec();
        int[] kept = IntStream.range(0, spec.getNumColumns())
                .filter(i -> !List.of(names).contains(spec.getColumnSpec(i).getName()))
                .toArray();
        Builder smaller = builder();
        Arrays.stream(kept).mapToObj(spec::getColumnSpec).forEach(column -> smaller.columns.add(column));
        rows(table)
                .forEach(row -> smaller.keyed(
                        row.getKey().getString(),
                        Arrays.stream(kept).mapToObj(row::getCell).toArray()));
        return smaller.build();
    }

    public static List<DataRow> rows(BufferedDataTable table) {
        return StreamSupport.stream(table.spliterator(), false).toList();
    }

    public static List<String> keys(BufferedDataTable table) {
        return rows(table).stream().map(row -> row.getKey().getString()).toList();
    }

    public static List<String> names(DataTableSpec spec) {
        return List.of(spec.getColumnNames());
    }

    public static List<DataCell> cells(BufferedDataTable table, String column) {
        int index = index(table, column);
        return rows(table).stream().map(row -> row.getCell(index)).toList();
    }

    /** Returns a column as numbers; a missing value is NaN. */
    public static double[] numbers(BufferedDataTable table, String column) {
        return cells(table, column).stream()
                .mapToDouble(cell -> cell.isMissing() ? Double.NaN : ((DoubleValue) cell).getDoubleValue())
                .toArray();
    }

    /** Returns a column as texts; a missing value is "?". */
    public static List<String> texts(BufferedDataTable table, String column) {
        return cells(table, column).stream().map(DataCell::toString).toList();
    }

    /** Returns the value of a cell: Boolean, Integer, Long, Double, or its text; null where it is missing. */
    public static Object value(DataCell cell) {
        if (cell instanceof MissingCell) {
            return null;
        }
        if (cell instanceof BooleanValue value) {
            return value.getBooleanValue();
        }
        if (cell instanceof IntValue value) {
            return value.getIntValue();
        }
        if (cell instanceof LongValue value) {
            return value.getLongValue();
        }
        return cell instanceof DoubleValue value ? (Object) value.getDoubleValue() : cell.toString();
    }

    private static int index(BufferedDataTable table, String column) {
        int index = table.getSpec().findColumnIndex(column);
        if (index < 0) {
            throw new AssertionError("No column " + column + " in " + names(table.getSpec()));
        }
        return index;
    }
}
