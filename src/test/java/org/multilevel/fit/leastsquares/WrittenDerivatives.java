package org.multilevel.fit.leastsquares;

/** Derivatives that a test writes out. */
public final class WrittenDerivatives {
    private WrittenDerivatives() {}

    /** Returns those of a function of one relative variance. */
    public static CovarianceDerivatives of(double first, double second) {
        return new CovarianceDerivatives(
                () -> new CovarianceDerivatives.Values(new double[] {first}, new double[] {second}));
    }
}
