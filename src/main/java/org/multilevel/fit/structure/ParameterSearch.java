package org.multilevel.fit.structure;

import java.util.List;
import java.util.Optional;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;

/**
 * Minimises a smooth function of parameters within ranges on its gradient: damped BFGS steps from a Hessian of differenced gradients, which is
 * formed anew where what was learnt on the way misleads.
 *
 * <p>Towards an end of its range a parameter's gradient dies away without ever being zero, since the end stands for infinity. A parameter on its way
 * there is put at the end at once where that is no worse, and is held there until the function falls inwards.
 *
 * <p>The searches of profiles begin near a minimum that is mostly within, and go on from Hessians of their neighbours, so that they have a plainer one of their own; most of this
 * is about ends of ranges, where they would creep.
 */
final class ParameterSearch {
    /** Expected decrease at which a point is the minimum. */
    static final double TOLERANCE = 1e-13;
    /** Expected decrease below which values are told apart by rounding as much as by a step. */
    private static final double ROUNDING = 1e-8;
    /** Steps that are longer than this may lead to the end of a range, however little they gain. */
    private static final double SHORT = 0.01;
    /** Expected decrease below which many times of it are not exceeded: towards an edge little is expected again and again. */
    private static final double HOPELESS = 0.01;

    private static final double TIMES = 20;

    private static final double STEP = 1e-5;
    /** The farthest that a parameter goes in one step. */
    private static final double FARTHEST = 2;

    private static final int STEPS = 300;
    /** A slope beyond an end of a range that does not die away: by rounding and other parameters' way it is less, or for a few steps. */
    private static final double FALLING = -0.5;

    private static final int A_FEW = 5;
    private static final int HALVINGS = 12;
    /** From this part of its range on a parameter is on its way to the end. */
    private static final double LEAVING = 0.4;
    /** A slope that is more than rounding. */
    private static final double RISING = 1e-5;
    /** The least part of the curvature known so far that an update leaves along its step (Powell's damping). */
    private static final double LEAST = 0.2;

    /** A function with its gradient. */
    interface Objective {
        /** Returns the value and writes the gradient; infinite where the function is not defined. */
        double value(double[] at, double[] gradient);

        /** Returns what of a value is rounding. */
        default double rounding() {
            return 0;
        }
    }

    /**
     * Where a search is.
     *
     * @param hessian positive definite
     */
    @SuppressWarnings("ArrayRecordComponent") // passed between loops only
    record State(double[] at, double value, double[] gradient, double[] hessian, boolean fresh) {}

    private final Objective objective;
    private final List<Range> ranges;

    /** @param ranges of the parameters */
    ParameterSearch(Objective objective, List<Range> ranges) {
        this.objective = objective;
        this.ranges = ranges;
    }

    /** Begins at a point, with the Hessian that was known at another, if any was. */
    State start(double[] from, Optional<State> before) {
        double[] at = clamped(from);
        double[] gradient = new double[at.length];
        double value = objective.value(at, gradient);
        State here = new State(at, value, gradient, SmallMatrices.identity(at.length), false);
        return Double.isFinite(value)
                ? before.map(state -> with(here, state.hessian)).orElseGet(() -> refreshed(here))
                : here;
    }

    private double[] clamped(double[] at) {
        double[] within = at.clone();
        for (int i = 0; i < within.length; i++) {
            within[i] = ranges.get(i).clamped(within[i]);
        }
        return within;
    }

    private static State with(State state, double[] hessian) {
        return new State(state.at, state.value, state.gradient, hessian, false);
    }

    /** Says of a state whether a search need not go on from there. */
    interface End {
        /**
         * Returns whether a search may end.
         *
         * @param decrease what the next step is expected to gain
         * @param close whether that step is short
         */
        boolean isAt(State state, double decrease, boolean close);
    }

    /** Returns the end of a search beside a value that was found: where it is expected not to come below it any more. */
    static boolean isHopeless(State state, double decrease, double value) {
        return decrease < HOPELESS && state.value - TIMES * decrease > value;
    }

    /** Goes downhill to the minimum. */
    State minimise(State from) {
        return minimise(from, (state, decrease, close) -> decrease <= TOLERANCE);
    }

    /** Goes downhill until the end. */
    State minimise(State from, End end) {
        State state = from;
        int since = 0;
        int falling = 0;
        for (int i = 0; i < STEPS && Double.isFinite(state.value) && falling < A_FEW; i++) {
            falling = isEndless(state) ? falling + 1 : 0;
            double[] step = step(state);
            double decrease = -SmallMatrices.dot(step, state.gradient);
            if (!(decrease > 4 * Math.ulp(state.value)) || end.isAt(state, decrease, isShort(state, step))) {
                return state;
            }
            boolean old = since++ > 2 * state.at.length + 6;
            Optional<State> next = old ? Optional.empty() : search(state, step, decrease);
            if (next.isPresent()) {
                state = atEnds(next.get());
            } else if (state.fresh || decrease < objective.rounding()) {
                return state;
            } else {
                state = refreshed(state);
                since = 0;
            }
        }
        return state;
    }

