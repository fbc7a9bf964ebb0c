package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.AverageInformation;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.EvaluationLog;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.products.CrossProducts;

/**
 * -2 log-likelihood of a linear model with covariance structures as a function of theta: the structures' own parameters are maximised over at
 * every theta, from where they were at the last, on their analytic gradient.
 *
 * <p>It is that of {@link ProfiledCriterion} at cross-products with R^-1 in the middle, and log |R|. Its derivative in theta is that at these
 * parameters, since theirs vanish there.
 */
public final class StructuredCriterion implements Criterion {
    /** Expected decrease at which a descent may leave the rest to Newton's steps. */
    private static final double NEAR_ENOUGH = 1e-8;
    /** Expected decrease, and distance in value, within which a descent may be led to the end of another. */
    private static final double NEAR = 1;
    /** Distance of parameters, and relative distance of theta, within which it is. */
    private static final double BESIDE = 0.05;

    private final Structures structures;
    private final PenalisedLeastSquares plan;
    private final ThetaLayout layout;
    private final boolean restricted;
    private final double degreesOfFreedom;
    private final double constant;
    private final Workers workers;
    private final Progress progress;
    private final EvaluationLog log = new EvaluationLog();
    private double[] phi;
    private Optional<ParameterSearch.State> state = Optional.empty();
    private double[] lastResidual = {};
    private Optional<CrossProducts> products = Optional.empty();
    private Optional<PenalisedLeastSquares> system = Optional.empty();
    /** What was evaluated last. */
    private Optional<Known> known = Optional.empty();

    private double rounding = 1e-12;
    private long steps;

