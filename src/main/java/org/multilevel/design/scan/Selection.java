package org.multilevel.design.scan;

import java.util.Arrays;
import org.multilevel.data.Batch;

/** The rows of a batch that take part, as positions within the batch; reused from batch to batch. */
public final class Selection {
    private final int[] identity;
    private final int[] picked;
    private boolean all;
    private int count;

    public Selection() {
        this(Batch.CAPACITY);
    }

    /** Creates a selection among batches of at most so many rows. */
    public Selection(int most) {
        identity = new int[most];
        picked = new int[most];
        Arrays.setAll(identity, i -> i);
    }

    /** Selects the first {@code size} rows. */
    public void selectAll(int size) {
        all = true;
        count = size;
    }

    /** Selects no row, so that {@link #add} can follow. */
    void clear() {
        all = false;
        count = 0;
    }

    void add(int row) {
        picked[count++] = row;
    }

    public int count() {
        return count;
    }

    /** Returns the positions; the first {@link #count} entries count. */
    public int[] rows() {
        return all ? identity : picked;
    }

    /** Returns the values of the selected rows, one after the other: in {@code scratch} unless all rows are selected. */
    public double[] gather(double[] values, double[] scratch) {
        if (all) {
            return values;
        }
        for (int i = 0; i < count; i++) {
            scratch[i] = values[picked[i]];
        }
        return scratch;
    }
}
