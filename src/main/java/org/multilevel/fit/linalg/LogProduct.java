package org.multilevel.fit.linalg;

/** The logarithm of a long product of positive numbers, taking one logarithm per few hundred factors. */
public final class LogProduct {
    private double sum;
    private double product = 1;

    /** Multiplies the product by {@code factor} to the power {@code power}. */
    public void multiply(double factor, double power) {
        if (power != 1) {
            sum += power * StrictMath.log(factor);
            return;
        }
        product *= factor;
        if (!(product > 1e-100 && product < 1e100)) {
            sum += StrictMath.log(product);
            product = 1;
        }
    }

    /** Returns the logarithm of the product. */
    public double log() {
        return sum + StrictMath.log(product);
    }
}
