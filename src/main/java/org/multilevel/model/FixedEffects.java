package org.multilevel.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The estimated fixed effects with their covariance; immutable. */
public final class FixedEffects {
    private final List<String> names;
    private final List<String> dropped;
    private final double[] estimates;
    private final double[][] covariance;

    /** Takes over the arrays: p names, p estimates, p x p covariance. */
    private FixedEffects(List<String> names, double[] estimates, double[][] covariance, List<String> dropped) {
        this.names = List.copyOf(names);
        this.dropped = List.copyOf(dropped);
        this.estimates = estimates;
        this.covariance = covariance;
    }

    /**
     * Returns the effects of the columns kept; the other columns were dropped.
     *
     * @param columns names of all columns of X
     * @param kept positions of the p estimated ones
     */
    static FixedEffects of(List<String> columns, int[] kept, double[] estimates, double[][] covariance) {
        List<String> names = Arrays.stream(kept).mapToObj(columns::get).toList();
        List<String> dropped = IntStream.range(0, columns.size())
                .filter(j -> Arrays.stream(kept).noneMatch(k -> k == j))
                .mapToObj(columns::get)
                .toList();
        return new FixedEffects(names, estimates, covariance, dropped);
    }

    /** Returns p, the number of estimated coefficients. */
    public int size() {
        return estimates.length;
    }

    /** Returns the name of coefficient i: {@code (Intercept)}, {@code x}, {@code f[B]}, {@code x:f[B]}. */
    public String name(int i) {
        return names.get(i);
    }

    /** Returns the names of the p estimated coefficients. */
    public List<String> names() {
        return names;
    }

    /** Returns the position of a coefficient, or -1 if there is none of that name. */
    public int indexOf(String name) {
        return names.indexOf(name);
    }

    /** Returns the estimate of coefficient i. */
    public double estimate(int i) {
        return estimates[i];
    }

    /**
     * Returns the estimate of the coefficient of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public double estimate(String name) {
        int i = indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException(
                    "There is no coefficient \"" + name + "\"; there are " + String.join(", ", names) + ".");
        }
        return estimates[i];
    }

    /** Returns a copy of the p estimates. */
    public double[] estimates() {
        return estimates.clone();
    }

    /** Returns the standard error of coefficient i, the root of the diagonal of sigma^2 (X'V^-1X)^-1. */
    public double standardError(int i) {
        return Math.sqrt(covariance[i][i]);
    }

    /** Returns the covariance of the estimates i and j. */
    public double covariance(int i, int j) {
        return covariance[i][j];
    }

    /** Returns a copy of the covariance of the estimates, p x p. */
    public double[][] covariance() {
        return Matrices.copy(covariance);
    }

    /** Returns the columns that were left out because they are linear combinations of the others. */
    public List<String> dropped() {
        return dropped;
    }
}
