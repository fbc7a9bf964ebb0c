package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.multilevel.data.Progress;
import org.multilevel.exact.Scenarios;
import org.multilevel.inference.Inference;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.inference.tests.LinearHypothesis;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/**
 * Intervals of intraclass correlations, also with slopes, and of R squared against those of lme4's likelihood and bootstrap
 * ({@code variance-parts.R}).
 */
class VariancePartsTest {
    private static final String FILE = "variance-parts.json";

    /** lme4 stops a little beside the optimum: 2e-5 of the estimate, 1e-4 of a width and of a standard error. */
    @TestFactory
    Stream<DynamicTest> standardErrorsAreThoseOfTheDeltaMethod() throws JsonProcessingException {
        return IntervalCase.tests(FILE, "wald", given -> {
            IntervalEstimates wald = WaldIntervals.of(given.live(), Inference.standard(), List.of(), Progress.NONE);
            given.assertIntervals(wald.intervals(), 1e-4);
            for (JsonNode expected : given.node().get("intervals")) {
                ParameterInterval icc = named(wald, expected.get("parameter").asText());
                assertEquals(expected.get("estimate").asDouble(), icc.estimate(), 2e-5);
                double error = expected.get("std_error").asDouble();
                assertEquals(error, icc.standardError(), 1e-4 * error);
            }
        });
    }

    /** The ends are roots of lme4's deviance to 1e-10 in theta, ours to 1e-6 of z. */
    @TestFactory
    Stream<DynamicTest> profileOfOneVarianceEndsWhereTheLikelihoodSays() throws JsonProcessingException {
        return IntervalCase.tests(FILE, "profile", given -> {
            ProfileIntervals profile = ProfileIntervals.of(given.live(), 0.95, 1, Progress.NONE);
            given.assertIntervals(profile.intervals(), 2e-6);
        });
    }

    /** Deciles of 1,000 replicates each, within four standard errors of both. */
    @TestFactory
    Stream<DynamicTest> replicatesAreDistributedAsThoseOfLme4() throws JsonProcessingException {
        return IntervalCase.tests(FILE, "bootstrap", given -> {
            ParametricBootstrap bootstrap = ParametricBootstrap.of(given.live(), 1000, 3, 2, Progress.NONE);
            for (JsonNode expected : given.node().get("parameters")) {
                int quantity =
                        bootstrap.names().indexOf(expected.get("parameter").asText());
                double[] values = bootstrap.of(quantity);
                for (int d = 1; d <= 9; d++) {
                    double decile = expected.get("deciles").get(d - 1).asDouble();
                    double p = d / 10.0;
                    double slack = 1e-4 * Math.abs(decile) + 1e-6;
                    double error = 4 * Math.sqrt(p * (1 - p) * 2 / values.length);
                    String what = expected.get("parameter") + " decile " + d;
                    assertTrue(part(values, decile - slack) < p + error, what);
                    assertTrue(part(values, decile + slack) > p - error, what);
                }
            }
        });
    }

    private static double part(double[] values, double limit) {
        return (double) Arrays.stream(values).filter(v -> v <= limit).count() / values.length;
    }

