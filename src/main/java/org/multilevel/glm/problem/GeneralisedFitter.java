package org.multilevel.glm.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.multilevel.data.Progress;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.determination.NotIdentified;
import org.multilevel.fit.determination.OpenComponents;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion;
import org.multilevel.fit.optimum.ExpectedInformation;
import org.multilevel.fit.optimum.Optimiser;
import org.multilevel.fit.optimum.StartValues;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.density.Density;
import org.multilevel.glm.marginal.JointInformation;
import org.multilevel.glm.marginal.Likelihood;
import org.multilevel.glm.marginal.MarginalLikelihood;
import org.multilevel.glm.marginal.ProfiledLikelihood;
import org.multilevel.glm.marginal.WorkingCriterion;
import org.multilevel.glm.modes.InnerProblem;
import org.multilevel.glm.modes.Mode;
import org.multilevel.glm.rows.ModelRows;
import org.multilevel.glm.rows.OneOutcome;
import org.multilevel.glm.rows.RowBlock;

/** Maximises the approximate likelihood of a generalised model, and gives the results on the raw scale. */
final class GeneralisedFitter {
    /** Logarithm of a shape from which on a positive response is fitted exactly. */
    private static final double EXACT = 25;
    /** Logarithm of a size from which on counts are no more dispersed than Poisson's. */
    private static final double POISSON = 12;

    /** By which parameters are moved for the derivatives of others. */
    private static final double DIFFERENCE = 1e-5;

    private final Problem problem;
    private final ModelRows rows;
    private final Distribution distribution;
    private final Workers workers;
    private final Progress progress;
    private final ThetaLayout layout;
    private final InnerProblem inner;
    private final NotIdentified open;

    GeneralisedFitter(Problem problem, ModelRows rows, Distribution distribution, Workers workers, Progress progress) {
        this.problem = problem;
        this.rows = rows;
        this.distribution = distribution;
        this.workers = workers;
        this.progress = progress;
        this.layout = problem.layout();
        this.open = open(problem, rows);
        this.inner = new InnerProblem(rows, problem.products().keeping(problem.keptColumns()), workers);
    }

    /** Adds to what the columns do not tell what single outcomes do not. */
    private static NotIdentified open(Problem problem, ModelRows rows) {
        NotIdentified open = problem.notIdentified();
        for (int f = 0; f < rows.widths.length; f++) {
            if (rows.isSingle(f)) {
                RandomFactor factor = problem.design().factors().get(f);
                open = open.with(
                        f,
                        OpenComponents.all(
                                factor,
                                "every level has one outcome of 0 or 1, and those of any variance between levels are those of none with"
                                        + " smaller coefficients. " + (factor.width() == 1 ? "It is" : "They are")
                                        + " held at 0, so that the coefficients are those of a model without "
                                        + factor.name() + "; leave " + factor.name() + " out."));
            }
        }
        return open;
    }

    /** Returns how many random effects the likelihood knows of. */
    private long effects(CrossProducts products) {
        long effects = 0;
        for (int f = 0; f < rows.widths.length; f++) {
            effects += rows.isSingle(f) ? 0 : (long) products.levels[f] * rows.widths[f];
        }
        return effects;
    }

    /** Returns an optimum with zeros for what single outcomes do not tell, of which the criterion does not know. */
    private Optimiser.Optimum held(Optimiser.Optimum optimum) {
        Criterion.Point point = optimum.point();
        double[] theta = point.theta().clone();
        for (int k = 0; k < theta.length; k++) {
            theta[k] = rows.isSingle(layout.factor(k)) ? 0 : theta[k];
        }
        return new Optimiser.Optimum(
                new Criterion.Point(
                        theta, point.value(), point.gradient(), point.half(), point.derivatives(), point.information()),
                optimum.verdict());
    }

    /**
     * What a search found, on the standardised scale.
     *
     * @param points of the quadrature, 1 for Laplace's approximation
     */
    record Found(Optimiser.Optimum optimum, ProfiledLikelihood criterion, MarginalLikelihood likelihood, int points) {
        double logLikelihood() {
            return -optimum.point().value() / 2;
        }

        double[] theta() {
            return optimum.point().theta();
        }
    }

