package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.Landscape.State;

/**
 * Finishes a search with Newton's method, and finds out whether the Hessian is positive definite.
 *
 * <p>Where the criterion does not know its second derivatives, the Hessian is one of differenced gradients, corrected on the way.
 */
final class Polish {
    /** Expected decrease at which a point counts as the optimum: 3e-7 standard errors of theta. */
    private static final double TOLERANCE = 1e-13;
    /** The same where nobody asks about the point itself: 3e-6 standard errors. */
    private static final double UNTESTED = 1e-11;
    /** Expected decrease that rounding errors may leave, at least. */
    static final double ACCEPTABLE = 1e-8;

    /** Expected decrease of a step that changes the Hessian so little that the next needs no new one. */
    private static final double BESIDE = 1e-7;

    /** Eigenvalues of a Hessian of unit diagonal that are not above this are zero to rounding. */
    private static final double NOT_FLAT = 1e-7;
    /** What rounding may make of zero. */
    private static final double NOT_NEGATIVE = -1e-5;

    private static final int STEPS = 20;

    private final Criterion criterion;
    private final Landscape landscape;
    private final Descent descent;
    private final Coordinates coordinates;
    /** In so many directions the data do not determine the covariances, and the criterion is flat. */
    private final int freedom;

    Polish(Criterion criterion, Landscape landscape, Descent descent, Coordinates coordinates, int freedom) {
        this.criterion = criterion;
        this.landscape = landscape;
        this.descent = descent;
        this.coordinates = coordinates;
        this.freedom = freedom;
    }

    /** Where the search ended: whether the Hessian there is positive definite, and what a Newton step still expects to gain. */
    record End(State state, boolean positive, double decrement) {
        boolean isOptimum(double acceptable) {
            return positive && decrement <= acceptable;
        }
    }

    double acceptable() {
        return Math.max(ACCEPTABLE, criterion.rounding());
    }

    /** Takes Newton steps while they are of use: with the average information where the way has shown how far that is from the Hessian. */
    End newton(State from) {
        if (from.isInformed()) {
            End end = steps(from, true, landscape::next, TOLERANCE);
            return isConfirmed(end.state()) ? end : newton(end.state(), differencedHessian(end.state()));
        }
        return newton(from, from.isWhole() ? landscape.exact(from.point()) : differencedHessian(from));
    }

    /** Takes the same steps where the average information is known, and does not ask what they prove. */
    State untested(State from) {
        return steps(from, true, landscape::next, UNTESTED).state();
    }

    /** Says whether the steps prove the Hessian positive definite; where they say too little of a direction, looks in it. */
    private boolean isConfirmed(State end) {
        State state = end;
        Curvature.Evidence evidence = state.curvature().evidence(state.secants(), state.free());
        for (int looks = 0; looks < coordinates.size() && !evidence.isConfirmed(); looks++) {
            double[] step = evidence.weakest();
            if (!Arrays.stream(step).allMatch(Double::isFinite)) {
                return false; // the model knows of no curvature there, so it does not tell how far to look
            }
            Point beside =
                    criterion.evaluate(coordinates.moved(state.point().theta(), step, false, List.of()), "hessian");
            double[] change = Descent.plus(coordinates.gradient(beside), state.gradient(), -1);
            state = state.with(new Landscape.Secant(step, change));
            evidence = state.curvature().evidence(state.secants(), state.free());
        }
        return evidence.isConfirmed();
    }

    private End newton(State from, Curvature hessian) {
        State state = from.with(hessian);
        return steps(state, isPositive(state), this::moved, TOLERANCE);
    }

    /** Says what is known at the next point after a step. */
    private interface Knowledge {
        State at(State state, double[] step, Point next);
    }

    private End steps(State from, boolean positive, Knowledge knowledge, double tolerance) {
        State state = from;
        double decrement = 0;
        for (int i = 0; i < STEPS && positive; i++) {
            double[] step = landscape.step(state, new double[coordinates.size()], state.turns());
            decrement = -SmallMatrices.dot(step, state.gradient());
            if (decrement <= tolerance) {
                break;
            }
            double[] theta = coordinates.moved(state.point().theta(), step, state.isWhole(), List.of());
            Point next = criterion.evaluate(theta, "polish");
            if (!(next.value() <= state.point().value() + descent.rounding(state.point()))) {
                break;
            }
            State moved = decrement < BESIDE && state.isWhole()
                    ? landscape.beside(state, next)
                    : knowledge.at(state, step, next);
            boolean better = SmallMatrices.largest(moved.gradient()) < SmallMatrices.largest(state.gradient());
            boolean enough = !better && decrement < acceptable();
            if (better || next.value() < state.point().value()) {
                state = moved;
            }
            if (enough) {
                break;
            }
        }
        return new End(state, positive, decrement);
    }

