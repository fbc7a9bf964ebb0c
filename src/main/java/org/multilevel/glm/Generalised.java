package org.multilevel.glm;

import java.util.Optional;

/**
 * What a generalised model has beside a linear one.
 *
 * @param distribution the family of the response and its link
 * @param points nodes of the adaptive quadrature in each direction; 1 for Laplace's approximation
 * @param dispersion the size theta of a negative binomial distribution (variance mu + mu^2 / theta), the squared coefficient of variation of
 *     a gamma distribution; 1 for the others, which have none
 * @param overdispersion the sum of squared Pearson residuals at the modes per degree of freedom (rows less parameters); far above 1 for
 *     counts that vary more than the family says
 * @param nullMean the mean of the model without predictors, from which the variance of a response follows on the scale of the link: at its intercept, or of
 *     a binomial response over all groups; NaN where nothing stands on it or nobody asked
 *     for it, without groups, and in models of early versions
 * @param event the label that counts as success; empty where the response is numeric
 * @param other the label that does not; empty likewise, and where a file of an early version does not tell
 * @param trials the column of numbers of trials, or the failures of {@code cbind}; empty where every row is one trial
 */
public record Generalised(
        Distribution distribution,
        int points,
        double dispersion,
        double overdispersion,
        double nullMean,
        Optional<String> event,
        Optional<String> other,
        Optional<String> trials) {
    /** Returns the same with another mean of the model without predictors. */
    public Generalised withNullMean(double mean) {
        return new Generalised(distribution, points, dispersion, overdispersion, mean, event, other, trials);
    }
}
