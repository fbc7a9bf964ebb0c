package org.multilevel.model;

import java.util.Optional;
import org.multilevel.data.Batch;
import org.multilevel.data.NumberLabel;

/** The values of a batch as labels, whether its column is of numbers or of texts. */
final class BatchLabels {
    private BatchLabels() {}

    /** Returns the label of row i; empty where it is missing. */
    static Optional<String> label(Batch batch, int column, int i) {
        if (isNumeric(batch, column)) {
            double number = batch.numbers(column)[i];
            return Double.isNaN(number) ? Optional.empty() : Optional.of(NumberLabel.of(number));
        }
        int code = batch.codes(column)[i];
        return code < 0 ? Optional.empty() : Optional.of(batch.levels(column).label(code));
    }

    /** Returns whether the column is of numbers. */
    static boolean isNumeric(Batch batch, int column) {
        return batch.numbers(column).length > 0;
    }
}
