package org.multilevel.fit.optimum;

import static org.multilevel.fit.optimum.Descent.dot;
import static org.multilevel.fit.optimum.Descent.plus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.Descent.State;
import org.multilevel.fit.optimum.StartValues.Start;

/**
 * Minimises the profiled criterion on its analytic gradient and says what was reached.
 *
 * <p>Two stages. A {@link Descent} from the moment start and from {@link OtherStarts}, along the boundary where directions without variance
 * are held; one that wants to grow sends it on. Then, from the best point, Newton steps on a Hessian of differenced gradients, which is
 * also the test: a direction of negative curvature sends the search on. Components are unconstrained on the way (the criterion is
 * even in every column of lambda); the sign is made positive at the end. Only when all this fails is the criterion searched without
 * derivatives ({@link DerivativeFree}), and the verdict names it.
 */
public final class Optimiser {
    /** Expected decrease at which a point counts as the optimum: 3e-7 standard errors of theta. */
    private static final double TOLERANCE = 1e-13;
    /** Expected decrease that rounding errors may leave, at least. */
    private static final double ACCEPTABLE = 1e-8;

    /** Relative distance of covariances from which on two points are two optima. */
    private static final double DISTINCT = 0.05;

    private static final int ROUNDS = 12;
    private static final double INSIDE = 0.01;
    /** Where lme4 starts: a standard deviation like the residual's. */
    private static final double WELL_INSIDE = 1;

    private final Criterion criterion;
    private final ThetaLayout layout;
    private final ExpectedInformation information;
    private final Units units;
    private final Boundary boundary;
    private final Descent descent;
    private final StartValues startValues;
    /** In so many directions the data do not determine the covariances, and the criterion is flat. */
    private final int freedom;

    /** Where the search ended: whether the Hessian there is positive definite, and what a Newton step still expects to gain. */
    private record End(State state, boolean positive, double decrement) {}

    /** What was reached: the best point and the verdict on it. */
    public record Optimum(Point point, Verdict verdict) {}

    public Optimiser(
            Criterion criterion,
            ThetaLayout layout,
            StartValues startValues,
            ExpectedInformation information,
            int freedom) {
        this.freedom = freedom;
        this.criterion = criterion;
        this.layout = layout;
        this.information = information;
        this.units = startValues.units();
        this.boundary = new Boundary(layout, units);
        this.descent = new Descent(criterion, layout, information, units, boundary);
        this.startValues = startValues;
    }

    /** Searches from the first start and from where else the structure suggests. */
    public Optimum minimise(Start start) {
        return minimise(
                start.theta(),
                start.theta().length == 0
                        ? List.of()
                        : startValues.others(start).all());
    }

    /** Searches from {@code start}. */
    public Optimum minimise(double[] start) {
        return minimise(start, List.of());
    }

    private Optimum minimise(double[] start, List<double[]> others) {
        Point first = criterion.evaluate(start, "start");
        if (start.length == 0) {
            return new Optimum(
                    first, verdict(new End(descent.start(first, Multipliers.none(layout)), true, 0), "none needed"));
        }
        List<State> found = new ArrayList<>();
        List<Point> from = new ArrayList<>(List.of(first));
        for (double[] other : others) {
            from.add(criterion.evaluate(other, "start"));
        }
        from.sort(Comparator.comparingDouble(Point::value));
        from.forEach(point -> settle(descent.start(point, Multipliers.none(layout)), found));
        if (others.isEmpty()) {
            searchFromInside(best(found).point().theta(), found);
        }
        End end = polish(best(found));
        for (State rival : rivals(found)) {
            End other = polish(rival);
            end = isOptimum(other)
                            && other.state().point().value()
                                    < end.state().point().value() - ACCEPTABLE
                    ? other
                    : end;
        }
        String method = "quasi-Newton";
        if (!isOptimum(end)) {
            double[] point =
                    DerivativeFree.minimise(criterion, end.state().point().theta(), units.all());
            Point restart = criterion.evaluate(point, "search");
            if (restart.value() <= end.state().point().value()) {
                end = polish(descent.start(restart, end.state().multipliers()));
            }
            method = "BOBYQA, then quasi-Newton";
        }
        end = tidied(end, layout.withPositiveDiagonal(end.state().point().theta()), Double.POSITIVE_INFINITY);
        double[] theta = end.state().point().theta();
        end = tidied(end, boundary.withoutRounding(theta), end.state().point().value() + acceptable());
        return new Optimum(end.state().point(), verdict(end, method));
    }

    /** Moves the end to where the model is the same but for rounding, if the criterion says so too. */
    private End tidied(End end, double[] theta, double most) {
        if (Arrays.equals(theta, end.state().point().theta())) {
            return end;
        }
        Point point = criterion.evaluate(theta, "polish");
        return point.value() <= most ? new End(end.state().at(point), end.positive(), end.decrement()) : end;
    }

    /** There may be a maximum inside beside one at variance zero; a search from well inside decides. */
    private void searchFromInside(double[] theta, List<State> found) {
        List<Integer> zeros = boundary.zeroDiagonals(theta);
        if (!zeros.isEmpty()) {
            double[] inside = theta.clone();
            zeros.forEach(k -> inside[k] = WELL_INSIDE);
            settle(descent.start(criterion.evaluate(inside, "start"), Multipliers.none(layout)), found);
        }
    }

