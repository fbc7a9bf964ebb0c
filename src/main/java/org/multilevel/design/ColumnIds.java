package org.multilevel.design;

import org.multilevel.data.Batch;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.levels.LongIds;
import org.multilevel.data.levels.LongIndex;
import org.multilevel.design.scan.Binding;

/** Gives the values of a column small numbers during a scan: a category's code, a number's place among those met so far. */
final class ColumnIds {
    private final int column;
    private final boolean numeric;
    private final LongIds ids = new LongIds(16);

    ColumnIds(Binding binding, String name) {
        this.column = binding.position(name);
        this.numeric = binding.isNumeric(name);
    }

    /** Writes the number of each of some rows. */
    void read(Batch batch, int[] rows, int n, int[] target) {
        if (!numeric) {
            int[] codes = batch.codes(column);
            for (int i = 0; i < n; i++) {
                target[i] = codes[rows[i]];
            }
            return;
        }
        double[] values = batch.numbers(column);
        double last = Double.NaN;
        int id = 0;
        for (int i = 0; i < n; i++) {
            double value = values[rows[i]];
            if (value != last) {
                id = ids.add(LongIndex.key(value));
                last = value;
            }
            target[i] = id;
        }
    }

    /** Writes the value of each of some rows: of a category the number that is its label, NaN where that is none. */
    void labels(Batch batch, int[] rows, int n, double[] target) {
        for (int i = 0; i < n; i++) {
            target[i] = numeric
                    ? batch.numbers(column)[rows[i]]
                    : NumberLabel.number(batch.levels(column).label(batch.codes(column)[rows[i]]));
        }
    }
}
