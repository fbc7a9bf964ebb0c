package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.exact.Scenarios;
import org.multilevel.inference.shares.LeastSquaresFit;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;

/**
 * The bootstrap's distribution against that of lme4's {@code bootMer} ({@code bootstrap.R}): of our replicates as many lie below each of
 * its deciles as should, within four standard errors of both simulations.
 */
class ParametricBootstrapTest {
    private static final int REPLICATES = 1000;

    @TestFactory
    Stream<DynamicTest> replicatesAreDistributedAsThoseOfLme4() throws JsonProcessingException {
        return IntervalCase.tests("bootstrap.json", given -> check(given.live(), given.node()));
    }

    private static void check(LiveModel live, JsonNode node) {
        ParametricBootstrap bootstrap = ParametricBootstrap.of(live, REPLICATES, 3, 2, Progress.NONE);
        for (JsonNode expected : node.get("parameters")) {
            int quantity = bootstrap.names().indexOf(expected.get("parameter").asText());
            double[] values = Arrays.stream(bootstrap.of(quantity))
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            for (int d = 1; d <= 9; d++) {
                double decile = expected.get("deciles").get(d - 1).asDouble();
                // lme4 stops a little beside zero
                double slack = 1e-4 * Math.abs(decile) + 1e-6;
                double surely =
                        Arrays.stream(values).filter(v -> v < decile - slack).count();
                double atMost =
                        Arrays.stream(values).filter(v -> v <= decile + slack).count();
                double p = d / 10.0;
                double error = Math.sqrt(p
                        * (1 - p)
                        * (1.0 / values.length + 1 / expected.get("count").asDouble()));
                assertTrue(surely / values.length < p + 4 * error, expected.get("parameter") + " decile " + d);
                assertTrue(atMost / values.length > p - 4 * error, expected.get("parameter") + " decile " + d);
            }
        }
    }

    @Test
    void sameSeedGivesTheSameBitsForAnyNumberOfThreads() {
        LiveModel live = live();
        ParametricBootstrap one = ParametricBootstrap.of(live, 20, 5, 1, Progress.NONE);
        ParametricBootstrap three = ParametricBootstrap.of(live, 20, 5, 3, Progress.NONE);
        for (int i = 0; i < one.names().size(); i++) {
            assertArrayEquals(one.of(i), three.of(i));
        }
        assertTrue(one.of(0)[0]
                != ParametricBootstrap.of(live, 1, 6, 1, Progress.NONE).of(0)[0]);
    }

    /**
     * F of a sample from the model is noncentral, with the noncentrality beta'[L(X'X)^-1 L']^-1 beta / sigma^2 = q F of the fit, which has the
     * mean (n - p) (q + noncentrality) / (q (n - p - 2)); R squared is a function of it. Tolerance: four standard errors of the simulation.
     */
    @Test
    void rSquaredOfLeastSquaresIsDistributedAsItsNoncentralFSays() {
        LiveModel live = LinearMixedModel.of("effort ~ Type").live(Samples.table("ergoStool", "Type", "Subject"));
        LeastSquaresFit fit = LeastSquaresFit.of(live.model()).orElseThrow();
        ParametricBootstrap bootstrap = ParametricBootstrap.of(live, 4000, 11, 2, Progress.NONE);
        double[] rSquared = bootstrap.of(bootstrap.names().indexOf("r_squared"));
        double[] adjusted = bootstrap.of(bootstrap.names().indexOf("adj_r_squared"));
        double df = fit.denominatorDf();
        int q = fit.numeratorDf();
        double[] f = Arrays.stream(rSquared).map(r -> r / (1 - r) * df / q).toArray();
        double mean = Arrays.stream(f).average().orElseThrow();
        double variance = Arrays.stream(f).map(v -> (v - mean) * (v - mean)).sum() / (f.length - 1);
        assertEquals(df * (q + q * fit.f()) / (q * (df - 2)), mean, 4 * Math.sqrt(variance / f.length));
        for (int i = 0; i < rSquared.length; i++) {
            assertEquals(1 - (1 - rSquared[i]) * (q + df) / df, adjusted[i], 1e-12);
        }
        ParameterInterval interval = bootstrap.intervals(ParametricBootstrap.Kind.PERCENTILE, 0.95).stream()
                .filter(found -> found.parameter().equals("r_squared"))
                .findFirst()
                .orElseThrow();
        assertEquals(fit.rSquared(), interval.estimate(), 1e-14);
    }

    @Test
    void aMeanAloneExplainsNothingAndHasNoRSquared() {
        LiveModel live = LinearMixedModel.of("effort ~ 1").live(Samples.table("ergoStool", "Type", "Subject"));
        assertEquals(
                List.of("(Intercept)", "sd:Residual"),
                ParametricBootstrap.of(live, 2, 1, 1, Progress.NONE).names());
    }

