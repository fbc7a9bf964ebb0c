package org.multilevel.fit.profile;

import java.util.function.DoubleFunction;

/** A profile whose other parameters are searched together, on an objective that is given for each value. */
final class JointProfile extends WarmSearch {
    private final DoubleFunction<QuasiNewton.Objective> objectives;

    /**
     * Begins at the estimate.
     *
     * @param first the other parameters there
     * @param sizes how far each may be moved to see a difference
     * @param lifted which of them are standard deviations
     */
    JointProfile(
            Range range,
            double estimate,
            double[] first,
            double[] sizes,
            boolean[] lifted,
            DoubleFunction<QuasiNewton.Objective> objectives) {
        super(range, estimate, first, sizes, lifted);
        this.objectives = objectives;
    }

    @Override
    QuasiNewton.Objective objective(double value) {
        return objectives.apply(value);
    }
}
