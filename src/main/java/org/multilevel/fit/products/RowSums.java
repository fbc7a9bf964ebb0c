package org.multilevel.fit.products;

import java.io.IOException;
import java.util.Arrays;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.FixedColumn;
import org.multilevel.design.RandomFactor;

/**
 * Sums over rows that each count once: the sizes of the levels, which columns they hold constant, and where the cross-products do not tell them (they are weighted, or
 * there is no column of ones among those of X), the means and products of the raw columns.
 */
public final class RowSums {
    private final boolean complete;
    private final double[] centre;
    private final int[] widths;
    private long rows;
    /** Sums of the p columns of X less their centres. */
    private final double[] sums;
    /** Sums of their products, p x p, the lower triangle. */
    private final double[] products;
    /** Per factor the sums of zz', q x q, the lower triangle. */
    private final double[][] squares;

    private final long[][] counts;
    /** The rows of levels that are not here. */
    private final LevelTally[] elsewhere;

    private final ConstantColumns[] constant;
    private final boolean[] intercept;

    /** Creates empty sums for a design. */
    public RowSums(Design design) {
        complete = design.options().weights().isPresent() || !design.terms().intercept();
        centre = design.fixed().stream().mapToDouble(FixedColumn::centre).toArray();
        sums = new double[centre.length];
        products = new double[centre.length * centre.length];
        widths = design.factors().stream().mapToInt(RandomFactor::width).toArray();
        int factors = widths.length;
        squares = new double[factors][];
        counts = new long[factors][];
        elsewhere = new LevelTally[factors];
        Arrays.fill(elsewhere, LevelTally.NONE);
        constant = new ConstantColumns[factors];
        intercept = new boolean[centre.length];
        for (int j = 0; j < intercept.length; j++) {
            intercept[j] = design.fixed().get(j).isIntercept();
        }
        for (int f = 0; f < factors; f++) {
            squares[f] = new double[widths[f] * widths[f]];
            counts[f] = new long[design.factors().get(f).levels().size()];
            constant[f] = new ConstantColumns(design, f);
        }
    }

    /** Adds the rows of a block. */
    public void add(DesignBlock block) {
        for (int f = 0; f < counts.length; f++) {
            for (int r = 0; r < block.rows; r++) {
                counts[f][block.level[f][r]]++;
            }
            constant[f].add(block);
        }
        if (!complete) {
            return;
        }
        int p = centre.length;
        double[] x = new double[p];
        for (int r = 0; r < block.rows; r++) {
            for (int j = 0; j < p; j++) {
                x[j] = block.x[r * p + j] - centre[j];
                sums[j] += x[j];
            }
            addProducts(x, 0, p, products);
            for (int f = 0; f < squares.length; f++) {
                addProducts(block.z[f], r * widths[f], widths[f], squares[f]);
            }
        }
        rows += block.rows;
    }

    /** Returns the same without what each level has, for a part that shares no level with others. */
    public RowSums withoutLevels(Design columns) {
        RowSums rest = new RowSums(columns);
        rest.rows = rows;
        addTo(rest.sums, sums);
        addTo(rest.products, products);
        for (int f = 0; f < counts.length; f++) {
            addTo(rest.squares[f], squares[f]);
            rest.elsewhere[f] = tally(f);
            rest.constant[f].take(constant[f]);
        }
        return rest;
    }

    /** Adds the sums over the rows of another part of the table. */
    public void merge(RowSums other) {
        rows += other.rows;
        addTo(sums, other.sums);
        addTo(products, other.products);
        for (int f = 0; f < counts.length; f++) {
            addTo(squares[f], other.squares[f]);
            elsewhere[f] = elsewhere[f].plus(other.elsewhere[f]);
            for (int level = 0; level < counts[f].length; level++) {
                counts[f][level] += other.counts[f][level];
            }
            constant[f].merge(other.constant[f]);
        }
    }

    private static void addTo(double[] sum, double[] addend) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addend[i];
        }
    }

    public void writeTo(PartWriter out) throws IOException {
        out.whole(rows);
        out.numbers(sums, sums.length);
        out.numbers(products, products.length);
        for (int f = 0; f < counts.length; f++) {
            out.numbers(squares[f], squares[f].length);
            // counts of rows are whole numbers below 2^53
            out.blocks(Arrays.stream(counts[f]).asDoubleStream().toArray(), 1);
            elsewhere[f].writeTo(out);
            constant[f].writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote for the same design. */
    public static RowSums readFrom(PartReader in, Design design) throws IOException {
        RowSums read = new RowSums(design);
        read.rows = in.wholeCount();
        in.numbers(read.sums);
        in.numbers(read.products);
        for (int f = 0; f < read.counts.length; f++) {
            in.numbers(read.squares[f]);
            double[] counts = new double[read.counts[f].length];
            in.blocks(counts, 1);
            Arrays.setAll(read.counts[f], level -> (long) counts[level]);
            read.elsewhere[f] = LevelTally.readFrom(in);
            read.constant[f].readFrom(in);
        }
        return read;
    }

    private static void addProducts(double[] from, int at, int n, double[] sum) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                sum[i * n + j] += from[at + i] * from[at + j];
            }
        }
    }

    /** Says whether the columns' moments were formed, because the cross-products do not tell them. */
    public boolean hasMoments() {
        return complete;
    }

    /** Returns how many rows the levels of a factor have. */
    public LevelTally tally(int factor) {
        return elsewhere[factor].plus(LevelTally.of(counts[factor]));
    }

    /** Returns whether column j of X is the same in all rows of each level of a factor. */
    public boolean isConstant(int factor, int j) {
        return constant[factor].contains(j, intercept[j]);
    }

    /** Returns the covariance (divisor n - 1) of the columns i and j of X. */
    public double covariance(int i, int j) {
        int p = centre.length;
        double product = products[Math.max(i, j) * p + Math.min(i, j)];
        return (product - sums[i] * sums[j] / rows) / (rows - 1.0);
    }

    /** Returns the mean of the product of the columns j and k of a factor's Z. */
    public double meanSquare(int factor, int j, int k) {
        return squares[factor][Math.max(j, k) * widths[factor] + Math.min(j, k)] / rows;
    }
}
