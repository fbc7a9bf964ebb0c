package org.multilevel.fit.profile;

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
        this.sizes = sizes;
        this.lifted = lifted;
        this.first = first.clone();
    }

    /** Returns where a search begins, instead of at a point from which it would not leave. */
    double[] inside(double[] at) {
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

    /** Returns the least of all, which the estimate has. */
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

    /** Returns the minimum at a value. */
    private double minimum(double value) {
        if (known.isEmpty()) {
            QuasiNewton search = new QuasiNewton(objective(value));
            QuasiNewton.State end = search.minimise(search.start(inside(first), sizes), sizes);
            known.put(value, end);
            return end.value();
        }
        double at = nearest(value);
        double way = value - at;
        double part = 1;
        for (int i = 0; i < STOPS && part > NO_STEP; i++) {
            double next = part == 1 || (value - at - part * way) * way <= 0 ? value : at + part * way;
            if (!reaches(next, at)) {
                part /= 4;
            } else if (next == value) {
                return Objects.requireNonNull(known.get(value)).value();
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
        QuasiNewton search = new QuasiNewton(objective(value));
        QuasiNewton.State state = Objects.requireNonNull(known.get(from));
        QuasiNewton.State end = search.minimise(search.at(inside(state.at()), state.curvature()), sizes);
        if (Double.isFinite(end.value())) {
            known.put(value, end);
        }
        return Double.isFinite(end.value());
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
