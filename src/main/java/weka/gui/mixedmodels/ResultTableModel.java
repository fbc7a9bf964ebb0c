package weka.gui.mixedmodels;

import javax.swing.table.AbstractTableModel;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;

/** A table of results as Swing's tables show and sort it: numbers are numbers, and a missing one is an empty cell. */
final class ResultTableModel extends AbstractTableModel {
    private static final long serialVersionUID = 1L;

    private final transient ResultTable table;

    ResultTableModel(ResultTable table) {
        this.table = table;
    }

    @Override
    public int getRowCount() {
        return table.rowCount();
    }

    @Override
    public int getColumnCount() {
        return table.columns().size();
    }

    @Override
    public String getColumnName(int column) {
        return table.columns().get(column).name();
    }

    @Override
    public Class<?> getColumnClass(int column) {
        return switch (table.columns().get(column).kind()) {
            case TEXT -> String.class;
            case REAL -> Double.class;
            case WHOLE -> Long.class;
        };
    }

    @Override
    @SuppressWarnings("NullAway") // Swing takes null for an empty cell
    public Object getValueAt(int row, int column) {
        ResultColumn cells = table.columns().get(column);
        if (cells instanceof ResultColumn.Real real) {
            double value = real.cells().applyAsDouble(row);
            return Double.isNaN(value) ? null : value;
        }
        return cells instanceof ResultColumn.Whole whole
                ? (Object) whole.cells().applyAsLong(row)
                : cells.text(row);
    }
}
