package org.multilevel.model;

import java.util.List;
import java.util.Objects;
import org.multilevel.design.DesignBlock;

/**
 * Predictions for some consecutive rows of a table; reused from call to call, so copy what you want to keep.
 *
 * <p>Every row of the table has its place, in table order; what cannot be predicted is NaN.
 */
public final class Predictions {
    private final long[] row = new long[DesignBlock.CAPACITY];
    private final double[] conditional = new double[DesignBlock.CAPACITY];
    private final double[] population = new double[DesignBlock.CAPACITY];
    private final boolean uncertainty;
    private final double[] populationVariance;
    private final double[] conditionalVariance;
    private final double[] otherVariance;
    private final double[] carried = new double[DesignBlock.CAPACITY];
    private final double[] carriedVariance;
    private final double[] randomVariance = new double[DesignBlock.CAPACITY];
    private final int[] order;
    private final double[][] groupEffect;
    private final boolean[][] known;
    private int size;

    /**
     * Creates room for the rows of a block.
     *
     * @param order for each of the model's grouping factors its position in the design
     * @param uncertainty whether there are variances
     */
    Predictions(List<Integer> order, boolean uncertainty) {
        this.order = order.stream().mapToInt(Integer::intValue).toArray();
        this.groupEffect = new double[order.size()][DesignBlock.CAPACITY];
        this.known = new boolean[order.size()][DesignBlock.CAPACITY];
        this.uncertainty = uncertainty;
        this.populationVariance = new double[uncertainty ? DesignBlock.CAPACITY : 0];
        this.conditionalVariance = new double[uncertainty ? DesignBlock.CAPACITY : 0];
        this.carriedVariance = new double[uncertainty ? DesignBlock.CAPACITY : 0];
        this.otherVariance = new double[uncertainty ? DesignBlock.CAPACITY : 0];
    }

    /** Returns how many rows there are in this call. */
    public int size() {
        return size;
    }

    /** Returns the 0-based position in the table of row i. */
    public long row(int i) {
        return row[Objects.checkIndex(i, size)];
    }

    /** Returns X beta + Z b + offset: what is expected in the row's own groups; NaN where a predictor is missing. */
    public double conditional(int i) {
        return conditional[Objects.checkIndex(i, size)];
    }

    /** Returns X beta + offset: what is expected in a group of which nothing is known; NaN where a predictor is missing. */
    public double population(int i) {
        return population[Objects.checkIndex(i, size)];
    }

    /**
     * Returns z'b of one grouping factor: what the row's group adds to the population's prediction.
     *
     * <p>{@link #conditional} is {@link #population} plus those of all grouping factors. In a group that the fit did not see it is zero,
     * or NaN where {@link UnseenGroups#MISSING} was asked for; NaN also where the value of a random slope's column is missing.
     *
     * @param i the row
     * @param factor position in {@link MixedModel#groupingFactors()}
     */
    public double groupEffect(int i, int factor) {
        return groupEffect[order[factor]][Objects.checkIndex(i, size)];
    }

    /**
     * Returns whether the fit saw the row's group; false also where the group is missing.
     *
     * @param i the row
     * @param factor position in {@link MixedModel#groupingFactors()}
     */
    public boolean isGroupKnown(int i, int factor) {
        return known[order[factor]][Objects.checkIndex(i, size)];
    }

    /** Returns the standard error of {@link #population}; NaN unless uncertainty was asked for. */
    public double populationStandardError(int i) {
        return uncertainty ? Math.sqrt(populationVariance[i]) : Double.NaN;
    }

    /**
     * Returns the standard error of {@link #conditional}: how far it is from what is expected in the row's own groups; NaN unless
     * uncertainty was asked for.
     *
     * <p>Its square is the variance, given the data, of the errors of the fixed part and the group effects together: in a known group
     * they largely cancel, an unseen group has the whole variance of its effects, and where the group is missing what is expected is that
     * of the population, which has none. Theta and sigma count as known. Exact also with several known groups, nested or crossed (unless
     * the model's file does not tell how they vary together, of which the summary of the prediction then tells).
     */
    public double conditionalStandardError(int i) {
        return uncertainty ? Math.sqrt(conditionalVariance[i]) : Double.NaN;
    }

    /**
     * Returns the standard deviation of a new response of weight 1 around {@link #conditional}; NaN unless uncertainty was asked for.
     *
     * <p>Its square is the residual variance plus that of {@link #conditionalStandardError}, of which all said there holds, and plus the
     * variance of the effects of missing groups: the new response is in some group, though it is not told in which.
     */
    public double observationSd(int i) {
        return uncertainty ? Math.sqrt(otherVariance[i] + conditionalVariance[i]) : Double.NaN;
    }

    /**
     * Returns what the residuals of the row's subject carry over to it where residuals go together within subjects: {@link #conditional} plus this is
     * what is expected of the subject; 0 for a subject that the fit did not see, in other models, and unless {@link
     * Predictor#withCarriedResiduals} asked for it; NaN where a predictor is missing.
     *
     * <p>It is c'R^-1 e for the residuals e of the subject's rows in the fit, their covariance R and their covariances c with the row's.
     */
    public double carriedResidual(int i) {
        return carried[Objects.checkIndex(i, size)];
    }

    /**
     * Returns the standard deviation of a new response of weight 1 around {@link #conditional} plus {@link #carriedResidual}; NaN unless uncertainty
     * was asked for, and where the residual variance of the row's time or stratum is not known.
     */
    public double carriedSd(int i) {
        return uncertainty ? Math.sqrt(carriedVariance[Objects.checkIndex(i, size)]) : Double.NaN;
    }

    /** Sets what is carried over. */
    void setCarried(int i, double residual, double variance) {
        this.carried[i] = residual;
        if (uncertainty) {
            this.carriedVariance[i] = variance;
        }
    }

    /** Returns the variance of Z b in a row like this one among all groups, z'Sigma z summed over the grouping factors; of generalised models only. */
    public double randomVariance(int i) {
        return randomVariance[Objects.checkIndex(i, size)];
    }

    /** Sets the variance of Z b among all groups. */
    void setRandomVariance(int i, double variance) {
        this.randomVariance[i] = variance;
    }

    /** Says how many rows the next call has. */
    void hold(int size) {
        this.size = size;
    }

    /** Sets the predictions of row i. */
    void set(int i, long row, double conditional, double population) {
        this.row[i] = row;
        this.conditional[i] = conditional;
        this.population[i] = population;
    }

    /** Sets what the group of row i contributes by the factor at a position in the design. */
    void setGroup(int i, int factor, double effect, boolean isKnown) {
        this.groupEffect[factor][i] = effect;
        this.known[factor][i] = isKnown;
    }

    /** Sets the variances of row i; the other one is what a new response has beside that of the conditional prediction. */
    void setVariances(int i, double population, double conditional, double other) {
        this.populationVariance[i] = population;
        this.conditionalVariance[i] = conditional;
        this.otherVariance[i] = other;
    }
}