    /** Returns whether the function falls beyond an end of a parameter's range as steeply as where it has no minimum. */
    boolean isEndless(State state) {
        for (int i = 0; i < state.at.length; i++) {
            if (isHeld(state, i) && state.gradient[i] * Math.signum(state.at[i]) < FALLING) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a parameter is at an end from where the function does not fall inwards. */
    private boolean isHeld(State state, int i) {
        Range range = ranges.get(i);
        return (state.at[i] >= range.most() && state.gradient[i] <= 0)
                || (state.at[i] <= range.least() && state.gradient[i] >= 0);
    }

    /** Puts parameters that are on their way there at the ends of their ranges, where that is no worse. */
    private State atEnds(State state) {
        double[] at = state.at.clone();
        boolean moved = false;
        for (int i = 0; i < at.length; i++) {
            double end = ranges.get(i).end(at[i]);
            boolean leaving = Math.abs(at[i]) > LEAVING * Math.abs(end) && state.gradient[i] * at[i] < 0;
            if (leaving && at[i] != end) {
                at[i] = end;
                moved = true;
            }
        }
        if (!moved) {
            return state;
        }
        double[] gradient = new double[at.length];
        double value = objective.value(at, gradient);
        boolean better = value <= state.value;
        for (int i = 0; i < at.length; i++) {
            // an optimum short of the end shows in a function that rises towards it
            better &= at[i] == state.at[i] || gradient[i] * Math.signum(at[i]) < RISING;
        }
        return better ? new State(at, value, gradient, state.hessian, false) : state;
    }

    /** Returns Newton's step of the parameters that are not held. */
    private double[] step(State state) {
        int n = state.at.length;
        double[] root = state.hessian.clone();
        double[] step = new double[n];
        for (int i = 0; i < n; i++) {
            if (isHeld(state, i)) {
                for (int j = 0; j < n; j++) {
                    root[i * n + j] = i == j ? 1 : 0;
                    root[j * n + i] = root[i * n + j];
                }
            } else {
                step[i] = -state.gradient[i];
            }
        }
        SmallMatrices.cholesky(root, 0, n);
        SmallMatrices.solveLower(root, 0, n, step, 0, 1);
        SmallMatrices.solveLowerTransposed(root, 0, n, step, 0, 1);
        return step;
    }

    private Optional<State> search(State state, double[] step, double decrease) {
        double longest = SmallMatrices.largest(step);
        double part = Math.min(1, FARTHEST / longest);
        for (int i = 0; i < HALVINGS; i++) {
            double[] at = state.at.clone();
            for (int j = 0; j < at.length; j++) {
                at[j] += part * step[j];
            }
            at = clamped(at);
            double[] gradient = new double[at.length];
            double value = objective.value(at, gradient);
            double slack = Math.max(4 * Math.ulp(state.value), objective.rounding());
            if (decrease < ROUNDING && isShort(state, step)) {
                return isFlatter(state, at, value, gradient)
                        ? Optional.of(moved(state, at, value, gradient))
                        : Optional.empty();
            }
            if (value <= state.value - 1e-4 * part * decrease + slack) {
                return Optional.of(moved(state, at, value, gradient));
            }
            part *= 0.4;
        }
        return Optional.empty();
    }

    private static boolean isShort(State state, double[] step) {
        for (int i = 0; i < step.length; i++) {
            if (!(Math.abs(step[i]) < SHORT * (1 + Math.abs(state.at[i])))) {
                return false;
            }
        }
        return true;
    }

    private static State moved(State state, double[] at, double value, double[] gradient) {
        double[] step = at.clone();
        double[] change = gradient.clone();
        for (int j = 0; j < at.length; j++) {
            step[j] -= state.at[j];
            change[j] -= state.gradient[j];
        }
        return new State(at, value, gradient, updated(state.hessian, step, change), false);
    }

    /** Says whether a point is no higher but for rounding, and has less to gain by the Hessian that is known: a whole step near the minimum does. */
    private boolean isFlatter(State state, double[] at, double value, double[] gradient) {
        State there = new State(at, value, gradient, state.hessian, false);
        double before = -SmallMatrices.dot(step(state), state.gradient);
        double after = -SmallMatrices.dot(step(there), gradient);
        return value <= state.value + ROUNDING && after < before;
    }

    private static double[] updated(double[] h, double[] step, double[] change) {
        int n = step.length;
        double[] hs = SmallMatrices.times(h, step, n, n, 1);
        double shs = SmallMatrices.dot(step, hs);
        double sy = SmallMatrices.dot(step, change);
        if (!(shs > 0)) {
            return h;
        }
        double part = sy >= LEAST * shs ? 1 : (1 - LEAST) * shs / (shs - sy);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = part * change[i] + (1 - part) * hs[i];
        }
        double damped = SmallMatrices.dot(step, y);
        double[] next = h.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                next[i * n + j] += y[i] * y[j] / damped - hs[i] * hs[j] / shs;
            }
        }
        return next;
    }

    /** Differences the gradient; directions in which the function does not bend upward count as if they did. */
    private State refreshed(State state) {
        int n = state.at.length;
        double[][] hessian = new double[n][n];
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            double[] there = state.at.clone();
            // inwards, where the end of the range is near
            double step = there[i] > 0 ? -STEP : STEP;
            there[i] += step;
            boolean defined = Double.isFinite(objective.value(there, gradient));
            for (int j = 0; j < n; j++) {
                hessian[i][j] = defined ? (gradient[j] - state.gradient[j]) / step : i == j ? 1 : 0;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (hessian[i][j] + hessian[j][i]) / 2;
                hessian[i][j] = mean;
                hessian[j][i] = mean;
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(hessian);
        double most = Math.max(Math.abs(eigen.value(0)), Math.abs(eigen.value(n - 1)));
        double least = Math.max(1e-6, 1e-6 * most);
        double[] upward = SmallMatrices.flat(eigen.mapped(value -> Math.max(least, Math.abs(value))));
        return new State(state.at, state.value, state.gradient, upward, true);
    }
}
