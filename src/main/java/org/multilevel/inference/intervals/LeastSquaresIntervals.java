package org.multilevel.inference.intervals;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.FixedUncertainty;
import org.multilevel.inference.Inference;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.MixedModel;

/**
 * The exact intervals of a model without random terms: Student's t for coefficients, as R's {@code confint} of an {@code lm}, and chi-squared
 * with as many tail on either side for the residual standard deviation.
 *
 * <p>The profile likelihood would take its quantile from a normal distribution, as if there were many rows.
 */
final class LeastSquaresIntervals {
    private LeastSquaresIntervals() {}

    /** Returns the estimates with these intervals in the place of those of the profile, whose points stay. */
    static IntervalEstimates instead(IntervalEstimates profile, MixedModel model, List<LinearFunction> functions) {
        double level = profile.level();
        int p = model.fixedEffects().size();
        double df = model.rows().used() - (double) p;
        FixedUncertainty uncertainty =
                FixedUncertainty.of(model, Inference.satterthwaite().withLevel(level));
        double ml = model.method() == EstimationMethod.ML ? model.rows().used() / df : 1;
        double reach = Distributions.tReach(level, df);
        List<ParameterInterval> intervals = new ArrayList<>();
        for (int i = 0; i < profile.intervals().size(); i++) {
            ParameterInterval of = profile.intervals().get(i);
            if (i == p) {
                intervals.add(residual(of.parameter(), model.sigma(), model.sigma() * Math.sqrt(ml), df, level));
                continue;
            }
            double[] l = i < p ? unit(p, i) : functions.get(i - p - 1).array();
            double error = Math.sqrt(ml * uncertainty.variance(l));
            intervals.add(new ParameterInterval(
                    of.parameter(),
                    of.estimate(),
                    of.estimate() - reach * error,
                    of.estimate() + reach * error,
                    "t",
                    error));
        }
        List<String> notes = new ArrayList<>(profile.notes());
        notes.add(
                "Without random terms intervals are exact: Student's t for coefficients, chi-squared for the residual; the profile"
                        + " itself is of the likelihood (ML).");
        return new IntervalEstimates(profile.method(), level, intervals, profile.profile(), notes);
    }

    private static double[] unit(int p, int i) {
        double[] unit = new double[p];
        unit[i] = 1;
        return unit;
    }

    private static ParameterInterval residual(String name, double estimate, double sigma, double df, double level) {
        double tail = (1 - level) / 2;
        return new ParameterInterval(
                name,
                estimate,
                sigma * Math.sqrt(df / Distributions.chiSquaredQuantile(1 - tail, df)),
                sigma * Math.sqrt(df / Distributions.chiSquaredQuantile(tail, df)),
                "chi-squared",
                Double.NaN);
    }
}
