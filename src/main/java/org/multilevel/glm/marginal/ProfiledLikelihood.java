package org.multilevel.glm.marginal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.AverageInformation;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.glm.modes.InnerProblem;

/**
 * -2 log-likelihood of a generalised model as a function of theta alone: coefficients and dispersion are maximised over at every theta, from
 * where they were at the last, by quasi-Newton steps (BFGS) that begin with the curvature X'V^-1X.
 *
 * <p>Its derivative in theta is that of the likelihood at these coefficients, since the others vanish there. Theta is that of the covariance
 * itself, not relative to a residual variance.
 */
public final class ProfiledLikelihood extends LoggedCriterion {
    /** What is left to gain by coefficients, in units of the criterion; a last step gains it, but nothing is evaluated after that. */
    private static final double GAIN = 1e-12;
    /** What is worth a last step. */
    private static final double WORTH = 1e-14;

    /** From so much to gain on the curvature is formed anew, since theta has moved far. */
    private static final double FAR = 0.1;

    private static final int MOST_STEPS = 200;
    private static final int MOST_HALVINGS = 30;

    private final MarginalLikelihood likelihood;
    private final InnerProblem inner;
    private final ThetaLayout layout;
    private final boolean dispersed;
    private final Progress progress;
    /** The linear function of coefficients and zeta that keeps its value; empty where all are free. */
    private final Optional<double[]> held;

    private State state;
    /** The point that was found last; empty where none was, or the search is to begin elsewhere. */
    private Optional<Known> known = Optional.empty();
    /**
     * What the state's coefficients are more than those of the working linear model there, whose cross-products the inner problem has; empty
     * where that was not formed.
     */
    private Optional<double[]> excess = Optional.empty();
    /** Inverse of the Hessian in coefficients and zeta; empty where it is to be formed anew. */
    private Optional<double[]> inverse = Optional.empty();

    /**
     * Where the coefficients are.
     *
     * @param beta of the standardised kept columns
     * @param zeta logarithm of the dispersion
     * @param u modes
     */
    @SuppressWarnings("ArrayRecordComponent") // passed between loops of this package only
    public record State(double[] beta, double zeta, double[][] u) {}

    /**
     * A point with its best coefficients.
     *
     * @param looks how often the rows had been looked at when they knew of it
     * @param exact whether the state is there, not a last step from it
     */
    @SuppressWarnings("ArrayRecordComponent") // passed between methods of this class only
    private record Known(double[][] lambda, Likelihood point, long looks, boolean exact) {
        boolean isAt(double[][] other) {
            return exact && Arrays.deepEquals(lambda, other);
        }
    }

    public ProfiledLikelihood(
            MarginalLikelihood likelihood,
            InnerProblem inner,
            ThetaLayout layout,
            boolean dispersed,
            State start,
            Progress progress) {
        this(likelihood, inner, layout, dispersed, start, Optional.empty(), progress);
    }

    /**
     * Makes that of a constrained model.
     *
     * @param held a linear function of the coefficients and, behind them, zeta, which keeps the value that it has at the start
     */
    public ProfiledLikelihood(
            MarginalLikelihood likelihood,
            InnerProblem inner,
            ThetaLayout layout,
            boolean dispersed,
            State start,
            double[] held,
            Progress progress) {
        this(likelihood, inner, layout, dispersed, start, Optional.of(held), progress);
    }

    private ProfiledLikelihood(
            MarginalLikelihood likelihood,
            InnerProblem inner,
            ThetaLayout layout,
            boolean dispersed,
            State start,
            Optional<double[]> held,
            Progress progress) {
        this.held = held;
        this.likelihood = likelihood;
        this.inner = inner;
        this.layout = layout;
        this.dispersed = dispersed;
        this.state = start;
        this.progress = progress;
    }

    /** Returns where the coefficients were at the last evaluation. */
    public State state() {
        return state;
    }

    /** Lets the next evaluation begin elsewhere. */
    public void begin(State from) {
        state = from;
        known = Optional.empty();
        excess = Optional.empty();
    }

    @Override
    public Point evaluate(double[] theta, String phase) {
        double[][] lambda = layout.lambda(theta);
        Optional<Likelihood> found = maximise(lambda);
        double value = found.map(Likelihood::value).orElse(Double.POSITIVE_INFINITY);
        double[][] half = found.map(Likelihood::half).orElseGet(layout::zeros);
        double[] gradient = layout.gradient(half, theta);
        last = value;
        log.add(theta, value, SmallMatrices.largest(gradient), phase);
        AverageInformation information = found.map(point -> information(lambda)).orElseGet(AverageInformation::none);
        return new Point(theta.clone(), value, gradient, half, List.of(), information);
    }

