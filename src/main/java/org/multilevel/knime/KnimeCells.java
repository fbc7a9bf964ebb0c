package org.multilevel.knime;

import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;

/** Reads a KNIME cell as a number or a label, and makes cells of numbers and texts that may be missing. */
public final class KnimeCells {
    private KnimeCells() {}

    /** Returns the number in a cell of a numeric column, NaN where it is missing. */
    public static double number(DataCell cell) {
        return cell.isMissing() ? Double.NaN : ((DoubleValue) cell).getDoubleValue();
    }

    /** Returns the label in a cell of a categorical column, nothing where it is missing. */
    public static Optional<String> label(DataCell cell) {
        return cell.isMissing() ? Optional.empty() : Optional.of(cell.toString());
    }

    /** Returns a cell with a number, a missing one for NaN. */
    public static DataCell of(double number) {
        return Double.isNaN(number) ? DataType.getMissingCell() : new DoubleCell(number);
    }

    /** Returns a cell with a text, a missing one where it is empty. */
    public static DataCell of(String text) {
        return text.isEmpty() ? DataType.getMissingCell() : new StringCell(text);
    }
}
