package org.multilevel.fit.products;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
        tolerance =
                columns.stream().mapToDouble(column -> SAME * column.scale()).toArray();
        open = IntStream.range(0, p).filter(j -> !columns.get(j).isIntercept()).toArray();
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

    private void close(int column) {
        open = Arrays.stream(open).filter(j -> j != column).toArray();
    }

    /** Returns whether a column is the same in all rows of each level; the intercept always is. */
    boolean contains(int column, boolean isIntercept) {
        return isIntercept || Arrays.stream(open).anyMatch(j -> j == column);
    }
}