    @Test
    void percentileIntervalIsBetweenOrderStatistics() {
        ParametricBootstrap bootstrap = ParametricBootstrap.of(live(), 39, 5, 2, Progress.NONE);
        double[] sorted = Arrays.stream(bootstrap.of(1)).sorted().toArray();
        ParameterInterval percentile =
                bootstrap.intervals(ParametricBootstrap.Kind.PERCENTILE, 0.95).get(1);
        // (39 + 1) 0.025 = 1: the first and the last
        assertEquals(sorted[0], percentile.lower(), 1e-12);
        assertEquals(sorted[38], percentile.upper(), 1e-12);
        ParameterInterval basic =
                bootstrap.intervals(ParametricBootstrap.Kind.BASIC, 0.95).get(1);
        assertEquals(2 * basic.estimate() - sorted[38], basic.lower(), 1e-12);
        assertEquals(2 * basic.estimate() - sorted[0], basic.upper(), 1e-12);
    }

    @Test
    void biasCorrectedIntervalOfAnUnbiasedMedianIsThePercentiles() {
        ParametricBootstrap bootstrap = ParametricBootstrap.of(live(), 39, 5, 2, Progress.NONE);
        ParameterInterval corrected =
                bootstrap.intervals(ParametricBootstrap.Kind.BC, 0.5).get(1);
        ParameterInterval percentile =
                bootstrap.intervals(ParametricBootstrap.Kind.PERCENTILE, 0.5).get(1);
        long below = Arrays.stream(bootstrap.of(1))
                .filter(v -> v < percentile.estimate())
                .count();
        // more than half below the estimate means that the replicates lie too low
        assertTrue(below > 19.5 == corrected.lower() > percentile.lower());
    }

    @Test
    void intraclassCorrelationsAreAmongTheQuantities() {
        ParametricBootstrap bootstrap = ParametricBootstrap.of(
                LinearMixedModel.of("y ~ x + (1 | g)").live(Scenarios.frame().table()), 5, 1, 1, Progress.NONE);
        int icc = bootstrap.names().indexOf("icc:g");
        double sd = bootstrap.of(bootstrap.names().indexOf("sd:g:(Intercept)"))[2];
        double residual = bootstrap.of(bootstrap.names().indexOf("sd:Residual"))[2];
        assertEquals(sd * sd / (sd * sd + residual * residual), bootstrap.of(icc)[2], 1e-15);
    }

    /** {@code sd:h:} also begins the names of {@code h:k}, a group of its own. */
    @Test
    void intraclassCorrelationOfAGroupDoesNotCountOneWhoseNameBeginsAlike() {
        LiveModel live = LinearMixedModel.of("y ~ x + (1 | h) + (1 | h:k)")
                .live(Scenarios.frame().table());
        ParametricBootstrap bootstrap = ParametricBootstrap.of(live, 3, 1, 1, Progress.NONE);
        double of = 0;
        double all = 0;
        for (int i = 0; i < bootstrap.names().size(); i++) {
            if (bootstrap.names().get(i).startsWith("sd:")) {
                double variance = Math.pow(bootstrap.of(i)[1], 2);
                all += variance;
                of += bootstrap.names().get(i).equals("sd:h:(Intercept)") ? variance : 0;
            }
        }
        assertEquals(of / all, bootstrap.of(bootstrap.names().indexOf("icc:h"))[1], 1e-15);
    }

    @Test
    void oneReplicateHasNoInterval() {
        ParametricBootstrap bootstrap = ParametricBootstrap.of(live(), 1, 5, 2, Progress.NONE);
        assertTrue(Double.isNaN(bootstrap
                .intervals(ParametricBootstrap.Kind.PERCENTILE, 0.95)
                .get(0)
                .lower()));
        assertTrue(Double.isNaN(bootstrap.standardError(0)));
    }

    @Test
    void noReplicateIsRefused() {
        ModelException e =
                assertThrows(ModelException.class, () -> ParametricBootstrap.of(live(), 0, 5, 2, Progress.NONE));
        assertEquals("A bootstrap needs at least one replicate, not 0; 1000 are usual for intervals.", e.getMessage());
    }

    @Test
    void cancelledBootstrapStops() {
        AtomicInteger reports = new AtomicInteger();
        Progress stopping = new Progress() {
            @Override
            public void report(String activity, double fraction) {
                if (activity.startsWith("bootstrap")) {
                    reports.incrementAndGet();
                }
            }

            @Override
            public boolean isCancelled() {
                return reports.get() > 3;
            }
        };
        LiveModel live = live();
        assertThrows(CancellationException.class, () -> ParametricBootstrap.of(live, 100_000, 5, 2, stopping));
    }

    private static LiveModel live() {
        return LinearMixedModel.of("y ~ x + (x | g)").live(Scenarios.frame().table());
    }
}