    /**
     * Searches.
     *
     * @param before what a search with fewer points found, from where this one begins
     */
    Found fit(int points, Optional<Found> before) {
        ProfiledLikelihood.State start =
                before.map(found -> found.criterion().state()).orElseGet(this::ordinary);
        return fit(
                points,
                start,
                search -> before.isPresent()
                        ? search.optimiser.minimise(before.get().theta())
                        : fromMoments(search));
    }

    /**
     * Searches from what is known of the optimum.
     *
     * @param theta of the standardised columns
     */
    Found fit(int points, double[] theta, ProfiledLikelihood.State start) {
        // refuses what separates the outcomes, which has no optimum
        ordinary();
        return fit(points, start, search -> search.optimiser.minimise(theta));
    }

    /**
     * What is known of the lowest point.
     *
     * @param beta its coefficients
     * @param variance the mean over the rows of the variance that random effects add
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on once
    record Beside(double[] beta, double variance) {}

    /**
     * Returns the lowest point, searched from what is known of that of a model that is much like this one; whether it is an optimum is not
     * tested.
     *
     * @param theta of the standardised columns
     */
    Beside beside(int points, double[] theta) {
        Search search = search(points, ordinary());
        ProfiledLikelihood.State start = search.criterion.state();
        boolean known = rows.widths.length > 1
                && inner.solve(
                                layout.lambda(theta),
                                start.beta(),
                                Density.of(distribution, start.zeta()),
                                inner.zeros())
                        .isPresent();
        double[] from = theta;
        if (known) {
            inner.withFixed();
            from = begun(working(search).approximate(theta), search.criterion);
        }
        double[][] lambda = layout.lambda(search.optimiser.lowest(from));
        search.criterion.maximise(lambda);
        return new Beside(search.criterion.state().beta(), randomVariance(lambda));
    }

    /** Returns the mean over the rows of z'Gz. */
    private double randomVariance(double[][] lambda) {
        double sum = 0;
        for (RowBlock block : rows.blocks()) {
            for (int f = 0; f < lambda.length; f++) {
                int q = rows.widths[f];
                for (int r = 0; r < block.rows; r++) {
                    for (int c = 0; c < q; c++) {
                        double part = 0;
                        for (int k = c; k < q; k++) {
                            part += block.z[f][r * q + k] * lambda[f][k * q + c];
                        }
                        sum += block.times[r] * part * part;
                    }
                }
            }
        }
        return sum / rows.count;
    }

    /** Begins at the moments; with several factors, where an evaluation is dear, where the working linear model is best from there. */
    private Optimiser.Optimum fromMoments(Search search) {
        StartValues.Start moments = start(search.values, search.criterion.state());
        return rows.widths.length < 2
                ? search.optimiser.minimise(moments)
                : fromWorking(working(search).approximate(moments), search);
    }

    /** Begins where the working linear model is best, formed once more at its effects. */
    private Optimiser.Optimum fromWorking(double[] theta, Search search) {
        double[][] lambda = layout.lambda(theta);
        Factor factor = inner.ofFixed(lambda);
        boolean better = factor.isPositiveDefinite()
                && inner.solve(
                                lambda,
                                factor.beta(),
                                Density.of(
                                        distribution, search.criterion.state().zeta()),
                                inner.zeros())
                        .isPresent();
        if (better) {
            inner.withFixed();
        }
        double[] from = better ? working(search).approximate(theta) : theta;
        return search.optimiser.minimise(begun(from, search.criterion));
    }

    /** Returns what searches theta of the working linear model whose cross-products were formed. */
    private Optimiser working(Search search) {
        return new Optimiser(
                new WorkingCriterion(inner, layout, progress),
                layout,
                search.values,
                search.information,
                open.freedom(),
                search.crowded,
                workers);
    }

    /** Lets coefficients and modes begin with those that the working linear model has at a theta; returns theta. */
    private double[] begun(double[] theta, ProfiledLikelihood criterion) {
        Factor factor = inner.ofFixed(layout.lambda(theta));
        if (factor.isPositiveDefinite()) {
            double[] beta = factor.beta();
            criterion.begin(
                    new ProfiledLikelihood.State(beta, criterion.state().zeta(), inner.expectedModes(factor, beta)));
        }
        return theta;
    }

