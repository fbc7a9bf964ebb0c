package org.multilevel.fit.optimum;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.ProfiledCriterion.Point;

/**
 * Minimises the profiled criterion on its analytic gradient and says what was reached.
 *
 * <p>Three stages. A quasi-Newton (BFGS) search from the moment start with the expected information as first curvature. Then the
 * edge: variances that shrink away are set to zero and held. Then Newton steps on a Hessian of differenced gradients, which is also the
 * test: a direction of negative curvature, or a held variance that wants to grow, sends the search on. Components are unconstrained
 * on the way (the criterion is even in every column of lambda); the sign is made positive at the end. Only when all this fails is the criterion
 * searched without derivatives ({@link DerivativeFree}), and the verdict names it.
 */
public final class Optimiser {
    /** Expected decrease of the criterion at which the search hands over to Newton's method. */
    private static final double SEARCH_TOLERANCE = 1e-4;
    /** Expected decrease at which a point counts as the optimum: 3e-7 standard errors of theta. */
    private static final double TOLERANCE = 1e-13;
    /** Expected decrease that rounding errors may leave, at least. */
    private static final double ACCEPTABLE = 1e-8;

    private static final int SEARCH_STEPS = 200;
    private static final int ROUNDS = 12;
    private static final double INSIDE = 0.01;
    /** Where lme4 starts: a standard deviation like the residual's. */
    private static final double WELL_INSIDE = 1;

    private final ProfiledCriterion criterion;
    private final ThetaLayout layout;
    private final ExpectedInformation information;
    private final double[] unit;
    private final Boundary boundary;

    /** Where the optimiser stands. */
    private record State(Point point, Curvature curvature, boolean[] free, double decrement, boolean positive) {}

    /** What was reached: the best point and the verdict on it. */
    public record Optimum(Point point, Verdict verdict) {}

    public Optimiser(
            ProfiledCriterion criterion, ThetaLayout layout, StartValues startValues, ExpectedInformation information) {
        this.criterion = criterion;
        this.layout = layout;
        this.information = information;
        this.unit = new double[layout.size()];
        for (int k = 0; k < unit.length; k++) {
            double mean = startValues.meanInformation(layout.factor(k), layout.row(k));
            unit[k] = mean > 0 ? 1 / Math.sqrt(mean) : 1;
        }
        this.boundary = new Boundary(layout, unit);
    }

    /** Searches from {@code start}. */
    public Optimum minimise(double[] start) {
        Point first = criterion.evaluate(start, "start");
        if (start.length == 0) {
            return new Optimum(
                    first, verdict(new State(first, curvature(start), new boolean[0], 0, true), "none needed"));
        }
        State end = improve(first, curvature(start));
        if (isOptimum(end)) {
            end = otherMaximum(end);
        }
        String method = "quasi-Newton";
        if (!isOptimum(end)) {
            double[] found = DerivativeFree.minimise(criterion, end.point().theta(), unit);
            Point restart = criterion.evaluate(found, "search");
            if (restart.value() <= end.point().value()) {
                end = improve(restart, curvature(found));
            }
            method = "BOBYQA, then quasi-Newton";
        }
        double[] theta = layout.withPositiveDiagonal(end.point().theta());
        if (!Arrays.equals(theta, end.point().theta())) {
            end = new State(
                    criterion.evaluate(theta, "polish"), end.curvature(), end.free(), end.decrement(), end.positive());
        }
        return new Optimum(end.point(), verdict(end, method));
    }

    /** A likelihood may have a maximum inside beside one at variance zero; a second search, from well inside, decides. */
    private State otherMaximum(State end) {
        List<Integer> zeros = boundary.zeroDiagonals(end.point().theta());
        if (zeros.isEmpty()) {
            return end;
        }
        double[] inside = end.point().theta().clone();
        zeros.forEach(k -> inside[k] = WELL_INSIDE);
        State other = improve(criterion.evaluate(inside, "start"), curvature(inside));
        return isOptimum(other) && other.point().value() < end.point().value() - ACCEPTABLE ? other : end;
    }

    private Curvature curvature(double[] theta) {
        return new Curvature(information.hessian(theta), layout.size());
    }

