package org.multilevel.knime;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;
import org.multilevel.model.MixedModel;

/** Reads from a KNIME table the columns of a model as its learner read them. */
public final class ModelTable {
    private ModelTable() {}

    /**
     * Returns the columns of a model.
     *
     * @throws DataException if the table lacks one
     */
    public static Table of(MixedModel model, BufferedDataTable table) {
        List<Column> read = model.provenance().columns();
        Set<String> labels = new HashSet<>();
        for (Column column : read) {
            if (!table.getDataTableSpec().containsName(column.name())) {
                throw new DataException("The table has no column \"" + column.name()
                        + "\", which the model reads: connect the table that the model was fitted to.");
            }
            if (column.type() == ColumnType.CATEGORICAL) {
                labels.add(column.name());
            }
        }
        return KnimeTable.of(table, read.stream().map(Column::name).toList(), labels);
    }
}