    /**
     * What a search has.
     *
     * @param information of the working response
     * @param crowded whether there are as many random effects as rows, or more
     */
    private record Search(
            Optimiser optimiser,
            StartValues values,
            ExpectedInformation information,
            boolean crowded,
            ProfiledLikelihood criterion,
            MarginalLikelihood likelihood) {}

    private Search search(int points, ProfiledLikelihood.State start) {
        checkDispersion(start);
        MarginalLikelihood likelihood = new MarginalLikelihood(inner, distribution, points);
        ProfiledLikelihood criterion = new ProfiledLikelihood(
                likelihood, inner, layout, distribution.family().hasDispersion(), start, progress);
        CrossProducts products = working(start);
        StartValues values = new StartValues(products, layout);
        ExpectedInformation information = new ExpectedInformation(products, layout);
        boolean crowded = effects(products) >= rows.count;
        Optimiser optimiser = new Optimiser(criterion, layout, values, information, open.freedom(), crowded, workers);
        return new Search(optimiser, values, information, crowded, criterion, likelihood);
    }

    private Found fit(int points, ProfiledLikelihood.State start, Function<Search, Optimiser.Optimum> method) {
        Search search = search(points, start);
        Optimiser.Optimum optimum = held(method.apply(search));
        checkDispersion(search.criterion.state());
        // leaves the coefficients of the optimum behind, whatever was looked at last
        double[][] lambda = layout.lambda(optimum.point().theta());
        search.criterion.maximise(lambda);
        search.criterion.settle(lambda);
        return new Found(optimum, search.criterion, search.likelihood, points);
    }

    /** Returns the point of estimates: theta of the standardised columns, with the coefficients that go with it. */
    Point point(GeneralisedFit of) {
        double[] theta = raw().standardised(layout, of.fit().theta());
        MarginalLikelihood likelihood = new MarginalLikelihood(inner, distribution, of.points());
        ProfiledLikelihood criterion = new ProfiledLikelihood(
                likelihood, inner, layout, distribution.family().hasDispersion(), ordinary(), progress);
        criterion.maximise(layout.lambda(theta));
        return new Point(theta, criterion.state());
    }

    /**
     * Returns the covariance of the estimates of parameters, by the delta method; NaN where one lies at the boundary, or the information is not
     * positive definite.
     */
    double[][] parameterCovariance(List<ProfiledParameter> parameters, GeneralisedFit of) {
        Point optimum = point(of);
        ProfiledLikelihood.State state = optimum.state();
        double[] theta = optimum.theta();
        boolean dispersed = distribution.family().hasDispersion();
        MarginalLikelihood likelihood = new MarginalLikelihood(inner, distribution, of.points());
        Mode mode = likelihood
                .at(layout.lambda(theta), state.beta(), state.zeta(), state.u())
                .orElseThrow()
                .mode();
        double[] given = inner.factorWithFixed(layout.lambda(theta)).fixedInverse();
        JointInformation information =
                new JointInformation(likelihood, layout, dispersed, theta, state, mode, open.freedom());
        int all = rows.p + (dispersed ? 1 : 0) + theta.length;
        double[] unknown = new double[all * all];
        Arrays.fill(unknown, Double.NaN);
        double[] joint = information.whole(given).orElse(unknown);
        double[][] jacobian = new double[parameters.size()][all];
        for (int i = 0; i < all; i++) {
            double[] up = values(parameters, optimum, i, 1);
            double[] down = values(parameters, optimum, i, -1);
            int k = i - (all - theta.length);
            for (int m = 0; m < jacobian.length; m++) {
                double slope = (up[m] - down[m]) / (2 * DIFFERENCE);
                jacobian[m][i] = k >= 0 && !information.isFree(k) && slope != 0 ? Double.NaN : slope;
            }
        }
        double[][] covariance = new double[jacobian.length][jacobian.length];
        for (int m = 0; m < jacobian.length; m++) {
            double[] product = SmallMatrices.times(joint, jacobian[m], all, all, 1);
            for (int n = 0; n < jacobian.length; n++) {
                covariance[m][n] = SmallMatrices.dot(jacobian[n], product);
            }
        }
        return covariance;
    }

