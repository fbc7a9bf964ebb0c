package org.multilevel.data.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what the values of one column look like. */
final class ColumnTally {
    /** More different texts than these are a category, or more than a sentence can hold. */
    private static final int MOST_TEXTS = 6;

    private final Map<NumberShape, Count> counts = new EnumMap<>(NumberShape.class);
    private final List<char[]> texts = new ArrayList<>();
    private boolean moreTexts;
    private long ids;

    /**
     * A value and where it stands.
     *
     * @param text the value, without blanks around it
     * @param row its row, from 1
     * @param line its line in the file
     */
    record Place(String text, long row, long line) {}

    void add(char[] text, int start, int end, long row, long line) {
        NumberShape shape = NumberShape.of(text, start, end);
        if (shape == NumberShape.WHOLE && CsvValues.losesDigits(text, start, end - start)) {
            ids++;
            return;
        }
        Count count = counts.get(shape);
        if (count == null) {
            count = new Count(new Place(new String(text, start, end - start), row, line));
            counts.put(shape, count);
        }
        count.values++;
        if (shape == NumberShape.TEXT && !moreTexts) {
            keep(text, start, end);
        }
    }

    private void keep(char[] text, int start, int end) {
        for (char[] known : texts) {
            if (Arrays.equals(known, 0, known.length, text, start, end)) {
                return;
            }
        }
        if (texts.size() == MOST_TEXTS) {
            moreTexts = true;
        } else {
            texts.add(Arrays.copyOfRange(text, start, end));
        }
    }

    /** Returns how many values have a shape. */
    long count(NumberShape shape) {
        Count count = counts.get(shape);
        return count == null ? 0 : count.values;
    }

    /** Returns how many values are no numbers. */
    long others() {
        return count(NumberShape.TEXT);
    }

    /** Returns how many numbers are written with a mark. */
    long marked(DecimalMark mark) {
        return switch (mark) {
            case POINT -> count(NumberShape.POINT) + count(NumberShape.POINT_OR_THOUSANDS);
            case COMMA -> count(NumberShape.COMMA) + count(NumberShape.COMMA_OR_THOUSANDS);
        };
    }

    /** Returns whether a mark is in some number that cannot be a thousand and some. */
    boolean isClear(DecimalMark mark) {
        return count(mark == DecimalMark.POINT ? NumberShape.POINT : NumberShape.COMMA) > 0;
    }

    /** Returns how many values are numbers, whatever their decimal mark. */
    long numbers() {
        return ids + count(NumberShape.WHOLE) + marked(DecimalMark.POINT) + marked(DecimalMark.COMMA);
    }

    /** Returns whether there are whole numbers that a double would merge. */
    boolean hasIds() {
        return ids > 0;
    }

    /** Returns whether this is a column of numbers, but perhaps for a few values, or for any number of usual codes for missing values. */
    boolean isMostlyNumbers() {
        return numbers() > others() || (numbers() > 0 && hasMissingCodesOnly());
    }

    private boolean hasMissingCodesOnly() {
        return !texts().isEmpty()
                && texts().stream().allMatch(text -> MissingCode.of(text).isPresent());
    }

    /** Returns the first value that is no number with this mark; there must be one. */
    Place firstBut(DecimalMark mark) {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().fits(mark))
                .map(entry -> entry.getValue().first)
                .min(Comparator.comparingLong(Place::row))
                .orElseThrow();
    }

    /** Returns the different values that are no numbers, in the order of the file; empty if they are more than a few. */
    List<String> texts() {
        return moreTexts ? List.of() : texts.stream().map(String::new).toList();
    }

    /** How many values have one shape, and the first of them. */
    private static final class Count {
        private final Place first;
        private long values;

        Count(Place first) {
            this.first = first;
        }
    }
}
