package org.multilevel.design;

import java.util.Arrays;

/** Finds out whether all rows of a level have the same value. */
final class Constancy {
    private double[] values = {};
    private boolean holds = true;

    /** Takes rows by the numbers of their levels and their values, none of which is missing. */
    void accept(int[] levels, double[] rows, int n) {
        for (int i = 0; i < n && holds; i++) {
            int level = levels[i];
            if (level >= values.length) {
                int before = values.length;
                values = Arrays.copyOf(values, Math.max(16, Math.max(2 * before, level + 1)));
                Arrays.fill(values, before, values.length, Double.NaN);
            }
            if (Double.isNaN(values[level])) {
                values[level] = rows[i];
            } else if (values[level] != rows[i]) {
                holds = false;
                values = new double[0];
            }
        }
    }

    boolean holds() {
        return holds;
    }
}