    /** Returns the parameters beside the optimum, where the i-th of coefficients, zeta and theta is moved. */
    private double[] values(List<ProfiledParameter> parameters, Point optimum, int i, int sign) {
        double[] beta = optimum.state().beta().clone();
        double[] theta = optimum.theta().clone();
        double zeta = optimum.state().zeta();
        int first = rows.p + (distribution.family().hasDispersion() ? 1 : 0);
        if (i < rows.p) {
            beta[i] += sign * DIFFERENCE;
        } else if (i < first) {
            zeta += sign * DIFFERENCE;
        } else {
            theta[i - first] += sign * DIFFERENCE;
        }
        double[] raw = coefficients(beta);
        double dispersion = dispersion(
                new ProfiledLikelihood.State(beta, zeta, optimum.state().u()));
        List<double[][]> covariances = raw().covariances(raw().lambda(layout.lambda(theta)));
        return parameters.stream()
                .mapToDouble(parameter -> parameter.value(raw, covariances, dispersion))
                .toArray();
    }

    /** A theta of the standardised columns, with coefficients, dispersion and modes. */
    @SuppressWarnings("ArrayRecordComponent") // passed between loops of this package only
    record Point(double[] theta, ProfiledLikelihood.State state) {}

    private RawResults raw() {
        return new RawResults(problem.design(), problem.standard(), problem.keptColumns(), 1, 1);
    }

    /** Returns the parameters of what was found, with the dispersion in the place of sigma. */
    Estimates estimates(Found found) {
        ProfiledLikelihood.State state = found.criterion().state();
        double[][] lambda = raw().lambda(layout.lambda(found.theta()));
        double criterion = found.optimum().point().value();
        return new Estimates(
                problem.keptColumns(),
                coefficients(state.beta()),
                dispersion(state),
                layout.theta(lambda),
                raw().covariances(lambda),
                criterion,
                criterion,
                found.optimum().verdict());
    }

    private double dispersion(ProfiledLikelihood.State state) {
        return switch (distribution.family()) {
            case NEGATIVE_BINOMIAL -> Math.exp(state.zeta());
            case GAMMA -> Math.exp(-state.zeta());
            default -> 1;
        };
    }

    /** Returns where a search begins that knows nothing. */
    ProfiledLikelihood.State ordinary() {
        ProfiledLikelihood.State ordinary = OrdinaryFit.of(rows, distribution, problem);
        OneOutcome.check(
                rows,
                problem.design().factors(),
                distribution.family(),
                problem.design().response().name());
        return new ProfiledLikelihood.State(ordinary.beta(), ordinary.zeta(), inner.zeros());
    }

    /** The moments are those of a linear model for the working response, whose residual variance is one but for overdispersion. */
    private StartValues.Start start(StartValues values, ProfiledLikelihood.State ordinary) {
        double residual = workingResidual();
        StartValues.Start moments = values.start(ordinary.beta(), residual, theta -> 0.5 * residual);
        double scale = Double.isNaN(moments.variance()) ? 1 : Math.sqrt(Math.max(0.1, moments.variance()));
        double[] theta = moments.theta();
        for (int k = 0; k < theta.length; k++) {
            theta[k] *= scale;
        }
        return new StartValues.Start(theta, ordinary.beta(), moments.variance());
    }

    private void checkDispersion(ProfiledLikelihood.State state) {
        if (distribution.family() == Family.GAMMA && state.zeta() > EXACT) {
            throw new ModelException(
                    "The response " + problem.design().response().name()
                            + " is fitted exactly by fixed effects and groups, so no dispersion is left to estimate; check whether a"
                            + " predictor or group repeats the response.");
        }
    }

    /** Returns the log-likelihood at what was found, by quadrature with another number of points. */
    double logLikelihood(Found found, int points) {
        ProfiledLikelihood.State state = found.criterion().state();
        return new MarginalLikelihood(inner, distribution, points)
                .at(layout.lambda(found.theta()), state.beta(), state.zeta(), state.u())
                .map(point -> -point.value() / 2)
                .orElse(Double.NaN);
    }

