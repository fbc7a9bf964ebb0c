package org.multilevel.fit.leastsquares;

/** Cross-products in parts that lie elsewhere and share no level, so that what the levels add is a sum over the parts. */
@FunctionalInterface
public interface SpreadProducts {
    /** Asks every part, and returns the sum of their answers, formed in the order of the parts. */
    double[] sum(PartRequest request);
}
