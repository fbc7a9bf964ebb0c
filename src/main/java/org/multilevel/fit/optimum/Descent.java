package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.RankDrop.Direction;

/**
 * One search downhill, along the boundary where that is the way.
 *
 * <p>The Hessian is modelled as expected information + 2 S x I (the {@link Multipliers}, exact) + a secant correction. The second part is
 * what a vanishing variance needs: near the boundary it is all there is. A variance whose expected minimum lies below zero is set to
 * zero at once and its column of lambda held; the search goes on in the columns that are left, whatever the rank.
 */
final class Descent {
    /** Expected decrease of the criterion at which the search hands over to Newton's method. */
    static final double ROUGH = 1e-3;
    /** The same when a first attempt of Newton's method came too early. */
    static final double FINE = 1e-6;
    /** The part of its unit below which a standard deviation may be zero as well. */
    private static final double SMALL = 0.1;
    /** Relative distance of covariances within which a search is taken to lead to a point already known. */
    private static final double SAME = 0.15;
    /** Expected decrease below which that can be told. */
    private static final double NEAR = 2;
    /** Expected decrease below which twice of it is not exceeded. */
    private static final double HOPELESS = 0.5;

    private static final int STEPS = 100;
    /** So many steps are remembered. */
    private static final int MEMORY = 6;

    private final Criterion criterion;
    private final ThetaLayout layout;
    private final ExpectedInformation information;
    private final Units units;
    private final Boundary boundary;
    private final RankDrop drop;

    /** A step and the change of gradient along it. */
    record Secant(double[] step, double[] change) {}

    /**
     * Where a search stands.
     *
     * @param expected the expected information at the point, K x K
     * @param curvature the model of the Hessian at the point
     * @param secants the last steps with the changes of gradient that they saw
     * @param free which components may move
     * @param decrement expected decrease of a Newton step
     */
    record State(
            Point point,
            Multipliers multipliers,
            double[] expected,
            Curvature curvature,
            List<Secant> secants,
            boolean[] free,
            double decrement) {

        /** Returns this state at a point next to it. */
        State at(Point next) {
            return at(next, curvature);
        }

        /** Returns this state at a point next to it, where the Hessian is known better. */
        State at(Point next, Curvature hessian) {
            return new State(next, multipliers, expected, hessian, secants, free, decrement);
        }
    }

    Descent(Criterion criterion, ThetaLayout layout, ExpectedInformation information, Units units, Boundary boundary) {
        this.criterion = criterion;
        this.layout = layout;
        this.information = information;
        this.units = units;
        this.boundary = boundary;
        this.drop = new RankDrop(units);
    }

    /** Returns the state at a point of which nothing else is known. */
    State start(Point point, Multipliers known) {
        return state(point, known, List.of());
    }

    private State state(Point point, Multipliers known, List<Secant> secants) {
        boolean[] free = boundary.free(point.theta());
        Multipliers multipliers = known.at(point);
        double[] expected = information.hessian(point.theta());
        double[] hessian = expected.clone();
        multipliers.addTo(point.theta(), hessian);
        Curvature curvature = new Curvature(hessian, layout.size());
        for (Secant secant : secants) {
            curvature = curvature.updated(secant.step(), secant.change(), free);
        }
        double decrement = -dot(curvature.step(point.gradient(), free), point.gradient());
        return new State(point, multipliers, expected, curvature, secants, free, decrement);
    }

    /**
     * Goes downhill until little is left to gain.
     *
     * @param held terms of which no direction must be taken away
     * @param known optima already found; the search ends without a result when it leads to one of them
     * @param tolerance expected decrease at which to stop
     */
    Optional<State> run(State from, Set<Integer> held, List<State> known, double tolerance) {
        State state = from;
        Set<Integer> refused = new HashSet<>(held);
        for (int i = 0; i < STEPS; i++) {
            double[] step = limited(
                    state.curvature().step(state.point().gradient(), state.free()),
                    state.point().theta());
            double[] whole = plus(state.point().theta(), step, 1);
            double[] zeroed = onTheBoundary(state, whole, refused);
            if (leadsTo(known, zeroed, state)) {
                return Optional.empty();
            }
            if (isHopeless(known, state)) {
                return boundary.zeroDiagonals(state.point().theta()).isEmpty() ? Optional.empty() : Optional.of(state);
            }
            boolean zero = !Arrays.equals(zeroed, whole);
            if (!zero && state.decrement() < tolerance) {
                return Optional.of(state);
            }
            if (zero) {
                Point next = criterion.evaluate(zeroed, "boundary");
                if (next.value() <= state.point().value() + rounding(state.point())) {
                    state = start(next, state.multipliers());
                    continue;
                }
                refused.addAll(changed(zeroed, whole));
                if (state.decrement() < tolerance) {
                    return Optional.of(state);
                }
            }
            Optional<Point> found =
                    lineSearch(state.point(), step, dot(step, state.point().gradient()));
            if (found.isEmpty()) {
                return Optional.of(state);
            }
            state = secant(state, found.get());
        }
        return Optional.of(state);
    }

