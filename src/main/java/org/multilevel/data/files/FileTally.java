package org.multilevel.data.files;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.error.DataException;

/** Counts what one column of a file holds, so that it can be decided how it is read. */
final class FileTally {
    /** More distinct values than these are of no use as labels, and only the memory would notice. */
    private static final int MOST_UNLABELLED = 1_000_000;

    private static final int TEXTS_SHOWN = 5;
    /** Beyond this, not all whole numbers have a double of their own. */
    private static final double LARGEST_WHOLE = 9_007_199_254_740_992.0;

    private final ValueReader values;
    private final boolean keepsUnlabelled;
    private final SortedSet<Double> unlabelled = new TreeSet<>();
    private final Set<String> texts = new LinkedHashSet<>();
    private long numbers;
    private long textCount;
    private long firstText;
    private long declaredMissing;
    private long namedMissing;
    private long uncomputed;
    private long firstUncomputed;
    private boolean large;
    private boolean dates;

    /**
     * Creates the tally.
     *
     * @param values reads the column
     * @param keepsUnlabelled whether all values without a label are wanted, and not only whether there are any
     */
    FileTally(ValueReader values, boolean keepsUnlabelled) {
        this.values = values;
        this.keepsUnlabelled = keepsUnlabelled;
    }

    /** Counts the column's value in a row, whose number counts from 1. */
    void add(Cursor row, long rowNumber) {
        if (values.isText(row)) {
            addText(row, rowNumber);
            return;
        }
        double value = values.raw(row);
        if (Double.isNaN(value)) {
            namedMissing += row.isNamedMissing(values.position()) ? 1 : 0;
            addUncomputed(row, rowNumber);
        } else if (values.isDeclaredMissing(value)) {
            declaredMissing++;
        } else if (!values.isSaidMissing(value)) {
            numbers++;
            dates |= row.isDate(values.position());
            large |= Math.abs(value) > LARGEST_WHOLE && value == Math.rint(value);
            if (!values.column().numberLabels().isEmpty()
                    && !values.column().numberLabels().containsKey(value + 0.0)
                    && (keepsUnlabelled || unlabelled.size() < TEXTS_SHOWN)) {
                addUnlabelled(value);
            }
        }
    }

    private void addUncomputed(Cursor row, long rowNumber) {
        if (row.isUncomputed(values.position())) {
            firstUncomputed = uncomputed == 0 ? rowNumber : firstUncomputed;
            uncomputed++;
        }
    }

    private void addUnlabelled(double value) {
        unlabelled.add(value + 0.0);
        if (unlabelled.size() > MOST_UNLABELLED) {
            throw new DataException("Column \"" + values.column().name() + "\" has labels and more than "
                    + MOST_UNLABELLED + " values without one: it cannot be one of the columns of labels.");
        }
    }

    private void addText(Cursor row, long rowNumber) {
        String text = values.text(row);
        if (text.isEmpty()) {
            declaredMissing += values.column().missing().contains(row.text(values.position())) ? 1 : 0;
            return;
        }
        firstText = textCount == 0 ? rowNumber : firstText;
        textCount++;
        if (values.column().kind() == FileColumn.Kind.MIXED && texts.size() < TEXTS_SHOWN) {
            texts.add(text);
        }
    }

    ValueReader values() {
        return values;
    }

    /** Returns the values that have no label, the first of them where not all are kept. */
    SortedSet<Double> unlabelled() {
        return unlabelled;
    }

    /** Returns the first texts of a column that also has numbers. */
    Set<String> texts() {
        return texts;
    }

    long numbers() {
        return numbers;
    }

    long textCount() {
        return textCount;
    }

    /** Returns the row of the first text, from 1. */
    long firstText() {
        return firstText;
    }

    long declaredMissing() {
        return declaredMissing;
    }

    long namedMissing() {
        return namedMissing;
    }

    /** Returns how many values are formulas whose result the file does not have. */
    long uncomputed() {
        return uncomputed;
    }

    /** Returns the row of the first such formula, from 1. */
    long firstUncomputed() {
        return firstUncomputed;
    }

    /** Returns whether there are dates. */
    boolean hasDates() {
        return dates || values.column().moment().isPresent();
    }

    /** Returns whether there are whole numbers so large that different ones are the same double. */
    boolean hasLarge() {
        return large;
    }
}
