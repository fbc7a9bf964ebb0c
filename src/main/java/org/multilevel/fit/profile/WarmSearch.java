package org.multilevel.fit.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Minima of a family of functions, one for each value of a parameter; each search starts where the nearest earlier one ended. */
abstract class WarmSearch implements ParameterProfile {
    /** The part of a size from which on a standard deviation tells whether it wants to grow. */
    private static final double LEAST = 0.02;
    /** Values on the way to one that the other parameters must make room for. */
    private static final int STOPS = 200;
    /** The part of a way below which a step on it is none. */
    private static final double NO_STEP = 1e-7;
    /** A rise beyond which no interval reaches, whatever its level. */
    private static final double ENOUGH = 100;
    /** A part of a way on which it is seen where others go. */
    private static final double LITTLE = 1e-4;
    /** By how much a minimum must be lower than another to be another. */
    private static final double LOWER = 1e-8;
    /** Parts of what is known, at whose ends it is searched from elsewhere, too. */
    private static final int PARTS = 4;
    /** Steps to the lowest of all minima. */
    private static final int DOWN = 20;
    /** What is left to gain there. */
    private static final double LOWEST = 1e-9;

    /**
     * The values that a parameter can have.
     *
     * @param step a rough standard error, only to begin with
     */
    record Range(double lowest, double highest, double step) {
        /** Returns the range of a standard deviation. */
        static Range ofDeviation(double step) {
            return new Range(0, Double.POSITIVE_INFINITY, step);
        }
    }

    private final Range range;
    private final double estimate;
    private final double[] first;
    private final double[] sizes;
    private final boolean[] lifted;
    private final TreeMap<Double, QuasiNewton.State> known = new TreeMap<>();
    private double least = Double.POSITIVE_INFINITY;
    private double best;
    private boolean looked;

    /**
     * Begins at the estimate.
     *
     * @param range the values that the parameter can have
     * @param first the other parameters there
     * @param sizes how far each may be moved to see a difference
     * @param lifted which of them are standard deviations: at zero the derivative in them vanishes whatever the data say, so no search
     *     starts there
     */
    WarmSearch(Range range, double estimate, double[] first, double[] sizes, boolean[] lifted) {
        this.range = range;
        this.estimate = estimate;
        this.best = estimate;
        this.sizes = sizes;
        this.lifted = lifted;
        this.first = first.clone();
    }

    /** Returns where a search begins, instead of at a point from which it would not leave. */
    double[] inside(double[] at) {
        return grown(at);
    }

    /** Returns a point with standard deviations that are not zero. */
    private double[] grown(double[] at) {
        double[] inside = at.clone();
        for (int k = 0; k < inside.length; k++) {
            if (lifted[k] && Math.abs(inside[k]) < LEAST * sizes[k]) {
                inside[k] = LEAST * sizes[k];
            }
        }
        return inside;
    }

    /** Returns the function for a value of the parameter. */
    abstract QuasiNewton.Objective objective(double value);

    /** Returns the function for a value of the parameter, to be searched from a point. */
    QuasiNewton.Objective objective(double value, double[] from) {
        return objective(value);
    }

    /** Returns whether searches from the two sides of a value may end in different minima, so that both are made. */
    boolean mayHavePoorerMinima() {
        return false;
    }

    /** Returns where the others are at one value, put to where they most likely are at another. */
    double[] carried(double[] at, double from, double to) {
        return at;
    }

    /** Returns a minimum with parameters that are on their way to infinity put there. */
    double[] outside(QuasiNewton.State minimum) {
        return minimum.at();
    }

    /** Returns points far from the others at the estimate, from which another minimum may be reached. */
    List<double[]> elsewhere() {
        return List.of();
    }

    @Override
    public double estimate() {
        return estimate;
    }

    @Override
    public double lowest() {
        return range.lowest();
    }

    @Override
    public double highest() {
        return range.highest();
    }

    @Override
    public double step() {
        return range.step();
    }

    @Override
    public double best() {
        return best;
    }

    /** Returns the least of all, which the estimate has unless {@link #settle} found a lower one. */
    final double least() {
        if (least == Double.POSITIVE_INFINITY) {
            least = minimum(estimate);
        }
        return least;
    }

