package org.multilevel.fit.structure;

import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;

/** What rows are called where the table comes from; asked for a sentence. */
final class RowNames {
    private final Table table;
    private final Design design;

    RowNames(Table table, Design design) {
        this.table = table;
        this.design = design;
    }

    /** Returns the name of a row at a 0-based position. */
    String of(long row) {
        String[] name = {Long.toString(row + 1)};
        table.scan(List.copyOf(design.formula().response().columns()), Progress.NONE, batch -> {
            if (row >= batch.firstRow() && row < batch.firstRow() + batch.size()) {
                name[0] = batch.rowName((int) (row - batch.firstRow()));
            }
        });
        return name[0];
    }
}
