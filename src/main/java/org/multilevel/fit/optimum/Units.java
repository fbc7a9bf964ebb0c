package org.multilevel.fit.optimum;

import java.util.stream.IntStream;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.products.CrossProducts;

/**
 * What standard deviations of random effects are measured in: the size at which each begins to matter.
 *
 * <p>That is 1 / sqrt(mean Z'WZ_jj) over the levels, where a level says as much of its effect of column j as the effects' spread does.
 */
public final class Units {
    private final ThetaLayout layout;
    private final double[][] ofColumn;

    /** @param meanInformation per factor and column the mean of Z'WZ_jj over its levels; a column without any has the unit 1 */
    Units(ThetaLayout layout, double[][] meanInformation) {
        this.layout = layout;
        this.ofColumn = new double[meanInformation.length][];
        for (int f = 0; f < ofColumn.length; f++) {
            ofColumn[f] = new double[meanInformation[f].length];
            for (int j = 0; j < ofColumn[f].length; j++) {
                double mean = meanInformation[f][j];
                ofColumn[f][j] = mean > 0 ? 1 / Math.sqrt(mean) : 1;
            }
        }
    }

    /** Returns the units of a model's standard deviations. */
    public static Units of(ThetaLayout layout, CrossProducts products) {
        return new Units(
                layout,
                IntStream.range(0, layout.factors())
                        .mapToObj(products::meanInformation)
                        .toArray(double[][]::new));
    }

    /** Returns the unit of parameter k: that of the effects which it scales. */
    double of(int k) {
        return ofColumn(layout.factor(k), layout.row(k));
    }

    /** Returns the unit of the effects of column j of factor f. */
    public double ofColumn(int f, int j) {
        return ofColumn[f][j];
    }

    /** Returns how far parameter k reaches: the standard deviation that it scales, or the unit where that is smaller. */
    public double reach(double[] theta, int k) {
        Term term = layout.term(k);
        return Math.max(
                of(k),
                term.covariance()
                        .deviation(term.place(), theta, k - term.place().at()));
    }

    /** Returns the unit of every parameter. */
    double[] all() {
        double[] all = new double[layout.size()];
        for (int k = 0; k < all.length; k++) {
            all[k] = of(k);
        }
        return all;
    }
}
