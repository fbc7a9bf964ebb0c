package org.multilevel.glm.rows;

import java.util.Arrays;
import java.util.Optional;

/** What is to be seen of rows: some of their fixed columns, or an intercept in the place of all, and not the rows of a level; immutable. */
final class RowView {
    /** The rows as they are. */
    static final RowView ALL = new RowView(Optional.empty(), -1, -1);

    /** Stands for a column of ones. */
    private static final int INTERCEPT = -1;

    /** The columns; empty for all. */
    private final Optional<int[]> places;

    private final int factor;
    /** The level whose rows weigh nothing; -1 for none. */
    private final int level;

    private RowView(Optional<int[]> places, int factor, int level) {
        this.places = places;
        this.factor = factor;
        this.level = level;
    }

    /** Returns a view of an intercept alone. */
    static RowView ofIntercept() {
        return new RowView(Optional.of(new int[] {INTERCEPT}), -1, -1);
    }

    /** Returns a view of some columns, in which the rows of a level weigh nothing. */
    static RowView without(int factor, int level, int[] places) {
        return new RowView(Optional.of(places.clone()), factor, level);
    }

    /** Returns how many fixed columns are to be seen of p. */
    int columns(int p) {
        return places.map(some -> some.length).orElse(p);
    }

    /**
     * Returns what is to be seen of X; the same array where that is all.
     *
     * @param x rows x p
     */
    double[] columns(double[] x, int rows, int p) {
        if (places.isEmpty()) {
            return x;
        }
        int[] some = places.get();
        double[] seen = new double[rows * some.length];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < some.length; j++) {
                seen[r * some.length + j] = some[j] == INTERCEPT ? 1 : x[r * p + some[j]];
            }
        }
        return seen;
    }

    /** Lets rows that are not to be seen weigh nothing. */
    void weigh(RowBlock block) {
        if (level >= 0) {
            block.leaveOut(factor, level);
        }
    }

    @Override
    public String toString() {
        return places.map(Arrays::toString).orElse("all") + " without " + factor + ":" + level;
    }
}
