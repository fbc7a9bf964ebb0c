package org.multilevel.knime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.multilevel.result.ColumnSchema;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;
import org.multilevel.result.TableSchema;

/**
 * Names the rows of a result table by what they are about, such as {@code ses} or {@code school:(Intercept)}, which is what KNIME's
 * row filters, joins and cell splitters take hold of.
 */
final class RowNames {
    private static final String SEPARATOR = ":";

    /** The columns that tell rows apart where these are not all texts at the left. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "variance_components", List.of("group", "term1", "term2"),
            "covariance_parameters", List.of("group", "term1", "term2"),
            "fit_statistics", List.of("name"),
            "model_comparison", List.of("model"),
            "influence_changes", List.of("level", "parameter"),
            "replicates", List.of("replicate", "parameter"),
            "ladder", List.of("name"),
            "columns", List.of("column"),
            "variation", List.of("column"));

    private final List<ResultColumn> keys;
    private final Map<String, Integer> given = new HashMap<>();

    private RowNames(List<ResultColumn> keys) {
        this.keys = keys;
    }

    /** Starts with the first row of a table. */
    static RowNames of(ResultTable table) {
        List<String> names = keys(table.schema());
        return new RowNames(
                names.stream().flatMap(name -> table.column(name).stream()).toList());
    }

    private static List<String> keys(TableSchema schema) {
        return KEYS.getOrDefault(
                schema.name(),
                schema.columns().stream()
                        .takeWhile(column -> column.kind() == ColumnSchema.Kind.TEXT)
                        .map(ColumnSchema::name)
                        .toList());
    }

    /** Returns the name of a row; of rows that would have the same name each later one gets its number. */
    String next(int row) {
        String name = keys.stream()
                .map(column -> column.text(row))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(SEPARATOR));
        String usual = name.isEmpty() ? "Row" + row : name;
        int before = given.merge(usual, 1, Integer::sum);
        if (before == 1) {
            return usual;
        }
        String numbered = usual + " (" + before + ")";
        return given.putIfAbsent(numbered, 1) == null ? numbered : next(row);
    }
}
