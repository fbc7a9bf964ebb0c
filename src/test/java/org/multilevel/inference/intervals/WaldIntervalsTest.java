package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.multilevel.data.Progress;
import org.multilevel.exact.Scenarios;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.Inference;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.inference.shares.Icc;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;

/** Wald intervals against those of lme4's likelihood, differenced numerically ({@code wald.R}): 1e-4 of their width,
 * since lme4 stops that near the optimum. */
class WaldIntervalsTest {
    @TestFactory
    Stream<DynamicTest> intervalsAgreeWithTheCurvatureOfTheLikelihood() throws JsonProcessingException {
        return IntervalCase.tests("wald.json", given -> {
            IntervalEstimates wald = WaldIntervals.of(given.live(), Inference.standard(), List.of(), Progress.NONE);
            given.assertIntervals(wald.intervals(), 1e-4);
        });
    }

    @Test
    void intervalsOfFixedEffectsAreThoseOfTheirTests() {
        LiveModel live =
                LinearMixedModel.of("y ~ x + (x | g)").live(Scenarios.frame().table());
        Inference inference = Inference.standard().withLevel(0.9);
        ParameterInterval x = WaldIntervals.of(live, inference, List.of(), Progress.NONE)
                .intervals()
                .get(1);
        CoefficientTest test = inference.coefficients(live.model()).get(1);
        assertEquals(test.lower(), x.lower());
        assertEquals(test.upper(), x.upper());
    }

    @Test
    void varianceOfZeroHasNoIntervalButASentence() {
        LiveModel live = LinearMixedModel.of("Yield ~ 1 + (1 | Batch)").live(Samples.table("Dyestuff2", "Batch"));
        IntervalEstimates wald = WaldIntervals.of(live, Inference.standard(), List.of(), Progress.NONE);
        ParameterInterval zero = wald.intervals().stream()
                .filter(i -> i.parameter().equals("sd:Batch:(Intercept)"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, zero.estimate());
        assertTrue(Double.isNaN(zero.lower()) && Double.isNaN(zero.upper()));
        assertEquals(
                "sd:Batch:(Intercept) has no Wald interval: it lies at the boundary, or the data do not determine it; ask for profile"
                        + " intervals.",
                wald.notes().get(0));
        ParameterInterval icc = wald.intervals().get(wald.intervals().size() - 1);
        assertEquals("icc:Batch", icc.parameter());
        assertTrue(Double.isNaN(icc.lower()) && Double.isNaN(icc.upper()));
    }

    @Test
    void intraclassCorrelationOfOneFactorFollowsTheRatioOfItsVariances() {
        LiveModel live =
                LinearMixedModel.of("y ~ x + (1 | g)").live(Scenarios.frame().table());
        IntervalEstimates wald = WaldIntervals.of(live, Inference.standard(), List.of(), Progress.NONE);
        ParameterInterval icc = wald.intervals().get(wald.intervals().size() - 1);
        assertEquals("icc:g", icc.parameter());
        assertEquals(Icc.of(live.model()).orElseThrow(), icc.estimate(), 1e-15);
        // logit(icc) = 2 log(sd ratio) = 2 log theta, whose standard error the theta of the fit has
        double theta = live.model().theta()[0];
        double logit = Math.log(icc.estimate() / (1 - icc.estimate()));
        assertEquals(2 * Math.log(theta), logit, 1e-12);
        double upper = Math.log(icc.upper() / (1 - icc.upper()));
        double lower = Math.log(icc.lower() / (1 - icc.lower()));
        assertEquals(logit, (upper + lower) / 2, 1e-9);
        // the profile in theta alone: -2 log-likelihood rises by 1 one standard error away, nearly
        double error = (upper - lower) / 2 / Distributions.normalReach(0.95) / 2;
        double rise = 0;
        for (int side : new int[] {-1, 1}) {
            double there = theta * Math.exp(side * 0.01 * error);
            rise += live.problem().at(new double[] {there}, Progress.NONE).criterion()
                    - live.problem().at(new double[] {theta}, Progress.NONE).criterion();
        }
        assertEquals(1e-4, rise / 2, 1e-8);
    }
}