    private static ParameterInterval named(IntervalEstimates estimates, String name) {
        return estimates.intervals().stream()
                .filter(i -> i.parameter().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static IntervalEstimates ask(IntervalEstimates.Method method, LiveModel live, LinearFunction... functions) {
        return new IntervalEstimates.Question(method, ParametricBootstrap.Kind.PERCENTILE, 1000, 3, 2)
                .ask(live, Inference.standard(), List.of(functions), Progress.NONE);
    }

    @Test
    void intraclassCorrelationOfSeveralVariancesHasNoProfileButASentence() {
        LiveModel live =
                LinearMixedModel.of("Reaction ~ Days + (Days | Subject)").live(Samples.table("sleepstudy", "Subject"));
        IntervalEstimates profile = ask(IntervalEstimates.Method.PROFILE, live);
        assertTrue(profile.intervals().stream().noneMatch(i -> i.parameter().startsWith("icc:")));
        assertTrue(
                profile.notes()
                        .contains(
                                "The intraclass correlation has no profile where more than one variance decides it; ask for wald or"
                                        + " bootstrap intervals."),
                profile.notes().toString());
    }

    /** It does not depend on where zero lies; at 1e6 the share itself has five digits. */
    @Test
    void aStandardErrorDoesNotDependOnWhereASlopeIsZero() {
        double[] errors = Stream.of("Days", "I(Days + 1e6)")
                .map(x -> LinearMixedModel.of("Reaction ~ " + x + " + (" + x + " | Subject)")
                        .live(Samples.table("sleepstudy", "Subject")))
                .map(live -> named(ask(IntervalEstimates.Method.WALD, live), "icc:Subject"))
                .mapToDouble(ParameterInterval::standardError)
                .toArray();
        assertEquals(errors[0], errors[1], 1e-3 * errors[0]);
    }

    @Test
    void estimatesAreThoseOfTheTableOfStatistics() {
        LiveModel live = LinearMixedModel.of("y ~ x + (x | g) + (1 | h)")
                .live(Scenarios.frame().table());
        VarianceShares shares = VarianceShares.of(live.model()).orElseThrow();
        IntervalEstimates bootstrap = ask(IntervalEstimates.Method.BOOTSTRAP, live);
        assertEquals(shares.r2Marginal(), named(bootstrap, "r2_marginal").estimate());
        assertEquals(shares.r2Conditional(), named(bootstrap, "r2_conditional").estimate());
        for (int f = 0; f < 2; f++) {
            String name = "icc:" + live.model().groupingFactors().get(f).name();
            assertEquals(shares.icc(f), named(bootstrap, name).estimate());
            assertEquals(
                    shares.icc(f),
                    named(ask(IntervalEstimates.Method.WALD, live), name).estimate());
        }
    }

    /** An interval of a hypothesis by its own name is that of the coefficient, and shifts with the constant. */
    @Test
    void functionOfTheFixedEffectsHasTheIntervalsOfItsCoefficient() {
        LiveModel live =
                LinearMixedModel.of("y ~ x + (1 | g)").live(Scenarios.frame().table());
        MixedModel model = live.model();
        LinearFunction twice = LinearHypothesis.of("2 * x = 1").function(model).orElseThrow();
        for (IntervalEstimates.Method method : IntervalEstimates.Method.values()) {
            IntervalEstimates found = ask(method, live, twice);
            ParameterInterval x = named(found, "x");
            ParameterInterval function = named(found, "2 * x = 1");
            assertEquals(2 * x.estimate() - 1, function.estimate(), 1e-12);
            double width = 2 * (x.upper() - x.lower());
            assertEquals(2 * x.lower() - 1, function.lower(), 1e-5 * width, method.text());
            assertEquals(2 * x.upper() - 1, function.upper(), 1e-5 * width, method.text());
        }
    }

    @Test
    void hypothesisOfSeveralRowsIsNoFunction() {
        MixedModel model =
                LinearMixedModel.of("y ~ x + (1 | g)").fit(Scenarios.frame().table());
        assertTrue(LinearHypothesis.of("(Intercept) = 1; x = 0").function(model).isEmpty());
    }

    /** {@code confint(lm(Reaction ~ Days, sleepstudy))} of R 4.2.2; sigma as sqrt(178 / qchisq(c(.975, .025), 178)) * sigma(lm). */
    @Test
    void leastSquaresHasExactIntervals() {
        LiveModel live = LinearMixedModel.of("Reaction ~ Days").live(Samples.table("sleepstudy", "Subject"));
        IntervalEstimates exact = ask(IntervalEstimates.Method.PROFILE, live);
        ParameterInterval days = named(exact, "Days");
        assertEquals("t", days.method());
        assertEquals(8.023855, days.lower(), 1e-6);
        assertEquals(12.910717, days.upper(), 1e-6);
        ParameterInterval sigma = named(exact, "sd:Residual");
        assertEquals("chi-squared", sigma.method());
        assertEquals(43.2310477, sigma.lower(), 1e-6);
        assertEquals(53.2442116, sigma.upper(), 1e-6);
        assertTrue(exact.notes().get(0).startsWith("Without random terms intervals are exact"));
    }
}
