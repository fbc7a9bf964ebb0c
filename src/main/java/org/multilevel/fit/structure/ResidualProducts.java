package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.SplitFactors;

/**
 * The cross-products with R^-1 in the middle, for any parameters of R: a weighted sum of cross-products that are formed once where there are few
 * classes, so that the cost does not depend on the number of rows; otherwise summed over the rows anew, which are kept.
 */
final class ResidualProducts {
    /** How many times more multiplications sums that are formed once may take than the rows. */
    private static final double PATIENCE = 2;

    private final CrossProducts pattern;
    private final SubjectRows rows;
    private final SplitFactors split;
    private final Pieces pieces;
    private final List<CrossProducts> sums = new ArrayList<>();
    /** Columns of zeros, which stand for columns of length one that are orthogonal to all others. */
    private final int[] empty;

    private final Workers workers;

    /**
     * @param pattern cross-products of the same columns, of the parts of factors
     * @param most how many numbers may be kept
     */
    ResidualProducts(
            CrossProducts pattern,
            SubjectRows rows,
            SplitFactors split,
            ResidualStructure structure,
            double most,
            Workers workers) {
        this(pattern, rows, split, structure, isOnce(pattern, rows, structure, most), workers);
    }

    /** Returns those that are formed once, whatever that costs. */
    static ResidualProducts once(
            CrossProducts pattern, SubjectRows rows, SplitFactors split, ResidualStructure structure, Workers workers) {
        return new ResidualProducts(pattern, rows, split, structure, true, workers);
    }

    private static boolean isOnce(CrossProducts pattern, SubjectRows rows, ResidualStructure structure, double most) {
        double once = (double) structure.classes() * size(pattern);
        double columns = columns(rows);
        double each = structure.pieces().size() * columns * columns / 2;
        return once <= PATIENCE * each && once <= most;
    }

    private ResidualProducts(
            CrossProducts pattern,
            SubjectRows rows,
            SplitFactors split,
            ResidualStructure structure,
            boolean once,
            Workers workers) {
        this.pattern = pattern;
        this.rows = rows;
        this.split = split;
        this.pieces = structure.pieces();
        this.empty = new int[0];
        this.workers = workers;
        if (once) {
            for (int k = 0; k < structure.classes(); k++) {
                sums.add(pattern.emptied(pattern.p));
            }
            PieceRow row = new PieceRow(pieces, rows, split, pattern);
            for (int piece = 0; piece < pieces.size(); piece++) {
                check(piece);
                row.load(piece);
                row.addTo(sums.get(pieces.ofClass(piece)), 1);
            }
        }
    }

    private ResidualProducts(
            CrossProducts pattern,
            SubjectRows rows,
            SplitFactors split,
            Pieces pieces,
            List<CrossProducts> sums,
            int[] empty,
            Workers workers) {
        this.pattern = pattern;
        this.rows = rows;
        this.split = split;
        this.pieces = pieces;
        this.sums.addAll(sums);
        this.empty = empty;
        this.workers = workers;
    }

    /** Returns those of combinations of the columns [X y], as {@link CrossProducts#combined}. */
    ResidualProducts combined(double[][] columns) {
        List<CrossProducts> combined =
                sums.stream().map(sum -> sum.combined(columns)).toList();
        SubjectRows others = isFreeOfRows() ? rows : rows.combined(columns);
        int[] none = IntStream.range(0, columns.length)
                .filter(c -> Arrays.stream(columns[c]).allMatch(element -> element == 0))
                .toArray();
        return new ResidualProducts(pattern.combined(columns), others, split, pieces, combined, none, workers);
    }

    /**
     * Returns those of the same rows with another response.
     *
     * @param changed the same cross-products of the rows by themselves
     * @param others the rows with it
     */
    ResidualProducts withResponse(CrossProducts changed, SubjectRows others) {
        ResidualProducts drawn = new ResidualProducts(changed, others, split, pieces, List.of(), empty, workers);
        if (!isFreeOfRows()) {
            return drawn;
        }
        double[][] xy = new double[sums.size()][rows.p1];
        double[][][] zy = new double[sums.size()][changed.widths.length][];
        for (double[][] each : zy) {
            for (int f = 0; f < each.length; f++) {
                each[f] = new double[changed.levels[f] * changed.widths[f]];
            }
        }
        PieceRow row = new PieceRow(pieces, others, split, changed);
        for (int piece = 0; piece < pieces.size(); piece++) {
            check(piece);
            row.load(piece);
            row.addResponseTo(xy[pieces.ofClass(piece)], zy[pieces.ofClass(piece)]);
        }
        for (int k = 0; k < xy.length; k++) {
            drawn.sums.add(sums.get(k).withResponse(xy[k], zy[k]));
        }
        return drawn;
    }

    private static int columns(SubjectRows rows) {
        int columns = rows.p1;
        for (int width : rows.widths) {
            columns += width;
        }
        return columns;
    }

    private static double size(CrossProducts products) {
        double size = products.xy.length;
        for (int f = 0; f < products.widths.length; f++) {
            size += products.zz[f].length + products.zxy[f].length;
            for (int g = f + 1; g < products.widths.length; g++) {
                size += (double) products.pair(f, g).size() * products.widths[f] * products.widths[g];
            }
        }
        return size;
    }

    /** Returns whether the rows are needed no more. */
    boolean isFreeOfRows() {
        return !sums.isEmpty();
    }

    private void check(int piece) {
        if (piece % 4096 == 0) {
            workers.checkCancelled();
        }
    }

    /** Returns the cross-products at some weights. */
    CrossProducts at(double[] weights) {
        CrossProducts total = pattern.emptied(pattern.p);
        if (isFreeOfRows()) {
            for (int k = 0; k < weights.length; k++) {
                total.addMultiple(sums.get(k), weights[k]);
            }
            return filled(total);
        }
        PieceRow row = new PieceRow(pieces, rows, split, pattern);
        for (int piece = 0; piece < pieces.size(); piece++) {
            check(piece);
            row.load(piece);
            row.addTo(total, weights[pieces.ofClass(piece)]);
        }
        return filled(total);
    }

    private CrossProducts filled(CrossProducts total) {
        for (int column : empty) {
            total.xy[column * (total.p + 2)] = 1;
        }
        return total;
    }

    /** Returns the derivative in the weights. */
    double[] derivative(Sensitivity sensitivity, int classes) {
        double[] derivative = new double[classes];
        if (isFreeOfRows()) {
            for (int k = 0; k < classes; k++) {
                derivative[k] = sensitivity.along(sums.get(k));
            }
            return derivative;
        }
        PieceRow row = new PieceRow(pieces, rows, split, pattern);
        for (int piece = 0; piece < pieces.size(); piece++) {
            check(piece);
            row.load(piece);
            derivative[pieces.ofClass(piece)] += sensitivity.along(row);
        }
        return derivative;
    }
}
