package org.multilevel.inference.intervals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.multilevel.data.Progress;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.FixedUncertainty;
import org.multilevel.inference.Inference;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.Parameters;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * Intervals from estimates and standard errors: for fixed effects with the degrees of freedom of their tests, for standard deviations on the
 * log scale, for correlations on Fisher's z scale and for intraclass correlations on the logit scale, all normal there, so that none leaves
 * the values that it can have.
 *
 * <p>Standard errors are those of the observed information. Reference: Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS,
 * section 2.4.3. With few groups the profile is better.
 */
final class WaldIntervals {
    private final double z;
    private final List<ParameterInterval> intervals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private WaldIntervals(Inference inference) {
        this.z = inference.normalQuantile();
    }

    static IntervalEstimates of(
            LiveModel live, Inference inference, List<LinearFunction> functions, Progress progress) {
        MixedModel model = live.model();
        Parameters parameters = Parameters.of(model);
        List<ProfiledParameter> kinds = new ArrayList<>(parameters.inProblem(live));
        List<VarianceParts.Share> shares = VarianceParts.shares(live);
        shares.forEach(share -> kinds.add(share.inProblem()));
        double[][] covariance = live.problem().parameterCovariance(kinds, live.theta(), progress);
        WaldIntervals wald = new WaldIntervals(inference);
        wald.addParameters(model, inference, kinds, covariance);
        for (int f = 0; f < shares.size(); f++) {
            int i = parameters.size() + f;
            VarianceParts.Share share = shares.get(f);
            wald.addVariance(share.name(), kinds.get(i), share.estimate(), Math.sqrt(covariance[i][i]));
        }
        return wald.with(functions, model, inference);
    }

    static IntervalEstimates of(
            LiveGeneralisedModel live, Inference inference, List<LinearFunction> functions, Progress progress) {
        MixedModel model = live.model();
        List<ProfiledParameter> kinds = Parameters.of(model).inProblem(live);
        WaldIntervals wald = new WaldIntervals(inference);
        wald.addParameters(model, inference, kinds, live.problem().parameterCovariance(kinds, live.fit(), progress));
        return wald.with(functions, model, inference);
    }

    private void addParameters(
            MixedModel model, Inference inference, List<ProfiledParameter> kinds, double[][] covariance) {
        Parameters parameters = Parameters.of(model);
        double[] values = parameters.values(model);
        List<CoefficientTest> tests = inference.coefficients(model);
        for (int i = 0; i < values.length; i++) {
            String name = parameters.names().get(i);
            if (kinds.get(i) instanceof ProfiledParameter.FixedEffect effect) {
                CoefficientTest test = tests.get(effect.position());
                add(name, values[i], test.lower(), test.upper(), test.standardError());
            } else {
                addVariance(name, kinds.get(i), values[i], Math.sqrt(covariance[i][i]));
            }
        }
    }

    private IntervalEstimates with(List<LinearFunction> functions, MixedModel model, Inference inference) {
        FixedUncertainty uncertainty = FixedUncertainty.of(model, inference);
        for (LinearFunction function : functions) {
            double value = function.value(model.fixedEffects().estimates());
            double error = Math.sqrt(uncertainty.variance(function.array()));
            double half =
                    error * Distributions.tReach(inference.level(), uncertainty.degreesOfFreedom(function.array()));
            add(function.name(), value, value - half, value + half, error);
        }
        return new IntervalEstimates(IntervalEstimates.Method.WALD, inference.level(), intervals, List.of(), notes);
    }

    private void add(String name, double value, double lower, double upper, double error) {
        intervals.add(new ParameterInterval(name, value, lower, upper, "wald", error));
    }

    private void addVariance(String name, ProfiledParameter kind, double value, double error) {
        double reach = z * error;
        if (kind instanceof ProfiledParameter.Correlation || kind instanceof ProfiledParameter.StructureCorrelation) {
            double middle = 0.5 * Math.log((1 + value) / (1 - value));
            double d = reach / (1 - value * value);
            add(name, value, Math.tanh(middle - d), Math.tanh(middle + d), error);
        } else if (kind instanceof ProfiledParameter.VarianceShare) {
            double logit = Math.log(value / (1 - value));
            double d = reach / (value * (1 - value));
            add(name, value, logistic(logit - d), logistic(logit + d), error);
        } else {
            double factor = Math.exp(reach / value);
            add(name, value, value / factor, value * factor, error);
        }
        if (Double.isNaN(error)) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s has no Wald interval: it lies at the boundary, or the data do not determine it; ask for %s intervals.",
                    name,
                    kind instanceof ProfiledParameter.VarianceShare ? "bootstrap" : "profile"));
        }
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
