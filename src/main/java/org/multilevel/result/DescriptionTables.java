package org.multilevel.result;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.multilevel.data.description.ColumnFacts;
import org.multilevel.data.description.Correlation;
import org.multilevel.data.description.Description;
import org.multilevel.data.description.GroupCounts;
import org.multilevel.data.description.LevelCount;
import org.multilevel.data.description.Variation;

/** The tables of a description of a table: the same in every host. */
public final class DescriptionTables {
    private static final String ROWS = "rows";

    private static final TableDefinition<List<ColumnFacts>> COLUMNS_TABLE = TableDefinition.<List<ColumnFacts>>named(
                    "columns")
            .text("column", (facts, i) -> facts.get(i).name())
            .text("kind", (facts, i) -> facts.get(i).kind().name().toLowerCase(Locale.ROOT))
            .whole("count", (facts, i) -> facts.get(i).count())
            .whole("missing", (facts, i) -> facts.get(i).missing())
            .real("mean", (facts, i) -> facts.get(i).mean())
            .real("sd", (facts, i) -> facts.get(i).sd())
            .real("min", (facts, i) -> facts.get(i).min())
            .real("lower_quartile", (facts, i) -> facts.get(i).lowerQuartile())
            .real("median", (facts, i) -> facts.get(i).median())
            .real("upper_quartile", (facts, i) -> facts.get(i).upperQuartile())
            .real("max", (facts, i) -> facts.get(i).max())
            .real(
                    "levels",
                    (facts, i) -> facts.get(i).kind() == ColumnFacts.Kind.NUMERIC
                            ? Double.NaN
                            : facts.get(i).levels())
            .text("label", (facts, i) -> facts.get(i).label().orElse(""));

    private static final TableDefinition<List<LevelCount>> LEVELS_TABLE = TableDefinition.<List<LevelCount>>named(
                    "levels")
            .text("column", (levels, i) -> levels.get(i).column())
            .text("level", (levels, i) -> levels.get(i).level())
            .whole("count", (levels, i) -> levels.get(i).count())
            .real("share", (levels, i) -> levels.get(i).share());

    private static final TableDefinition<Description> GROUP_SIZES_TABLE = TableDefinition.<Description>named(
                    "group_sizes")
            .text("group", (description, i) -> description.groupName())
            .whole("groups", (description, i) -> sizes(description).groups())
            .whole("rows", (description, i) -> sizes(description).rows())
            .whole("rows_without_group", (description, i) -> sizes(description).withoutGroup())
            .whole("rows_min", (description, i) -> sizes(description).min())
            .real("rows_median", (description, i) -> sizes(description).median())
            .real("rows_mean", (description, i) -> sizes(description).mean())
            .whole("rows_max", (description, i) -> sizes(description).max())
            .whole("singletons", (description, i) -> sizes(description).singletons());

    private static final TableDefinition<List<Variation>> VARIATION_TABLE = TableDefinition.<List<Variation>>named(
                    "variation")
            .text("column", (variations, i) -> variations.get(i).column())
            .text("varies", (variations, i) -> variations.get(i).kind().words())
            .whole("groups", (variations, i) -> variations.get(i).groups())
            .whole("groups_varying", (variations, i) -> variations.get(i).varying())
            .real("variance_between", (variations, i) -> variations.get(i).between())
            .real("variance_within", (variations, i) -> variations.get(i).within())
            .real("share_between", (variations, i) -> variations.get(i).share());

    private static final TableDefinition<List<Correlation>> CORRELATIONS_TABLE =
            TableDefinition.<List<Correlation>>named("correlations")
                    .text("column1", (pairs, i) -> pairs.get(i).first())
                    .text("column2", (pairs, i) -> pairs.get(i).second())
                    .whole("rows", (pairs, i) -> pairs.get(i).rows())
                    .real("total", (pairs, i) -> pairs.get(i).total())
                    .real("between", (pairs, i) -> pairs.get(i).between())
                    .real("within", (pairs, i) -> pairs.get(i).within());

    /** What {@link #columns} looks like for any table. */
    public static final TableSchema COLUMNS = COLUMNS_TABLE.schema();

    /** What {@link #levels} looks like for any table. */
    public static final TableSchema LEVELS = LEVELS_TABLE.schema();