    /** Returns the terms in which two points differ. */
    private Set<Integer> changed(double[] a, double[] b) {
        Set<Integer> terms = new HashSet<>();
        for (int k = 0; k < a.length; k++) {
            if (a[k] != b[k]) {
                terms.add(layout.term(k).number());
            }
        }
        return terms;
    }

    /** Returns the next point without those directions whose variance is small there or expected to have its minimum at zero. */
    private double[] onTheBoundary(State state, double[] next, Set<Integer> refused) {
        double[] theta = next;
        for (Term term : layout.terms()) {
            if (term.covariance().isBasisFree() && !refused.contains(term.number())) {
                theta = onTheBoundary(state, theta, term);
            }
        }
        return theta;
    }

    private double[] onTheBoundary(State state, double[] next, Term term) {
        double[] theta = next;
        Direction now = drop.least(state.point().theta(), term);
        double slope = state.multipliers().along(now);
        boolean gone = now.size() > 0
                && slope > 0
                && slope >= information.along(now, state.point().theta());
        for (int i = 0; i < term.columns(); i++) {
            Direction then = drop.least(theta, term);
            boolean small = then.size() < SMALL && state.multipliers().along(then) > 0;
            if (then.size() == 0 || !(small || (gone && i == 0))) {
                break;
            }
            theta = drop.without(theta, then);
        }
        return theta;
    }

    /** Says whether the search leads to an optimum already known. */
    private boolean leadsTo(List<State> known, double[] next, State state) {
        return state.decrement() < NEAR
                && known.stream()
                        .anyMatch(other -> boundary.distance(next, other.point().theta()) < SAME);
    }

    /** Says whether the search, in the columns of lambda that it is in, can no longer reach what is known. */
    private static boolean isHopeless(List<State> known, State state) {
        double least = state.point().value() - 2 * state.decrement();
        return state.decrement() < HOPELESS
                && known.stream().anyMatch(other -> other.point().value() < least);
    }

    /** Returns the state at the next point, whose model gives the changes of gradient that were seen lately. */
    private State secant(State state, Point next) {
        List<Secant> secants = new ArrayList<>(state.secants());
        secants.add(new Secant(
                plus(next.theta(), state.point().theta(), -1),
                plus(next.gradient(), state.point().gradient(), -1)));
        if (secants.size() > MEMORY) {
            secants.remove(0);
        }
        return state(next, state.multipliers(), List.copyOf(secants));
    }

    /** Shortens a step that would multiply a component by more than about three. */
    private double[] limited(double[] step, double[] theta) {
        double excess = 1;
        for (int k = 0; k < step.length; k++) {
            double most = 2 * Math.max(boundary.deviation(theta, k), 2 * units.of(k));
            excess = Math.max(excess, Math.abs(step[k]) / most);
            if (layout.isDiagonal(k) && theta[k] * (theta[k] + step[k]) < 0 && boundary.isAlone(theta, k)) {
                excess = Math.max(excess, Math.abs(step[k]) / (0.7 * Math.abs(theta[k])));
            }
        }
        double[] limited = step.clone();
        for (int k = 0; k < step.length; k++) {
            limited[k] /= excess;
        }
        return limited;
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

    /** Returns what the criterion's value may be off by at a point. */
    double rounding(Point point) {
        return Math.max(criterion.rounding(), 1e-10 * Math.max(1, Math.abs(point.value())));
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[] plus(double[] a, double[] b, double times) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += times * b[i];
        }
        return sum;
    }
}