    /** Returns what may turn out as good as the best when both are finished, and is another optimum. */
    private List<State> rivals(List<State> found) {
        State best = best(found);
        return found.stream()
                .filter(state -> state.point().value() - state.decrement()
                                < best.point().value()
                        && boundary.distance(state.point().theta(), best.point().theta()) > DISTINCT)
                .toList();
    }

    private static State best(List<State> found) {
        State best = found.get(0);
        for (State state : found) {
            best = state.point().value() < best.point().value() - ACCEPTABLE ? state : best;
        }
        return best;
    }

    /** Goes downhill from a start until no variance at zero wants to grow; adds what is found unless it is known. */
    private void settle(State from, List<State> found) {
        Set<Integer> freed = new HashSet<>();
        Optional<State> state = descent.run(from, freed, found, Descent.ROUGH);
        for (int round = 0; round < ROUNDS && state.isPresent(); round++) {
            Optional<State> next = release(state.get(), freed);
            if (next.isEmpty()) {
                found.add(state.get());
                return;
            }
            state = descent.run(next.get(), freed, found, Descent.ROUGH);
        }
        state.ifPresent(found::add);
    }

    /** Finishes with Newton's method; a saddle, or a variance that wants to grow after all, sends the search on. */
    private End polish(State from) {
        State state = from;
        Set<Integer> freed = new HashSet<>();
        End end = newton(state);
        for (int round = 0; round < ROUNDS; round++) {
            if (!end.positive()) {
                state = offSaddle(end.state());
            } else if (end.decrement() > acceptable()) {
                state = end.state();
            } else if (round == 0) {
                return end;
            } else {
                Optional<State> next = release(end.state(), freed);
                if (next.isEmpty()) {
                    return end;
                }
                state = next.get();
            }
            end = newton(descent.run(state, freed, List.of(), Descent.FINE).orElse(state));
        }
        return end;
    }

    private boolean isOptimum(End end) {
        return end.positive() && end.decrement() <= acceptable();
    }

    private double acceptable() {
        return Math.max(ACCEPTABLE, criterion.rounding());
    }

    /** Takes Newton steps with a fresh Hessian, corrected on the way; finds out whether it is positive definite. */
    private End newton(State state) {
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
            if (!(next.value() <= point.value() + descent.rounding(point))) {
                break;
            }
            double[] change = plus(next.gradient(), point.gradient(), -1);
            curvature = curvature.updated(step, change, free);
            boolean better = norm(next.gradient(), free) < norm(point.gradient(), free);
            point = better || next.value() < point.value() ? next : point;
            if (!better && decrement < acceptable()) {
                break;
            }
        }
        return new End(state.at(point, curvature), positive, decrement);
    }

    /** Says whether a Hessian is positive definite beyond rounding, but for the directions that the data do not determine. */
    private boolean isPositive(Curvature curvature, double[] theta, boolean[] free) {
        int flat = 0;
        for (int k = 0; k < free.length; k++) {
            double size = Math.max(units.of(k), boundary.deviation(theta, k));
            flat += free[k] && !(curvature.diagonal(k) * size * size > 1e-6) ? 1 : 0;
        }
        double[] eigenvalues = curvature.eigenvalues(free);
        long notPositive = Arrays.stream(eigenvalues).filter(e -> !(e > 1e-7)).count();
        return flat <= freedom
                && notPositive <= freedom
                && Arrays.stream(eigenvalues).allMatch(e -> e > -1e-5);
    }

    private Curvature differencedHessian(Point point, Curvature guess, boolean[] free) {
        int k = layout.size();
        double[] hessian = SmallMatrices.identity(k);
        for (int i = 0; i < k; i++) {
            if (!free[i]) {
                continue;
            }
            double size = Math.max(units.of(i), boundary.deviation(point.theta(), i));
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
        return descent.start(best, state.multipliers());
    }

    /** Checks the held variances; one that wants to grow is set free. */
    private Optional<State> release(State state, Set<Integer> freed) {
        double[] theta = state.point().theta();
        if (boundary.zeroDiagonals(theta).isEmpty()) {
            return Optional.empty();
        }
        Point inside = criterion.evaluate(boundary.inside(theta, INSIDE), "boundary");
        Curvature expected = new Curvature(information.hessian(inside.theta()), layout.size());
        double[] released = boundary.released(theta, inside.gradient(), expected, INSIDE);
        if (Arrays.equals(released, theta)) {
            return Optional.empty();
        }
        List<Integer> still = boundary.zeroDiagonals(released);
        boundary.zeroDiagonals(theta).stream()
                .filter(k -> !still.contains(k))
                .map(k -> layout.term(k).number())
                .forEach(freed::add);
        Point next = criterion.evaluate(released, "boundary");
        return Optional.of(descent.start(next, state.multipliers().at(inside)));
    }

    private Verdict verdict(End end, String method) {
        State state = end.state();
        double gradient = norm(state.point().gradient(), state.free());
        boolean optimum = isOptimum(end);
        boolean edge = !boundary.zeroDiagonals(state.point().theta()).isEmpty();
        int evaluations = criterion.log().size();
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
}