    private State moved(State state, double[] step, Point next) {
        State moved = landscape.at(next, state.multipliers());
        if (state.isWhole()) {
            return moved.with(landscape.exact(next));
        }
        double[] change = Descent.plus(moved.gradient(), state.gradient(), -1);
        return moved.with(state.curvature().updated(step, change, state.free()));
    }

    /** Says whether the Hessian is positive definite beyond rounding, but for the directions that the data do not determine. */
    private boolean isPositive(State state) {
        int flat = 0;
        boolean[] free = state.free();
        double[] deviations = coordinates.deviations(state.point().theta());
        for (int k = 0; k < free.length; k++) {
            double size = Math.max(1, deviations[k]);
            flat += free[k] && !(state.curvature().diagonal(k) * size * size > 1e-6) ? 1 : 0;
        }
        return (state.isWhole() || flat <= freedom)
                && isPositive(state.curvature().without(state.turns()), free);
    }

    private boolean isPositive(Curvature curvature, boolean[] free) {
        if (curvature.isAbove(NOT_FLAT, free)) {
            return true;
        }
        return freedom > 0
                && curvature.isAbove(NOT_NEGATIVE, free)
                && Arrays.stream(curvature.eigenvalues(free))
                                .filter(e -> !(e > NOT_FLAT))
                                .count()
                        <= freedom;
    }

    private Curvature differencedHessian(State state) {
        int k = coordinates.size();
        double[] hessian = SmallMatrices.identity(k);
        double[] theta = state.point().theta();
        double[] deviations = coordinates.deviations(theta);
        for (int i = 0; i < k; i++) {
            // where no row speaks of a coordinate its differences would be rounding of the others'
            if (!state.free()[i] || !isSeen(state, i)) {
                continue;
            }
            double size = Math.max(1, deviations[i]);
            double curved = Math.max(Math.abs(state.curvature().diagonal(i)), 1e-4 / (size * size));
            double[] step = new double[k];
            step[i] = 1e-3 / Math.sqrt(curved);
            double[] moved = coordinates.moved(theta, step, false, List.of());
            Point next = criterion.evaluate(moved, "hessian");
            double[] gradient = coordinates.gradient(next);
            for (int j = 0; j < k; j++) {
                hessian[j * k + i] =
                        state.free()[j] && isSeen(state, j) ? (gradient[j] - state.gradient()[j]) / step[i] : 0;
            }
        }
        return landscape.curvature(hessian);
    }

    /** Says whether the model knows of a curvature in a coordinate. */
    private static boolean isSeen(State state, int coordinate) {
        return state.curvature().diagonal(coordinate) != 0;
    }

    /** Returns how many principal directions there are, at most. */
    static int directions(State state) {
        int directions = -state.turns().size();
        for (boolean free : state.free()) {
            directions += free ? 1 : 0;
        }
        return directions;
    }

    /** Returns a step along each principal direction after which, by its curvature, the criterion is {@code rise} higher. */
    List<double[]> principalSteps(State state, double rise) {
        Curvature curvature = state.curvature().without(state.turns());
        List<double[]> steps = new ArrayList<>();
        for (double[] direction : curvature.principalDirections(state.free())) {
            double curved = curvature.squaredLength(direction, state.free());
            double[] rest = Coordinates.without(direction, state.turns());
            boolean turns = SmallMatrices.dot(rest, rest) < 0.5 * SmallMatrices.dot(direction, direction);
            if (!turns && curved > 1e-8) {
                steps.add(Descent.plus(new double[direction.length], direction, Math.sqrt(2 * rise / curved)));
            }
        }
        return steps;
    }

    /** Evaluates the criterion after a step, to look from there. */
    Point moved(State state, double[] step, double length) {
        double[] scaled = Descent.plus(new double[step.length], step, length);
        return criterion.evaluate(
                coordinates.moved(state.point().theta(), scaled, state.isWhole(), List.of()), "start");
    }

    /** Steps along the direction of negative curvature, to the lower side. */
    State offSaddle(State state) {
        double[] direction = state.curvature().without(state.turns()).mostNegativeDirection(state.free());
        Point best = state.point();
        for (double size : new double[] {0.5, -0.5, 0.05, -0.05}) {
            double[] step = Descent.plus(new double[direction.length], direction, size);
            double[] theta = coordinates.moved(state.point().theta(), step, state.isWhole(), List.of());
            Point next = criterion.evaluate(theta, "search");
            best = next.value() < best.value() ? next : best;
        }
        return landscape.at(best, state.multipliers());
    }
}