    @Override
    public double rise(double value) {
        double lowest = least();
        return Math.max(0, minimum(value) - lowest);
    }

    /** Goes over the values that are known, there and back, so that each minimum is the lower of those to which its neighbours' lead. */
    @Override
    public boolean settle() {
        if (!mayHavePoorerMinima()) {
            return false;
        }
        double before = least();
        boolean lowered = sweep();
        if (!looked) {
            looked = true;
            if (isLowerElsewhere()) {
                sweep();
                lowered = true;
            }
        }
        descend();
        least = at(best).value();
        return lowered || least < before - LOWER;
    }

    private boolean sweep() {
        boolean lowered = sweep(new ArrayList<>(known.keySet()));
        return sweep(new ArrayList<>(known.descendingKeySet())) || lowered;
    }

    /** Searches from elsewhere at the outermost values that are known and at some between, and returns whether any leads lower. */
    private boolean isLowerElsewhere() {
        List<Double> values = new ArrayList<>(known.keySet());
        int last = values.size() - 1;
        boolean lowered = false;
        for (int k = 0; k <= PARTS; k++) {
            double value = values.get(k * last / PARTS);
            for (double[] from : elsewhere()) {
                QuasiNewton.Objective objective = objective(value, from);
                QuasiNewton search = new QuasiNewton(objective);
                lowered |= isLowered(value, objective, search, search.start(inside(from), sizes));
            }
        }
        return lowered;
    }

    private boolean sweep(List<Double> values) {
        boolean lowered = false;
        for (int i = 1; i < values.size(); i++) {
            lowered |= isLowered(values.get(i), values.get(i - 1));
        }
        return lowered;
    }

    /** Follows the lowest of the known minima down to the least of all, by parabolas. */
    private void descend() {
        for (int i = 0; i < DOWN; i++) {
            double lowest = best;
            for (Map.Entry<Double, QuasiNewton.State> each : known.entrySet()) {
                lowest = each.getValue().value() < at(lowest).value() - LOWER ? each.getKey() : lowest;
            }
            Double below = known.lowerKey(lowest);
            Double above = known.higherKey(lowest);
            best = lowest;
            if (best == estimate || below == null || above == null) {
                return;
            }
            double left = (at(below).value() - at(best).value()) / (best - below);
            double right = (at(above).value() - at(best).value()) / (above - best);
            double way = 0.5 * (left * (above - best) - right * (best - below)) / (left + right);
            double gain = 0.5 * (left * (above - best) - right * (best - below)) * way / (above - below);
            if (!(gain > LOWEST)) {
                return;
            }
            minimum(best + way);
        }
    }

    private QuasiNewton.State at(double value) {
        return Objects.requireNonNull(known.get(value));
    }

    /** Returns the minimum at a value. */
    private double minimum(double value) {
        if (known.isEmpty()) {
            QuasiNewton.Objective objective = objective(value, first);
            QuasiNewton search = new QuasiNewton(objective);
            QuasiNewton.State end = minimise(search, search.start(inside(first), sizes));
            keep(value, objective, end);
            return end.value();
        }
        if (mayHavePoorerMinima() && known.containsKey(value)) {
            return at(value).value();
        }
        double found = minimum(value, nearest(value));
        if (mayHavePoorerMinima() && Double.isFinite(found)) {
            Double below = known.lowerKey(value);
            Double above = known.higherKey(value);
            if (below != null && above != null) {
                isLowered(value, value - below < above - value ? above : below);
            }
        }
        return Double.isFinite(found) ? at(value).value() : found;
    }

