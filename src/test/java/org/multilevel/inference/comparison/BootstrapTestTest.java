package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.exact.Scenarios;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.formula.Formula;
import org.multilevel.inference.Inference;
import org.multilevel.inference.intervals.IntervalCase;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;

/** The bootstrap test of nested models against pbkrtest's PBmodcomp ({@code variance-parts.R}), and what it refuses. */
class BootstrapTestTest {
    /** Two simulations of 1,000 and 2,000: within four standard errors of their difference, at every decile and at the statistic. */
    @TestFactory
    Stream<DynamicTest> ratiosAreDistributedAsThoseOfPbkrtest() throws JsonProcessingException {
        return IntervalCase.tests("variance-parts.json", "test", given -> {
            LiveModel smaller = given.live();
            LiveModel larger = given.live(given.node().get("larger").asText());
            BootstrapTest.Result result = new BootstrapTest(2000, 3, 2).test(smaller, larger, Progress.NONE);
            double count = given.node().get("count").asDouble();
            assertEquals(given.node().get("statistic").asDouble(), result.statistic(), 1e-5);
            double p = given.node().get("p").asDouble();
            assertEquals(p, result.pValue(), 4 * error(p, count) + 2 / count);
            for (int d = 1; d <= 10; d++) {
                double q = d == 10 ? 0.95 : d / 10.0;
                double decile = given.node().get("deciles").get(d - 1).asDouble();
                // lme4 stops a little beside zero
                double slack = 1e-3;
                assertTrue(part(result, decile - slack) < q + 4 * error(q, count), given.node() + " decile " + d);
                assertTrue(part(result, decile + slack) > q - 4 * error(q, count), given.node() + " decile " + d);
            }
        });
    }

    private static double error(double p, double count) {
        return Math.sqrt(p * (1 - p) * (1 / count + 1.0 / 2000));
    }

    private static double part(BootstrapTest.Result result, double limit) {
        return result.ratios().stream().filter(ratio -> ratio <= limit).count() / 2000.0;
    }

    private static LiveModel live(String formula) {
        return LinearMixedModel.of(formula)
                .withMethod(EstimationMethod.ML)
                .live(Scenarios.frame().table());
    }

    @Test
    void pCountsTheRatiosThatAreAsLarge() {
        BootstrapTest.Result result =
                new BootstrapTest(99, 5, 2).test(live("y ~ x + (1 | g)"), live("y ~ x + (x | g)"), Progress.NONE);
        long large = result.ratios().stream()
                .filter(ratio -> ratio >= result.statistic())
                .count();
        assertEquals((1 + large) / 100.0, result.pValue(), 1e-15);
    }

    @Test
    void sameSeedGivesTheSameRatiosForAnyNumberOfThreads() {
        LiveModel smaller = live("y ~ x + (1 | g)");
        LiveModel larger = live("y ~ x + (x | g) + (1 | h)");
        List<Double> one =
                new BootstrapTest(20, 5, 1).test(smaller, larger, Progress.NONE).ratios();
        assertEquals(
                one,
                new BootstrapTest(20, 5, 3).test(smaller, larger, Progress.NONE).ratios());
        assertNotEquals(
                one,
                new BootstrapTest(20, 6, 3).test(smaller, larger, Progress.NONE).ratios());
    }

    /** F of the least-squares fits has an exact distribution: p by chi-squared is too small with few rows, that of the bootstrap is F's. */
    @Test
    void modelsWithoutRandomTermsAreTestedByTheirExactDistribution() {
        LiveModel smaller = live("y ~ 1");
        LiveModel larger = live("y ~ x");
        double exact = Inference.standard().coefficients(larger.model()).get(1).pValue();
        BootstrapTest.Result result = new BootstrapTest(4000, 5, 2).test(smaller, larger, Progress.NONE);
        assertEquals(exact, result.pValue(), 4 * Math.sqrt(exact / 4000) + 1.0 / 4000);
    }

    @Test
    void restrictedLikelihoodsAreComparedWhereFixedEffectsAreTheSame() {
        LiveModel none = LinearMixedModel.of("Yield ~ 1").live(Samples.table("Dyestuff", "Batch"));
        LiveModel batch = LinearMixedModel.of("Yield ~ 1 + (1 | Batch)").live(Samples.table("Dyestuff", "Batch"));
        double exact = ExactVarianceTest.of(batch).test(Progress.NONE).pValue();
        BootstrapTest.Result result = new BootstrapTest(4000, 5, 2).test(none, batch, Progress.NONE);
        assertEquals(exact, result.pValue(), 4 * Math.sqrt(exact / 4000 + exact / 10_000) + 1.0 / 4000);
    }

