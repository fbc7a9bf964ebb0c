package org.multilevel.inference.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Structure;
import org.multilevel.design.StructureSurvey;
import org.multilevel.formula.Formula;
import org.multilevel.inference.Counts;

/**
 * Names the numeric columns of a table that may be labels of groups, for a model in which no group has been named.
 *
 * @param columns the likeliest first
 * @param rows how many rows were looked at
 */
public record LikelyGroups(List<Column> columns, long rows) {
    private static final int MOST_NAMED = 4;

    /** Copies the list. */
    public LikelyGroups {
        columns = List.copyOf(columns);
    }

    /**
     * A column of whole numbers that repeat.
     *
     * @param name the column
     * @param labels how many different numbers it has
     * @param named whether its name says that it is the label of a group
     * @param blocks whether each number stands in rows that follow one another
     */
    public record Column(String name, int labels, boolean named, boolean blocks) {}

    /**
     * Reads a table once and finds such columns.
     *
     * @param response any other numeric column; rows in which it or a column is missing are passed over
     * @param columns the numeric columns to look at, at least one
     * @throws org.multilevel.error.MultilevelException if a column does not exist or the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static LikelyGroups in(Table table, String response, List<String> columns, Progress progress) {
        Formula formula =
                Formula.response(response).fixed(columns.toArray(String[]::new)).build();
        StructureSurvey survey = StructureSurvey.of(formula, table, DesignOptions.DEFAULT, progress);
        survey.table().scan(List.copyOf(formula.columns()), progress, (Batch batch) -> {});
        Structure structure = survey.structure().orElseThrow();
        List<Column> found = structure.variables().stream()
                .filter(variable -> NumericLabels.repeat(variable, structure.rows()))
                .map(variable -> new Column(
                        variable.name(),
                        variable.levels(),
                        NumericLabels.isLabel(variable.name()),
                        variable.runs() == variable.levels()))
                .sorted(Comparator.comparing((Column column) -> !column.named())
                        .thenComparing(column -> !column.blocks())
                        .thenComparing(Column::labels, Comparator.reverseOrder()))
                .toList();
        return new LikelyGroups(found, structure.rows());
    }

    /** Returns the column that is a group by its name, if there is exactly one. */
    public Optional<Column> clear() {
        List<Column> named = columns.stream().filter(Column::named).toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** Returns what a user who named no group should hear; nothing where there is no such column. */
    public Optional<Finding> finding() {
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        boolean one = columns.size() == 1;
        List<String> shown =
                columns.stream().limit(MOST_NAMED).map(Column::name).toList();
        int left = columns.size() - shown.size();
        String names = left > 0 ? String.join(", ", shown) + " and " + left + " more" : Words.list(shown);
        return Optional.of(new Finding(
                FindingKind.NUMERIC_GROUP,
                String.join(", ", columns.stream().map(Column::name).toList()),
                "No group is named, and the whole numbers in " + names + " repeat as labels of groups do.",
                columns.get(0).name() + " has " + Counts.of(columns.get(0).labels()) + " of them in "
                        + Counts.of(rows, "row") + ".",
                one
                        ? "If it is a label, name it as the group; if it is a quantity, all is well."
                        : "If one is a label, name it as the group; if all are quantities, all is well."));
    }
}
