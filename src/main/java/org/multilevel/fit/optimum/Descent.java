package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.Landscape.State;
import org.multilevel.fit.optimum.RankDrop.Direction;

/**
 * One search downhill, along the boundary where that is the way.
 *
 * <p>Where the Hessian is not upward a step is as long as the criterion goes on falling along it; variances of terms that nearly repeat each
 * other move along lines of variance, which is where the criterion hardly changes; and a way along the boundary that is long is left as soon as
 * a direction without variance wants to grow. A variance whose expected minimum lies below zero is set to zero at once, whatever combination of effects it belongs to; the search
 * goes on in the columns of lambda that are left, whatever the rank.
 */
final class Descent {
    /** Expected decrease of the criterion at which the search hands over to Newton's method. */
    static final double ROUGH = 1e-3;
    /** The same when a first attempt of Newton's method came too early. */
    static final double FINE = 1e-6;
    /** The same where a direction looks like a saddle's but leads nowhere: a curve of equal values bends only where there is still a slope. */
    static final double FINEST = 1e-12;
    /** The part of its unit below which a standard deviation may be zero as well. */
    private static final double SMALL = 0.1;
    /** Relative distance of covariances within which a search is taken to lead to a point already known. */
    private static final double SAME = 0.05;
    /** The same where the expected end is as high as that point, to {@link #SAME_HEIGHT}. */
    private static final double SIMILAR = 0.15;

    private static final double SAME_HEIGHT = 0.01;
    /** Expected decrease below which that can be told. */
    private static final double NEAR = 2;
    /** Expected decrease below which twice of it is not exceeded. */
    static final double HOPELESS = 0.5;
    /** A direction that could not be taken away is tried again at this part of the standard deviation that it had then. */
    private static final double AGAIN = 0.3;
    /** Where it may not be taken away, a step leaves this part of it. */
    private static final double LEFT = 0.3;

    /** So many evaluations a search may take beside one that has found an optimum, if it is far behind; more if it is not. */
    private static final int PATIENCE = 6;

    private static final double FAR = 4;
    private static final double CLOSE = 1;
    /** The least part of Newton's slope that a step must have. */
    private static final double DOWNHILL = 0.1;

    /** How many times longer a step may be made where the criterion goes on falling. */
    private static final double LONGER = 8;
    /** How many times more than a straight step a bent one must promise. */
    private static final double BENT = 1.5;
    /** The lengths of a bent step, relative to the straight one. */
    private static final List<Double> LENGTHS = List.of(4.0, 2.0, 1.0, 0.5, 0.25);
    /** A whole step, but without what is taken away at its end. */
    private static final double NEARLY = 0.999999;

    /** After so many steps along the boundary it is asked whether the way leads off it. */
    private static final int SLOW = 8;

    /** From so many evaluations on the Hessian is used where it is not upward too, which is bold but leaves a saddle behind. */
    private static final int LONG = 2 * SLOW;

    private static final int STEPS = 100;

    private final Criterion criterion;
    private final ThetaLayout layout;
    private final Landscape landscape;
    private final Boundary boundary;
    private final Coordinates coordinates;
    private final RankDrop ranks;

    Descent(
            Criterion criterion,
            ThetaLayout layout,
            Landscape landscape,
            Boundary boundary,
            Coordinates coordinates,
            RankDrop ranks) {
        this.criterion = criterion;
        this.layout = layout;
        this.landscape = landscape;
        this.boundary = boundary;
        this.coordinates = coordinates;
        this.ranks = ranks;
    }

    /** A step from a state, at whose end some directions have no variance. */
    private record Trial(double[] step, List<Direction> gone) {}

    /**
     * Goes downhill until little is left to gain.
     *
     * @param known optima already found; the search ends without a result when it leads to one of them
     * @param tolerance expected decrease at which to stop
     * @param begun how many evaluations there were when the search began of which this is a part
     */
    Optional<State> run(State from, List<State> known, double tolerance, int begun) {
        State state = from;
        Map<Integer, Double> refused = new HashMap<>();
        for (int i = 0; i < STEPS; i++) {
            int evaluations = criterion.log().size() - begun;
            if (evaluations > LONG && state.isWhole()) {
                state = state.with(landscape.exact(state.point()));
            }
            Trial trial = trial(state, refused);
            double[] target = withoutSmall(state, moved(state, trial, 1), refused);
            if (leadsTo(known, target, state)) {
                return Optional.empty();
            }
            if (isLate(known, state, evaluations)) {
                return Optional.empty();
            }
            if (isHopeless(known, state)) {
                return Optional.of(state);
            }
            boolean reduced =
                    boundary.rank(target) < boundary.rank(state.point().theta());
            if (!reduced && state.decrement() < tolerance) {
                return Optional.of(state);
            }
            if (reduced) {
                Point next = criterion.evaluate(target, "boundary");
                if (next.value() <= state.point().value() + rounding(state.point())) {
                    state = landscape.at(next, state.multipliers());
                    continue;
                }
                refuse(state, target, refused);
                trial = trial(state, refused);
                if (state.decrement() < tolerance) {
                    return Optional.of(state);
                }
            }
            if (i == SLOW && boundary.isAt(state.point().theta())) {
                return Optional.of(state);
            }
            Optional<State> next = lineSearch(state, trial);
            if (next.isEmpty()) {
                return Optional.of(state);
            }
            boolean stuck = !(next.get().point().value() < state.point().value() - 1e-3 * rounding(state.point()));
            state = next.get();
            if (stuck) {
                return Optional.of(state);
            }
        }
        return Optional.of(state);
    }

