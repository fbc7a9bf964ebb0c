package org.multilevel.fit.determination;

import java.util.ArrayList;
import java.util.List;

/** The combinations that vanish along some directions, each with as few components as elimination leaves it. */
public record NullSpace(List<double[]> directions, int size) {
    private static final double ROUNDING = 1e-4;

    /** Returns one combination for every component that is not eliminated. */
    List<double[]> basis() {
        List<double[]> rows = new ArrayList<>();
        List<Integer> pivots = new ArrayList<>();
        for (double[] direction : directions) {
            double[] row = direction.clone();
            for (int k = 0; k < rows.size(); k++) {
                subtract(row, row[pivots.get(k)], rows.get(k));
            }
            int pivot = first(row);
            if (size == 0 || Math.abs(row[pivot]) <= ROUNDING * Math.abs(direction[largest(direction)])) {
                continue;
            }
            double by = row[pivot];
            for (int i = 0; i < size; i++) {
                row[i] /= by;
            }
            for (double[] earlier : rows) {
                subtract(earlier, earlier[pivot], row);
            }
            rows.add(row);
            pivots.add(pivot);
        }
        List<double[]> basis = new ArrayList<>();
        for (int free = 0; free < size; free++) {
            if (!pivots.contains(free)) {
                double[] combination = new double[size];
                combination[free] = 1;
                for (int k = 0; k < rows.size(); k++) {
                    double value = -rows.get(k)[free];
                    combination[pivots.get(k)] = Math.abs(value) > ROUNDING ? value : 0;
                }
                basis.add(combination);
            }
        }
        return basis;
    }

    private static void subtract(double[] row, double times, double[] other) {
        for (int i = 0; i < row.length; i++) {
            row[i] -= times * other[i];
        }
    }

    /** Returns the position of the first element that is not small beside the largest: which one must not hang on rounding. */
    private static int first(double[] row) {
        int first = 0;
        double least = 0.1 * (row.length == 0 ? 0 : Math.abs(row[largest(row)]));
        while (first < row.length - 1 && Math.abs(row[first]) < least) {
            first++;
        }
        return first;
    }

    /** Returns the position of the largest element. */
    static int largest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = Math.abs(values[i]) > Math.abs(values[largest]) ? i : largest;
        }
        return largest;
    }
}
