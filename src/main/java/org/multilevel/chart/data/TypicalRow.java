package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.chart.description.Words;
import org.multilevel.model.RowPredictor;

/**
 * What is typical of some rows: the mean of a column of numbers, the most frequent label of any other, and of columns that tell the
 * group the first value.
 */
final class TypicalRow {
    /** What is taken from a column. */
    enum Kind {
        MEAN,
        MOST_FREQUENT,
        FIRST,
        NOTHING
    }

    /** A value that occurs: its label, or nothing where it is a number. */
    private static final class Value {
        private final Optional<String> label;
        private long count;

        Value(Optional<String> label) {
            this.label = label;
        }
    }

    private static final double ROUNDING = 1e-12;

    private final List<Kind> kinds;
    private final double[] sums;
    /** Sums of absolute values, beside which a sum may be nothing but rounding. */
    private final double[] sizes;

    private final List<Map<Double, Value>> values = new ArrayList<>();
    private long rows;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** Creates the row for the columns of a predictor. */
    TypicalRow(List<Kind> kinds) {
        this.kinds = kinds;
        this.sums = new double[kinds.size()];
        this.sizes = new double[kinds.size()];
        kinds.forEach(kind -> values.add(new LinkedHashMap<>()));
    }

    /**
     * Takes a row into account.
     *
     * @param positions where the predictor's columns stand in the pass
     * @param numeric which of them hold numbers
     * @param x the value of the column that lines are drawn over
     */
    void add(FittedPass row, int[] positions, boolean[] numeric, double x) {
        rows++;
        least = Math.min(least, x);
        greatest = Math.max(greatest, x);
        for (int k = 0; k < positions.length; k++) {
            switch (kinds.get(k)) {
                case MEAN -> {
                    double number = row.number(positions[k]);
                    sums[k] += number;
                    sizes[k] += Math.abs(number);
                }
                case MOST_FREQUENT -> count(row, k, positions[k], numeric[k]);
                case FIRST -> {
                    if (values.get(k).isEmpty()) {
                        count(row, k, positions[k], numeric[k]);
                    }
                }
                case NOTHING -> {}
            }
        }
    }

    private void count(FittedPass row, int k, int position, boolean numeric) {
        double key = numeric ? row.number(position) : row.code(position);
        values.get(k)
                .computeIfAbsent(key, any -> new Value(numeric ? Optional.empty() : Optional.of(row.label(position))))
                .count++;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** Returns the least value of the column that lines are drawn over. */
    double least() {
        return least;
    }

    /** Returns its greatest value. */
    double greatest() {
        return greatest;
    }

    /** Sets all columns of the predictor to what is typical. */
    void setInto(RowPredictor predictor) {
        for (int k = 0; k < kinds.size(); k++) {
            switch (kinds.get(k)) {
                case MEAN -> predictor.setNumber(k, mean(k));
                case MOST_FREQUENT, FIRST -> setMostFrequent(predictor, k);
                case NOTHING -> predictor.setMissing(k);
            }
        }
    }

    /** Returns what is typical of a column, as text; empty where nothing is. */
    private double mean(int k) {
        return Math.abs(sums[k]) <= ROUNDING * sizes[k] ? 0 : sums[k] / rows;
    }

    Optional<String> text(int k) {
        return switch (kinds.get(k)) {
            case MEAN -> Optional.of(Words.number(mean(k)));
            case MOST_FREQUENT, FIRST ->
                mostFrequent(k).map(entry -> entry.getValue().label.orElseGet(() -> Words.number(entry.getKey())));
            case NOTHING -> Optional.empty();
        };
    }

    private Optional<Map.Entry<Double, Value>> mostFrequent(int k) {
        Optional<Map.Entry<Double, Value>> most = Optional.empty();
        for (Map.Entry<Double, Value> entry : values.get(k).entrySet()) {
            if (most.isEmpty() || entry.getValue().count > most.get().getValue().count) {
                most = Optional.of(entry);
            }
        }
        return most;
    }

    private void setMostFrequent(RowPredictor predictor, int k) {
        mostFrequent(k)
                .ifPresent(entry -> entry.getValue()
                        .label
                        .ifPresentOrElse(
                                label -> predictor.setLabel(k, label), () -> predictor.setNumber(k, entry.getKey())));
    }
}