    /**
     * @param plan of the same pattern
     * @param constant what turns the criterion of the standardised columns into that of the raw ones
     * @param phi where the structures' parameters begin
     */
    public StructuredCriterion(
            Structures structures,
            PenalisedLeastSquares plan,
            ThetaLayout layout,
            boolean restricted,
            double degreesOfFreedom,
            double constant,
            double[] phi,
            Workers workers,
            Progress progress) {
        this.structures = structures;
        this.plan = plan;
        this.layout = layout;
        this.restricted = restricted;
        this.degreesOfFreedom = degreesOfFreedom;
        this.constant = constant;
        this.phi = phi.clone();
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * What goes with theta and the structures' parameters: the factor, which lasts until the next, and what it is of. Where levels of grouping
     * factors go together, factor and products are of their parts.
     */
    @SuppressWarnings("ArrayRecordComponent") // passed between loops only
    public record At(
            Factor factor,
            CrossProducts products,
            double[][] lambda,
            double value,
            ResidualStructure.Evaluated residual) {
        /** Returns lambda with the structures of the random terms in it. */
        @Override
        public double[][] lambda() {
            return lambda.clone();
        }
    }

    /** A point, with its gradients where they were asked for. */
    @SuppressWarnings("ArrayRecordComponent") // compared by their elements
    private record Known(double[] theta, double[] parameters, At at, Optional<Slopes> slopes) {
        boolean isOf(double[] otherTheta, double[] otherParameters) {
            return Arrays.equals(theta, otherTheta) && Arrays.equals(parameters, otherParameters);
        }
    }

    /** Evaluates the value at theta and given parameters. */
    public At at(double[] theta, double[] parameters) {
        Optional<At> again =
                known.filter(point -> point.isOf(theta, parameters)).map(Known::at);
        if (again.isPresent()) {
            return again.get();
        }
        At at = at(layout.lambda(theta), parameters);
        known = Optional.of(new Known(theta.clone(), parameters.clone(), at, Optional.empty()));
        return at;
    }

    /** Evaluates the value at a lambda, without the structures of the random terms, and given parameters. */
    private At at(double[][] plain, double[] parameters) {
        progress.checkCancelled();
        steps++;
        known = Optional.empty();
        double[] ofResidual = structures.ofResidual(parameters);
        ResidualStructure.Evaluated residual = structures.evaluated(ofResidual);
        if (system.isEmpty() || !Arrays.equals(lastResidual, ofResidual)) {
            CrossProducts weighted = structures.products(residual.weights());
            products = Optional.of(weighted);
            system = Optional.of(structures.isFixed() ? plan : plan.with(weighted, workers));
            lastResidual = ofResidual;
        }
        double[][] lambda = structures.lambda(plain, parameters);
        Factor factor = system.get().factor(structures.split().spread(lambda));
        double value = Double.POSITIVE_INFINITY;
        if (factor.isPositiveDefinite() && factor.residual() > 0 && Double.isFinite(residual.logDeterminant())) {
            value = constant
                    + ProfiledCriterion.criterion(factor, restricted, degreesOfFreedom)
                    + residual.logDeterminant();
            rounding = degreesOfFreedom * 64 * Math.ulp(1.0) * factor.total() / factor.residual();
        }
        return new At(factor, products.get(), lambda, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value, residual);
    }

    /**
     * A point with both gradients.
     *
     * @param byTheta derivative in theta
     * @param byParameters derivative in the structures' parameters
     * @param half half of the derivative in lambda without the structures of the random terms
     */
    @SuppressWarnings("ArrayRecordComponent") // passed between loops only
    public record Slopes(double value, double[] byTheta, double[] byParameters, double[][] half, At at) {}

    /** Evaluates value and gradients at theta and given parameters. */
    public Slopes slopes(double[] theta, double[] parameters) {
        Optional<Slopes> again =
                known.filter(point -> point.isOf(theta, parameters)).flatMap(Known::slopes);
        if (again.isPresent()) {
            return again.get();
        }
        At at = at(theta, parameters);
        double[] byParameters = new double[parameters.length];
        double[][] half = Double.isFinite(at.value)
                ? half(at, layout.lambda(theta), parameters, degreesOfFreedom / at.factor.residual(), byParameters)
                : layout.zeros();
        Slopes slopes = new Slopes(at.value, layout.gradient(half, theta), byParameters, half, at);
        known = Optional.of(new Known(theta.clone(), parameters.clone(), at, Optional.of(slopes)));
        return slopes;
    }

    /**
     * Returns half of the derivative in lambda without the structures of the random terms, and writes that in the parameters.
     *
     * @param plain that lambda
     * @param residual the derivative in r^2
     */
    private double[][] half(At at, double[][] plain, double[] parameters, double residual, double[] byParameters) {
        if (structures.ofResidual(parameters).length > 0) {
            Sensitivity sensitivity = new Sensitivity(
                    at.products, at.factor, structures.split().spread(at.lambda), restricted ? 1 : 0, residual);
            double[] own = at.residual.pullBack(structures.derivative(sensitivity), 1);
            System.arraycopy(own, 0, byParameters, 0, own.length);
        }
        if (layout.size() == 0) {
            return layout.zeros();
        }
        double[][] whole = structures.split().sum(at.factor.halfGradient(restricted ? 1 : 0, residual));
        return structures.pullBack(whole, plain, parameters, byParameters);
    }

    /**
     * A point of the criterion that has the residual variance as a parameter.
     *
     * @param value infinite where it is not defined
     * @param half half of the derivative in lambda without the structures of the random terms
     * @param byParameters derivative in the structures' parameters
     * @param byLogSigma derivative in log sigma; 0 at the best sigma
     */
    @SuppressWarnings("ArrayRecordComponent") // passed between loops only
    public record Whole(double value, double[][] half, double[] byParameters, double byLogSigma) {}

    /**
     * Evaluates the criterion at a lambda, without the structures of the random terms, given parameters and a residual variance.
     *
     * @param lambda lower triangular; that of a term with a structure a multiple of the identity
     * @param variance on the standardised scale; NaN for the best one
     */
    public Whole whole(double[][] lambda, double[] parameters, double variance) {
        At at = at(lambda, parameters);
        double[] byParameters = new double[parameters.length];
        if (!Double.isFinite(at.value)) {
            return new Whole(Double.POSITIVE_INFINITY, layout.zeros(), byParameters, 0);
        }
        double residual = at.factor.residual();
        double best = residual / degreesOfFreedom;
        double used = Double.isNaN(variance) ? best : variance;
        double[][] half = half(at, lambda, parameters, 1 / used, byParameters);
        // the value has the best variance in it
        double beyond = degreesOfFreedom * (StrictMath.log(used / best) - 1) + residual / used;
        return new Whole(at.value + beyond, half, byParameters, 2 * (degreesOfFreedom - residual / used));
    }

    /** Returns -2 log-likelihood for combinations of the columns [X y], of which one of zeros changes nothing, from where this begins. */
    public StructuredCriterion combined(double[][] columns) {
        Structures others = structures.combined(columns);
        return new StructuredCriterion(
                others,
                others.isFixed() ? plan.with(others.products(new double[0]), workers) : plan,
                layout,
                restricted,
                degreesOfFreedom,
                constant,
                phi,
                workers,
                progress);
    }

    /** Returns what a search minimises, which has the rounding of the last evaluation. */
    private ParameterSearch.Objective objective(ToDoubleBiFunction<double[], double[]> slopes) {
        return new ParameterSearch.Objective() {
            @Override
            public double value(double[] at, double[] gradient) {
                return slopes.applyAsDouble(at, gradient);
            }

            @Override
            public double rounding() {
                return rounding;
            }
        };
    }

    /**
     * Where a descent ended.
     *
     * @param endless whether the likelihood grows without end from there, so that no other descent leads further
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once
    public record Reached(double[] theta, double[] parameters, double value, boolean endless) {}

    /** Goes downhill in theta and the structures' parameters together, from a theta and where the parameters begin. */
    public Reached descend(double[] theta) {
        return descend(theta, (state, decrease, close) -> decrease <= ParameterSearch.TOLERANCE);
    }

    /**
     * Goes downhill to where another search may begin.
     *
     * @param known where others have led; this need not go on where it leads there too, or nowhere lower
     */
    public Reached approach(double[] theta, List<Reached> known) {
        return descend(
                theta,
                (state, decrease, close) -> (close && decrease <= NEAR_ENOUGH)
                        || known.stream()
                                .anyMatch(other -> ParameterSearch.isHopeless(state, decrease, other.value)
                                        || leadsTo(state, decrease, other)));
    }

    /** Says whether a descent is beside the end of another, of which the sign of lambda's columns tells nothing. */
    private boolean leadsTo(ParameterSearch.State state, double decrease, Reached other) {
        int k = other.theta.length;
        double[] theta = layout.withPositiveDiagonal(Arrays.copyOf(state.at(), k));
        double[] parameters = Arrays.copyOfRange(state.at(), k, state.at().length);
        return decrease < NEAR
                && Math.abs(state.value() - other.value) < NEAR
                && SmallMatrices.distance(theta, other.theta) < BESIDE * (1 + SmallMatrices.largest(other.theta))
                && SmallMatrices.distance(parameters, other.parameters) < BESIDE;
    }

    private Reached descend(double[] theta, ParameterSearch.End end) {
        int k = theta.length;
        List<Range> ranges = new ArrayList<>(Collections.nCopies(k, Range.ANY));
        ranges.addAll(structures.ranges());
        ParameterSearch search = new ParameterSearch(
                objective((at, gradient) -> {
                    Slopes slopes = slopes(Arrays.copyOf(at, k), Arrays.copyOfRange(at, k, at.length));
                    System.arraycopy(slopes.byTheta, 0, gradient, 0, k);
                    System.arraycopy(slopes.byParameters, 0, gradient, k, at.length - k);
                    return slopes.value;
                }),
                ranges);
        double[] start = Arrays.copyOf(theta, k + phi.length);
        System.arraycopy(phi, 0, start, k, phi.length);
        if (start.length == 0) {
            return new Reached(theta, phi.clone(), slopes(theta, phi).value, false);
        }
        ParameterSearch.State ended = search.minimise(search.start(start, Optional.empty()), end);
        double[] last = ended.at();
        double[] reached = layout.withPositiveDiagonal(Arrays.copyOf(last, k));
        double[] parameters = Arrays.copyOfRange(last, k, last.length);
        return new Reached(reached, parameters, at(reached, parameters).value, search.isEndless(ended));
    }

    @Override
    public Point evaluate(double[] theta, String phase) {
        maximise(theta);
        Slopes slopes = slopes(theta, phi);
        log.add(theta, slopes.value, SmallMatrices.largest(slopes.byTheta), phase);
        return new Point(
                theta.clone(), slopes.value, slopes.byTheta, slopes.half, List.of(), AverageInformation.none());
    }

    @Override
    public double evaluateValue(double[] theta, String phase) {
        maximise(theta);
        double value = at(theta, phi).value;
        log.add(theta, value, Double.NaN, phase);
        return value;
    }

    /** Finds the parameters that are best at theta. */
    private void maximise(double[] theta) {
        progress.report("fitting: evaluation " + log.next(), Double.NaN);
        if (phi.length == 0) {
            return;
        }
        ParameterSearch search = new ParameterSearch(
                objective((parameters, gradient) -> {
                    Slopes slopes = slopes(theta, parameters);
                    System.arraycopy(slopes.byParameters, 0, gradient, 0, gradient.length);
                    return slopes.value;
                }),
                structures.ranges());
        ParameterSearch.State end = search.minimise(search.start(phi, state));
        if (Double.isFinite(end.value())) {
            state = Optional.of(end);
            phi = end.at().clone();
        }
    }

    /** Returns -2 times the likelihood that is not restricted, at parameters whatever they are. */
    public double deviance(double[] theta, double[] parameters, double constant, long rows) {
        At at = at(theta, parameters);
        return constant + ProfiledCriterion.criterion(at.factor, false, (double) rows) + at.residual.logDeterminant();
    }

    /** Returns a verdict on theta with the gradient in the structures' parameters and all steps of their searches in it. */
    public Verdict told(Verdict verdict, double[] theta, double[] parameters) {
        double gradient =
                Math.max(verdict.gradientNorm(), SmallMatrices.largest(slopes(theta, parameters).byParameters));
        boolean none = theta.length == 0;
        return new Verdict(
                verdict.status(),
                gradient,
                (int) Math.min(Integer.MAX_VALUE, steps),
                none && parameters.length > 0 ? "quasi-Newton" : verdict.optimizer(),
                verdict.explanation());
    }

    /** Returns the structures' parameters at the last evaluation. */
    public double[] parameters() {
        return phi.clone();
    }

    /** Returns how often a factor was formed. */
    public long steps() {
        return steps;
    }

    @Override
    public boolean isRestricted() {
        return restricted;
    }

    @Override
    public boolean knowsCurvature() {
        return false;
    }

    @Override
    public double rounding() {
        return rounding;
    }

    @Override
    public void rename(Point point, String phase) {
        log.rename(point, phase);
    }

    @Override
    public List<Evaluation> log() {
        return log.lines();
    }
}
