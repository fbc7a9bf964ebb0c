package org.multilevel.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.design.FixedColumn;

/** The estimated fixed effects with their covariance; immutable. */
public final class FixedEffects {
    private final List<FixedColumn> columns;
    private final List<String> names;
    private final List<String> dropped;
    private final double[] estimates;
    private final double[][] covariance;

    /** Takes over the arrays: p names, p estimates, p x p covariance. */
    private FixedEffects(List<FixedColumn> columns, double[] estimates, double[][] covariance, List<String> dropped) {
        this.columns = columns;
        this.names = columns.stream().map(FixedColumn::name).toList();
        this.dropped = dropped;
        this.estimates = estimates;
        this.covariance = covariance;
    }

    /**
     * Returns the effects of the columns kept; the other columns were dropped.
     *
     * @param columns all columns of X
     * @param kept positions of the p estimated ones
     */
    static FixedEffects of(List<FixedColumn> columns, int[] kept, double[] estimates, double[][] covariance) {
        List<String> dropped = IntStream.range(0, columns.size())
                .filter(j -> Arrays.stream(kept).noneMatch(k -> k == j))
                .mapToObj(j -> columns.get(j).name())
                .toList();
        return new FixedEffects(Arrays.stream(kept).mapToObj(columns::get).toList(), estimates, covariance, dropped);
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

    /**
     * Returns the position of the coefficient of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest, or says that the column was left out
     */
    public int position(String name) {
        int i = indexOf(name);
        if (i >= 0) {
            return i;
        }
        throw dropped.contains(name)
                ? new IllegalArgumentException("The coefficient \"" + name
                        + "\" was left out of the fit, because its column is a linear combination of other columns.")
                : Names.unknown("coefficient", name, names);
    }

    /** Returns whether coefficient i is the intercept. */
    public boolean isIntercept(int i) {
        return columns.get(i).isIntercept();
    }

    /** Returns the estimate of coefficient i. */
    public double estimate(int i) {
        return estimates[i];
    }

    /**
     * Returns the estimate of the coefficient of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     */
    public double estimate(String name) {
        return estimates[position(name)];
    }

    /** Returns a copy of the p estimates. */
    public double[] estimates() {
        return estimates.clone();
    }

    /** Returns the standard error of coefficient i, the root of the diagonal of sigma^2 (X'V^-1X)^-1. */
    public double standardError(int i) {
        return Math.sqrt(covariance[i][i]);
    }

    /**
     * Returns the standard error of the coefficient of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     */
    public double standardError(String name) {
        return standardError(position(name));
    }

    /** Returns the covariance of the estimates i and j. */
    public double covariance(int i, int j) {
        return covariance[i][j];
    }

    /**
     * Returns the covariance of the estimates of those names.
     *
     * @throws IllegalArgumentException if there are none; the message names the nearest
     */
    public double covariance(String first, String second) {
        return covariance[position(first)][position(second)];
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
