package org.multilevel.inference.shares;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.Link;

/** Tables 1 and 2 of Nakagawa, Johnson and Schielzeth (2017), worked out by hand. */
class DistributionVarianceTest {
    /** Of a mean of 4 and a dispersion of 2: log(1 + 1/4), log(1 + 1/4 + 1/2), pi^2 / 3, pi^2 / 6. */
    @ParameterizedTest
    @CsvSource({
        "BINOMIAL, LOGIT, 3.2898681336964524, latent",
        "BINOMIAL, PROBIT, 1, latent",
        "BINOMIAL, CLOGLOG, 1.6449340668482262, latent",
        "POISSON, LOG, 0.22314355131420976, lognormal",
        "NEGATIVE_BINOMIAL, LOG, 0.5596157879354227, lognormal",
        "GAMMA, LOG, 2, delta",
        "GAMMA, INVERSE, 0.125, delta"
    })
    void eachFamilyHasItsVarianceOnTheScaleOfTheLink(Family family, Link link, double value, String approximation) {
        DistributionVariance variance = DistributionVariance.of(new Distribution(family, link), 4, 2);
        assertEquals(value, variance.value(), 1e-14);
        assertEquals(approximation, variance.approximation());
    }

    private static Generalised model(Family family, Link link, double mean) {
        return new Generalised(
                new Distribution(family, link), 1, 1, 1, mean, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void anOutcomeOfYesOrNoHasOneByTheDeltaMethodToo() {
        // 1 / (0.2 * 0.8)
        assertEquals(
                6.25,
                DistributionVariance.ofObservation(model(Family.BINOMIAL, Link.LOGIT, 0.2))
                        .orElseThrow(),
                1e-12);
        // 0.5 * 0.5 / density(0)^2 = pi / 2
        assertEquals(
                Math.PI / 2,
                DistributionVariance.ofObservation(model(Family.BINOMIAL, Link.PROBIT, 0.5))
                        .orElseThrow(),
                1e-12);
        assertTrue(DistributionVariance.ofObservation(model(Family.POISSON, Link.LOG, 0.2))
                .isEmpty());
        assertTrue(DistributionVariance.ofObservation(model(Family.BINOMIAL, Link.LOGIT, Double.NaN))
                .isEmpty());
    }
}