    /** What {@link #groupSizes} looks like for any table. */
    public static final TableSchema GROUP_SIZES = GROUP_SIZES_TABLE.schema();

    /** What {@link #variation} looks like for any table. */
    public static final TableSchema VARIATION = VARIATION_TABLE.schema();

    /** What {@link #correlations} looks like for any table. */
    public static final TableSchema CORRELATIONS = CORRELATIONS_TABLE.schema();

    /** The name of {@link #groupMeans}, whose columns depend on the table. */
    public static final String GROUP_MEANS_NAME = "group_means";

    private DescriptionTables() {}

    /** Returns the names of the tables that {@link #all} has. */
    public static List<String> names(boolean grouped) {
        Stream<String> always = Stream.of(COLUMNS.name(), LEVELS.name(), CORRELATIONS.name());
        Stream<String> ofGroups = Stream.of(GROUP_SIZES.name(), VARIATION.name(), GROUP_MEANS_NAME);
        return (grouped ? Stream.concat(always, ofGroups) : always).toList();
    }

    /** Returns all tables that there are: without groups those of columns, levels and correlations. */
    public static List<ResultTable> all(Description description) {
        Stream<ResultTable> always = Stream.of(columns(description), levels(description), correlations(description));
        Stream<ResultTable> ofGroups =
                Stream.of(groupSizes(description), variation(description), groupMeans(description));
        return (description.groups().isPresent() ? Stream.concat(always, ofGroups) : always).toList();
    }

    /**
     * Returns {@code columns}: column, kind (numeric, categorical, group), count, missing, mean, sd, min, lower_quartile, median,
     * upper_quartile, max (empty of levels), levels (empty of numbers), label (what the file calls the column).
     */
    public static ResultTable columns(Description description) {
        return COLUMNS_TABLE.table(description.columns(), description.columns().size());
    }

    /** Returns {@code levels}: column, level, count, share; of the categorical columns. */
    public static ResultTable levels(Description description) {
        return LEVELS_TABLE.table(description.levels(), description.levels().size());
    }

    /**
     * Returns {@code group_sizes}, with one row, or none without groups: group, groups, rows, rows_without_group, rows_min, rows_median,
     * rows_mean, rows_max, singletons.
     */
    public static ResultTable groupSizes(Description description) {
        return GROUP_SIZES_TABLE.table(description, description.groups().isPresent() ? 1 : 0);
    }

    /** Returns {@code variation}: column, varies, groups, groups_varying, variance_between, variance_within, share_between. */
    public static ResultTable variation(Description description) {
        return VARIATION_TABLE.table(
                description.variations(), description.variations().size());
    }

    /** Returns {@code correlations}: column1, column2, rows, total, between, within; a row for each pair. */
    public static ResultTable correlations(Description description) {
        return CORRELATIONS_TABLE.table(
                description.correlations(), description.correlations().size());
    }

    /** Returns {@code group_means}: a column for each group column, rows, and a column of means for each numeric column. */
    public static ResultTable groupMeans(Description description) {
        return groupMeansDefinition(description.groupColumns(), description.numbers())
                .table(description, description.groupCount());
    }

    /**
     * Returns what {@link #groupMeans} looks like.
     *
     * @param groups the group columns
     * @param numbers the numeric columns that are described
     */
    public static TableSchema groupMeansSchema(List<String> groups, List<String> numbers) {
        return groupMeansDefinition(groups, numbers).schema();
    }

    private static TableDefinition<Description> groupMeansDefinition(List<String> groups, List<String> numbers) {
        TableDefinition<Description> definition = TableDefinition.named(GROUP_MEANS_NAME);
        for (int k = 0; k < groups.size(); k++) {
            int part = k;
            definition = definition.text(
                    column(groups.get(k)),
                    (description, group) -> description.groupLabels(group).get(part));
        }
        definition = definition.whole(ROWS, Description::groupRows);
        for (int k = 0; k < numbers.size(); k++) {
            int column = k;
            definition = definition.real(
                    column(numbers.get(k)), (description, group) -> description.groupMean(column, group));
        }
        return definition;
    }

    /** A column of the table may have the name of the column of counts. */
    private static String column(String name) {
        return name.equals(ROWS) ? ROWS + " (column)" : name;
    }

    private static GroupCounts sizes(Description description) {
        return description.groups().orElseThrow();
    }
}
