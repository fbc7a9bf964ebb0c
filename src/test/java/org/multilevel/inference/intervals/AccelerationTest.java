package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.ModelException;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.inference.intervals.ParametricBootstrap.Kind;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;

/** BCa intervals: accelerations against lme4's refits without each group, ends against those of R's package boot ({@code bca.R}). */
class AccelerationTest {
    private static final LiveModel SLEEPSTUDY =
            LinearMixedModel.of("Reaction ~ Days + (Days | Subject)").live(Samples.sleepstudy());
    private static final LiveModel PASTES =
            LinearMixedModel.of("strength ~ 1 + (1 | batch/cask)").live(Samples.table("Pastes", "batch", "cask"));

    /** 1e-5 of skewness, which is what lme4's optimiser leaves. */
    @ParameterizedTest
    @CsvFileSource(resources = "/reference/bca-acceleration.csv", numLinesToSkip = 1)
    void accelerationsAreThoseOfLme4sRefits(String model, String parameter, double acceleration) {
        LiveModel live = model.equals("Pastes") ? PASTES : SLEEPSTUDY;
        BootstrapQuantities quantities = BootstrapQuantities.of(live, List.of());
        double[] found = Acceleration.of(live, quantities, 2, Progress.NONE);
        int position = quantities.names().indexOf(parameter);
        assertTrue(position >= 0, () -> parameter + " is not among " + quantities.names());
        assertEquals(acceleration, found[position], 1e-5);
    }

    /** 2e-3 of the width: boot interpolates quantiles on the normal scale. */
    @ParameterizedTest
    @CsvFileSource(resources = "/reference/bca-ends.csv", numLinesToSkip = 1)
    void endsAreThoseOfBoot(double estimate, double acceleration, double level, double lower, double upper) {
        double[] replicates = IntStream.range(0, 999)
                .mapToDouble(i -> -Math.log1p(-(i + 0.5) / 999))
                .toArray();
        double[] ends = ParametricBootstrap.corrected(replicates, estimate, acceleration, level);
        assertEquals(lower, ends[0], 2e-3 * (upper - lower));
        assertEquals(upper, ends[1], 2e-3 * (upper - lower));
    }

    @Test
    void isZeroWhereGroupsChangeNothing() {
        assertEquals(0, Acceleration.of(new double[] {2, 2, 2}), 0);
        assertEquals(0, Acceleration.of(new double[0]), 0);
    }

    @Test
    void acceleratedIntervalsDifferFromThoseOfBcOnlyByIt() {
        ParametricBootstrap bootstrap =
                ParametricBootstrap.of(SLEEPSTUDY, List.of(), Kind.BCA, 200, 3, 2, Progress.NONE);
        ParameterInterval bc = bootstrap.intervals(Kind.BC, 0.95).get(5);
        ParameterInterval bca = bootstrap.intervals(Kind.BCA, 0.95).get(5);
        assertEquals("sd:Residual", bca.parameter());
        // the acceleration is positive, so both ends move up
        assertTrue(bca.lower() > bc.lower() && bca.upper() >= bc.upper(), () -> bc + " " + bca);
        assertEquals("bootstrap bca", bca.method());
    }

    @Test
    void withoutIndependentGroupsThereAreNone() {
        Table penicillin = Samples.table("Penicillin", "plate", "sample");
        assertRefused(
                "BCa intervals leave out one independent group after the other, and plate and sample cross, so that no group is"
                        + " independent of the others; choose bc.",
                LinearMixedModel.of("diameter ~ 1 + (1 | plate) + (1 | sample)").live(penicillin));
        assertRefused(
                "BCa intervals leave out one group after the other, and the model has no groups; choose bc.",
                LinearMixedModel.of("Reaction ~ Days").live(Samples.sleepstudy()));
    }

    private static void assertRefused(String sentence, LiveModel live) {
        ModelException refused = assertThrows(
                ModelException.class, () -> ParametricBootstrap.of(live, List.of(), Kind.BCA, 20, 1, 1, Progress.NONE));
        assertEquals(sentence, refused.getMessage());
    }

    /** Residuals that share one correlation are those of a random intercept: without a subject both models move alike. */
    @Test
    void residualsOfCompoundSymmetryHaveTheAccelerationOfARandomIntercept() {
        CsvTable table = CsvTable.open(ReferenceCases.FOLDER.resolve("orthodont.csv"), CsvOptions.defaults());
        double[] intercept = acceleration(LinearMixedModel.of("distance ~ age * Sex + (1 | Subject)"), table);
        double[] together =
                acceleration(LinearMixedModel.of("distance ~ age * Sex").withResidual("cs(1 | Subject)"), table);
        for (int j = 0; j < 4; j++) {
            assertEquals(intercept[j], together[j], 1e-6);
        }
    }

    @Test
    void groupsThatCrossTheSubjectsOfResidualsAreNotIndependent() {
        LinearMixedModel model = ReferenceCases.specified(ReferenceCases.model("design-32"));
        assertEquals(
                "BCa intervals leave out one independent group after the other, and the model's groups and the subjects of its"
                        + " residuals cross, so that no group is independent of the others; choose bc.",
                assertThrows(
                                ModelException.class,
                                () -> acceleration(model, ReferenceCases.table(ReferenceCases.model("design-32"))))
                        .getMessage());
    }

    private static double[] acceleration(LinearMixedModel model, CsvTable table) {
        LiveModel live = model.live(table);
        return Acceleration.of(live, BootstrapQuantities.of(live, List.of()), 1, Progress.NONE);
    }

    /** A search that begins where a standard deviation is zero, where its slope is zero too, must leave it as often as not. */
    @Test
    void replicatesLeaveAVarianceOfZero() {
        int n = 240;
        Random random = new Random(11);
        double[] y = random.doubles(n, -1, 1).toArray();
        double[] time = IntStream.range(0, n).mapToDouble(r -> r % 8).toArray();
        String[] id = IntStream.range(0, n).mapToObj(r -> "s" + r / 8).toArray(String[]::new);
        for (int s = 0; s < n; s += 8) {
            double mean = 0;
            for (int r = s; r < s + 8; r++) {
                mean += y[r] / 8;
            }
            for (int r = s; r < s + 8; r++) {
                y[r] -= mean; // subjects are more alike than rows: the variance between them is zero
            }
        }
        LiveModel live = LinearMixedModel.of("y ~ 1 + (1 | id)")
                .withResidual("ar1(time | id)")
                .live(MemoryTable.builder()
                        .numeric("y", y)
                        .numeric("time", time)
                        .categorical("id", id)
                        .build());
        assertEquals(0, live.model().groupingFactors().get(0).standardDeviation(0), 1e-3);
        ParametricBootstrap bootstrap = ParametricBootstrap.of(live, 60, 5, 1, Progress.NONE);
        int position = bootstrap.names().indexOf("sd:id:(Intercept)");
        long away =
                Arrays.stream(bootstrap.of(position)).filter(sd -> sd > 0.01).count();
        assertTrue(away > 8 && away < 45, () -> away + " of 60 are away from zero");
    }
}
