package org.multilevel.fit.products;

import java.io.IOException;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;

/**
 * Cross-products with what a response is besides given coefficients and effects, read from the rows: with all its digits, where a difference
 * of sums would have none.
 */
public final class RemainderProducts {
    private final Standardisation standard;
    private final double[] beta;
    private final double[][] effects;
    private final double[] xy;
    private final double[][] zy;

    private RemainderProducts(Standardisation standard, double[] beta, double[][] effects) {
        this.standard = standard;
        this.beta = beta;
        this.effects = effects;
        this.xy = new double[beta.length + 1];
        this.zy = new double[effects.length][];
        for (int f = 0; f < zy.length; f++) {
            zy[f] = new double[effects[f].length];
        }
    }

    /** Returns those of no rows. */
    public static RemainderProducts none(Standardisation standard, double[] beta, double[][] effects) {
        return new RemainderProducts(standard, beta, effects);
    }

    /**
     * Reads them.
     *
     * @param beta of all p columns
     * @param effects of each factor, levels x q
     */
    public static RemainderProducts read(
            Design design,
            Table table,
            Standardisation standard,
            double[] beta,
            double[][] effects,
            Progress progress) {
        RemainderProducts remainder = new RemainderProducts(standard, beta, effects);
        design.scan(table, progress, remainder::add);
        return remainder;
    }

    /**
     * Returns the products of the kept columns with y - X beta - Z effects for y.
     *
     * @param all cross-products of all columns
     * @param kept positions of the columns that count
     */
    public CrossProducts of(CrossProducts all, int[] kept) {
        double[] response = new double[kept.length + 1];
        for (int j = 0; j < kept.length; j++) {
            response[j] = xy[kept[j]];
        }
        response[kept.length] = xy[all.p];
        return all.keeping(kept).withResponse(response, zy);
    }

    /** Writes what was read. */
    public void writeTo(PartWriter out) throws IOException {
        out.numbers(xy, xy.length);
        for (double[] sums : zy) {
            out.blocks(sums, 1);
        }
    }

    /** Reads what {@link #writeTo} wrote of a part of the table, for the same coefficients and effects. */
    public static RemainderProducts readFrom(PartReader in, Standardisation standard, double[] beta, double[][] effects)
            throws IOException {
        RemainderProducts read = new RemainderProducts(standard, beta, effects);
        in.numbers(read.xy);
        for (double[] sums : read.zy) {
            in.blocks(sums, 1);
        }
        return read;
    }

    /** Adds what was read of another part of the table. */
    public void merge(RemainderProducts other) {
        addTo(xy, other.xy);
        for (int f = 0; f < zy.length; f++) {
            addTo(zy[f], other.zy[f]);
        }
    }

    private static void addTo(double[] sum, double[] addend) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addend[i];
        }
    }

    private void add(DesignBlock block) {
        int p = beta.length;
        double[] t = new double[p + 1];
        double[] sum = new double[p + 1];
        double[][] z = new double[effects.length][];
        for (int f = 0; f < z.length; f++) {
            z[f] = new double[standard.zScale[f].length];
        }
        for (int r = 0; r < block.rows; r++) {
            standard.fixedRow(block, r, t);
            double rest = t[p];
            for (int j = 0; j < p; j++) {
                rest -= beta[j] * t[j];
            }
            for (int f = 0; f < z.length; f++) {
                standard.randomRow(block, f, r, z[f]);
                for (int k = 0; k < z[f].length; k++) {
                    rest -= z[f][k] * effects[f][block.level[f][r] * z[f].length + k];
                }
            }
            double weighted = block.weight[r] * rest;
            t[p] = rest;
            for (int j = 0; j <= p; j++) {
                sum[j] += weighted * t[j];
            }
            for (int f = 0; f < z.length; f++) {
                for (int k = 0; k < z[f].length; k++) {
                    zy[f][block.level[f][r] * z[f].length + k] += weighted * z[f][k];
                }
            }
        }
        for (int j = 0; j <= p; j++) {
            xy[j] += sum[j];
        }
    }
}
