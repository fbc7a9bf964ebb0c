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
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.Inference;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;

/**
 * Profile intervals against lme4's ({@code profile.R}), whose spline is good to about 3e-5 of the width, so 1e-4 of it; and against
 * intervals with a closed form.
 */
class ProfileIntervalsTest {
    @TestFactory
    Stream<DynamicTest> intervalsAgreeWithThoseOfLme4() throws JsonProcessingException {
        return IntervalCase.tests("profile.json", given -> {
            ProfileIntervals profile = ProfileIntervals.of(given.live(), 0.95, 2, Progress.NONE);
            int shares = (int) profile.intervals().stream()
                    .filter(interval -> interval.parameter().startsWith("icc:"))
                    .count();
            assertEquals(
                    given.node().get("intervals").size() + shares,
                    profile.intervals().size());
            given.assertIntervals(profile.intervals(), 1e-4);
        });
    }

    @Test
    void zetaGrowsAlongEveryProfileAndEndsAtTheQuantile() {
        LiveModel live =
                LinearMixedModel.of("y ~ x + (x | g)").live(Scenarios.frame().table());
        ProfileIntervals profile = ProfileIntervals.of(live, 0.9, 1, Progress.NONE);
        for (ParameterInterval interval : profile.intervals()) {
            List<ProfilePoint> points = profile.points().stream()
                    .filter(point -> point.parameter().equals(interval.parameter()))
                    .toList();
            for (int i = 1; i < points.size(); i++) {
                assertTrue(points.get(i).value() > points.get(i - 1).value());
                assertTrue(points.get(i).zeta() > points.get(i - 1).zeta(), interval.parameter());
            }
            assertEquals(
                    1,
                    points.stream()
                            .filter(point -> point.value() == interval.lower())
                            .count());
            for (ProfilePoint point : points) {
                if (point.value() == interval.lower() || point.value() == interval.upper()) {
                    assertEquals(1.6448536269514722, Math.abs(point.zeta()), 1e-5);
                }
            }
        }
    }

    @Test
    void intervalOfALeastSquaresCoefficientHasItsClosedForm() {
        LiveModel live = LinearMixedModel.of("y ~ x")
                .withMethod(EstimationMethod.ML)
                .live(Scenarios.frame().table());
        ProfileIntervals profile = ProfileIntervals.of(live, 0.95, 1, Progress.NONE);
        double n = live.model().rows().used();
        // n log(1 + (b - b0)^2 / (var n / n)) = z^2 with var the ML variance of the estimate
        double z = Distributions.normalReach(0.95);
        double error = live.model().fixedEffects().standardError(1);
        double reach = error * Math.sqrt(n * Math.expm1(z * z / n));
        double estimate = live.model().coefficient("x");
        assertEquals(estimate - reach, profile.intervals().get(1).lower(), 1e-6 * reach);
        assertEquals(estimate + reach, profile.intervals().get(1).upper(), 1e-6 * reach);
    }

    @Test
    void intervalThatBeginsAtZeroSaysSo() {
        LiveModel live = LinearMixedModel.of("Yield ~ 1 + (1 | Batch)").live(Samples.table("Dyestuff2", "Batch"));
        ProfileIntervals profile = ProfileIntervals.of(live, 0.95, 1, Progress.NONE);
        assertTrue(
                profile.notes()
                        .contains(
                                "The interval of sd:Batch:(Intercept) begins at 0, the edge of its values, where the likelihood is"
                                        + " still high enough."),
                profile.notes().toString());
    }

    /** The model sorts its factors by their levels, the formula may name them in another order. */
    @Test
    void orderOfTheTermsDoesNotMatter() {
        LiveModel one = LinearMixedModel.of("y ~ x + (1 | g) + (1 | h)")
                .live(Scenarios.frame().table());
        LiveModel other = LinearMixedModel.of("y ~ x + (1 | h) + (1 | g)")
                .live(Scenarios.frame().table());
        for (IntervalEstimates.Method method : IntervalEstimates.Method.values()) {
            IntervalEstimates.Question question =
                    new IntervalEstimates.Question(method, ParametricBootstrap.Kind.PERCENTILE, 199, 4, 2);
            List<ParameterInterval> first =
                    question.ask(one, Inference.standard(), Progress.NONE).intervals();
            List<ParameterInterval> second =
                    question.ask(other, Inference.standard(), Progress.NONE).intervals();
            // the seed deals other random numbers to other factors
            double part = method == IntervalEstimates.Method.BOOTSTRAP ? 0.25 : 1e-5;
            for (int i = 0; i < first.size(); i++) {
                assertEquals(first.get(i).parameter(), second.get(i).parameter());
                double width = first.get(i).upper() - first.get(i).lower();
                assertEquals(first.get(i).lower(), second.get(i).lower(), part * width);
                assertEquals(first.get(i).upper(), second.get(i).upper(), part * width);
            }
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        LiveModel live = LinearMixedModel.of("y ~ x + (1 | g) + (1 | h)")
                .live(Scenarios.frame().table());
        assertEquals(
                ProfileIntervals.of(live, 0.95, 1, Progress.NONE).points(),
                ProfileIntervals.of(live, 0.95, 3, Progress.NONE).points());
    }
}