    /** Returns the information on theta in the linear model of the working response at a point. */
    private AverageInformation information(double[][] lambda) {
        if (lambda.length < 2) {
            return AverageInformation.none();
        }
        if (known.filter(this::isInRows).isEmpty()) {
            at(lambda, state);
        }
        Factor factor = inner.factorWithFixed(lambda);
        excess = Optional.of(difference(state.beta(), factor.beta())).filter(e -> held.isEmpty());
        return factor.averageInformation();
    }

    private boolean isInRows(Known point) {
        return point.looks() == inner.looks();
    }

    /** Returns coefficients and modes that are expected at a lambda: those of the state, changed as the working linear model's change. */
    private State expected(double[][] lambda) {
        if (excess.isEmpty()) {
            return state;
        }
        Factor factor = inner.ofFixed(lambda);
        double[] more = excess.get();
        excess = Optional.empty();
        if (!factor.isPositiveDefinite()) {
            return state;
        }
        double[] beta = factor.beta();
        for (int j = 0; j < beta.length; j++) {
            beta[j] += more[j];
        }
        inverse = Optional.of(curvature(factor));
        return new State(beta, state.zeta(), inner.expectedModes(factor, beta));
    }

    @Override
    public double evaluateValue(double[] theta, String phase) {
        double value = maximise(layout.lambda(theta)).map(Likelihood::value).orElse(Double.POSITIVE_INFINITY);
        last = value;
        log.add(theta, value, Double.NaN, phase);
        return value;
    }

