package org.multilevel.data;

import java.util.List;
import java.util.Optional;

/**
 * A column of a table: its name, how its values are read, and the levels that its host declares.
 *
 * @param name the name, unique in its table
 * @param type how values are read
 * @param declaredLevels the levels of a categorical column in declared order where the host declares them (Weka
 *     nominal), else empty: they are then discovered by reading
 */
public record Column(String name, ColumnType type, Optional<List<String>> declaredLevels) {

    /** Copies the levels. */
    public Column {
        declaredLevels = declaredLevels.map(List::copyOf);
    }

    /** Creates a numeric column. */
    public static Column numeric(String name) {
        return new Column(name, ColumnType.NUMERIC, Optional.empty());
    }

    /** Creates a categorical column whose levels are found by reading. */
    public static Column categorical(String name) {
        return new Column(name, ColumnType.CATEGORICAL, Optional.empty());
    }

    /** Creates a categorical column with levels in the order given. */
    public static Column categorical(String name, List<String> declaredLevels) {
        return new Column(name, ColumnType.CATEGORICAL, Optional.of(declaredLevels));
    }
}