    private State improve(Point from, Curvature curvature) {
        Set<Integer> freed = new HashSet<>();
        State state = search(new State(from, curvature, boundary.free(from.theta()), Double.POSITIVE_INFINITY, true));
        for (int round = 0; round < ROUNDS; round++) {
            state = newton(toTheEdge(state, freed).orElse(state));
            if (!state.positive()) {
                state = search(offSaddle(state));
                continue;
            }
            if (state.decrement() > acceptable()) {
                state = search(state);
                continue;
            }
            Optional<State> edge = toTheEdge(state, freed);
            Optional<State> next =
                    edge.isPresent() ? edge : release(state, freed).map(this::search);
            if (next.isEmpty()) {
                return state;
            }
            state = next.get();
        }
        return state;
    }

    private boolean isOptimum(State state) {
        return state.positive() && state.decrement() <= acceptable();
    }

    private double acceptable() {
        return Math.max(ACCEPTABLE, criterion.rounding());
    }

    private State search(State from) {
        Point point = from.point();
        Curvature curvature = from.curvature();
        boolean[] free = from.free();
        double decrement = Double.POSITIVE_INFINITY;
        for (int i = 0; i < SEARCH_STEPS; i++) {
            double[] step = limited(curvature.step(point.gradient(), free), point.theta());
            decrement = -dot(step, point.gradient());
            if (decrement < SEARCH_TOLERANCE) {
                break;
            }
            Optional<Point> found = lineSearch(point, step, -decrement);
            if (found.isEmpty()) {
                break;
            }
            Point next = found.get();
            curvature = curvature.updated(
                    minus(next.theta(), point.theta()), minus(next.gradient(), point.gradient()), free);
            point = next;
        }
        return new State(point, curvature, free, decrement, true);
    }

    /** Shortens a step that would multiply a component by more than about three. */
    private double[] limited(double[] step, double[] theta) {
        double excess = 1;
        for (int k = 0; k < step.length; k++) {
            double most = 2 * Math.max(rowLength(theta, k), 2 * unit[k]);
            excess = Math.max(excess, Math.abs(step[k]) / most);
        }
        double[] limited = step.clone();
        for (int k = 0; k < step.length; k++) {
            limited[k] /= excess;
        }
        return limited;
    }

