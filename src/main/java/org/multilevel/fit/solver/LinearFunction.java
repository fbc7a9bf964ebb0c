package org.multilevel.fit.solver;

import org.multilevel.fit.products.Standardisation;

/**
 * A linear function of the raw coefficients as one of the coefficients that solve the standardised equations: constant + a'beta.
 *
 * @param a of each of these, p
 * @param constant what centring and what was taken out of the response add
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once
record LinearFunction(double[] a, double constant) {
    /**
     * Brings a function to the standardised scale.
     *
     * @param shift coefficients of the standardised kept columns that were taken out of the response
     * @param coefficients of the raw ones
     */
    static LinearFunction of(Standardisation standard, int[] kept, double[] shift, double[] coefficients) {
        int p = kept.length;
        double[] constants = shift.clone();
        standard.coefficientsToRaw(kept, constants);
        double[] transform = standard.fixedTransform(kept);
        double[] a = new double[p];
        double constant = 0;
        for (int j = 0; j < p; j++) {
            constant += coefficients[j] * constants[j];
            for (int k = 0; k < p; k++) {
                a[k] += coefficients[j] * transform[j * p + k] * standard.yScale;
            }
        }
        return new LinearFunction(a, constant);
    }
}
