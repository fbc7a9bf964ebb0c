package org.multilevel.fit.structure;

import java.util.Arrays;
import java.util.List;

/**
 * What a fitted model knows of the rows of each subject, from which a prediction carries residuals on to other rows of the same subjects; rows
 * are those of a subject behind those of the one before, by position.
 *
 * @param subjects the labels of each subject's columns
 * @param start where the rows of each subject begin; one more than there are subjects
 * @param position of each row, of text its place among the labels
 * @param stratum place among the strata
 * @param weight of each row
 * @param residual y - X beta - Zb of each row
 * @param x the kept columns of X, rows x p
 * @param z per factor Z, rows x q
 * @param level per factor the level of each subject
 * @param occasions all positions of the table in their order
 * @param positions labels of positions that are text; else none
 * @param strata labels of the strata
 * @param step the distance of which all are multiples; 0 if there is none
 * @param isLastOnly whether there is only the last row of each subject
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the rows: read, not changed
public record CarriedRows(
        List<List<String>> subjects,
        int[] start,
        double[] position,
        int[] stratum,
        double[] weight,
        double[] residual,
        double[] x,
        List<double[]> z,
        List<int[]> level,
        double[] occasions,
        List<String> positions,
        List<String> strata,
        double step,
        boolean isLastOnly) {
    /** The most numbers that a model keeps of its rows. */
    static final long MOST = 100_000;

    /** Copies the lists. */
    public CarriedRows {
        subjects = subjects.stream().map(List::copyOf).toList();
        z = List.copyOf(z);
        level = List.copyOf(level);
        positions = List.copyOf(positions);
        strata = List.copyOf(strata);
    }

    /** Returns how many rows there are. */
    public int rows() {
        return position.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CarriedRows rows && Arrays.deepEquals(all(), rows.all());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(all());
    }

    @Override
    public String toString() {
        return rows() + " rows of " + subjects.size() + " subjects";
    }

    private Object[] all() {
        return new Object[] {
            subjects,
            start,
            position,
            stratum,
            weight,
            residual,
            x,
            z.toArray(),
            level.toArray(),
            occasions,
            positions,
            strata,
            step,
            isLastOnly
        };
    }
}
