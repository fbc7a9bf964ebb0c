package org.multilevel.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.error.DataException;

/** What every table does with its list of columns: check it, and find in it the columns that a scan asks for. */
public final class Columns {
    /** More names than these do not help in a sentence. */
    private static final int NAMES_SHOWN = 20;

    private Columns() {}

    /**
     * Returns the columns of a table.
     *
     * @throws DataException if one has no name, or a name or a level occurs twice
     */
    public static List<Column> checked(List<Column> columns) {
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (column.name().isEmpty()) {
                throw new DataException(
                        "Column " + (names.size() + 1) + " of the table has no name: give every column a name.");
            }
            if (!names.add(column.name())) {
                throw new DataException(
                        "The table has two columns named \"" + column.name() + "\": give every column its own name.");
            }
            column.declaredLevels().ifPresent(levels -> checkLevels(column.name(), levels));
        }
        return List.copyOf(columns);
    }

    private static void checkLevels(String column, List<String> levels) {
        Set<String> labels = new HashSet<>();
        for (String label : levels) {
            if (!labels.add(label)) {
                throw new DataException("Column \"" + column + "\" declares the level \"" + label
                        + "\" twice: declare every level once.");
            }
        }
    }

    /**
     * Returns where in {@code columns} the wanted ones stand.
     *
     * @param table what to call the table in a sentence
     * @throws DataException if one of them is not among the columns
     */
    public static int[] positions(List<Column> columns, List<String> wanted, String table) {
        List<String> names = columns.stream().map(Column::name).toList();
        int[] positions = new int[wanted.size()];
        for (int k = 0; k < positions.length; k++) {
            String name = wanted.get(k);
            positions[k] = names.indexOf(name);
            if (positions[k] < 0) {
                throw new DataException("There is no column \"" + name + "\" in " + table + "; " + list(names) + ".");
            }
        }
        return positions;
    }

    /** Returns "it has the columns a, b, c", cut where there are many. */
    public static String list(List<String> names) {
        if (names.isEmpty()) {
            return "it has no columns";
        }
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        int rest = names.size() - NAMES_SHOWN;
        return "it has the columns " + shown + (rest > 0 ? " and " + rest + " more" : "");
    }
}
