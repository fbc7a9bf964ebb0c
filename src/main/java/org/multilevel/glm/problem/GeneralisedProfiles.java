package org.multilevel.glm.problem;

import java.util.Optional;
import java.util.function.DoubleFunction;
import org.multilevel.data.Progress;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Units;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.profile.ParameterProfile;
import org.multilevel.fit.profile.TemplateDeviance;
import org.multilevel.fit.profile.TemplateProfiles;
import org.multilevel.fit.profile.TurnedTemplates;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.marginal.Likelihood;
import org.multilevel.glm.marginal.MarginalLikelihood;
import org.multilevel.glm.marginal.ProfiledLikelihood;
import org.multilevel.glm.modes.InnerProblem;
import org.multilevel.glm.rows.ModelRows;

/**
 * Makes the profiles of a generalised model's parameters: -2 log-likelihood as the fit has it, by Laplace's approximation or quadrature,
 * minimised over the other parameters.
 *
 * <p>A coefficient, a linear function of them and the dispersion are held among those that are maximised over at every theta; standard
 * deviations and correlations of random effects are held among the parameters of their term.
 */
final class GeneralisedProfiles {
    private final Problem problem;
    private final Distribution distribution;
    private final GeneralisedFit ml;
    private final Progress progress;
    private final ThetaLayout layout;
    private final InnerProblem inner;
    private final MarginalLikelihood likelihood;
    private final boolean dispersed;
    private final GeneralisedFitter.Point optimum;
    private final Units units;
    /** Roughly the covariance of coefficients and zeta, row by row. */
    private final double[] spread;

    GeneralisedProfiles(
            Problem problem,
            ModelRows rows,
            Distribution distribution,
            GeneralisedFit ml,
            Workers workers,
            Progress progress) {
        this.problem = problem;
        this.distribution = distribution;
        this.ml = ml;
        this.progress = progress;
        this.layout = problem.layout();
        this.dispersed = distribution.family().hasDispersion();
        this.optimum = new GeneralisedFitter(problem, rows, distribution, workers, progress).point(ml);
        this.inner = new InnerProblem(rows, problem.products().keeping(problem.keptColumns()), workers);
        this.likelihood = new MarginalLikelihood(inner, distribution, ml.points());
        double[][] lambda = layout.lambda(optimum.theta());
        ProfiledLikelihood.State state = optimum.state();
        Likelihood there =
                likelihood.at(lambda, state.beta(), state.zeta(), state.u()).orElseThrow();
        this.units = Units.of(layout, there.mode().products());
        this.spread = spread(inner.factorWithFixed(lambda).fixedInverse(), rows);
    }

    private double[] spread(double[] fixed, ModelRows rows) {
        int n = rows.p + (dispersed ? 1 : 0);
        double[] spread = new double[n * n];
        for (int i = 0; i < rows.p; i++) {
            System.arraycopy(fixed, i * rows.p, spread, i * n, rows.p);
        }
        if (dispersed) {
            spread[n * n - 1] = 2.0 / rows.count;
        }
        return spread;
    }

    /** Returns the profile of a parameter. */
    ParameterProfile of(ProfiledParameter parameter) {
        Fit fit = ml.fit();
        TemplateProfiles profiles = new TemplateProfiles(layout, units, optimum.theta());
        double estimate = parameter.value(
                fit.beta(),
                fit.factors().stream().map(FactorEffects::covariance).toList(),
                ml.dispersion());
        if (parameter instanceof ProfiledParameter.StandardDeviation sd) {
            return profiles.standardDeviation(
                    deviance(optimum.state(), Optional.empty()),
                    sd.factor(),
                    sd.column(),
                    transform(sd.factor()),
                    estimate);
        }
        if (parameter instanceof ProfiledParameter.Correlation pair) {
            return profiles.correlation(
                    deviance(optimum.state(), Optional.empty()),
                    pair.factor(),
                    pair.column(),
                    pair.other(),
                    transform(pair.factor()),
                    estimate);
        }
        if (parameter instanceof ProfiledParameter.Dispersion) {
            return dispersion(profiles, estimate);
        }
        if (parameter instanceof ProfiledParameter.FixedEffect effect) {
            double[] unit = new double[fit.kept().length];
            unit[effect.position()] = 1;
            return linear(profiles, unit, estimate);
        }
        if (parameter instanceof ProfiledParameter.LinearFunction function) {
            double[] coefficients = function.coefficients().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return linear(profiles, coefficients, estimate);
        }
        throw new IllegalArgumentException("a generalised model has no " + parameter);
    }

    private double[] transform(int f) {
        return problem.standard().randomTransform(problem.design().factors().get(f), f);
    }

    private ParameterProfile linear(TemplateProfiles profiles, double[] raw, double estimate) {
        int p = raw.length;
        double[] transform = problem.standard().fixedTransform(problem.keptColumns());
        double[] l = new double[p + (dispersed ? 1 : 0)];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                l[k] += raw[j] * transform[j * p + k];
            }
        }
        double variance = SmallMatrices.bilinear(raw, ml.fit().betaCovariance(), raw);
        return profiles.held(
                value -> deviance(moved(l, value), Optional.of(l)),
                Double.NEGATIVE_INFINITY,
                estimate,
                Math.sqrt(variance));
    }

    private ParameterProfile dispersion(TemplateProfiles profiles, double estimate) {
        double[] l = new double[inner.rows.p + 1];
        l[l.length - 1] = 1;
        double sign = distribution.family() == Family.GAMMA ? -1 : 1;
        DoubleFunction<TemplateDeviance> held = value -> deviance(moved(l, sign * Math.log(value)), Optional.of(l));
        return profiles.held(held, 0, estimate, estimate * Math.min(0.3, Math.sqrt(8.0 / inner.rows.count)));
    }

    /** Returns the optimum's coefficients and zeta, moved to where l'x has a value and, to first order, the likelihood is highest. */
    private ProfiledLikelihood.State moved(double[] l, double value) {
        ProfiledLikelihood.State state = optimum.state();
        int n = l.length;
        double[] direction = SmallMatrices.times(spread, l, n, n, 1);
        double now = dispersed ? l[n - 1] * state.zeta() : 0;
        for (int j = 0; j < state.beta().length; j++) {
            now += l[j] * state.beta()[j];
        }
        double part = (value - now) / SmallMatrices.dot(l, direction);
        double[] beta = state.beta().clone();
        for (int j = 0; j < beta.length; j++) {
            beta[j] += part * direction[j];
        }
        double zeta = dispersed ? state.zeta() + part * direction[n - 1] : state.zeta();
        return new ProfiledLikelihood.State(beta, zeta, state.u());
    }

    private TemplateDeviance deviance(ProfiledLikelihood.State start, Optional<double[]> held) {
        ProfiledLikelihood criterion = held.map(
                        l -> new ProfiledLikelihood(likelihood, inner, layout, dispersed, start, l, progress))
                .orElseGet(() -> new ProfiledLikelihood(likelihood, inner, layout, dispersed, start, progress));
        return lambda -> {
            TurnedTemplates templates = new TurnedTemplates(layout, lambda);
            return criterion
                    .maximise(templates.triangular())
                    .map(found -> new TemplateDeviance.At(found.value(), templates.back(found.half())))
                    .orElseGet(() -> new TemplateDeviance.At(Double.POSITIVE_INFINITY, layout.zeros()));
        };
    }
}
