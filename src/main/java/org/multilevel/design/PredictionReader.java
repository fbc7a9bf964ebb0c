package org.multilevel.design;

import java.util.List;
import org.multilevel.data.Batch;
import org.multilevel.data.Table;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.Selection;
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

    /**
     * Creates the reader for the columns of a table.
     *
     * @throws ModelException if the table lacks a column of the model, or has a categorical one where the model needs numbers
     */
    PredictionReader(DesignParts parts, Inputs inputs, Table table) {
        this.binding = new Binding(table, inputs.predictors());
        this.filler = new BlockFiller(parts, false, binding);
    }

    /** Returns the columns that a batch has to have, in this order. */
    public List<String> columns() {
        return binding.names();
    }

    /** Returns X, Z and offset for all rows of a batch, as {@link Design#scanForPrediction} gives them; the block is reused. */
    public DesignBlock read(Batch batch) {
        selection.selectAll(batch.size());
        return filler.fillForPrediction(batch, selection);
    }

    /** Returns what made predictions missing so far, beside missing values. */
    public PredictionReport report() {
        return filler.report();
    }
}
