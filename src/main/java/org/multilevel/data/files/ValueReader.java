package org.multilevel.data.files;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.FileColumn;

/** Reads the values of one column from the rows of a file, those that are missing by declaration as missing. */
final class ValueReader {
    private final FileColumn column;
    private final int position;
    private final List<String> codes;
    private final double[] numberCodes;
    private final Map<Double, String> numberLabels;
    private final Map<String, String> textLabels;

    /**
     * Creates the reader.
     *
     * @param column the column
     * @param position where it stands in the file
     * @param codes values that the user says are missing
     */
    ValueReader(FileColumn column, int position, List<String> codes) {
        this.column = column;
        this.position = position;
        this.codes = codes;
        this.numberCodes = codes.stream()
                .mapToDouble(ValueReader::number)
                .filter(code -> !Double.isNaN(code))
                .toArray();
        this.numberLabels = Map.of();
        this.textLabels = Map.of();
    }

    private ValueReader(ValueReader reader, Map<Double, String> numberLabels, Map<String, String> textLabels) {
        this.column = reader.column;
        this.position = reader.position;
        this.codes = reader.codes;
        this.numberCodes = reader.numberCodes;
        this.numberLabels = numberLabels;
        this.textLabels = textLabels;
    }

    private static double number(String code) {
        try {
            return Double.parseDouble(code.replace(',', '.'));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    FileColumn column() {
        return column;
    }

    int position() {
        return position;
    }

    boolean isText(Cursor row) {
        return column.kind() == FileColumn.Kind.TEXT
                || (column.kind() == FileColumn.Kind.MIXED && row.isText(position));
    }

    /** Returns this reader of numbers that are known by labels. */
    ValueReader withNumberLabels(Map<Double, String> labels) {
        return new ValueReader(this, new HashMap<>(labels), textLabels);
    }

    /** Returns this reader of texts that are known by labels. */
    ValueReader withTextLabels(Map<String, String> labels) {
        return new ValueReader(this, numberLabels, new HashMap<>(labels));
    }

    /** Returns the number as the file has it, even if it is declared missing. */
    double raw(Cursor row) {
        return row.number(position);
    }

    boolean isDeclaredMissing(double value) {
        return column.missing().contains(value);
    }

    boolean isSaidMissing(double value) {
        for (double code : numberCodes) {
            if (code == value) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number, NaN where it is missing. */
    double number(Cursor row) {
        if (isText(row)) {
            return Double.NaN;
        }
        double value = row.number(position);
        if (Double.isNaN(value) || isDeclaredMissing(value) || isSaidMissing(value)) {
            return Double.NaN;
        }
        return column.moment().isPresent() ? column.moment().get().days(value) : value;
    }

    /** Returns the text of a value that is one, empty where it is missing. */
    String text(Cursor row) {
        String text = row.text(position);
        return column.missing().contains(text) || codes.contains(text.strip()) ? "" : text;
    }

    /** Returns the label of a value, empty where it is missing. */
    String label(Cursor row) {
        if (isText(row)) {
            String text = text(row);
            return textLabels.isEmpty() ? text : textLabels.getOrDefault(text, text);
        }
        double value = number(row);
        if (Double.isNaN(value)) {
            return "";
        }
        if (numberLabels.isEmpty()) {
            return column.moment().isPresent() ? NumberLabel.of(value) : row.label(position);
        }
        String label = numberLabels.get(value + 0.0);
        return label == null ? NumberLabel.of(value) : label;
    }
}
