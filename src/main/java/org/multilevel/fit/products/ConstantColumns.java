package org.multilevel.fit.products;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.FixedColumn;

/**
 * Finds which columns of X are the same in all rows of each level of a factor, because cross-products do not tell it where no intercept
 * varies over the levels.
 */
final class ConstantColumns {
    /** Group means that were computed row by row differ by rounding, which is no variation. */
    private static final double SAME = 1e-10;

    private final int factor;
    private final int p;
    private final double[] tolerance;
    /** The value of each column in the first row of each level, levels x p; empty once no column can be constant. */
    private double[] first;

    private int[] open;

    ConstantColumns(Design design, int factor) {
        this.factor = factor;
        List<FixedColumn> columns = design.fixed();
        p = columns.size();
        tolerance = new double[p];
        int[] varying = new int[p];
        int count = 0;
        for (int j = 0; j < p; j++) {
            tolerance[j] = SAME * columns.get(j).scale();
            if (!columns.get(j).isIntercept()) {
                varying[count++] = j;
            }
        }
        open = Arrays.copyOf(varying, count);
        first = open.length == 0
                ? new double[0]
                : new double
                        [Math.multiplyExact(
                                design.factors().get(factor).levels().size(), p)];
        Arrays.fill(first, Double.NaN);
    }

    void add(DesignBlock block) {
        for (int r = 0; r < block.rows && open.length > 0; r++) {
            int from = block.level[factor][r] * p;
            for (int j : open) {
                double value = block.x[r * p + j];
                if (Double.isNaN(first[from + j])) {
                    first[from + j] = value;
                } else if (!(Math.abs(value - first[from + j]) <= tolerance[j])) {
                    close(j);
                }
            }
        }
        if (open.length == 0) {
            first = new double[0];
        }
    }

    /** Takes what was found in another part of the table. */
    void merge(ConstantColumns other) {
        for (int j : open) {
            if (Arrays.stream(other.open).noneMatch(k -> k == j) || !takes(other, j)) {
                close(j);
            }
        }
        if (open.length == 0) {
            first = new double[0];
        }
    }

    /** Takes which columns may be constant from one that knows the same columns and other levels. */
    void take(ConstantColumns other) {
        for (int j : open) {
            if (Arrays.stream(other.open).noneMatch(k -> k == j)) {
                close(j);
            }
        }
    }

    /** Takes a column's values in levels that it had none of; says whether it is the same in those that it had. */
    private boolean takes(ConstantColumns other, int column) {
        for (int at = column; at < first.length; at += p) {
            if (Double.isNaN(first[at])) {
                first[at] = other.first[at];
            } else if (Math.abs(other.first[at] - first[at]) > tolerance[column]) {
                return false;
            }
        }
        return true;
    }

    /** Writes the columns that may be constant, then their values in the levels that were seen. */
    void writeTo(PartWriter out) throws IOException {
        out.integer(open.length);
        for (int j : open) {
            out.integer(j);
        }
        for (int j : open) {
            int[] seen = IntStream.range(0, first.length / p)
                    .filter(level -> !Double.isNaN(first[level * p + j]))
                    .toArray();
            out.integer(seen.length);
            for (int level : seen) {
                out.integer(level);
                out.number(first[level * p + j]);
            }
        }
    }

    /** Reads what {@link #writeTo} wrote for the same design and factor. */
    void readFrom(PartReader in) throws IOException {
        int columns = in.count();
        if (columns > open.length) {
            throw in.damaged("more columns are constant than there are");
        }
        int[] written = new int[columns];
        for (int k = 0; k < written.length; k++) {
            int column = in.count();
            if (Arrays.stream(open).noneMatch(j -> j == column)) {
                throw in.damaged("a constant column is not one of the design's");
            }
            written[k] = column;
        }
        open = written;
        for (int j : open) {
            int levels = in.count();
            for (int k = 0; k < levels; k++) {
                int level = in.count();
                if (level >= first.length / p) {
                    throw in.damaged("a level is not one of the design's");
                }
                first[level * p + j] = in.number();
            }
        }
        if (open.length == 0) {
            first = new double[0];
        }
    }

    private void close(int column) {
        open = Arrays.stream(open).filter(j -> j != column).toArray();
    }

    /** Returns whether a column is the same in all rows of each level; the intercept always is. */
    boolean contains(int column, boolean isIntercept) {
        return isIntercept || Arrays.stream(open).anyMatch(j -> j == column);
    }
}
