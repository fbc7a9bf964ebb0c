package org.multilevel.glm.rows;

import java.util.function.Function;

/** Where the blocks of a model's rows lie; different threads may have different blocks open. */
interface RowStore {
    /** Returns how many blocks there are. */
    int size();

    /** Returns a block, to be looked at until it is closed. */
    RowBlock open(int number);

    /**
     * Ends what {@link #open} began.
     *
     * @param changed whether the numbers that change did so, and are to be kept
     */
    void close(int number, RowBlock block, boolean changed);

    /**
     * Returns the same rows with responses; what the inner problem knows of them is not shared.
     *
     * @param responses of each block, in their order
     */
    RowStore with(Function<RowBlock, double[]> responses);

    /** Returns the same rows as a view shows them; what the inner problem knows of them is not shared. */
    RowStore seen(RowView view);
}
