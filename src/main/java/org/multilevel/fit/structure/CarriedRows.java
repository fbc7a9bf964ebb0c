package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
 * @param level per factor the level of each row
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

    /** Returns per factor the level of each subject, or of each row where the factor changes within subjects. */
    public List<int[]> shortLevels() {
        return IntStream.range(0, level.size())
                .mapToObj(f -> changes(f)
                        ? level.get(f)
                        : IntStream.range(0, subjects.size())
                                .map(s -> level.get(f)[start[s]])
                                .toArray())
                .toList();
    }

    /** Returns per factor the level of each row, given {@link #shortLevels}. */
    public static List<int[]> longLevels(List<int[]> levels, int[] start) {
        int rows = start[start.length - 1];
        List<int[]> all = new ArrayList<>();
        for (int[] each : levels) {
            int[] ofRows = each.length == rows ? each : new int[rows];
            for (int s = 0; s < start.length - 1 && each.length < rows; s++) {
                Arrays.fill(ofRows, start[s], start[s + 1], each[s]);
            }
            all.add(ofRows);
        }
        return all;
    }

    /** Returns whether the level of a factor changes within a subject. */
    public boolean changes(int factor) {
        int[] own = level.get(factor);
        return IntStream.range(0, subjects.size())
                .anyMatch(s -> IntStream.range(start[s], start[s + 1]).anyMatch(r -> own[r] != own[start[s]]));
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
