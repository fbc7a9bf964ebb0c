package org.multilevel.inference.means;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;
import org.multilevel.inference.means.MarginalMeans.Estimate;

/** Means on the scale of the response: transformed ends, standard errors by the delta method. */
class ResponseMeansTest {
    private static Estimate estimate(double at, double lower, double upper) {
        return new Estimate(List.of("a"), at, 0.3, Double.NaN, lower, upper);
    }

    private static ResponseMeans of(Family family, Link link) {
        return new ResponseMeans(new Distribution(family, link));
    }

    @Test
    void aLogitBecomesAProbability() {
        ResponseMeans means = of(Family.BINOMIAL, Link.LOGIT);
        Estimate mean = means.mean(estimate(Math.log(3), 0, Math.log(9)));
        assertEquals(0.75, mean.estimate(), 1e-14);
        assertEquals(0.3 * 0.75 * 0.25, mean.standardError(), 1e-14);
        assertEquals(0.5, mean.lower(), 1e-14);
        assertEquals(0.9, mean.upper(), 1e-14);
        assertTrue(means.hasRatios());
        Estimate odds = means.ratio(estimate(Math.log(3), 0, Math.log(9)));
        assertEquals(3, odds.estimate(), 1e-14);
        assertEquals(0.9, odds.standardError(), 1e-14);
        assertEquals(1, odds.lower(), 1e-14);
        assertEquals(9, odds.upper(), 1e-14);
    }

    @Test
    void aProbitHasNoRatios() {
        ResponseMeans means = of(Family.BINOMIAL, Link.PROBIT);
        assertFalse(means.hasRatios());
        assertTrue(Double.isNaN(means.ratio(estimate(1, 0, 2)).estimate()));
    }

    /** The inverse falls, so the ends change places; from zero downwards there is no mean. */
    @Test
    void theInverseTurnsIntervalsRoundAndHasNoMeanBelowZero() {
        ResponseMeans means = of(Family.GAMMA, Link.INVERSE);
        Estimate mean = means.mean(estimate(2, 1, 4));
        assertEquals(0.5, mean.estimate());
        assertEquals(0.3 / 4, mean.standardError(), 1e-15);
        assertEquals(0.25, mean.lower());
        assertEquals(1, mean.upper());
        assertEquals(Double.POSITIVE_INFINITY, means.mean(estimate(2, 0, 4)).upper());
        assertEquals(Double.POSITIVE_INFINITY, means.mean(estimate(2, -1, 4)).upper());
        assertTrue(Double.isNaN(means.mean(estimate(0, -1, 1)).estimate()));
        assertTrue(Double.isNaN(means.mean(estimate(0, -1, 1)).standardError()));
    }
}
