package org.multilevel.exact;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;

/** Columns in memory that a test can shuffle, relabel and transform before it makes a table of them; immutable. */
public final class Frame {
    private final int rows;
    private final Map<String, double[]> numbers;
    private final Map<String, String[]> labels;

    private Frame(int rows, Map<String, double[]> numbers, Map<String, String[]> labels) {
        this.rows = rows;
        this.numbers = numbers;
        this.labels = labels;
    }

    /** Returns a frame without columns. */
    public static Frame ofRows(int rows) {
        return new Frame(rows, Map.of(), Map.of());
    }

    /** Reads one of the sample tables, with the named columns as categories. */
    public static Frame read(String name, String... categorical) {
        return of(CsvTable.open(
                Path.of("workflows", "data", name + ".csv"),
                CsvOptions.defaults().withCategorical(List.of(categorical))));
    }

    /** Returns the columns of a table. */
    public static Frame of(Table table) {
        Frame frame = ofRows((int) table.rowCount().orElseThrow());
        for (Column column : table.columns()) {
            frame = frame.reading(table, column);
        }
        return frame;
    }

    private Frame reading(Table table, Column column) {
        double[] values = new double[rows];
        String[] texts = new String[rows];
        boolean numeric = column.type() == ColumnType.NUMERIC;
        table.scan(List.of(column.name()), Progress.NONE, batch -> copy(batch, numeric, values, texts));
        return numeric ? with(column.name(), values) : with(column.name(), texts);
    }

    private static void copy(Batch batch, boolean numeric, double[] values, String[] texts) {
        for (int i = 0; i < batch.size(); i++) {
            int row = (int) batch.firstRow() + i;
            if (numeric) {
                values[row] = batch.numbers(0)[i];
            } else {
                int code = batch.codes(0)[i];
                texts[row] = code < 0 ? "" : batch.levels(0).label(code);
            }
        }
    }

    /** Returns this frame with a numeric column more, or another one of that name. */
    public Frame with(String name, double[] values) {
        Map<String, double[]> more = new LinkedHashMap<>(numbers);
        more.put(name, values.clone());
        return new Frame(rows, more, labels);
    }

    /** Returns this frame with a categorical column more, or another one of that name. */
    public Frame with(String name, String[] values) {
        Map<String, String[]> more = new LinkedHashMap<>(labels);
        more.put(name, values.clone());
        return new Frame(rows, numbers, more);
    }

    /** Returns this frame with a numeric column that is computed from the row number. */
    public Frame number(String name, IntToDoubleFunction value) {
        return with(name, IntStream.range(0, rows).mapToDouble(value).toArray());
    }

    /** Returns this frame with a categorical column that is computed from the row number. */
    public Frame label(String name, IntFunction<String> value) {
        return with(name, IntStream.range(0, rows).mapToObj(value).toArray(String[]::new));
    }

    /** Returns this frame with a numeric column transformed. */
    public Frame map(String name, DoubleUnaryOperator change) {
        return with(name, Arrays.stream(numbers(name)).map(change).toArray());
    }

    /** Returns this frame with a categorical column relabelled. */
    public Frame relabel(String name, UnaryOperator<String> change) {
        return with(name, Arrays.stream(labels(name)).map(change).toArray(String[]::new));
    }

    /** Returns the frame of some rows of this one, in the order given. */
    public Frame rows(int... chosen) {
        Frame frame = ofRows(chosen.length);
        for (String name : numbers.keySet()) {
            double[] values = numbers(name);
            frame = frame.number(name, i -> values[chosen[i]]);
        }
        for (String name : labels.keySet()) {
            String[] values = labels(name);
            frame = frame.label(name, i -> values[chosen[i]]);
        }
        return frame;
    }

    /** Returns the number of rows. */
    public int size() {
        return rows;
    }

    /** Returns a copy of a numeric column. */
    public double[] numbers(String name) {
        double[] values = numbers.get(name);
        if (values == null) {
            throw new IllegalArgumentException(name);
        }
        return values.clone();
    }

    /** Returns a copy of a categorical column. */
    public String[] labels(String name) {
        String[] values = labels.get(name);
        if (values == null) {
            throw new IllegalArgumentException(name);
        }
        return values.clone();
    }

    /** Returns the table of these columns. */
    public MemoryTable table() {
        MemoryTable.Builder builder = MemoryTable.builder();
        numbers.forEach(builder::numeric);
        labels.forEach(builder::categorical);
        return builder.build();
    }
}
