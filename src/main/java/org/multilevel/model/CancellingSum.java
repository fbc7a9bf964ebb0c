package org.multilevel.model;

/** A variance as the sum of terms of both signs, which knows when rounding is all that may be left of it; not safe for use by several threads. */
final class CancellingSum {
    /** Where more than this part of a variance may be rounding, its root has hardly a digit that is worth reading. */
    private static final double ROUNDING = 1e-2;

    private double sum;
    private double size;
    private double squares;

    void add(double term) {
        add(term, Math.abs(term));
    }

    /** @param magnitude the sum of what the term is made of, without signs */
    void add(double term, double magnitude) {
        sum += term;
        size += magnitude;
    }

    /**
     * Tells of a vector d in a term d'Vd that is itself a difference.
     *
     * @param magnitude |V| of two of its elements times the sums of what each is a difference of, without signs
     */
    void addDifference(double magnitude) {
        squares += magnitude;
    }

    /** Returns the sum; NaN where it has no digits. */
    double value() {
        return losesDigits() ? Double.NaN : sum;
    }

    /** Returns whether rounding may be all that is left; not so where a term is NaN, which has another reason. */
    boolean losesDigits() {
        double rounding = Math.ulp(1.0);
        // with an error e of d it is (d + e)'V(d + e), and (d'Ve)^2 is at most d'Vd e'Ve
        double ofVector = rounding * Math.sqrt(squares);
        double error = rounding * size + 2 * ofVector * Math.sqrt(Math.max(0, sum)) + ofVector * ofVector;
        return error > ROUNDING * sum;
    }
}
