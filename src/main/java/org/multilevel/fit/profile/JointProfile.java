package org.multilevel.fit.profile;

import java.util.List;

/** A profile whose other parameters are searched together, on an objective that is given for each value. */
final class JointProfile extends WarmSearch {
    /** A parameter of a structure from which on it says all but the same, so that no search would come back. */
    private static final double FAR = 4;
    /** One from which on it may be on its way to infinity. */
    private static final double LEAVING = 2.5;

    private final int structured;
    private final double[] ends;
    private final List<double[]> elsewhere;
    private final Objectives objectives;
    private final Carrying carrying;

    /** Returns where the others most likely are at one value, given where they are at another. */
    @FunctionalInterface
    interface Carrying {
        /** None. */
        Carrying NONE = (at, from, to) -> at;

        double[] carried(double[] at, double from, double to);
    }

    /** Returns the objective for a value of the parameter, to be searched from a point. */
    @FunctionalInterface
    interface Objectives {
        QuasiNewton.Objective of(double value, double[] from);
    }

    /**
     * Begins at the estimate.
     *
     * @param first the other parameters there
     * @param sizes how far each may be moved to see a difference
     * @param lifted which of them are standard deviations
     * @param ends where the last of them, the parameters of structures, are all but infinite
     * @param elsewhere points from which other minima may be reached
     * @param carrying how the others go with the value
     */
    JointProfile(
            Range range,
            double estimate,
            double[] first,
            double[] sizes,
            boolean[] lifted,
            double[] ends,
            List<double[]> elsewhere,
            Carrying carrying,
            Objectives objectives) {
        super(range, estimate, first, sizes, lifted);
        this.structured = ends.length;
        this.ends = ends;
        this.elsewhere = elsewhere;
        this.carrying = carrying;
        this.objectives = objectives;
    }

    @Override
    double[] carried(double[] at, double from, double to) {
        return carrying.carried(at, from, to);
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
    double[] outside(QuasiNewton.State minimum) {
        double[] outside = minimum.at().clone();
        int before = outside.length - structured;
        for (int k = before; k < outside.length; k++) {
            double side = Math.signum(outside[k]);
            if (Math.abs(outside[k]) > LEAVING && minimum.gradient()[k] * side < 0) {
                outside[k] = side * ends[k - before];
            }
        }
        return outside;
    }

    @Override
    List<double[]> elsewhere() {
        return elsewhere;
    }

    @Override
    boolean mayHavePoorerMinima() {
        return true;
    }

    @Override
    QuasiNewton.Objective objective(double value) {
        return objective(value, new double[0]);
    }

    @Override
    QuasiNewton.Objective objective(double value, double[] from) {
        QuasiNewton.Objective objective = objectives.of(value, from);
        return new QuasiNewton.Objective() {
            @Override
            public double value(double[] at, double[] gradient) {
                double[] within = within(at);
                double found = objective.value(within, gradient);
                for (int k = 0; k < at.length; k++) {
                    gradient[k] = within[k] == at[k] ? gradient[k] : 0;
                }
                return found;
            }

            @Override
            public int decided() {
                return objective.decided();
            }

            @Override
            public double[] completed(double[] at) {
                return objective.completed(within(at));
            }
        };
    }

    /** Returns a point with parameters of structures no farther out than where they are all but infinite, and nothing is told any more. */
    private double[] within(double[] at) {
        double[] within = at.clone();
        for (int k = at.length - structured; k < at.length; k++) {
            double end = ends[k - at.length + structured];
            within[k] = Math.max(-end, Math.min(end, at[k]));
        }
        return within;
    }
}
