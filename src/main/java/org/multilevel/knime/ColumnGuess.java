package org.multilevel.knime;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;

/**
 * Guesses from a table's specification what a dropped node starts with, and guesses no group where none is clear.
 *
 * <p>A column with two values never is one, and neither is one with few values whose name says nothing of groups: that is a
 * category. KNIME lists the values of a text column up to sixty, so a column without a list has more, if the table's other
 * columns show that KNIME has looked.
 */
public final class ColumnGuess {
    private static final int FEWEST_GROUPS = 3;
    private static final int MANY_GROUPS = 10;
    private static final int MOST_LABELS = 1000;

    private final List<DataColumnSpec> columns;
    private final boolean valuesAreKnown;

    private ColumnGuess(DataTableSpec table) {
        this.columns = table.stream().filter(KnimeColumns::isUsable).toList();
        this.valuesAreKnown = columns.stream()
                .map(DataColumnSpec::getDomain)
                .anyMatch(domain -> domain.hasValues() || domain.hasBounds());
    }

    /** Returns the guess on a table. */
    public static ColumnGuess of(DataTableSpec table) {
        return new ColumnGuess(table);
    }

    /** Returns the columns that can well be groups, in the order of the table. */
    public List<String> candidates() {
        return names(columns.stream().filter(this::isCandidate));
    }

    /** Returns the group column if exactly one can well be it. */
    public Optional<String> group() {
        List<String> candidates = candidates();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /**
     * Returns the last number that is no group, as is KNIME's habit, and of these rather one that is no time, order or property
     * of a whole group by its name and no code of two values; empty where there is no number.
     */
    public Optional<String> response() {
        List<DataColumnSpec> numbers = numbers();
        return last(numbers, column -> !SpeakingNames.isNoResponse(column.getName()) && !hasTwoValues(column))
                .or(() -> last(numbers, column -> !hasTwoValues(column)))
                .or(() -> last(numbers, column -> true));
    }

    /** Returns the last column of two values, as a yes or no has; empty where there is none. */
    public Optional<String> yesOrNo() {
        return last(
                columns,
                column -> column.getType().isCompatible(BooleanValue.class)
                        || mostValues(column).equals(OptionalLong.of(2)));
    }

    /** Returns the numeric columns that are measurements: neither ids nor codes of two values. */
    public List<DataColumnSpec> measurements() {
        return numbers().stream().filter(column -> !hasTwoValues(column)).toList();
    }

    private List<DataColumnSpec> numbers() {
        return columns.stream()
                .filter(KnimeColumns::isNumeric)
                .filter(column -> !isCandidate(column))
                .toList();
    }

    /**
     * Returns the most values that a column can have, as far as its specification tells.
     *
     * @param column a text, Boolean, or whole-number column
     */
    public static OptionalLong mostValues(DataColumnSpec column) {
        DataColumnDomain domain = column.getDomain();
        if (domain.hasValues()) {
            return OptionalLong.of(domain.getValues().size());
        }
        if (domain.hasBounds()
                && domain.getLowerBound() instanceof LongValue lower
                && domain.getUpperBound() instanceof LongValue upper) {
            long span = upper.getLongValue() - lower.getLongValue() + 1;
            return span > 0 ? OptionalLong.of(span) : OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /**
     * Tells whether a column of decimal numbers may well hold labels: a reader of spreadsheets makes decimal numbers of all numbers,
     * but those of labels lie between two whole numbers that are not far apart.
     */
    static boolean hasFewWholeNumbers(DataColumnSpec column) {
        DataColumnDomain domain = column.getDomain();
        if (column.getType().isCompatible(LongValue.class)
                || !domain.hasBounds()
                || !(domain.getLowerBound() instanceof DoubleValue lower)
                || !(domain.getUpperBound() instanceof DoubleValue upper)) {
            return false;
        }
        double least = lower.getDoubleValue();
        double most = upper.getDoubleValue();
        return least >= 0 && least == Math.rint(least) && most == Math.rint(most) && most - least < MOST_LABELS;
    }

    /**
     * Returns why there is no group column yet, with the columns that could be it.
     *
     * @param also what else may be done, such as {@code , or remove the grouping}; may be empty
     */
    public InvalidSettingsException unclear(String also) {
        List<String> candidates = candidates();
        String found = candidates.isEmpty()
                ? "No column of the table is clearly one of groups"
                : "More than one column of the table may be that of the groups (" + String.join(", ", candidates) + ")";
        return new InvalidSettingsException(found + ": choose the column that groups the rows" + also + ".");
    }

    private boolean isCandidate(DataColumnSpec column) {
        if (column.getType().isCompatible(BooleanValue.class) || isFewValued(column)) {
            return false;
        }
        String name = column.getName();
        if (KnimeColumns.isNumeric(column)) {
            return column.getType().isCompatible(LongValue.class)
                    && isNamedAsGroups(column)
                    && !SpeakingNames.isPlural(name)
                    && !isNegative(column);
        }
        return isNamedAsGroups(column) || (hasManyTexts(column) && !SpeakingNames.isOfRows(name));
    }

    private boolean isNamedAsGroups(DataColumnSpec column) {
        OptionalLong most = mostValues(column);
        boolean many = most.isPresent() ? most.getAsLong() >= MANY_GROUPS : hasManyTexts(column);
        return SpeakingNames.isOfGroups(column.getName()) || (many && SpeakingNames.isOfManyGroups(column.getName()));
    }

    /** The values of a text column are not listed where they are too many, and nowhere in a table that nobody has looked through. */
    private boolean hasManyTexts(DataColumnSpec column) {
        return valuesAreKnown
                && column.getType().isCompatible(StringValue.class)
                && !column.getDomain().hasValues();
    }

    private static boolean isFewValued(DataColumnSpec column) {
        OptionalLong values = mostValues(column);
        return values.isPresent() && values.getAsLong() < FEWEST_GROUPS;
    }

    private static boolean hasTwoValues(DataColumnSpec column) {
        return column.getType().isCompatible(LongValue.class) && isFewValued(column);
    }

    private static boolean isNegative(DataColumnSpec column) {
        DataColumnDomain domain = column.getDomain();
        return domain.hasLowerBound() && domain.getLowerBound() instanceof LongValue lower && lower.getLongValue() < 0;
    }

    private static Optional<String> last(List<DataColumnSpec> columns, Predicate<DataColumnSpec> wanted) {
        return columns.stream().filter(wanted).map(DataColumnSpec::getName).reduce((first, second) -> second);
    }

    private static List<String> names(Stream<DataColumnSpec> columns) {
        return columns.map(DataColumnSpec::getName).toList();
    }
}
