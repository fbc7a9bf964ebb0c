package org.multilevel.model;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Levels;
import org.multilevel.data.Progress;
import org.multilevel.data.RowInput;
import org.multilevel.data.Table;
import org.multilevel.design.PredictionReader;

/**
 * Predicts rows that a host hands over one by one, with what a {@link Predictor} would make anew for every table.
 *
 * <p>Set every column of {@link #columns()}, then call {@link #predict()}. Not safe for use by several threads.
 */
public final class RowPredictor implements RowInput {
    private final ModelParts parts;
    private final PredictionRun run;
    private final PredictionReader reader;
    private final Table shape;
    private final List<Column> columns;
    private final List<Levels> levels;
    private final Batch row;

    /** Creates the predictor for rows with these columns, of which it needs some. */
    RowPredictor(ModelParts parts, PredictionChoices choices, List<Column> available) {
        this.parts = parts;
        this.shape = new CurrentRow(List.copyOf(available));
        this.run = new PredictionRun(parts, choices, shape);
        this.reader = PredictionRun.reader(parts, choices, shape);
        this.columns = reader.columns().stream()
                .map(name -> shape.column(name).orElseThrow())
                .toList();
        this.levels = columns.stream().map(column -> new Levels()).toList();
        this.row = new Batch(columns, levels);
        row.hold(0, 1);
        for (int column = 0; column < columns.size(); column++) {
            setMissing(column);
        }
    }

    /** Returns the columns that a prediction needs. */
    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public void nameRows(Supplier<String> current) {
        row.nameRows(position -> current.get());
    }

    @Override
    public void setNumber(int column, double value) {
        row.numbers(column)[0] = value;
    }

    @Override
    public void setLabel(int column, String label) {
        row.codes(column)[0] = levels.get(column).add(label);
    }

    @Override
    public void setMissing(int column) {
        if (columns.get(column).type() == ColumnType.NUMERIC) {
            row.numbers(column)[0] = Double.NaN;
        } else {
            row.codes(column)[0] = -1;
        }
    }

    /**
     * Predicts the row that is set.
     *
     * @param position its 0-based position among the host's rows, by which sentences tell of it if rows have no names
     * @return its prediction as row 0; reused from call to call
     * @throws org.multilevel.error.ModelException if a group was not seen and that is to be an error; a row that cannot be predicted
     *     otherwise has NaN
     * @throws org.multilevel.error.DataException if a number is infinite
     */
    public Predictions predict(long position) {
        row.hold(position, 1);
        try {
            return run.predict(reader.read(row), row);
        } catch (UnseenGroup e) {
            throw e.inWords(parts, shape, Progress.NONE);
        }
    }

    /** Predicts the row that is set as a host's only one, as {@link #predict(long)} does. */
    public Predictions predict() {
        return predict(0);
    }

    /** Returns what there is to say of all rows predicted so far. */
    public PredictionSummary summary() {
        return run.summary(reader);
    }

    /** The row that is set, as a table. */
    private final class CurrentRow implements Table {
        private final List<Column> available;

        CurrentRow(List<Column> available) {
            this.available = available;
        }

        @Override
        public List<Column> columns() {
            return available;
        }

        @Override
        public OptionalLong rowCount() {
            return OptionalLong.of(1);
        }

        @Override
        public void scan(List<String> wanted, Progress progress, Consumer<Batch> consumer) {
            int[] positions =
                    wanted.stream().mapToInt(reader.columns()::indexOf).toArray();
            List<Column> chosen =
                    wanted.stream().map(name -> column(name).orElseThrow()).toList();
            Batch copy = new Batch(
                    chosen,
                    wanted.stream()
                            .map(name -> levels.get(reader.columns().indexOf(name)))
                            .toList());
            for (int k = 0; k < positions.length; k++) {
                if (chosen.get(k).type() == ColumnType.NUMERIC) {
                    copy.numbers(k)[0] = row.numbers(positions[k])[0];
                } else {
                    copy.codes(k)[0] = row.codes(positions[k])[0];
                }
            }
            copy.nameRows(position -> row.rowName(0));
            copy.hold(row.firstRow(), 1);
            consumer.accept(copy);
        }
    }
}
