package org.multilevel.data.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.multilevel.data.Column;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.files.source.FileColumn;

/** Decides from the counts of a column how it is read: value labels become levels in the order of their values. */
final class ColumnPlanner {
    private static final int LABELS_SHOWN = 5;

    private final String file;
    private final FileOptions options;

    ColumnPlanner(String file, FileOptions options) {
        this.file = file;
        this.options = options;
    }

    /** Returns how the column is read. */
    ColumnPlan plan(FileTally tally) {
        FileColumn column = tally.values().column();
        List<String> notes = new ArrayList<>();
        missing(tally, notes);
        boolean forced = options.categorical().contains(column.name());
        return switch (column.kind()) {
            case TEXT -> text(tally, notes);
            case MIXED -> mixed(tally, notes, forced);
            case NUMBER -> number(tally, notes, forced);
        };
    }

    private ColumnPlan text(FileTally tally, List<String> notes) {
        FileColumn column = tally.values().column();
        if (column.textLabels().isEmpty()) {
            return plan(Column.categorical(column.name()), tally, notes);
        }
        Map<String, String> labels = new LinkedHashMap<>(column.textLabels());
        labels.keySet().removeIf(column.missing()::contains);
        Map<String, String> distinct = distinct(column.name(), labels, notes);
        Column levels = Column.categorical(column.name(), List.copyOf(distinct.values()));
        return new ColumnPlan(levels, tally.values().withTextLabels(distinct), notes, Optional.empty());
    }

    private ColumnPlan mixed(FileTally tally, List<String> notes, boolean forced) {
        String name = tally.values().column().name();
        if (tally.textCount() == 0 && !forced) {
            return number(tally, notes, false);
        }
        boolean label = forced
                || (tally.numbers() <= tally.textCount() && !options.numeric().contains(name));
        if (label) {
            return plan(Column.categorical(name), tally, notes);
        }
        String texts = tally.texts().stream().map(text -> '"' + text + '"').collect(Collectors.joining(" or "));
        String obstacle = "Column \"" + name + "\" of " + file + " has " + count(tally.numbers(), "number") + " and "
                + count(tally.textCount(), "text") + ", such as " + texts + ", the first in row " + tally.firstText()
                + ": name the text in " + options.words().missing() + " if it means a missing value, or the column in "
                + options.words().categorical() + " if it holds labels.";
        return new ColumnPlan(Column.numeric(name), tally.values(), notes, Optional.of(obstacle));
    }

    private ColumnPlan number(FileTally tally, List<String> notes, boolean forced) {
        FileColumn column = tally.values().column();
        SortedMap<Double, String> labels = labels(column);
        boolean numeric = options.numeric().contains(column.name());
        if (forced || (!labels.isEmpty() && tally.unlabelled().isEmpty() && !numeric)) {
            return categorical(tally, labels, notes);
        }
        if (!labels.isEmpty() && !numeric) {
            String shown = labels.entrySet().stream()
                    .limit(LABELS_SHOWN)
                    .map(label -> NumberLabel.of(label.getKey()) + " \"" + label.getValue() + '"')
                    .collect(Collectors.joining(", "));
            notes.add("Column \"" + column.name() + "\" has labels for some of its values only (" + shown
                    + (labels.size() > LABELS_SHOWN ? " and others" : "") + "), and was read as numbers: name it in "
                    + options.words().categorical() + " to read it as labels, or values in "
                    + options.words().missing()
                    + " to leave them out.");
        }
        if (tally.hasDates()) {
            notes.add("Column \"" + column.name()
                    + "\" holds dates, and was read as the number of days since 1970-01-01.");
        }
        if (tally.hasLarge()) {
            notes.add("Column \"" + column.name()
                    + "\" has whole numbers of more than 15 digits, and was read as labels.");
            return plan(Column.categorical(column.name()), tally, notes);
        }
        return plan(Column.numeric(column.name()), tally, notes);
    }

    /** Returns the labels of values that are not missing, but for empty ones. */
    private static SortedMap<Double, String> labels(FileColumn column) {
        SortedMap<Double, String> labels = new TreeMap<>();
        column.numberLabels().forEach((value, label) -> {
            if (!Double.isNaN(value) && !column.missing().contains(value)) {
                labels.put(value + 0.0, label.isBlank() ? NumberLabel.of(value) : label);
            }
        });
        return labels;
    }

    private ColumnPlan categorical(FileTally tally, SortedMap<Double, String> labels, List<String> notes) {
        String name = tally.values().column().name();
        if (labels.isEmpty()) {
            return plan(Column.categorical(name), tally, notes);
        }
        SortedMap<Double, String> all = new TreeMap<>(labels);
        tally.unlabelled().forEach(value -> all.put(value, NumberLabel.of(value)));
        Map<Double, String> distinct = distinct(name, all, notes);
        Column levels = Column.categorical(name, List.copyOf(distinct.values()));
        return new ColumnPlan(levels, tally.values().withNumberLabels(distinct), notes, Optional.empty());
    }

    /** Two values with the same label stay two levels. */
    private static <T> Map<T, String> distinct(String name, Map<T, String> labels, List<String> notes) {
        Map<String, Long> uses =
                labels.values().stream().collect(Collectors.groupingBy(label -> label, Collectors.counting()));
        Map<T, String> distinct = new LinkedHashMap<>();
        labels.forEach(
                (value, label) -> distinct.put(value, uses.getOrDefault(label, 0L) > 1 ? both(value, label) : label));
        if (distinct.values().stream().distinct().count() < distinct.size()) {
            distinct.replaceAll((value, label) -> both(value, labels.getOrDefault(value, label)));
        }
        if (uses.values().stream().anyMatch(count -> count > 1)) {
            notes.add("Column \"" + name
                    + "\" has the same label for several values, which stand beside it in brackets.");
        }
        return distinct;
    }

    private static String both(Object value, String label) {
        return label + " (" + (value instanceof Double number ? NumberLabel.of(number) : value) + ")";
    }

    private void missing(FileTally tally, List<String> notes) {
        FileColumn column = tally.values().column();
        if (tally.declaredMissing() > 0) {
            notes.add("Column \"" + column.name() + "\" has " + count(tally.declaredMissing(), "value")
                    + " that the file declares missing (" + column.missing().words() + ").");
        }
        if (tally.namedMissing() > 0) {
            notes.add("Column \"" + column.name() + "\" has " + count(tally.namedMissing(), "value")
                    + " that are missing with a reason (.a to .z), which was left out.");
        }
        if (tally.uncomputed() > 0) {
            boolean one = tally.uncomputed() == 1;
            notes.add("Column \"" + column.name() + "\" has " + count(tally.uncomputed(), "formula")
                    + (one ? " whose result" : " whose results") + " the file does not have, "
                    + (one ? "in row " : "the first in row ") + tally.firstUncomputed()
                    + (one ? ", and which is" : ", and which are")
                    + " missing here: open the file in Excel and save it.");
        }
    }

    private static ColumnPlan plan(Column column, FileTally tally, List<String> notes) {
        return new ColumnPlan(column, tally.values(), notes, Optional.empty());
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
