package org.multilevel.inference.shares;

import java.util.Optional;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.MixedModel;

/**
 * How much of the response's variation a model without random terms explains.
 *
 * <p>With a regression sum of squares of q coefficients (all but the intercept; all p without one) and a residual one of n - p degrees of
 * freedom: R^2 is the first part of their sum, and F = (regression / q) / (residual / (n - p)), as R's {@code summary.lm} has them. Rows count
 * by their weights; an offset is no part of the response.
 *
 * @param rSquared R^2
 * @param adjusted 1 - (1 - R^2) (q + n - p) / (n - p)
 * @param f the statistic that all q coefficients are zero; NaN where q is 0
 * @param numeratorDf q
 * @param denominatorDf n - p
 * @param pValue of F
 */
public record LeastSquaresFit(
        double rSquared, double adjusted, double f, int numeratorDf, double denominatorDf, double pValue) {

    /** Returns it for a model without random terms, else nothing. */
    public static Optional<LeastSquaresFit> of(MixedModel model) {
        return LeastSquaresExplained.of(model).map(explained -> {
            int q = explained.explaining();
            double df = model.rows().used() - (double) model.fixedEffects().size();
            if (q == 0) {
                return new LeastSquaresFit(0, 0, Double.NaN, 0, df, Double.NaN);
            }
            double[] beta = model.fixedEffects().estimates();
            double f = explained.regression(beta) / q / (explained.residual(model.sigma()) / df);
            double rSquared = explained.rSquared(beta, model.sigma());
            return new LeastSquaresFit(rSquared, explained.adjusted(rSquared), f, q, df, Distributions.fTail(f, q, df));
        });
    }
}
