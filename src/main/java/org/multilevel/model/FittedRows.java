package org.multilevel.model;

import java.util.List;
import org.multilevel.design.DesignBlock;

/**
 * Fitted values and residuals of some of the rows that a fit used, in table order; reused from call to call, so copy what you
 * want to keep.
 */
public final class FittedRows {
    private final long[] row = new long[DesignBlock.CAPACITY];
    private final double[] fitted = new double[DesignBlock.CAPACITY];
    private final double[] population = new double[DesignBlock.CAPACITY];
    private final double[] residual = new double[DesignBlock.CAPACITY];
    private final double[] weight = new double[DesignBlock.CAPACITY];
    private final double[] linear = new double[DesignBlock.CAPACITY];
    private final double[] pearson = new double[DesignBlock.CAPACITY];
    private final double[] deviance = new double[DesignBlock.CAPACITY];
    private final double[] variance = new double[DesignBlock.CAPACITY];
    private final double[] leverage;
    private final double[] standardised;
    private final double[] cooksDistance;
    private final int[] order;
    private final int[][] level;
    private int size;

    /**
     * Creates room for the rows of a block.
     *
     * @param order for each of the model's grouping factors its position in the design
     * @param diagnosed whether there are leverages and what follows from them
     */
    FittedRows(List<Integer> order, boolean diagnosed) {
        this.leverage = new double[diagnosed ? DesignBlock.CAPACITY : 0];
        this.standardised = new double[leverage.length];
        this.cooksDistance = new double[leverage.length];
        this.order = order.stream().mapToInt(Integer::intValue).toArray();
        this.level = new int[order.size()][DesignBlock.CAPACITY];
    }

    /** Returns how many rows there are in this call. */
    public int size() {
        return size;
    }

    /** Returns the 0-based position in the table of row i; rows that the fit did not use are skipped. */
    public long row(int i) {
        return row[i];
    }

    /** Returns what is expected in the row's own groups, on the scale of the response; of a linear model X beta + Z b + offset. */
    public double fitted(int i) {
        return fitted[i];
    }

    /** Returns what is expected in groups whose effects are zero; of a linear model X beta + offset. */
    public double population(int i) {
        return population[i];
    }

    /** Returns the response, which is the share of successes where there are trials, less {@link #fitted}; not weighted. */
    public double residual(int i) {
        return residual[i];
    }

    /** Returns how much the row counts: its prior weight, or its number of trials; 1 where there are neither. */
    public double weight(int i) {
        return weight[i];
    }

    /** Returns the variance that the model gives the response around {@link #fitted}. */
    public double variance(int i) {
        return variance[i];
    }

    /** Returns X beta + Z b + offset, on the scale of the link; of a linear model the fitted value. */
    public double linearPredictor(int i) {
        return linear[i];
    }

    /**
     * Returns the Pearson residual, as R's {@code residuals(fit, type = "pearson")}: over the standard deviation that the family gives the
     * response (for a gamma distribution without its dispersion); of a linear model the residual times the root of the weight.
     */
    public double pearsonResidual(int i) {
        return pearson[i];
    }

    /**
     * Returns the deviance residual, as R's {@code residuals(fit, type = "deviance")}: the root of what the row adds to the deviance, with the
     * sign of the residual; of a linear model the Pearson residual.
     */
    public double devianceResidual(int i) {
        return deviance[i];
    }

    /**
     * Returns the leverage: how much the fitted value follows the response, its derivative given theta, as lme4's {@code hatvalues}; NaN
     * unless asked for by {@link MixedModel#diagnosed}, or where it is not known.
     *
     * <p>It is the diagonal of W^1/2 [Z Lambda, X] Omega^-1 [Z Lambda, X]' W^1/2: the weight times the variance of the error of the
     * conditional fitted value, over sigma^2. In a model of several grouping factors it needs how their effects vary together, which is not kept where the pairs of groups are
     * too many.
     */
    public double leverage(int i) {
        return leverage.length == 0 ? Double.NaN : leverage[i];
    }

    /**
     * Returns sqrt(w) residual / (sigma sqrt(1 - leverage)), which has about unit variance, as lme4's {@code rstudent}; NaN where the leverage is
     * not known or 1.
     */
    public double standardisedResidual(int i) {
        return standardised.length == 0 ? Double.NaN : standardised[i];
    }

    /**
     * Returns Cook's distance with the variances held fixed: w residual^2 leverage / ((1 - leverage)^2 sigma^2 p), as lme4's
     * {@code cooks.distance} of a model; NaN where the leverage is not known or 1.
     */
    public double cooksDistance(int i) {
        return cooksDistance.length == 0 ? Double.NaN : cooksDistance[i];
    }

    /**
     * Returns the number of the row's level, as {@link GroupingFactor#level} has it.
     *
     * @param i the row
     * @param factor position in {@link MixedModel#groupingFactors()}
     */
    public int level(int i, int factor) {
        return level[order[factor]][i];
    }

    boolean isDiagnosed() {
        return leverage.length > 0;
    }

    /** Says that the next call starts with no rows. */
    void clear() {
        size = 0;
    }

    /** Sets the level of the row that is added next for the factor at a position in the design. */
    void setLevel(int factor, int level) {
        this.level[factor][size] = level;
    }

    /**
     * Sets how much the row that is added next counts.
     *
     * @param scaled sqrt(w) residual / sigma
     * @param p the number of fixed effects
     */
    void setDiagnostics(double leverage, double scaled, int p) {
        double left = 1 - leverage;
        boolean known = left > 1e-12;
        this.leverage[size] = leverage;
        this.standardised[size] = known ? scaled / Math.sqrt(left) : Double.NaN;
        this.cooksDistance[size] = known ? scaled * scaled * leverage / (left * left * p) : Double.NaN;
    }

    /**
     * Sets what a generalised model has on other scales for the row that is added next.
     *
     * @param linear the linear predictor
     * @param variance of the response
     */
    void setResiduals(double linear, double pearson, double deviance, double variance) {
        this.variance[size] = variance;
        this.linear[size] = linear;
        this.pearson[size] = pearson;
        this.deviance[size] = deviance;
    }

    /** Adds a row. */
    void add(long row, double weight, double fitted, double population, double residual) {
        this.weight[size] = weight;
        this.row[size] = row;
        this.fitted[size] = fitted;
        this.population[size] = population;
        this.residual[size] = residual;
        size++;
    }
}
