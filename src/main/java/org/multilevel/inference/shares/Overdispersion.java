package org.multilevel.inference.shares;

import java.util.Optional;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.MixedModel;

/**
 * Whether counts, or successes among trials, vary more than the family says: Pearson's chi-squared, the sum of squared Pearson residuals at the
 * modes, with rows less parameters as its degrees of freedom. It is approximate, and says little where counts are near zero.
 *
 * <p>The convention is that of R's performance, {@code check_overdispersion}, and of Bolker et al. (2009), Trends Ecol. Evol. 24, 127-135.
 *
 * @param ratio chi-squared per degree of freedom, about 1 where the family is right
 * @param chiSquared the statistic
 * @param df its degrees of freedom
 * @param pValue the probability of as much or more
 */
public record Overdispersion(double ratio, double chiSquared, double df, double pValue) {
    /** Returns that of a Poisson model or one of trials; the others have a dispersion of their own, or single outcomes that cannot tell. */
    public static Optional<Overdispersion> of(MixedModel model) {
        return model.generalised().filter(Overdispersion::isTold).flatMap(of -> {
            double df = model.rows().used() - (double) model.statistics().parameters();
            double chiSquared = of.overdispersion() * df;
            return Double.isNaN(chiSquared)
                    ? Optional.empty()
                    : Optional.of(new Overdispersion(
                            of.overdispersion(), chiSquared, df, Distributions.chiSquaredTail(chiSquared, df)));
        });
    }

    private static boolean isTold(Generalised of) {
        return of.distribution().family() == Family.POISSON || of.trials().isPresent();
    }
}