    /** A column that the larger model leaves out is a combination of those that it keeps; an offset of the origin moves nothing. */
    @Test
    void otherColumnsOfTheSameSpaceAreFound() {
        LiveModel smaller = live("y ~ x + (1 | g)");
        LiveModel larger = live("y ~ I(x + 3) + x + (I(x - 3) | g)");
        BootstrapTest.Result result = new BootstrapTest(20, 5, 2).test(smaller, larger, Progress.NONE);
        LiveModel plain = live("y ~ x + (x | g)");
        assertEquals(
                new BootstrapTest(20, 5, 2).test(smaller, plain, Progress.NONE).statistic(), result.statistic(), 1e-6);
    }

    @Test
    void statisticOfZeroHasPOne() {
        LiveModel none = LinearMixedModel.of("Yield ~ 1").live(Samples.table("Dyestuff2", "Batch"));
        LiveModel batch = LinearMixedModel.of("Yield ~ 1 + (1 | Batch)").live(Samples.table("Dyestuff2", "Batch"));
        assertEquals(
                1, new BootstrapTest(50, 5, 1).test(none, batch, Progress.NONE).pValue());
    }

    @Test
    void oneReplicateSaysWhatItCanTell() {
        BootstrapTest.Result result =
                new BootstrapTest(1, 5, 1).test(live("y ~ 1 + (1 | g)"), live("y ~ x + (1 | g)"), Progress.NONE);
        assertEquals(
                List.of("With 1 bootstrap replicate p cannot be smaller than 0.50; 1000 are usual."), result.notes());
    }

    @Test
    void noReplicateIsRefused() {
        assertEquals(
                "A bootstrap test needs at least one replicate, not 0; 1000 are usual.",
                assertThrows(ModelException.class, () -> new BootstrapTest(0, 1, 1))
                        .getMessage());
    }

    @Test
    void modelThatIsNoSpecialCaseIsRefused() {
        LiveModel one = live("y ~ 1 + (1 | h)");
        LiveModel other = live("y ~ x + (1 | g)");
        assertEquals(
                "A bootstrap test is of a model against a special case of it, but y ~ 1 + (1 | h) is none of y ~ x + (1 | g), which"
                        + " lacks (Intercept) over h; write both formulas with the same terms.",
                assertThrows(
                                ModelException.class,
                                () -> BootstrapTest.standard().test(one, other, Progress.NONE))
                        .getMessage());
    }

    @Test
    void cancelledTestStops() {
        AtomicInteger reports = new AtomicInteger();
        Progress stopping = new Progress() {
            @Override
            public void report(String activity, double fraction) {
                if (activity.startsWith("bootstrap test")) {
                    reports.incrementAndGet();
                }
            }

            @Override
            public boolean isCancelled() {
                return reports.get() > 3;
            }
        };
        LiveModel smaller = live("y ~ 1 + (1 | g)");
        LiveModel larger = live("y ~ x + (1 | g)");
        assertThrows(
                CancellationException.class, () -> new BootstrapTest(100_000, 5, 2).test(smaller, larger, stopping));
    }

    /** What can be said of the others is said. */
    @Test
    void aComparisonGoesOnWhereAModelHasNoDraws() {
        Table table = Samples.table("Orthodont", "Subject", "Sex");
        LinearMixedModel plain = LinearMixedModel.of("distance ~ age");
        LinearMixedModel structured = plain.withResidual("cs(1 | Subject)");
        List<LiveModel> live = List.of(
                plain.live(table),
                LinearMixedModel.of("distance ~ age + (1 | Subject)").live(table),
                structured.withFormula(Formula.parse("distance ~ age + Sex")).live(table),
                structured.withFormula(Formula.parse("distance ~ age * Sex")).live(table));
        ModelComparison comparison = ModelComparison.bootstrapped(
                List.of("line", "children", "sexes", "lines"), live, new BootstrapTest(50, 1, 2), Progress.NONE);
        assertEquals(
                1 / 51.0,
                comparison.models().stream()
                        .filter(model -> model.name().equals("children"))
                        .findFirst()
                        .orElseThrow()
                        .pBootstrap());
        assertTrue(
                comparison
                        .notes()
                        .contains("\"sexes\" has covariance structures, so there is no bootstrap test of it."),
                comparison.notes().toString());
    }
}
