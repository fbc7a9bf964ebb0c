package org.multilevel.inference.tests;

import java.util.Optional;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.FTest;
import org.multilevel.inference.FixedUncertainty;
import org.multilevel.inference.Inference;
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
        if (!model.groupingFactors().isEmpty()) {
            return Optional.empty();
        }
        int p = model.fixedEffects().size();
        boolean intercept = p > 0 && model.fixedEffects().isIntercept(0);
        int q = intercept ? p - 1 : p;
        double n = (double) model.rows().used();
        double residual = model.sigma() * model.sigma() * (model.method() == EstimationMethod.ML ? n : n - p);
        if (q == 0) {
            return Optional.of(new LeastSquaresFit(0, 0, Double.NaN, 0, n - p, Double.NaN));
        }
        double[][] l = new double[q][p];
        for (int i = 0; i < q; i++) {
            l[i][i + p - q] = 1;
        }
        FTest test = FixedUncertainty.of(model, Inference.standard()).fTest(l, new double[q]);
        double regression = test.unscaled() * q * model.sigma() * model.sigma();
        double f = regression / q / (residual / (n - p));
        double rSquared = regression / (regression + residual);
        return Optional.of(new LeastSquaresFit(
                rSquared, 1 - (1 - rSquared) * (q + n - p) / (n - p), f, q, n - p, Distributions.fTail(f, q, n - p)));
    }
}
