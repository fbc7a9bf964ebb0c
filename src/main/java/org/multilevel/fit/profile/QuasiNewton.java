package org.multilevel.fit.profile;

import java.util.Arrays;
import java.util.Optional;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Curvature;

/**
 * Minimises a smooth function without constraints, from a point near its minimum: damped BFGS on analytic gradients, starting from a
 * Hessian of differenced gradients.
 */
final class QuasiNewton {
    /** Expected decrease at which a point counts as the minimum: far below what moves an end of an interval. */
    private static final double TOLERANCE = 1e-10;

    private static final int STEPS = 200;
    private static final int HALVINGS = 30;

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
        for (int i = 0; i < k; i++) {
            double[] there = at.clone();
            there[i] += 1e-4 * sizes[i];
            double h = there[i] - at[i];
            if (Double.isFinite(objective.value(there, moved))) {
                for (int j = 0; j < k; j++) {
                    hessian[j * k + i] = (moved[j] - gradient[j]) / h;
                }
            }
        }
        return new State(at.clone(), value, gradient, new Curvature(hessian, k));
    }

    /** Evaluates at a point where the Hessian is known well enough. */
    State at(double[] at, Curvature curvature) {
        double[] gradient = new double[at.length];
        double value = objective.value(at, gradient);
        return new State(at.clone(), value, gradient, curvature);
    }

    /** Goes downhill to the minimum; the value is exact to the tolerance unless the steps run out. */
    State minimise(State from) {
        int k = from.at.length;
        boolean[] free = new boolean[k];
        Arrays.fill(free, true);
        State state = from;
        for (int i = 0; i < STEPS && k > 0; i++) {
            double[] step = state.curvature.step(state.gradient, free);
            double decrease = -SmallMatrices.dot(step, state.gradient);
            if (!(decrease > TOLERANCE)) {
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

    private Optional<State> search(State state, double[] step, double decrease, boolean[] free) {
        double part = 1;
        for (int i = 0; i < HALVINGS; i++) {
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
