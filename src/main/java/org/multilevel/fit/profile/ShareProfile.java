package org.multilevel.fit.profile;

import org.multilevel.fit.covariance.ThetaLayout;

/** The profile of the part of the variance that the only random column has: it fixes theta, so that there is nothing to search. */
final class ShareProfile implements ParameterProfile {
    /** Only to begin with. */
    private static final double STEP = 0.1;

    private final Deviance deviance;
    private final ThetaLayout layout;
    private final double unit;
    private final double estimate;
    private final double least;

    /**
     * Begins at the estimate.
     *
     * @param unit the mean variance over the rows that the column adds where theta and sigma are 1
     */
    ShareProfile(Deviance deviance, ThetaLayout layout, double unit, double estimate) {
        this.deviance = deviance;
        this.layout = layout;
        this.unit = unit;
        this.estimate = estimate;
        this.least = value(estimate);
    }

    private double value(double share) {
        double theta = Math.sqrt(share / ((1 - share) * unit));
        return deviance.profiled(layout.lambda(new double[] {theta})).value();
    }

    @Override
    public double estimate() {
        return estimate;
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    public double highest() {
        return 1;
    }

    @Override
    public double step() {
        return STEP;
    }

    @Override
    public double rise(double share) {
        return share < 1 ? Math.max(0, value(share) - least) : Double.POSITIVE_INFINITY;
    }
}