    private double rowLength(double[] theta, int k) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            if (layout.factor(i) == layout.factor(k) && layout.row(i) == layout.row(k)) {
                sum += theta[i] * theta[i];
            }
        }
        return Math.sqrt(sum);
    }

    private Optional<Point> lineSearch(Point point, double[] step, double slope) {
        double length = 1;
        for (int i = 0; i < 30; i++) {
            Point next = criterion.evaluate(plus(point.theta(), step, length), "search");
            double gain = point.value() - next.value();
            if (gain >= -1e-4 * length * slope) {
                return Optional.of(next);
            }
            double best = 0.1 * length;
            if (Double.isFinite(next.value())) {
                best = slope * length * length / (2 * (slope * length + gain));
            }
            length = Math.max(0.1 * length, Math.min(0.5 * length, best));
        }
        return Optional.empty();
    }

    /** Sets small diagonals to zero where that costs nothing, but those that {@link #release} has set free; nothing if there are none. */
    private Optional<State> toTheEdge(State state, Set<Integer> freed) {
        Point point = state.point();
        boolean moved = false;
        for (int k : boundary.nearZero(point.theta(), 0.1)) {
            if (freed.contains(k)) {
                continue;
            }
            Point zero = criterion.evaluate(boundary.withZero(point.theta(), k), "boundary");
            if (zero.value() <= point.value() + roundingOf(point)) {
                point = zero;
                moved = true;
            }
        }
        return moved
                ? Optional.of(search(new State(point, curvature(point.theta()), boundary.free(point.theta()), 1, true)))
                : Optional.empty();
    }

    /** Takes Newton steps with a fresh Hessian, corrected on the way; finds out whether it is positive definite. */
    private State newton(State state) {
        Point point = state.point();
        boolean[] free = state.free();
        Curvature curvature = differencedHessian(point, state.curvature(), free);
        boolean positive = isPositive(curvature, point.theta(), free);
        double decrement = 0;
        for (int i = 0; i < 20 && positive; i++) {
            double[] step = curvature.step(point.gradient(), free);
            decrement = -dot(step, point.gradient());
            if (decrement <= TOLERANCE) {
                break;
            }
            Point next = criterion.evaluate(plus(point.theta(), step, 1), "polish");
            if (!(next.value() <= point.value() + roundingOf(point))) {
                break;
            }
            double[] change = minus(next.gradient(), point.gradient());
            curvature = curvature.updated(step, change, free);
            boolean better = norm(next.gradient(), free) < norm(point.gradient(), free);
            point = better || next.value() < point.value() ? next : point;
            if (!better && decrement < acceptable()) {
                break;
            }
        }
        return new State(point, curvature, free, decrement, positive);
    }

    /** Says whether a Hessian is positive definite beyond rounding: no component flat, no combination of them either. */
    private boolean isPositive(Curvature curvature, double[] theta, boolean[] free) {
        for (int k = 0; k < free.length; k++) {
            double size = Math.max(unit[k], rowLength(theta, k));
            if (free[k] && !(curvature.diagonal(k) * size * size > 1e-6)) {
                return false;
            }
        }
        return curvature.smallestEigenvalue(free) > 1e-7;
    }

    private double roundingOf(Point point) {
        return Math.max(criterion.rounding(), 1e-10 * Math.max(1, Math.abs(point.value())));
    }

    private Curvature differencedHessian(Point point, Curvature guess, boolean[] free) {
        int k = layout.size();
        double[] hessian = SmallMatrices.identity(k);
        for (int i = 0; i < k; i++) {
            if (!free[i]) {
                continue;
            }
            double size = Math.max(unit[i], rowLength(point.theta(), i));
            double curved = Math.max(Math.abs(guess.diagonal(i)), 1e-4 / (size * size));
            double[] moved = point.theta().clone();
            moved[i] += 1e-3 / Math.sqrt(curved);
            double h = moved[i] - point.theta()[i];
            Point next = criterion.evaluate(moved, "hessian");
            for (int j = 0; j < k; j++) {
                hessian[j * k + i] = free[j] ? (next.gradient()[j] - point.gradient()[j]) / h : 0;
            }
        }
        return new Curvature(hessian, k);
    }

    /** Steps along the direction of negative curvature, to the lower side. */
    private State offSaddle(State state) {
        double[] direction = state.curvature().mostNegativeDirection(state.free());
        Point best = state.point();
        for (double size : new double[] {0.5, -0.5, 0.05, -0.05}) {
            Point next = criterion.evaluate(plus(state.point().theta(), direction, size), "search");
            best = next.value() < best.value() ? next : best;
        }
        return new State(best, curvature(best.theta()), state.free(), 1, true);
    }

    /** Checks the held variances; one that wants to grow is set free. */
    private Optional<State> release(State state, Set<Integer> freed) {
        double[] theta = state.point().theta();
        if (boundary.zeroDiagonals(theta).isEmpty()) {
            return Optional.empty();
        }
        Point inside = criterion.evaluate(boundary.inside(theta, INSIDE), "boundary");
        double[] released = boundary.released(theta, inside.gradient(), curvature(inside.theta()), INSIDE);
        if (Arrays.equals(released, theta)) {
            return Optional.empty();
        }
        List<Integer> still = boundary.zeroDiagonals(released);
        boundary.zeroDiagonals(theta).stream().filter(k -> !still.contains(k)).forEach(freed::add);
        Point next = criterion.evaluate(released, "boundary");
        return Optional.of(new State(next, curvature(released), boundary.free(released), 1, true));
    }

    private Verdict verdict(State state, String method) {
        double gradient = norm(state.point().gradient(), state.free());
        boolean optimum = isOptimum(state);
        boolean edge = !boundary.zeroDiagonals(state.point().theta()).isEmpty();
        int evaluations = criterion.evaluations();
        if (!optimum) {
            return new Verdict(
                    Verdict.Status.NOT_CONVERGED,
                    gradient,
                    evaluations,
                    method,
                    "The search did not reach an optimum: the numbers are the best that were found, and standard errors may be wrong.");
        }
        return new Verdict(
                edge ? Verdict.Status.SINGULAR : Verdict.Status.CONVERGED,
                gradient,
                evaluations,
                method,
                edge
                        ? "The optimum lies at the boundary: a variance is estimated as zero, or a correlation as 1 or -1."
                        : "The optimum was found: the gradient is zero to rounding and the Hessian is positive definite.");
    }

    private static double norm(double[] gradient, boolean[] free) {
        double norm = 0;
        for (int k = 0; k < gradient.length; k++) {
            norm = free[k] ? Math.max(norm, Math.abs(gradient[k])) : norm;
        }
        return norm;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        return plus(a, b, -1);
    }

    private static double[] plus(double[] a, double[] b, double times) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += times * b[i];
        }
        return sum;
    }
}
