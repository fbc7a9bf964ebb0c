package org.multilevel.data.levels;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.Batch;
import org.multilevel.data.NumberLabel;

/** Where the labels of the rows of a batch come from: the codes of a column, or numbers. */
public sealed interface LevelSource {

    /**
     * A categorical column.
     *
     * @param column its position in the batches
     * @param declared its levels in declared order where the host declares them
     */
    record Codes(int column, Optional<List<String>> declared) implements LevelSource {}

    /** Numbers, of a column or computed, each of which is the label of its row. */
    non-sealed interface Numbers extends LevelSource {

        /** Returns the numbers of all rows of a batch, NaN where missing; valid until the next call. */
        double[] of(Batch batch);

        /** Returns what the label of a number is called in a sentence. */
        default String label(double number) {
            return NumberLabel.of(number);
        }

        /** Throws a sentence if the number in a row of the batch read last cannot be a label. */
        void check(Batch batch, int row);
    }
}
