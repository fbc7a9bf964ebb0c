package org.multilevel.fit;

/** A parameter of a model of which the likelihood can be asked, on the raw scale of the data. */
public sealed interface ProfiledParameter {

    /**
     * A fixed effect.
     *
     * @param position among the kept fixed effects
     */
    record FixedEffect(int position) implements ProfiledParameter {}

    /**
     * The standard deviation of a random effect.
     *
     * @param factor position of the grouping factor
     * @param column position of the column among those of the factor
     */
    record StandardDeviation(int factor, int column) implements ProfiledParameter {}

    /**
     * The correlation of two random effects of one term.
     *
     * @param factor position of the grouping factor
     * @param column position of the first column among those of the factor
     * @param other position of the second
     */
    record Correlation(int factor, int column, int other) implements ProfiledParameter {}

    /** The standard deviation of the residuals (per unit weight). */
    record ResidualStandardDeviation() implements ProfiledParameter {}
}