    /** Returns the minimum at a value, led to from another. */
    private double minimum(double value, double from) {
        double at = from;
        double way = value - at;
        double part = 1;
        for (int i = 0; i < STOPS && part > NO_STEP; i++) {
            double next = part == 1 || (value - at - part * way) * way <= 0 ? value : at + part * way;
            if (!reaches(next, at)) {
                part /= 4;
            } else if (next == value) {
                return at(value).value();
            } else if (at(next).value() > least + ENOUGH) {
                return Double.POSITIVE_INFINITY;
            } else {
                at = next;
                part *= 2;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Finds the minimum at a value from where the others were at one that is known, and returns whether there is one: the others may leave no room
     * for a value that they allow once they have moved.
     */
    private boolean reaches(double value, double from) {
        QuasiNewton.State state = at(from);
        double[] carried = carried(state.at(), from, value);
        QuasiNewton.Objective objective = objective(value, carried);
        QuasiNewton search = new QuasiNewton(objective);
        QuasiNewton.State start = start(search, objective, begin(carried, state), state);
        if (mayHavePoorerMinima() && !Double.isFinite(start.value())) {
            start = start(search, objective, inside(followed(state, value, from)), state);
        }
        QuasiNewton.State end = minimise(search, start);
        if (Double.isFinite(end.value())) {
            keep(value, objective, end);
        }
        return Double.isFinite(end.value());
    }

    private QuasiNewton.State minimise(QuasiNewton search, QuasiNewton.State start) {
        QuasiNewton.State end = search.minimise(start, sizes);
        double[] outside = outside(end);
        if (Arrays.equals(outside, end.at())) {
            return end;
        }
        QuasiNewton.State beyond = search.minimise(search.at(outside, end.curvature()), sizes);
        return beyond.value() < end.value() ? beyond : end;
    }

    private void keep(double value, QuasiNewton.Objective objective, QuasiNewton.State end) {
        known.put(
                value,
                new QuasiNewton.State(objective.completed(end.at()), end.value(), end.gradient(), end.curvature()));
    }

    /** Returns where a search begins that was carried from a minimum: as far out as that says, if it says anything. */
    private double[] begin(double[] carried, QuasiNewton.State from) {
        return Arrays.equals(carried, from.at()) ? inside(carried) : grown(carried);
    }

    /** Begins at a point with the Hessian of a minimum, where the others decide the same coordinate there. */
    private QuasiNewton.State start(
            QuasiNewton search, QuasiNewton.Objective objective, double[] at, QuasiNewton.State known) {
        int decided = objective.decided();
        return decided >= 0 && known.curvature().diagonal(decided) != 0
                ? search.start(at, sizes)
                : search.at(at, known.curvature());
    }

    /** Returns where the others are to go as the value does: as their minimum moves for a small part of the way. */
    private double[] followed(QuasiNewton.State state, double value, double from) {
        QuasiNewton.State beside = new QuasiNewton(objective(from + LITTLE * (value - from), state.at()))
                .at(state.at(), state.curvature());
        double[] change = beside.gradient().clone();
        for (int j = 0; j < change.length; j++) {
            change[j] = (change[j] - state.gradient()[j]) / LITTLE;
        }
        double[] moved = state.curvature().step(change, QuasiNewton.free(state.curvature(), change.length));
        for (int j = 0; j < moved.length; j++) {
            moved[j] += state.at()[j];
        }
        return moved;
    }

    /** Searches again at a value that is known, from where the others were at another, and returns whether that leads lower. */
    private boolean isLowered(double value, double from) {
        QuasiNewton.State there = at(from);
        double[] carried = carried(there.at(), from, value);
        QuasiNewton.Objective objective = objective(value, carried);
        QuasiNewton search = new QuasiNewton(objective);
        return isLowered(value, objective, search, start(search, objective, begin(carried, there), there));
    }

    private boolean isLowered(
            double value, QuasiNewton.Objective objective, QuasiNewton search, QuasiNewton.State start) {
        QuasiNewton.State here = at(value);
        if (!Double.isFinite(start.value())) {
            return false;
        }
        QuasiNewton.State end = search.minimiseBeside(start, here);
        if (!(end.value() < here.value() - LOWER)) {
            return false;
        }
        keep(value, objective, minimise(search, end));
        return true;
    }

    private double nearest(double value) {
        Double below = known.floorKey(value);
        Double above = known.ceilingKey(value);
        if (below == null) {
            return Objects.requireNonNull(above);
        }
        boolean down = above == null || value - below < above - value;
        return down ? below : above;
    }
}