    /**
     * Returns the results.
     *
     * @param nullMean as {@link Generalised#nullMean}
     */
    GeneralisedFit result(Found found, double nullMean, List<String> notes) {
        double[][] lambda = layout.lambda(found.theta());
        Likelihood point = found.criterion().maximise(lambda).orElseThrow();
        ProfiledLikelihood.State state = found.criterion().state();
        Factor full = inner.factorWithFixed(lambda);
        double[] given = full.fixedInverse();
        double[][] conditional = full.conditionalCovariance();
        double[][] modesByBeta = full.modesByBeta(conditional);
        double[][] modes = point.mode().u();
        double overdispersion = overdispersion(state);
        RawResults raw = raw();
        Optional<JointEffects> joint = JointEffects.of(point.mode().products(), lambda, raw.halves(lambda));
        boolean dispersed = distribution.family().hasDispersion();
        Optional<double[]> known = new JointInformation(
                        found.likelihood(), layout, dispersed, found.theta(), state, point.mode(), open.freedom())
                .covariance(given);
        List<String> all = new ArrayList<>(notes);
        if (known.isEmpty()) {
            all.add(
                    "The information in the data is not positive definite at the estimates, so standard errors are those for"
                            + " known variances, which are too small.");
        }
        if (distribution.family() == Family.NEGATIVE_BINOMIAL && state.zeta() > POISSON) {
            all.add(
                    "The counts are no more dispersed than a Poisson distribution's, so the size of the negative binomial"
                            + " distribution grows without end; fit with the family poisson.");
        }
        List<FactorEffects> factors = raw.factors(
                modes,
                conditional,
                modesByBeta,
                lambda,
                open.factors().stream().map(OpenComponents::pairs).toList());
        all.addAll(0, open.sentences(factors));
        Fit fit = new Fit(
                EstimationMethod.ML,
                problem.keptColumns(),
                problem.leftOut(),
                coefficients(state.beta()),
                raw.fixedCovariance(known.orElse(given)),
                1,
                point.value(),
                point.value(),
                layout.theta(raw.lambda(lambda)),
                factors,
                joint,
                problem.rowFacts(),
                open.verdict(found.optimum().verdict()),
                found.criterion().log(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                all);
        return new GeneralisedFit(fit, found.points(), dispersion(state), overdispersion, nullMean);
    }

    /** Returns the coefficients of the raw columns. */
    private double[] coefficients(double[] beta) {
        double[] transform = problem.standard().fixedTransform(problem.keptColumns());
        return SmallMatrices.times(transform, beta, beta.length, beta.length, 1);
    }

    /** Returns the sum of squared Pearson residuals per degree of freedom, at the linear predictors in the rows. */
    private double overdispersion(ProfiledLikelihood.State state) {
        double sum = 0;
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                double mean = distribution.link().mean(block.eta[r]);
                double size = block.size[r];
                double rest = distribution.family() == Family.BINOMIAL ? block.y[r] - size * mean : block.y[r] - mean;
                double variance = switch (distribution.family()) {
                    case BINOMIAL -> size * mean * (1 - mean);
                    case POISSON -> mean;
                    case NEGATIVE_BINOMIAL -> mean + mean * mean * Math.exp(-state.zeta());
                    case GAMMA -> mean * mean * Math.exp(-state.zeta());
                };
                sum += variance > 0 ? block.weight[r] * rest * rest / variance : 0;
            }
        }
        int parameters = rows.p + layout.size() + (distribution.family().hasDispersion() ? 1 : 0);
        return rows.count > parameters ? sum / (rows.count - parameters) : Double.NaN;
    }

    long innerSteps() {
        return inner.steps();
    }

    /** Returns the cross-products of the working response of the model without random effects. */
    private CrossProducts working(ProfiledLikelihood.State start) {
        Optional<Mode> none = inner.solve(
                layout.lambda(new double[layout.size()]),
                start.beta(),
                Density.of(distribution, start.zeta()),
                inner.zeros());
        if (none.isEmpty()) {
            throw new ModelException(
                    "The likelihood of " + problem.design().response().name()
                            + " is not defined at the estimates without groups; check the response and its offset for extreme values.");
        }
        return inner.withFixed();
    }

    /** Returns the weighted sum of squared residuals of the working response. */
    private double workingResidual() {
        double residual = 0;
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                residual += block.curvature[r] > 0 ? block.score[r] * block.score[r] / block.curvature[r] : 0;
            }
        }
        return residual;
    }
}
