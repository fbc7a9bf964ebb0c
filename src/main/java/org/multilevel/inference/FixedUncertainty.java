package org.multilevel.inference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.error.ModelException;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.information.VarianceUncertainty;
import org.multilevel.inference.Inference.Method;
import org.multilevel.inference.freedom.HypothesisBasis;
import org.multilevel.inference.freedom.KenwardRogerTest;
import org.multilevel.inference.freedom.Satterthwaite;
import org.multilevel.inference.numeric.Dense;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.MixedModel;

/**
 * How sure the fixed effects of a model are by one method: the only place that knows where their covariance and degrees of freedom come
 * from.
 *
 * <p>Rows of hypotheses are over the p estimated coefficients. Without grouping factors the residual variance has n - p degrees of freedom
 * exactly.
 */
public final class FixedUncertainty {
    /** Where more than this part of a variance may be rounding, its root has hardly a digit that is worth reading. */
    private static final double ROUNDING = 1e-2;

    private final MixedModel model;
    private final Method method;
    private final double[][] unadjusted;
    private final double[][] covariance;
    /** Those that the method needs; none where they are not needed. */
    private final Optional<VarianceUncertainty> variances;

    private FixedUncertainty(
            MixedModel model, Method method, double[][] covariance, Optional<VarianceUncertainty> variances) {
        this.model = model;
        this.method = method;
        this.unadjusted = model.fixedEffects().covariance();
        this.covariance = covariance;
        this.variances = variances;
    }

    /**
     * Returns how sure a model's fixed effects are.
     *
     * @throws ModelException if the model does not carry what the method needs
     */
    public static FixedUncertainty of(MixedModel model, Inference inference) {
        Method method = inference.methodFor(model);
        double[][] covariance = model.fixedEffects().covariance();
        if (!method.hasDegreesOfFreedom() || model.isLeastSquares()) {
            return new FixedUncertainty(model, method, covariance, Optional.empty());
        }
        Information information = model.information().orElseThrow(() -> unknown(method));
        return method == Method.KENWARD_ROGER
                ? information
                        .kenwardRoger()
                        .map(kr -> new FixedUncertainty(model, method, kr.covariance(), Optional.of(kr.variances())))
                        .orElseThrow(() -> lacking(method))
                : new FixedUncertainty(
                        model,
                        method,
                        covariance,
                        Optional.of(information.satterthwaite().orElseThrow(() -> lacking(method))));
    }

    private static ModelException unknown(Method method) {
        return new ModelException(String.format(
                Locale.ROOT,
                "The model was saved by an early version, which kept nothing for %s degrees of freedom; fit it anew, or choose"
                        + " asymptotic.",
                method.label()));
    }

    private static ModelException lacking(Method method) {
        return new ModelException(String.format(
                Locale.ROOT,
                "The model was fitted without what %s degrees of freedom need; fit it anew and ask for them, or choose"
                        + " asymptotic.",
                method.label()));
    }

    /** Returns the word for where degrees of freedom come from. */
    public String source() {
        return method.hasDegreesOfFreedom() && model.isLeastSquares() ? "residual" : method.label();
    }

    /** Returns the covariance of the estimates that tests use, p x p: Kenward and Roger's is adjusted. */
    public double[][] covariance() {
        return covariance;
    }

    /** Returns the variance of l'beta; NaN where its digits cancel, because a column of X lies so far from 0 beside its spread. */
    public double variance(double[] l) {
        return losesDigits(l) ? Double.NaN : Dense.quadratic(l, covariance);
    }

    /** Returns whether the digits of the variance of l'beta cancel. */
    public boolean losesDigits(double[] l) {
        return Dense.quadraticRounding(l, covariance) > ROUNDING * Dense.quadratic(l, covariance);
    }

    /**
     * Returns the degrees of freedom of l'beta divided by its standard error; infinite where that is taken as normal, NaN where the digits of
     * that cancel.
     */
    public double degreesOfFreedom(double[] l) {
        return losesDigits(l) ? Double.NaN : degreesOfFreedom(new double[][] {l});
    }

    private double degreesOfFreedom(double[][] rows) {
        return kenwardRoger(rows).map(KenwardRogerTest::denominatorDf).orElseGet(() -> {
            if (!method.hasDegreesOfFreedom()) {
                return Double.POSITIVE_INFINITY;
            }
            if (variances.isEmpty()) {
                return model.rows().used() - (double) model.fixedEffects().size();
            }
            Satterthwaite satterthwaite = new Satterthwaite(covariance, variances.get());
            return rows.length == 1 ? satterthwaite.df(rows[0]) : satterthwaite.df(rows);
        });
    }

    private Optional<KenwardRogerTest> kenwardRoger(double[][] rows) {
        return method == Method.KENWARD_ROGER
                ? variances.map(v -> KenwardRogerTest.of(v, unadjusted, rows))
                : Optional.empty();
    }

    /**
     * Tests the hypothesis L beta = c; rows that follow from others count once. Where the digits of a row's variance cancel, all is NaN but the
     * number of rows.
     *
     * @param l m x p
     * @param c m
     * @throws ModelException if the rows contradict each other or say nothing
     */
    public FTest fTest(double[][] l, double[] c) {
        HypothesisBasis basis = HypothesisBasis.of(l, c);
        double[][] rows = basis.rows();
        if (Arrays.stream(rows).anyMatch(this::losesDigits)) {
            return new FTest(Double.NaN, rows.length, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] difference = Dense.times(rows, model.fixedEffects().estimates());
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= basis.values()[i];
        }
        double wald = Dense.quadratic(difference, Dense.inverse(Dense.sandwich(rows, covariance)));
        double unscaled = wald / rows.length;
        double f = unscaled * kenwardRoger(rows).map(KenwardRogerTest::scale).orElse(1.0);
        double df = degreesOfFreedom(rows);
        return new FTest(f, rows.length, df, Distributions.fTail(f, rows.length, df), unscaled);
    }
}
