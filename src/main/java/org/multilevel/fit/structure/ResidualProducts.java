package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * The cross-products with R^-1 in the middle, for any parameters of R: a weighted sum of cross-products that are formed once where there are few
 * classes, so that the cost does not depend on the number of rows; otherwise summed over the rows anew, which are kept.
 */
final class ResidualProducts {
    /** How many times more multiplications sums that are formed once may take than the rows. */
    private static final double PATIENCE = 2;

    private final CrossProducts pattern;
    private final SubjectRows rows;
    private final Pieces pieces;
    private final List<CrossProducts> sums = new ArrayList<>();
    /** Columns of zeros, which stand for columns of length one that are orthogonal to all others. */
    private final int[] empty;

    private final Workers workers;

    /**
     * @param pattern cross-products of the same columns and levels
     * @param most how many numbers may be kept
     */
    ResidualProducts(
            CrossProducts pattern, SubjectRows rows, ResidualStructure structure, double most, Workers workers) {
        this(pattern, rows, structure, isOnce(pattern, rows, structure, most), workers);
    }

    /** Returns those that are formed once, whatever that costs. */
    static ResidualProducts once(
            CrossProducts pattern, SubjectRows rows, ResidualStructure structure, Workers workers) {
        return new ResidualProducts(pattern, rows, structure, true, workers);
    }

    private static boolean isOnce(CrossProducts pattern, SubjectRows rows, ResidualStructure structure, double most) {
        double once = (double) structure.classes() * size(pattern);
        double columns = columns(rows);
        double each = structure.pieces().size() * columns * columns / 2;
        return once <= PATIENCE * each && once <= most;
    }

    private ResidualProducts(
            CrossProducts pattern, SubjectRows rows, ResidualStructure structure, boolean once, Workers workers) {
        this.pattern = pattern;
        this.rows = rows;
        this.pieces = structure.pieces();
        this.empty = new int[0];
        this.workers = workers;
        if (once) {
            for (int k = 0; k < structure.classes(); k++) {
                sums.add(pattern.emptied(pattern.p));
            }
            Row row = new Row();
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
            Pieces pieces,
            List<CrossProducts> sums,
            int[] empty,
            Workers workers) {
        this.pattern = pattern;
        this.rows = rows;
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
        return new ResidualProducts(pattern.combined(columns), others, pieces, combined, none, workers);
    }

    /**
     * Returns those of the same rows with another response.
     *
     * @param changed the same cross-products of the rows by themselves
     * @param others the rows with it
     */
    ResidualProducts withResponse(CrossProducts changed, SubjectRows others) {
        ResidualProducts drawn = new ResidualProducts(changed, others, pieces, List.of(), empty, workers);
        if (!isFreeOfRows()) {
            return drawn;
        }
        double[][] xy = new double[sums.size()][rows.p1];
        double[][][] zy = new double[sums.size()][rows.widths.length][];
        for (double[][] each : zy) {
            for (int f = 0; f < each.length; f++) {
                each[f] = new double[changed.levels[f] * changed.widths[f]];
            }
        }
        Row row = drawn.new Row();
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
        Row row = new Row();
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
        Row row = new Row();
        for (int piece = 0; piece < pieces.size(); piece++) {
            check(piece);
            row.load(piece);
            derivative[pieces.ofClass(piece)] += sensitivity.along(row.z, row.xy, row.level, row.pair);
        }
        return derivative;
    }

    /** The columns and levels of a piece. */
    private final class Row {
        private final double[] xy = new double[rows.p1];
        private final double[][] z = new double[rows.widths.length][];
        private final int[] level = new int[rows.widths.length];
        private final int[] pair = new int[rows.widths.length * (rows.widths.length - 1) / 2];

        Row() {
            for (int f = 0; f < z.length; f++) {
                z[f] = new double[rows.widths[f]];
            }
        }

        void load(int piece) {
            int first = pieces.row(piece);
            pieces.write(piece, rows.xy, rows.p1, xy);
            boolean moved = false;
            for (int f = 0; f < z.length; f++) {
                pieces.write(piece, rows.z[f], rows.widths[f], z[f]);
                moved |= level[f] != rows.level[f][first];
                level[f] = rows.level[f][first];
            }
            int next = 0;
            for (int f = 0; f < z.length && (moved || piece == 0); f++) {
                for (int g = f + 1; g < z.length; g++) {
                    pair[next++] = pattern.pair(f, g).offset(level[f], level[g]);
                }
            }
        }

        void addResponseTo(double[] ofXy, double[][] ofZ) {
            double y = xy[rows.p1 - 1];
            for (int j = 0; j < rows.p1; j++) {
                ofXy[j] += xy[j] * y;
            }
            for (int f = 0; f < z.length; f++) {
                for (int j = 0; j < z[f].length; j++) {
                    ofZ[f][level[f] * z[f].length + j] += z[f][j] * y;
                }
            }
        }

        void addTo(CrossProducts total, double weight) {
            int p1 = rows.p1;
            for (int i = 0; i < p1; i++) {
                double x = weight * xy[i];
                for (int j = 0; j <= i; j++) {
                    total.xy[i * p1 + j] += x * xy[j];
                }
            }
            int next = 0;
            for (int f = 0; f < z.length; f++) {
                int q = z[f].length;
                for (int i = 0; i < q; i++) {
                    double own = weight * z[f][i];
                    int at = level[f] * q + i;
                    for (int j = 0; j < q; j++) {
                        total.zz[f][at * q + j] += own * z[f][j];
                    }
                    for (int j = 0; j < p1; j++) {
                        total.zxy[f][at * p1 + j] += own * xy[j];
                    }
                }
                for (int g = f + 1; g < z.length; g++) {
                    double[] blocks = total.pair(f, g).blocks();
                    int at = pair[next++];
                    for (double a : z[f]) {
                        for (double b : z[g]) {
                            blocks[at++] += weight * a * b;
                        }
                    }
                }
            }
        }
    }
}
