package org.multilevel.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.multilevel.data.Progress;
import org.multilevel.fit.ProfiledParameter;
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
    private WaldIntervals() {}

    static IntervalEstimates of(LiveModel live, Inference inference, Progress progress) {
        MixedModel model = live.model();
        Parameters parameters = Parameters.of(model);
        double[] values = parameters.values(model);
        List<ProfiledParameter> kinds = parameters.inProblem(live);
        double[][] covariance = live.problem().parameterCovariance(kinds, live.theta(), progress);
        double z = inference.normalQuantile();
        List<CoefficientTest> tests = inference.coefficients(model);
        List<ParameterInterval> intervals = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String name = parameters.names().get(i);
            if (kinds.get(i) instanceof ProfiledParameter.FixedEffect effect) {
                CoefficientTest test = tests.get(effect.position());
                intervals.add(new ParameterInterval(name, values[i], test.lower(), test.upper(), "wald"));
                continue;
            }
            double error = Math.sqrt(covariance[i][i]);
            intervals.add(
                    kinds.get(i) instanceof ProfiledParameter.Correlation
                            ? correlation(name, values[i], z * error)
                            : deviation(name, values[i], z * error));
            if (Double.isNaN(error)) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%s has no Wald interval: it lies at the boundary, or the data do not determine it; ask for profile intervals.",
                        name));
            }
        }
        if (Icc.of(model).isPresent()) {
            for (int f = 0; f < model.groupingFactors().size(); f++) {
                String name = "icc:" + model.groupingFactors().get(f).name();
                intervals.add(icc(name, f, parameters, values, covariance, z));
            }
        }
        return new IntervalEstimates(IntervalEstimates.Method.WALD, inference.level(), intervals, List.of(), notes);
    }

    private static ParameterInterval deviation(String name, double value, double reach) {
        double factor = Math.exp(reach / value);
        return new ParameterInterval(name, value, value / factor, value * factor, "wald");
    }

    private static ParameterInterval correlation(String name, double value, double reach) {
        double z = 0.5 * Math.log((1 + value) / (1 - value));
        double d = reach / (1 - value * value);
        return new ParameterInterval(name, value, Math.tanh(z - d), Math.tanh(z + d), "wald");
    }

    private static ParameterInterval icc(
            String name, int factor, Parameters parameters, double[] values, double[][] covariance, double z) {
        double icc = parameters.share(factor, values);
        double all = 0;
        for (int i = 0; i < values.length; i++) {
            all += parameters.isDeviation(i) ? values[i] * values[i] : 0;
        }
        double[] slope = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (parameters.isDeviation(i)) {
                slope[i] = 2 * values[i] * ((parameters.isDeviationOf(i, factor) ? 1 : 0) - icc) / all;
            }
        }
        double variance = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                variance += slope[i] == 0 || slope[j] == 0 ? 0 : slope[i] * covariance[i][j] * slope[j];
            }
        }
        if (!(icc > 0 && icc < 1)) {
            return new ParameterInterval(name, icc, Double.NaN, Double.NaN, "wald");
        }
        double logit = Math.log(icc / (1 - icc));
        double reach = z * Math.sqrt(variance) / (icc * (1 - icc));
        return new ParameterInterval(name, icc, logistic(logit - reach), logistic(logit + reach), "wald");
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
