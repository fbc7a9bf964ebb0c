package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.problem.VarianceSpectrum;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;

/** Exact tests of a variance, against RLRsim 3.1-8 ({@code reference/exact.R}). */
class ExactVarianceTestTest {
    private static final int DRAWS = 100_000;

    @ParameterizedTest(name = "{1} against {2}")
    @CsvFileSource(resources = "/reference/exact.csv", numLinesToSkip = 1, emptyValue = "")
    void pIsThatOfRlrsim(String file, String formula, String none, double statistic, double p) {
        String data = file.replace(".csv", "");
        boolean restricted = none.isEmpty();
        LiveModel live = LinearMixedModel.of(formula)
                .withMethod(restricted ? EstimationMethod.REML : EstimationMethod.ML)
                .live(data.equals("ergoStool") ? Samples.table(data, "Subject") : Samples.table(data));
        ExactVarianceTest test =
                ExactVarianceTest.of(live).withReplicates(DRAWS).withSeed(7);
        ExactVarianceTest.Result result = restricted
                ? test.test(Progress.NONE)
                : test.against(Samples.fit(none, EstimationMethod.ML, Samples.table(data)), Progress.NONE);
        // lme4's default optimum
        assertEquals(statistic, result.statistic(), 1e-6 * statistic);
        // four standard errors of the difference of two parts of 100,000 draws each
        assertEquals(p, result.pValue(), 4 * Math.sqrt(2 * p * (1 - p) / DRAWS));
        assertEquals(DRAWS, result.replicates());
    }

    @Test
    void manyGroupsOfFewSizesAreOnlyAsManyEigenvaluesAsTheSizesAsk() {
        LiveModel live = LinearMixedModel.of("mathach ~ ses + (1 | school)").live(Samples.table("hsb", "school"));
        VarianceSpectrum spectrum = VarianceSpectrum.of(live.problem());
        assertEquals(160, Arrays.stream(spectrum.withinCounts()).sum());
        assertEquals(160, Arrays.stream(spectrum.wholeCounts()).sum());
        // the intercept is seen by all schools together
        assertEquals(0, spectrum.within()[0], 1e-10);
        double trace = 0;
        for (int s = 0; s < spectrum.whole().length; s++) {
            trace += spectrum.whole()[s] * spectrum.wholeCounts()[s];
        }
        assertEquals(7185, trace, 1e-9);
        assertEquals(0, ExactVarianceTest.of(live).test(Progress.NONE).pValue());
    }

    @Test
    void theSameSeedGivesTheSameP() {
        LiveModel live = LinearMixedModel.of("Yield ~ 1 + (1 | Batch)").live(Samples.table("Dyestuff"));
        assertEquals(
                ExactVarianceTest.of(live).test(Progress.NONE),
                ExactVarianceTest.of(live).test(Progress.NONE));
        assertTrue(
                ExactVarianceTest.of(live).withReplicates(1).test(Progress.NONE).pValue() <= 1);
        assertThrows(
                IllegalArgumentException.class, () -> ExactVarianceTest.of(live).withReplicates(0));
    }

    @Test
    void aVarianceOfZeroNeedsNoDraws() {
        LiveModel live = LinearMixedModel.of("Yield ~ 1 + (1 | Batch)").live(Samples.table("Dyestuff2"));
        assertEquals(1, ExactVarianceTest.of(live).test(Progress.NONE).pValue());
    }

    @Test
    void severalVariancesHaveNoExactTest() {
        LiveModel live = LinearMixedModel.of("strength ~ 1 + (1 | batch/cask)").live(Samples.table("Pastes"));
        assertEquals(
                "The exact test of a variance is for a model with one random term of one column, such as (1 | g); for this one use the"
                        + " boundary p of a comparison, or a bootstrap.",
                assertThrows(
                                ModelException.class,
                                () -> ExactVarianceTest.of(live).test(Progress.NONE))
                        .getMessage());
    }

    @Test
    void theOtherModelMustBeASpecialCase() {
        LiveModel live = LinearMixedModel.of("strength ~ 1 + (1 | batch)")
                .withMethod(EstimationMethod.ML)
                .live(Samples.table("Pastes"));
        assertTrue(assertThrows(
                        ModelException.class,
                        () -> ExactVarianceTest.of(live)
                                .against(
                                        Samples.fit("strength ~ cask", EstimationMethod.ML, Samples.table("Pastes")),
                                        Progress.NONE))
                .getMessage()
                .startsWith("The exact test compares strength ~ 1 + (1 | batch) with a model without random terms"));
    }

    @Test
    void progressMayStopIt() {
        LiveModel live = LinearMixedModel.of("Yield ~ 1 + (1 | Batch)").live(Samples.table("Dyestuff"));
        Progress stopped = new Progress() {
            private boolean reached;

            @Override
            public void report(String activity, double fraction) {
                reached |= activity.equals("exact test");
            }

            @Override
            public boolean isCancelled() {
                return reached;
            }
        };
        assertThrows(
                CancellationException.class, () -> ExactVarianceTest.of(live).test(stopped));
    }
}