    /** Returns the point with the best coefficients for a lambda. */
    public Optional<Likelihood> maximise(double[][] lambda) {
        progress.checkCancelled();
        progress.report("fitting: evaluation " + log.next(), Double.NaN);
        Optional<Known> same = known.filter(point -> point.isAt(lambda) && isInRows(point));
        if (same.isPresent()) {
            return same.map(Known::point);
        }
        State from = expected(lambda);
        Optional<Likelihood> first = at(lambda, from);
        if (first.isEmpty()) {
            inverse = Optional.empty();
            from = new State(state.beta(), state.zeta(), inner.zeros());
            first = at(lambda, from);
        }
        if (first.isEmpty()) {
            return first;
        }
        long looks = inner.looks();
        Likelihood point = first.get();
        State here = new State(from.beta(), from.zeta(), point.mode().u());
        double[] begin = gradient(point);
        boolean fresh = inverse.filter(known -> !(gain(known, begin) > FAR)).isEmpty();
        boolean last = false;
        double gainBefore = Double.POSITIVE_INFINITY;
        double[] hessian = fresh ? curvature(inner.factorWithFixed(lambda)) : inverse.get();
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = gradient(point);
            double[] direction = SmallMatrices.times(hessian, gradient, gradient.length, gradient.length, 1);
            double gain = SmallMatrices.dot(direction, gradient);
            boolean little = isLittle(gain, gainBefore, Math.ulp(point.value()));
            gainBefore = gain;
            if (little && (gain >= 0 || fresh)) {
                last = gain > WORTH;
                here = last ? after(here, direction, 1) : here;
                break;
            }
            Optional<Step> next = search(lambda, here, point, direction, gain);
            if (next.isEmpty()) {
                if (fresh) {
                    break;
                }
                // what was learnt at other thetas misleads: begin again with the curvature here
                at(lambda, here);
                looks = inner.looks();
                hessian = curvature(inner.factorWithFixed(lambda));
                fresh = true;
                continue;
            }
            double[] moved = new double[direction.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = -next.get().part * direction[i];
            }
            update(hessian, moved, difference(gradient(next.get().point), gradient));
            looks = inner.looks();
            here = next.get().state;
            point = next.get().point;
        }
        inverse = Optional.of(hessian);
        state = here;
        known = Optional.of(new Known(lambda, point, looks, !last));
        return Optional.of(point);
    }

    /**
     * Takes one step more from where {@link #maximise} has ended at the same lambda. What is left to gain there drowns in the rounding of the
     * likelihood, whose gradient still tells the way: the step stays if it makes the gradient smaller.
     */
    public void settle(double[][] lambda) {
        if (inverse.isEmpty()) {
            return;
        }
        Optional<Likelihood> here = at(lambda, state);
        if (here.isEmpty()) {
            return;
        }
        double[] gradient = gradient(here.get());
        double[] direction = SmallMatrices.times(inverse.get(), gradient, gradient.length, gradient.length, 1);
        State next = after(state, direction, 1);
        Optional<Likelihood> there = at(lambda, next);
        if (there.isPresent()
                && Math.abs(gain(inverse.get(), gradient(there.get())))
                        < Math.abs(SmallMatrices.dot(direction, gradient))) {
            state = new State(next.beta(), next.zeta(), there.get().mode().u());
        }
    }

    /** Says whether there is no more to gain, or what there is might be rounding and does not become less. */
    private static boolean isLittle(double gain, double before, double unit) {
        return !(gain > Math.max(GAIN, unit)) || (!(gain > 64 * unit) && !(gain < 0.1 * before));
    }

    /** Returns twice what a step by an inverse of the Hessian is expected to gain. */
    private static double gain(double[] inverse, double[] gradient) {
        int n = gradient.length;
        return SmallMatrices.dot(SmallMatrices.times(inverse, gradient, n, n, 1), gradient);
    }

    private record Step(State state, Likelihood point, double part) {}

    /** Goes against a direction until the likelihood rises. */
    private Optional<Step> search(double[][] lambda, State from, Likelihood point, double[] direction, double gain) {
        double part = dispersed ? Math.min(1, 2 / (1e-300 + Math.abs(direction[direction.length - 1]))) : 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++, part /= 2) {
            State after = after(from, direction, part);
            Optional<Likelihood> next = at(lambda, after);
            double rounding = 64 * Math.ulp(point.value());
            if (next.isPresent() && next.get().value() <= point.value() - 1e-4 * part * gain + rounding) {
                return Optional.of(new Step(
                        new State(after.beta(), after.zeta(), next.get().mode().u()), next.get(), part));
            }
        }
        return Optional.empty();
    }

    private State after(State from, double[] direction, double part) {
        double[] beta = from.beta().clone();
        for (int j = 0; j < beta.length; j++) {
            beta[j] -= part * direction[j];
        }
        return new State(beta, dispersed ? from.zeta() - part * direction[beta.length] : from.zeta(), from.u());
    }

    private Optional<Likelihood> at(double[][] lambda, State where) {
        return likelihood.at(lambda, where.beta(), where.zeta(), where.u()).filter(p -> Double.isFinite(p.value()));
    }

    private double[] gradient(Likelihood point) {
        double[] gradient = Arrays.copyOf(point.beta(), point.beta().length + (dispersed ? 1 : 0));
        if (dispersed) {
            gradient[gradient.length - 1] = point.zeta();
        }
        return gradient;
    }

    /** Returns the inverse of 2 X'V^-1X at the weights that the last mode left in the rows; a dispersion is taken to be known to about a tenth. */
    private double[] curvature(Factor factor) {
        int p = inner.rows.p;
        int n = p + (dispersed ? 1 : 0);
        double[] fixed = factor.fixedInverse();
        double[] hessian = new double[n * n];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                hessian[i * n + j] = fixed[i * p + j] / 2;
            }
        }
        if (dispersed) {
            hessian[n * n - 1] = 2.0 / inner.rows.count;
        }
        held.ifPresent(l -> restrict(hessian, l));
        return hessian;
    }

    /** Takes out of an inverse what moves l: H - Hl l'H / l'Hl, of which BFGS makes others that do not move it either. */
    private static void restrict(double[] inverse, double[] l) {
        int n = l.length;
        double[] moved = SmallMatrices.times(inverse, l, n, n, 1);
        double square = SmallMatrices.dot(l, moved);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i * n + j] -= moved[i] * moved[j] / square;
            }
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int i = 0; i < a.length; i++) {
            difference[i] -= b[i];
        }
        return difference;
    }

    /** BFGS on the inverse of the Hessian: H + (1 + y'Hy / s'y) ss' / s'y - (Hys' + sy'H) / s'y. */
    private static void update(double[] inverse, double[] s, double[] y) {
        int n = s.length;
        double sy = SmallMatrices.dot(s, y);
        double[] hy = SmallMatrices.times(inverse, y, n, n, 1);
        double yhy = SmallMatrices.dot(y, hy);
        if (!(sy > 1e-8 * Math.sqrt(Math.max(0, yhy)) * Math.sqrt(Math.abs(sy)) && sy > 1e-14)) {
            return;
        }
        double factor = (1 + yhy / sy) / sy;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i * n + j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
            }
        }
    }
}
