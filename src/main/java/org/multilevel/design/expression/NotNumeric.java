package org.multilevel.design.expression;

import java.util.BitSet;
import java.util.List;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/** Finds out which value makes a column categorical that should be numeric, so that a user can correct it. */
public final class NotNumeric {
    private final BitSet seen = new BitSet();
    private String example = "";
    private boolean found;

    private NotNumeric() {}

    /**
     * Returns the sentence for a categorical column.
     *
     * @param role what the column should be, such as {@code The response}
     */
    public static ModelException of(String role, String column, Table table, Progress progress) {
        NotNumeric search = new NotNumeric();
        table.scan(List.of(column), progress, search::accept);
        return new ModelException(role + " " + Labels.quoted(column) + " must be numeric, but "
                + (search.example.isEmpty()
                        ? "is categorical: choose a numeric column."
                        : search.example + ": choose a numeric column, or correct that value."));
    }

    private void accept(Batch batch) {
        int[] codes = batch.codes(0);
        for (int i = 0; i < batch.size() && !found; i++) {
            if (codes[i] >= 0 && !seen.get(codes[i])) {
                seen.set(codes[i]);
                String label = batch.levels(0).label(codes[i]);
                found = !isNumber(label);
                if (found || example.isEmpty()) {
                    example = "row " + batch.rowName(i) + " has " + Labels.quoted(label);
                }
            }
        }
    }

    private static boolean isNumber(String label) {
        try {
            Double.parseDouble(label);
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
