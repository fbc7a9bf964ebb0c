package org.multilevel.design;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Table;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.Selection;
import org.multilevel.error.DataException;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/**
 * Turns batches into X, Z and offset for prediction, one after the other; not safe for use by several threads.
 *
 * <p>{@link Design#scanForPrediction} does so with a whole table; a host that has its rows one by one fills batches itself.
 */
public final class PredictionReader {
    private final Binding binding;
    private final BlockFiller filler;
    private final Selection selection = new Selection();
    private final PredictionColumns columns;
    private final Batch absent;
    /** Where in a batch the numbers are. */
    private final int[] numeric;

    /**
     * Creates the reader for the columns of a table.
     *
     * @throws ModelException if the table lacks a column of the model other than a group's, or has a categorical one where the model needs numbers
     */
    PredictionReader(DesignParts parts, Inputs inputs, Table table, boolean withResiduals) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        this.columns = PredictionColumns.of(
                parts.terms(), withResiduals ? wanted(parts.options(), inputs, names) : inputs.predictors(), names);
        List<Column> missing = columns.absent().stream()
                .map(name ->
                        parts.facts().categorical().contains(name) ? Column.categorical(name) : Column.numeric(name))
                .toList();
        List<Column> available = new ArrayList<>(table.columns());
        available.addAll(missing);
        List<String> bound = new ArrayList<>(columns.present());
        bound.addAll(columns.absent());
        this.binding = new Binding(available, bound);
        this.filler = new BlockFiller(parts, false, binding);
        this.absent = Batch.missing(missing);
        this.numeric = IntStream.range(0, columns.present().size())
                .filter(k ->
                        table.column(columns.present().get(k)).orElseThrow().type() == ColumnType.NUMERIC)
                .toArray();
    }

    /** Returns the columns of the predictors, and those of subjects, times and strata of residuals that the table has. */
    private static List<String> wanted(DesignOptions options, Inputs inputs, List<String> available) {
        Set<String> wanted = new LinkedHashSet<>(inputs.predictors());
        options.residual()
                .ifPresent(term ->
                        term.columns().stream().filter(available::contains).forEach(wanted::add));
        options.strata().filter(available::contains).ifPresent(wanted::add);
        return List.copyOf(wanted);
    }

    /** Returns the columns that a batch has to have, in this order. */
    public List<String> columns() {
        return columns.present();
    }

    /** Returns the grouping factors of which the table lacks a column, so that its rows are the population's. */
    public List<String> absentFactors() {
        return columns.factors();
    }

    /**
     * Returns X, Z and offset for all rows of a batch, as {@link Design#scanForPrediction} gives them; the block is reused.
     *
     * @throws DataException if a number is infinite, as a fit refuses it
     */
    public DesignBlock read(Batch batch) {
        checkFinite(batch);
        selection.selectAll(batch.size());
        Batch whole = columns.absent().isEmpty() ? batch : batch.beside(absent);
        return filler.fillForPrediction(whole, selection);
    }

    /** Infinity is no number that a prediction could be made for, and where it stands for a missing value nobody says so. */
    private void checkFinite(Batch batch) {
        for (int column : numeric) {
            double[] values = batch.numbers(column);
            for (int i = 0; i < batch.size(); i++) {
                if (Double.isInfinite(values[i])) {
                    throw new DataException(Labels.infinite(columns.present().get(column), batch.rowName(i)));
                }
            }
        }
    }

    /** Returns what made predictions missing so far, beside missing values. */
    public PredictionReport report() {
        return filler.report();
    }
}
