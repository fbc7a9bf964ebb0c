package org.multilevel.fit.profile;

import java.util.Map;
import java.util.TreeMap;

/** Minima of a family of functions, one for each value of a parameter; each search starts where the nearest earlier one ended. */
abstract class WarmSearch implements ParameterProfile {
    /** The part of a size from which on a standard deviation tells whether it wants to grow. */
    private static final double LEAST = 0.02;

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
        this.first = inside(first);
    }

    private double[] inside(double[] at) {
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
        QuasiNewton search = new QuasiNewton(objective(value));
        QuasiNewton.State from = known.isEmpty() ? search.start(first, sizes) : moved(search, nearest(value));
        QuasiNewton.State end = search.minimise(from);
        known.put(value, end);
        return end.value();
    }

    private QuasiNewton.State moved(QuasiNewton search, QuasiNewton.State state) {
        return search.at(inside(state.at()), state.curvature());
    }

    private QuasiNewton.State nearest(double value) {
        Map.Entry<Double, QuasiNewton.State> below = known.floorEntry(value);
        Map.Entry<Double, QuasiNewton.State> above = known.ceilingEntry(value);
        if (below == null) {
            return above.getValue();
        }
        boolean down = above == null || value - below.getKey() < above.getKey() - value;
        return down ? below.getValue() : above.getValue();
    }
}
