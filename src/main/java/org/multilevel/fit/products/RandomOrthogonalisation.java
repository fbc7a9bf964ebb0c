package org.multilevel.fit.products;

import java.io.IOException;
import java.util.stream.IntStream;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.RandomBlock;
import org.multilevel.fit.covariance.Covariance;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * A second change of the columns of random terms, for terms whose columns nearly repeat each other and so would hide the optimum.
 *
 * <p>z* = z~ R, with R upper triangular and block-diagonal by term, makes the columns of such a term orthogonal over all rows (in Z'WZ
 * summed over the levels) and leaves each its sum of squares. The criterion is the same function of the covariances: only structures
 * that are the same in any basis are changed. Reading the rows once more with it keeps all digits: squares of seconds since 1970 say as
 * much as squares of days. What is left of a column that repeats others is then left for the refusal.
 */
public final class RandomOrthogonalisation {
    /** Where less than this part of a column's sum of squares is left beside the earlier ones of its term, another reading pays. */
    private static final double WORTHWHILE = 1e-3;
    /** The part that is left of a column by rounding when it is a combination of others, as first read. */
    private static final double ROUNDING = 1e-12;
    /** The same as read once more: as R's lm has it. */
    private static final double ROUNDING_AFTER = 1e-14;

    /** R of each factor, q x q row-major; empty where its columns stay. */
    private final double[][] rotation;

    private RandomOrthogonalisation(double[][] rotation) {
        this.rotation = rotation;
    }

    /** Returns the change that changes nothing. */
    static RandomOrthogonalisation none(int factors) {
        return new RandomOrthogonalisation(new double[factors][0]);
    }

    /** Returns the change that these cross-products (formed without one) call for, which may be {@link #none}. */
    static RandomOrthogonalisation of(Design design, CrossProducts products) {
        double[][] rotation = new double[products.widths.length][];
        for (int f = 0; f < rotation.length; f++) {
            double[] pooled = products.pooled(f);
            int q = products.widths[f];
            double[] r = SmallMatrices.identity(q);
            boolean worthwhile = false;
            int from = 0;
            for (RandomBlock block : design.factors().get(f).blocks()) {
                int to = from + block.columns().size();
                if (Covariance.of(block).isBasisFree()) {
                    worthwhile |= rotate(pooled, q, from, to, r);
                }
                from = to;
            }
            rotation[f] = worthwhile ? r : new double[0];
        }
        return new RandomOrthogonalisation(rotation);
    }

    /** Fills in the block of a term, unless its columns are well apart; returns whether it did. */
    private static boolean rotate(double[] pooled, int q, int from, int to, double[] rotation) {
        double[] l = new double[q * q];
        double[] change = SmallMatrices.identity(q);
        boolean worthwhile = false;
        for (int j = from; j < to; j++) {
            double total = pooled[j * q + j];
            double rest = total;
            for (int k = from; k < j; k++) {
                double s = pooled[j * q + k];
                for (int t = from; t < k; t++) {
                    s -= l[j * q + t] * l[k * q + t];
                }
                l[j * q + k] = s / l[k * q + k];
                rest -= l[j * q + k] * l[j * q + k];
            }
            if (!(total > 0)) {
                return false; // a column of zeros: there is nothing to search for
            }
            worthwhile |= rest < WORTHWHILE * total;
            l[j * q + j] = Math.sqrt(Math.max(rest, ROUNDING_AFTER * total));
            double growth = Math.sqrt(total) / l[j * q + j];
            change[j * q + j] = growth;
            for (int k = from; k < j; k++) {
                double length = Math.sqrt(pooled[k * q + k]);
                for (int i = from; i <= k; i++) {
                    change[i * q + j] -= change[i * q + k] * l[j * q + k] / length * growth;
                }
            }
        }
        for (int i = from; i < to && worthwhile; i++) {
            System.arraycopy(change, i * q + from, rotation, i * q + from, to - from);
        }
        return worthwhile;
    }

    void writeTo(PartWriter out) throws IOException {
        for (double[] r : rotation) {
            out.flag(r.length > 0);
            out.numbers(r, r.length);
        }
    }

    /** Reads what {@link #writeTo} wrote for factors of these widths. */
    static RandomOrthogonalisation readFrom(PartReader in, int[] widths) throws IOException {
        double[][] rotation = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            rotation[f] = in.numbers(in.flag() ? widths[f] * widths[f] : 0);
        }
        return new RandomOrthogonalisation(rotation);
    }

    void addTo(Standardisation.Key key) {
        for (double[] r : rotation) {
            key.add(r);
        }
    }

    /** Returns whether no column changes. */
    boolean isNone() {
        return IntStream.range(0, rotation.length).noneMatch(this::changes);
    }

    boolean changes(int f) {
        return rotation[f].length > 0;
    }

    /** Changes a row of factor f's Z~, q numbers, in place. */
    void apply(int f, double[] row, int q) {
        if (!changes(f)) {
            return;
        }
        for (int j = q - 1; j >= 0; j--) {
            double s = 0;
            for (int i = 0; i <= j; i++) {
                s += row[i] * rotation[f][i * q + j];
            }
            row[j] = s;
        }
    }

    /** Returns the given T for Z~ times R of factor f, q x q. */
    double[] times(int f, double[] transform, int q) {
        return changes(f) ? SmallMatrices.times(transform, rotation[f], q, q, q) : transform;
    }

    /** Returns what a symmetric form of factor f's changed columns, q x q, is of the columns before the change: R'^-1 M R^-1. */
    public double[] before(int f, double[] form, int q) {
        if (!changes(f)) {
            return form;
        }
        double[] lower = SmallMatrices.transposed(rotation[f], q, q);
        double[] half = form.clone();
        SmallMatrices.solveLower(lower, 0, q, half, 0, q);
        double[] back = SmallMatrices.transposed(half, q, q);
        SmallMatrices.solveLower(lower, 0, q, back, 0, q);
        return back;
    }

    /** Returns by how much the length of what is left of column j beside earlier ones of its term grew. */
    public double growth(int f, int j, int q) {
        return changes(f) ? rotation[f][j * (q + 1)] : 1;
    }

    /** Returns the part of a column's sum of squares which, left beside earlier columns of its term, may be rounding. */
    public double rounding(int f) {
        return changes(f) ? ROUNDING_AFTER : ROUNDING;
    }
}