    private double[] moved(State state, Trial trial, double length) {
        double[] step = plus(new double[trial.step().length], trial.step(), length);
        return coordinates.moved(state.point().theta(), step, state.isWhole(), length == 1 ? trial.gone() : List.of());
    }

    /** Remembers how much variance the directions had that must not be taken away. */
    private void refuse(State state, double[] target, Map<Integer, Double> refused) {
        for (Term term : layout.terms()) {
            double[] theta = state.point().theta();
            if (RankDrop.rank(term.lambda(target)) < RankDrop.rank(term.lambda(theta))) {
                refused.put(term.number(), ranks.least(theta, term).size());
            }
        }
    }

    private static boolean isOpen(Direction least, Map<Integer, Double> refused) {
        return least.size() < AGAIN * refused.getOrDefault(least.term().number(), Double.POSITIVE_INFINITY);
    }

    /**
     * Returns Newton's step, shortened where it would multiply a component by more than about three. A direction whose variance would
     * cross zero ends there, or a part of it is left where that was refused, and the others do what is best beside it.
     */
    private Trial trial(State state, Map<Integer, Double> refused) {
        double[] theta = state.point().theta();
        List<Direction> gone = new ArrayList<>();
        List<Direction> left = new ArrayList<>();
        List<double[]> held = new ArrayList<>(state.turns());
        double[] fixed = new double[coordinates.size()];
        double[] step = landscape.step(state, fixed, state.turns());
        for (boolean again = true; again; ) {
            again = false;
            for (Term term : layout.terms()) {
                Direction least = term.covariance().isBasisFree()
                        ? ranks.least(theta, term)
                        : new Direction(term, new double[0], new double[0], 0);
                if (least.size() > 0 && !contains(gone, term) && !contains(left, term)) {
                    double[][] then = coordinates.lambdaAfter(theta, step, term);
                    if (ranks.isCrossed(least, then) || isExpectedGone(state, least)) {
                        boolean open = isOpen(least, refused);
                        if (!open && !ranks.isCrossed(least, then)) {
                            continue;
                        }
                        (open ? gone : left).add(least);
                        if (state.isWhole() || term.columns() == 1) {
                            fixed = plus(
                                    fixed,
                                    coordinates.step(term, least.vector(), least.weights()),
                                    open ? -1 : LEFT - 1);
                            coordinates.along(term, least.weights()).forEach(s -> Coordinates.addOrthogonal(s, held));
                            step = landscape.step(state, fixed, List.copyOf(held));
                            again = true;
                        }
                    }
                }
            }
        }
        return new Trial(limited(step, fixed, state), gone);
    }

    private static boolean contains(List<Direction> directions, Term term) {
        for (Direction direction : directions) {
            if (direction.term().number() == term.number()) {
                return true;
            }
        }
        return false;
    }

    /** Says whether a variance, for itself, has its minimum at zero as far as can be seen from here. */
    private boolean isExpectedGone(State state, Direction direction) {
        double slope = state.multipliers().along(direction);
        return slope > 0 && slope >= landscape.curvature(state.point(), direction, direction);
    }

    /** Returns the next point without those directions whose variance is small there. */
    private double[] withoutSmall(State state, double[] next, Map<Integer, Double> refused) {
        double[] theta = next;
        for (Term term : layout.terms()) {
            boolean open = term.covariance().isBasisFree()
                    && isOpen(ranks.least(state.point().theta(), term), refused);
            for (int i = 0; i < term.columns() && open; i++) {
                Direction then = ranks.least(theta, term);
                if (then.size() == 0
                        || then.size() >= SMALL
                        || !(state.multipliers().along(then) > 0)) {
                    break;
                }
                theta = RankDrop.without(theta, then);
            }
        }
        return theta;
    }

