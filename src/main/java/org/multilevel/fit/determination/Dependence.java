package org.multilevel.fit.determination;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.fit.effects.LeftOut;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Standardisation;

/** Finds which combination of the kept fixed columns each of the others is, from the cross-products that decided the rank. */
public final class Dependence {
    /** On the standardised scale, what of a coefficient is rounding of the cross-products. */
    private static final double ROUNDING = 1e-11;

    private final Standardisation standard;
    private final int p;
    private final int[] kept;
    /** The Cholesky factor of X'WX of the kept columns, whose leading corners are the factors of fewer columns. */
    private final double[] factor;

    private Dependence(CrossProducts all, Standardisation standard, int[] kept) {
        this.standard = standard;
        this.p = all.p;
        this.kept = kept;
        int n = kept.length;
        this.factor = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                factor[i * n + j] = all.xy[kept[i] * (p + 1) + kept[j]];
            }
        }
        SmallMatrices.cholesky(factor, 0, n);
    }

    /**
     * Returns the columns left out, in the order of the design.
     *
     * @param all the cross-products of all columns
     */
    public static List<LeftOut> of(CrossProducts all, Standardisation standard, int[] kept) {
        List<LeftOut> result = new ArrayList<>();
        if (kept.length == all.p) {
            return result;
        }
        Dependence dependence = new Dependence(all, standard, kept);
        double[][] combinations = new double[all.p][];
        int earlier = 0;
        for (int j = 0; j < all.p; j++) {
            if (earlier < kept.length && kept[earlier] == j) {
                combinations[j] = new double[kept.length];
                combinations[j][earlier++] = 1;
            } else {
                combinations[j] = dependence.combination(j, dependence.projection(all, j, earlier), combinations);
                result.add(new LeftOut(j, dependence.raw(j, combinations[j])));
            }
        }
        return result;
    }

    /** Returns the coefficients of column j's least-squares fit by the first kept columns, as the cross-products have them. */
    private double[] projection(CrossProducts all, int j, int earlier) {
        double[] corner = new double[earlier * earlier];
        double[] b = new double[earlier];
        for (int i = 0; i < earlier; i++) {
            System.arraycopy(factor, i * kept.length, corner, i * earlier, i + 1);
            b[i] = all.xy[j * (p + 1) + kept[i]];
        }
        SmallMatrices.solveLower(corner, 0, earlier, b, 0, 1);
        SmallMatrices.solveLowerTransposed(corner, 0, earlier, b, 0, 1);
        return b;
    }

    /**
     * Takes the orthogonalisation back: column j of X* less its fit is X~ v = 0, where v has an element for each column up to j.
     *
     * @param combinations those of the columns before j, by which the ones left out among them are replaced
     */
    private double[] combination(int j, double[] projection, double[][] combinations) {
        double[] b = new double[kept.length];
        double own = standard.orthogonalisation.element(j, j);
        for (int i = 0; i < j; i++) {
            double v = standard.orthogonalisation.element(i, j);
            for (int k = 0; k < projection.length; k++) {
                if (kept[k] >= i) {
                    v -= standard.orthogonalisation.element(i, kept[k]) * projection[k];
                }
            }
            for (int k = 0; k < b.length; k++) {
                b[k] -= v / own * combinations[i][k];
            }
        }
        return b;
    }

    /** Returns a combination of standardised columns for the raw ones. */
    private double[] raw(int j, double[] combination) {
        double[] raw = new double[combination.length];
        for (int k = 0; k < raw.length; k++) {
            raw[k] = Math.abs(combination[k]) < ROUNDING
                    ? 0
                    : combination[k] * standard.xScale[j] / standard.xScale[kept[k]];
        }
        return raw;
    }
}
