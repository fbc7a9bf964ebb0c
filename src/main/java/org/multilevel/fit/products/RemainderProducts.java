package org.multilevel.fit.products;

import org.multilevel.data.Progress;
import org.multilevel.data.Table;
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

    /**
     * Reads them.
     *
     * @param all cross-products of all columns
     * @param kept positions of the p columns that count
     * @param beta of the kept columns, p
     * @param effects of each factor, levels x q
     * @return the products of the kept columns with y - X beta - Z effects for y
     */
    public static CrossProducts read(
            Design design,
            Table table,
            CrossProducts all,
            int[] kept,
            Standardisation standard,
            double[] beta,
            double[][] effects,
            Progress progress) {
        double[] spread = WithinProducts.spread(beta, all.p, kept);
        RemainderProducts remainder = new RemainderProducts(standard, spread, effects);
        design.scan(table, progress, remainder::add);
        double[] xy = new double[kept.length + 1];
        for (int j = 0; j < kept.length; j++) {
            xy[j] = remainder.xy[kept[j]];
        }
        xy[kept.length] = remainder.xy[all.p];
        return all.keeping(kept).withResponse(xy, remainder.zy);
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
