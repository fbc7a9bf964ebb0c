package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.RankDrop.Direction;

/**
 * How the criterion is expected to go on from a point.
 *
 * <p>Where its second derivatives are known and upward, they are the Hessian. Elsewhere it is modelled as expected information + what the
 * {@link Multipliers} give because covariances are not linear in the coordinates + a secant correction. The second part is what a
 * vanishing variance needs: near the boundary it is all there is.
 */
final class Landscape {
    /** So many steps are remembered. */
    private static final int MEMORY = 6;
    /** Eigenvalues of a Hessian of unit diagonal that are not above this are not upward. */
    private static final double FLAT = 1e-7;

    private final ThetaLayout layout;
    private final Coordinates coordinates;
    private final ExpectedInformation information;
    private final Workers workers;
    /** That at the last point of which it was asked for. */
    private Optional<Exact> exact = Optional.empty();

    @SuppressWarnings("ArrayRecordComponent") // is told by its identity
    private record Exact(double[] theta, Curvature hessian) {}

    /** A step and the change of gradient along it. */
    record Secant(double[] step, double[] change) {}

    /**
     * Where a search stands.
     *
     * @param gradient in the coordinates
     * @param curvature the model of the Hessian at the point
     * @param turns steps that change nothing
     * @param secants the last steps with the changes of gradient that they saw
     * @param free which coordinates may move
     * @param decrement expected decrease of a Newton step
     */
    record State(
            Point point,
            Multipliers multipliers,
            double[] gradient,
            Curvature curvature,
            List<double[]> turns,
            List<Secant> secants,
            boolean[] free,
            double decrement) {

        /** Returns whether the coordinates are those of whole square roots. */
        boolean isWhole() {
            return !point.derivatives().isEmpty();
        }

        /** Returns whether the model of the Hessian is the average information: inside the boundary, where that is known. */
        boolean isInformed() {
            return Landscape.isInformed(point, free);
        }

        /** Returns this state with one more change of gradient that was seen from it. */
        State with(Secant seen) {
            List<Secant> all = new ArrayList<>(secants);
            all.add(seen);
            return new State(point, multipliers, gradient, curvature, turns, List.copyOf(all), free, decrement);
        }

        /** Returns this state with a Hessian that is known better. */
        State with(Curvature hessian) {
            return new State(point, multipliers, gradient, hessian, turns, secants, free, decrement);
        }
    }

    Landscape(ThetaLayout layout, Coordinates coordinates, ExpectedInformation information, Workers workers) {
        this.workers = workers;
        this.layout = layout;
        this.coordinates = coordinates;
        this.information = information;
    }

    /** Returns the state at a point, with what it does not tell taken from multipliers known from elsewhere. */
    State at(Point point, Multipliers known) {
        return state(point, known, List.of());
    }

    /** Returns the state at the next point, whose model gives the changes of gradient that were seen lately. */
    State next(State state, double[] step, Point next) {
        List<Secant> secants = new ArrayList<>(state.secants());
        if (!state.isWhole()) {
            secants.add(new Secant(step, Descent.plus(coordinates.gradient(next), state.gradient(), -1)));
        }
        if (secants.size() > MEMORY) {
            secants.remove(0);
        }
        return state(next, state.multipliers(), List.copyOf(secants));
    }

    private State state(Point point, Multipliers known, List<Secant> secants) {
        workers.checkCancelled();
        boolean whole = !point.derivatives().isEmpty();
        boolean[] free = coordinates.free(point.theta(), whole);
        Multipliers multipliers = known.at(point);
        List<double[]> turns = whole ? coordinates.turns(point.theta()) : List.of();
        Curvature curvature = model(point, multipliers, turns, free);
        for (Secant secant : secants) {
            curvature = curvature.updated(secant.step(), secant.change(), free);
        }
        return state(point, multipliers, curvature, turns, secants, free);
    }

    /** Returns the state at a point that is so near to one with known second derivatives that these serve it as well. */
    State beside(State state, Point next) {
        return state(
                next,
                state.multipliers().at(next),
                state.curvature(),
                coordinates.turns(next.theta()),
                state.secants(),
                state.free());
    }

    private State state(
            Point point,
            Multipliers multipliers,
            Curvature curvature,
            List<double[]> turns,
            List<Secant> secants,
            boolean[] free) {
        State state = new State(point, multipliers, coordinates.gradient(point), curvature, turns, secants, free, 0);
        double[] step = step(state, new double[coordinates.size()], turns);
        double decrement = -SmallMatrices.dot(step, state.gradient());
        return new State(point, multipliers, state.gradient(), curvature, turns, secants, free, decrement);
    }

    private Curvature model(Point point, Multipliers multipliers, List<double[]> turns, boolean[] free) {
        if (!point.derivatives().isEmpty()) {
            Curvature exact = exact(point);
            if (exact.without(turns).isAbove(FLAT, free)) {
                return exact;
            }
        }
        workers.checkCancelled();
        if (isInformed(point, free)) {
            double[][] first = layout.zeros();
            for (int f = 0; f < first.length; f++) {
                first[f] = multipliers.of(f);
            }
            double[] hessian = coordinates.informed(point);
            coordinates.addCurvature(first, point.theta(), hessian);
            Curvature average = curvature(hessian);
            if (average.isAbove(FLAT, free)) {
                return average;
            }
        }
        double[] hessian = information.hessian(point.theta(), coordinates);
        coordinates.addCurvature(multipliers.positivePart(), point.theta(), hessian);
        return curvature(hessian);
    }

