package org.multilevel.fit.profile;

import java.util.Optional;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Curvature;

/**
 * Minimises a smooth function without constraints, from a point near its minimum: damped BFGS on analytic gradients, starting from a
 * Hessian of differenced gradients.
 */
final class QuasiNewton {
    /** Expected decrease at which a point counts as the minimum: far below what moves an end of an interval. */
    private static final double TOLERANCE = 1e-12;

    private static final int STEPS = 200;
    /** How often a Hessian is differenced anew where what was learnt on the way leads no further. */
    private static final int AFRESH = 3;

    private static final int HALVINGS = 30;
    /** Expected decrease below which many times of it are not exceeded. */
    private static final double HOPELESS = 0.01;

    private static final double TIMES = 20;
    /** What values, and squared distances in the metric of the curvature, differ by beside a minimum that is known. */
    private static final double BESIDE = 1e-3;

    private final Objective objective;

    QuasiNewton(Objective objective) {
        this.objective = objective;
    }

    /** A function with its gradient. */
    interface Objective {
        /** Returns the value at a point and writes the gradient; infinite where the function is not defined. */
        double value(double[] at, double[] gradient);
    }

    /**
     * Where the search is.
     *
     * @param curvature what is known of the Hessian
     */
    record State(double[] at, double value, double[] gradient, Curvature curvature) {}

    /** Evaluates at a start and differences the gradient for the Hessian there. */
    State start(double[] at, double[] sizes) {
        int k = at.length;
        double[] gradient = new double[k];
        double value = objective.value(at, gradient);
        double[] hessian = SmallMatrices.identity(k);
        double[] moved = new double[k];
        boolean[] held = new boolean[k];
        for (int j = 0; j < k; j++) {
            held[j] = gradient[j] == 0;
        }
        for (int i = 0; i < k; i++) {
            double[] there = at.clone();
            there[i] += 1e-4 * sizes[i];
            double h = there[i] - at[i];
            if (Double.isFinite(objective.value(there, moved))) {
                for (int j = 0; j < k; j++) {
                    hessian[j * k + i] = (moved[j] - gradient[j]) / h;
                    held[j] &= moved[j] == 0;
                }
            }
        }
        for (int i = 0; i < k * k; i++) {
            hessian[i] = held[i / k] || held[i % k] ? 0 : hessian[i];
        }
        return new State(at.clone(), value, gradient, new Curvature(hessian, k));
    }

    /** Evaluates at a point where the Hessian is known well enough. */
    State at(double[] at, Curvature curvature) {
        double[] gradient = new double[at.length];
        double value = objective.value(at, gradient);
        return new State(at.clone(), value, gradient, curvature);
    }

    /** Goes downhill to the minimum, with new Hessians where it must. */
    State minimise(State from, double[] sizes) {
        State state = minimise(from);
        for (int i = 0; i < AFRESH && Double.isFinite(state.value); i++) {
            State afresh = start(state.at, sizes);
            State next = minimise(afresh);
            if (!(next.value < state.value - 100 * TOLERANCE)) {
                return state;
            }
            state = next;
        }
        return state;
    }

    /** Goes downhill to the minimum; the value is exact to the tolerance unless the steps run out. */
    State minimise(State from) {
        return minimise(from, (state, decrease) -> false);
    }

    /** Goes downhill to the minimum, or until it is seen to be no other than one that is known, nor a lower one. */
    State minimiseBeside(State from, State known) {
        return minimise(from, (state, decrease) -> leadsTo(state, decrease, known));
    }

    private static boolean leadsTo(State state, double decrease, State known) {
        double above = state.value - known.value;
        if (decrease < HOPELESS && above > TIMES * decrease) {
            return true;
        }
        double[] apart = state.at.clone();
        for (int j = 0; j < apart.length; j++) {
            apart[j] -= known.at[j];
        }
        return above >= 0
                && above < BESIDE
                && Math.abs(SmallMatrices.dot(apart, known.curvature.times(apart))) < BESIDE;
    }

    /** Says of a state whether a search need not go on from there, given what its next step is expected to gain. */
    @FunctionalInterface
    private interface End {
        boolean isAt(State state, double decrease);
    }

    private State minimise(State from, End end) {
        int k = from.at.length;
        boolean[] free = free(from.curvature, k);
        State state = from;
        for (int i = 0; i < STEPS && k > 0; i++) {
            double[] step = state.curvature.step(state.gradient, free);
            double decrease = -SmallMatrices.dot(step, state.gradient);
            if (!(decrease > TOLERANCE) || end.isAt(state, decrease)) {
                return state;
            }
            Optional<State> next = search(state, step, decrease, free);
            if (next.isEmpty()) {
                return state;
            }
            state = next.get();
        }
        return state;
    }

    /** Returns which coordinates move the function: the one that a profile holds stands among them, and steps along it would spoil what is learnt. */
    static boolean[] free(Curvature curvature, int k) {
        boolean[] free = new boolean[k];
        for (int j = 0; j < k; j++) {
            free[j] = curvature.diagonal(j) != 0;
        }
        return free;
    }

    private Optional<State> search(State state, double[] step, double decrease, boolean[] free) {
        double part = 1;
        // what a shorter step would gain is rounding
        for (int i = 0; i < HALVINGS && part * decrease > 4 * Math.ulp(state.value); i++) {
            double[] at = state.at.clone();
            for (int j = 0; j < at.length; j++) {
                at[j] += part * step[j];
            }
            double[] gradient = new double[at.length];
            double value = objective.value(at, gradient);
            if (value <= state.value - 1e-4 * part * decrease) {
                double[] moved = at.clone();
                double[] change = gradient.clone();
                for (int j = 0; j < at.length; j++) {
                    moved[j] -= state.at[j];
                    change[j] -= state.gradient[j];
                }
                return Optional.of(new State(at, value, gradient, state.curvature.updated(moved, change, free)));
            }
            part *= 0.4;
        }
        return Optional.empty();
    }
}