    /** Shortens a step but for what is fixed of it; where that hardly leads downhill, Newton's own step does. */
    private double[] limited(double[] step, double[] fixed, State state) {
        double[] limited = plus(fixed, shortened(plus(step, fixed, -1), state), 1);
        double[] newton = shortened(landscape.step(state, new double[step.length], state.turns()), state);
        return SmallMatrices.dot(limited, state.gradient()) < DOWNHILL * SmallMatrices.dot(newton, state.gradient())
                ? limited
                : newton;
    }

    private double[] shortened(double[] step, State state) {
        return plus(new double[step.length], step, Math.min(1, room(step, state)));
    }

    /** Returns how many times a step fits into what may be gone at once. */
    private double room(double[] step, State state) {
        double[] deviations = coordinates.deviations(state.point().theta());
        double excess = 0;
        for (int i = 0; i < step.length; i++) {
            double most = 2 * Math.max(deviations[i], 2);
            excess = Math.max(excess, Math.abs(step[i]) / most);
        }
        return 1 / excess;
    }

    /** Says whether the search leads to an optimum already known: its end is expected there, or not far from there and as high. */
    private boolean leadsTo(List<State> known, double[] next, State state) {
        if (!(state.decrement() < NEAR)) {
            return false;
        }
        double expected = state.point().value() - 0.5 * state.decrement();
        for (State other : known) {
            double apart = Math.abs(expected - other.point().value());
            boolean level = apart < 0.1 * state.decrement() + SAME_HEIGHT && state.decrement() < HOPELESS;
            if (boundary.distance(next, other.point().theta()) < (level ? SIMILAR : SAME)) {
                return true;
            }
        }
        return false;
    }

    /** Says whether the search, in the columns of lambda that it is in, can no longer reach what is known. */
    private static boolean isHopeless(List<State> known, State state) {
        double least = state.point().value() - 2 * state.decrement();
        return state.decrement() < HOPELESS
                && known.stream().anyMatch(other -> other.point().value() < least);
    }

    /** Says whether a search beside others has gone on for so long that it is not worth more: the sooner, the further it is behind. */
    private static boolean isLate(List<State> known, State state, int evaluations) {
        double behind = known.stream()
                .mapToDouble(other -> state.point().value() - other.point().value())
                .max()
                .orElse(0);
        return !known.isEmpty() && evaluations > (behind > FAR ? 1 : behind > CLOSE ? 2 : 4) * PATIENCE;
    }

    private Optional<State> lineSearch(State state, Trial trial) {
        Point point = state.point();
        double slope = SmallMatrices.dot(trial.step(), state.gradient());
        Optional<State> bent =
                slope < 0 && coordinates.haveSeveralVariances(point.theta()) ? bent(state, trial) : Optional.empty();
        if (bent.isPresent()) {
            return bent;
        }
        double length = Math.min(landscape.reach(state, trial.step(), LONGER), room(trial.step(), state));
        for (int i = 0; i < 30 && slope < 0; i++) {
            double[] theta = coordinates.moved(
                    point.theta(),
                    plus(new double[trial.step().length], trial.step(), length),
                    state.isWhole(),
                    List.of());
            Point next = criterion.evaluate(theta, "search");
            double gain = point.value() - next.value();
            if (gain >= -1e-4 * length * slope) {
                double[] step = plus(new double[trial.step().length], trial.step(), length);
                return Optional.of(landscape.next(state, step, next));
            }
            double best = 0.1 * length;
            if (Double.isFinite(next.value())) {
                best = slope * length * length / (2 * (slope * length + gain));
            }
            length = Math.max(0.1 * length, Math.min(0.5 * length, best));
        }
        return Optional.empty();
    }

    /** Takes a step along a line of variances instead of one of deviations, where that promises clearly more. */
    private Optional<State> bent(State state, Trial trial) {
        double[] theta = state.point().theta();
        double least = Math.min(0, BENT * landscape.change(state, moved(state, trial, NEARLY)));
        Optional<double[]> best = Optional.empty();
        for (double length : LENGTHS) {
            double[] step = plus(new double[trial.step().length], trial.step(), length);
            double[] target = coordinates.movedInVariance(theta, step, state.isWhole());
            double change = landscape.change(state, target);
            if (change < least) {
                best = Optional.of(target);
                least = change;
            }
        }
        if (best.isEmpty()) {
            return Optional.empty();
        }
        Point next = criterion.evaluate(best.get(), "search");
        return state.point().value() - next.value() >= -0.1 * least
                ? Optional.of(landscape.next(state, coordinates.between(theta, best.get()), next))
                : Optional.empty();
    }

    /** Returns what the criterion's value may be off by at a point. */
    double rounding(Point point) {
        return Math.max(criterion.rounding(), 1e-10 * Math.max(1, Math.abs(point.value())));
    }

    static double[] plus(double[] a, double[] b, double times) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += times * b[i];
        }
        return sum;
    }
}