    private static boolean isInformed(Point point, boolean[] free) {
        int moving = 0;
        for (boolean each : free) {
            moving += each ? 1 : 0;
        }
        return point.derivatives().isEmpty() && !point.information().isEmpty() && moving == point.theta().length;
    }

    /** Returns the exact Hessian at a point that knows it. */
    Curvature exact(Point point) {
        if (!exact.isPresent() || exact.get().theta() != point.theta()) {
            exact = Optional.of(new Exact(point.theta(), curvature(coordinates.hessian(point))));
        }
        return exact.get().hessian();
    }

    /** Returns a matrix in the coordinates. */
    Curvature curvature(double[] hessian) {
        return new Curvature(hessian, coordinates.size(), workers);
    }

    /** Returns by how much the criterion is expected to change from a state to another theta, to second order in the covariances. */
    double change(State state, double[] theta) {
        double[][] before = covariances(state.point().theta());
        double[][] after = covariances(theta);
        double[][] changes = new double[before.length][];
        double slope = 0;
        for (int f = 0; f < before.length; f++) {
            changes[f] = Descent.plus(after[f], before[f], -1);
            slope += SmallMatrices.dot(state.multipliers().of(f), changes[f]);
        }
        return slope + 0.5 * second(state, changes);
    }

    private double second(State state, double[][] changes) {
        double sum = 0;
        for (int f = 0; f < changes.length; f++) {
            if (state.isInformed()) {
                for (int g = 0; g < changes.length; g++) {
                    sum += state.point().information().along(f, changes[f], g, changes[g]);
                }
            } else {
                sum += second(state.point(), f, changes[f]);
            }
        }
        return sum;
    }

    private double second(Point point, int f, double[] change) {
        if (!point.derivatives().isEmpty()) {
            double second = SmallMatrices.dot(point.derivatives().get(f).change(change), change);
            if (second > 0) {
                return second;
            }
        }
        return information.along(f, change, point.theta());
    }

    private double[][] covariances(double[] theta) {
        double[][] covariances = layout.lambda(theta);
        for (int f = 0; f < covariances.length; f++) {
            covariances[f] = SmallMatrices.timesTransposed(covariances[f], layout.width(f), layout.width(f));
        }
        return covariances;
    }

    /**
     * Returns how many times a step the criterion is expected to fall, at most {@code most} times: where the model is not the Hessian because
     * that is not upward, the Hessian still knows how the criterion bends along the step.
     */
    double reach(State state, double[] step, double most) {
        if (!state.isWhole()) {
            return 1;
        }
        double[] bend = exact(state.point()).times(step);
        double curvature = SmallMatrices.dot(step, bend);
        double slope = -SmallMatrices.dot(step, state.gradient());
        return curvature * most <= slope ? most : Math.max(1, slope / curvature);
    }

    /** Returns the step that is best beside one that is fixed, without moving along some other orthonormal ones. */
    double[] step(State state, double[] fixed, List<double[]> held) {
        workers.checkCancelled();
        double[] gradient = Descent.plus(state.gradient(), state.curvature().times(fixed), 1);
        double[] step = state.curvature().without(held).step(Coordinates.without(gradient, held), state.free());
        return Descent.plus(fixed, Coordinates.without(step, held), 1);
    }

    /** Returns how the derivative in the variance along a direction is expected to change with that along another of the factor. */
    double curvature(Point point, Direction v, Direction w) {
        if (!point.derivatives().isEmpty()) {
            int f = v.term().factor();
            double[] change = point.derivatives().get(f).change(square(w));
            double curvature = SmallMatrices.dot(change, square(v));
            if (!v.equals(w) || curvature > 0) {
                return curvature;
            }
        }
        return information.along(v, w, point.theta());
    }

    /** Returns the covariance of a variance of one in a direction, q x q. */
    private double[] square(Direction direction) {
        int q = layout.width(direction.term().factor());
        int from = direction.term().from();
        double[] v = direction.vector();
        double[] square = new double[q * q];
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                square[(from + i) * q + from + j] = v[i] * v[j];
            }
        }
        return square;
    }

    /**
     * Returns how much variance directions without any are expected to get together, the one that promises most first: of two that do
     * much the same only one grows.
     */
    double[] growth(State state, Multipliers multipliers, List<Direction> directions) {
        int m = directions.size();
        double[] slope = directions.stream().mapToDouble(multipliers::along).toArray();
        double[] variance = new double[m];
        for (int round = 0; round < m; round++) {
            int best = -1;
            double most = 0;
            for (int i = 0; i < m; i++) {
                double gain = slope[i] * slope[i] / curvature(state.point(), directions.get(i), directions.get(i));
                if (variance[i] == 0 && slope[i] < 0 && gain > most) {
                    best = i;
                    most = gain;
                }
            }
            if (best < 0) {
                return variance;
            }
            Direction grown = directions.get(best);
            variance[best] = Math.max(1e-6, Math.min(1, -slope[best] / curvature(state.point(), grown, grown)));
            for (int i = 0; i < m; i++) {
                if (directions.get(i).term().factor() == grown.term().factor()) {
                    slope[i] += variance[best] * curvature(state.point(), directions.get(i), grown);
                }
            }
        }
        return variance;
    }
}
