package org.multilevel.fit.profile;

import java.util.function.DoubleFunction;

/** A profile whose other parameters are searched together, on an objective that is given for each value. */
final class JointProfile extends WarmSearch {
    /** A parameter of a structure from which on it says all but the same, so that no search would come back. */
    private static final double FAR = 4;

    private final int structured;
    private final DoubleFunction<QuasiNewton.Objective> objectives;

    /**
     * Begins at the estimate.
     *
     * @param first the other parameters there
     * @param sizes how far each may be moved to see a difference
     * @param lifted which of them are standard deviations
     * @param structured how many of them, the last, are parameters of structures
     */
    JointProfile(
            Range range,
            double estimate,
            double[] first,
            double[] sizes,
            boolean[] lifted,
            int structured,
            DoubleFunction<QuasiNewton.Objective> objectives) {
        super(range, estimate, first, sizes, lifted);
        this.structured = structured;
        this.objectives = objectives;
    }

    @Override
    double[] inside(double[] at) {
        double[] inside = super.inside(at);
        for (int k = inside.length - structured; k < inside.length; k++) {
            inside[k] = Math.max(-FAR, Math.min(FAR, inside[k]));
        }
        return inside;
    }

    @Override
    boolean mayHavePoorerMinima() {
        return true;
    }

    @Override
    QuasiNewton.Objective objective(double value) {
        return objectives.apply(value);
    }
}
