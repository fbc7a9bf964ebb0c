package org.multilevel.fit.effects;

import java.util.List;
import org.multilevel.fit.leastsquares.JointInverse;
import org.multilevel.fit.products.SplitFactors;

/**
 * The covariances between effects of different levels given the data and beta, relative to sigma^2: those of b = half u, where u
 * has (P + I)^-1. Not safe for use by several threads.
 */
public final class JointCovariance {
    private final List<double[]> half;
    /** Of the factors' parts. */
    private final JointInverse inverse;

    private final SplitFactors split;

    JointCovariance(List<double[]> half, JointInverse inverse, SplitFactors split) {
        this.half = half;
        this.inverse = inverse;
        this.split = split;
    }

    /**
     * Returns the covariance of z'b of a level of one factor and of a level of another, or of the same.
     *
     * @param z the row's columns of the first factor, from {@code at} on
     * @param y those of the second, from {@code atY} on
     */
    public double of(int f, int levelOfF, double[] z, int at, int g, int levelOfG, double[] y, int atY) {
        double[] first = spherical(f, z, at);
        double[] second = spherical(g, y, atY);
        double[] between = inverse.block(
                split.part(f, levelOfF), split.index(f, levelOfF), split.part(g, levelOfG), split.index(g, levelOfG));
        double sum = 0;
        for (int j = 0; j < first.length; j++) {
            for (int k = 0; k < second.length; k++) {
                sum += first[j] * between[j * second.length + k] * second[k];
            }
        }
        return sum;
    }

    /** Returns z as the spherical modes count in it: half'z. */
    private double[] spherical(int f, double[] z, int at) {
        double[] matrix = half.get(f);
        int q = (int) Math.round(Math.sqrt(matrix.length));
        double[] spherical = new double[q];
        for (int row = 0; row < q; row++) {
            for (int column = 0; column < q; column++) {
                spherical[column] += matrix[row * q + column] * z[at + row];
            }
        }
        return spherical;
    }
}
