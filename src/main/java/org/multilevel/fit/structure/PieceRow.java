package org.multilevel.fit.structure;

import java.util.Arrays;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.SplitFactors;

/**
 * One piece after the other as the solver sees it: [X y], and the columns of Z of each part of a factor of which the piece has a level, of which there are
 * two where the piece is a difference of rows of two levels.
 */
final class PieceRow {
    private final Pieces pieces;
    private final SubjectRows rows;
    private final SplitFactors split;
    private final CrossProducts pattern;
    /** [X y]. */
    final double[] xy;
    /** How many parts the piece has. */
    int count;
    /** The parts, ascending. */
    final int[] part;
    /** Which level of its part. */
    final int[] index;
    /** Columns of Z. */
    final double[][] z;
    /** Of the a-th part with the b-th, a before b, at a x parts + b where the block of their levels begins. */
    final int[] offset;

    private final int[] lastPart;
    private final int[] lastIndex;
    private int lastCount = -1;

    /**
     * @param rows not centred where factors are split
     * @param pattern of the parts; pairs that it lacks are added
     */
    PieceRow(Pieces pieces, SubjectRows rows, SplitFactors split, CrossProducts pattern) {
        this.pieces = pieces;
        this.rows = rows;
        this.split = split;
        this.pattern = pattern;
        int most = 2 * rows.widths.length;
        xy = new double[rows.p1];
        part = new int[most];
        index = new int[most];
        lastPart = new int[most];
        lastIndex = new int[most];
        z = new double[most][];
        for (int k = 0; k < most; k++) {
            z[k] = new double[rows.widths[k / 2]];
        }
        offset = new int[most * most];
    }

    void load(int piece) {
        pieces.write(piece, rows.xy, rows.p1, xy);
        count = 0;
        for (int f = 0; f < rows.widths.length; f++) {
            if (split.isSplit(f)) {
                loadParts(piece, f);
            } else {
                z[count] = sized(count, f);
                pieces.write(piece, rows.z[f], rows.widths[f], z[count]);
                part[count] = split.first(f);
                index[count++] = rows.level[f][pieces.row(piece)];
            }
        }
        findOffsets();
    }

    /** Returns room for the columns of a factor. */
    private double[] sized(int at, int f) {
        return z[at].length == rows.widths[f] ? z[at] : new double[rows.widths[f]];
    }

    private void loadParts(int piece, int f) {
        int row = pieces.row(piece);
        int other = pieces.hasOther(piece) ? pieces.other(piece) : row;
        int level = rows.level[f][row];
        int otherLevel = rows.level[f][other];
        if (level == otherLevel) {
            z[count] = sized(count, f);
            pieces.write(piece, rows.z[f], rows.widths[f], z[count]);
            put(f, level);
            return;
        }
        boolean first = split.part(f, level) < split.part(f, otherLevel);
        write(f, first ? row : other, first ? 1 : -1);
        put(f, first ? level : otherLevel);
        write(f, first ? other : row, first ? -1 : 1);
        put(f, first ? otherLevel : level);
    }

    private void write(int f, int row, int sign) {
        z[count] = sized(count, f);
        for (int j = 0; j < rows.widths[f]; j++) {
            z[count][j] = sign * rows.z[f][row * rows.widths[f] + j];
        }
    }

    private void put(int f, int level) {
        part[count] = split.part(f, level);
        index[count++] = split.index(f, level);
    }

    private void findOffsets() {
        if (count == lastCount
                && Arrays.equals(part, 0, count, lastPart, 0, count)
                && Arrays.equals(index, 0, count, lastIndex, 0, count)) {
            return;
        }
        for (int a = 0; a < count; a++) {
            for (int b = a + 1; b < count; b++) {
                offset[a * part.length + b] = (split.isSplit()
                                ? pattern.opened(part[a], part[b])
                                : pattern.pair(part[a], part[b]))
                        .offset(index[a], index[b]);
            }
        }
        System.arraycopy(part, 0, lastPart, 0, count);
        System.arraycopy(index, 0, lastIndex, 0, count);
        lastCount = count;
    }

    void addResponseTo(double[] ofXy, double[][] ofZ) {
        double y = xy[rows.p1 - 1];
        for (int j = 0; j < rows.p1; j++) {
            ofXy[j] += xy[j] * y;
        }
        for (int a = 0; a < count; a++) {
            int q = z[a].length;
            for (int j = 0; j < q; j++) {
                ofZ[part[a]][index[a] * q + j] += z[a][j] * y;
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
        for (int a = 0; a < count; a++) {
            addLevel(total, a, weight);
            for (int b = a + 1; b < count; b++) {
                double[] blocks = total.pair(part[a], part[b]).blocks();
                int at = offset[a * part.length + b];
                for (double first : z[a]) {
                    for (double second : z[b]) {
                        blocks[at++] += weight * first * second;
                    }
                }
            }
        }
    }

    private void addLevel(CrossProducts total, int a, double weight) {
        int p1 = rows.p1;
        int q = z[a].length;
        double[] zz = total.zz[part[a]];
        double[] zxy = total.zxy[part[a]];
        for (int i = 0; i < q; i++) {
            double own = weight * z[a][i];
            int at = index[a] * q + i;
            for (int j = 0; j < q; j++) {
                zz[at * q + j] += own * z[a][j];
            }
            for (int j = 0; j < p1; j++) {
                zxy[at * p1 + j] += own * xy[j];
            }
        }
    }
}
