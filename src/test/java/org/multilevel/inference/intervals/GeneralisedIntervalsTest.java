package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.RowTable;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.inference.Inference;
import org.multilevel.inference.intervals.IntervalEstimates.Method;
import org.multilevel.inference.intervals.ParametricBootstrap.Kind;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.MixedModel;

/**
 * Intervals of generalised models: profiles against those of glmmTMB's objective, and lme4's where quadrature is used, with one parameter held at
 * a time ({@code reference-glmm/profile.R}); the bootstrap against what it estimates.
 */
class GeneralisedIntervalsTest {
    /** Of an interval's width: what the search for an end, and differences of lme4's criterion, leave. */
    private static final double ENDS = 5e-6;

    record Case(JsonNode of) {
        @Override
        public String toString() {
            return of.get("name").asText();
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                GeneralisedIntervalsTest.class.getResourceAsStream("/reference-glmm/profile.json"))) {
            JsonNode all = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(all.spliterator(), false).map(Case::new).toList().stream();
        }
    }

    private static Table table(String name, List<String> categorical) {
        try {
            return CsvTable.open(
                    Path.of(Objects.requireNonNull(
                                    GeneralisedIntervalsTest.class.getResource("/reference-glmm/" + name + ".csv"))
                            .toURI()),
                    CsvOptions.defaults().withCategorical(categorical));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final String COUNTS = "cbind(incidence, healthy) ~ period + (1 | herd)";

    private static LiveGeneralisedModel herds(String formula, String family) {
        return GeneralisedLinearMixedModel.of(formula, Distribution.parse(family))
                .live(table("cbpp", List.of("herd", "period")));
    }

    private static ParameterInterval named(List<ParameterInterval> intervals, String name) {
        return intervals.stream()
                .filter(interval ->
                        interval.parameter().replaceAll("[\\[\\]]", "").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is none of " + intervals));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void profileIntervalsAreThoseOfTheSameCriterionWithOneParameterHeld(Case reference) {
        JsonNode of = reference.of();
        List<String> categorical = new ArrayList<>();
        if (of.get("categorical").isArray()) {
            of.get("categorical").forEach(name -> categorical.add(name.asText()));
        } else {
            categorical.add(of.get("categorical").asText());
        }
        LiveGeneralisedModel live = GeneralisedLinearMixedModel.of(
                        of.get("formula").asText(),
                        Distribution.parse(
                                of.get("family").asText() + ":" + of.get("link").asText()))
                .withQuadrature(of.get("agq").asInt())
                .live(table(of.get("data").asText(), categorical));
        ProfileIntervals profile = ProfileIntervals.of(live, List.of(), 0.95, 2, Progress.NONE);
        assertEquals(of.get("intervals").size(), profile.intervals().size());
        for (JsonNode expected : of.get("intervals")) {
            String name = expected.get("parameter").asText().replaceFirst("^fixed:", "");
            ParameterInterval interval = named(profile.intervals(), name);
            if (expected.get("upper").isNumber() && expected.get("lower").isNumber()) {
                double lower = expected.get("lower").asDouble();
                double upper = expected.get("upper").asDouble();
                assertEquals(lower, interval.lower(), ENDS * (upper - lower), name);
                assertEquals(upper, interval.upper(), ENDS * (upper - lower), name);
            }
        }
    }

    @Test
    void anIntervalThatDoesNotEndSaysSo() {
        // counts that a Poisson distribution draws
        LiveGeneralisedModel live = GeneralisedLinearMixedModel.of(
                        "y ~ x + (1 | g)", Distribution.of(Family.NEGATIVE_BINOMIAL))
                .live(counts(new SplittableRandom(4), 0.5));
        ProfileIntervals profile = ProfileIntervals.of(live, List.of(), 0.95, 2, Progress.NONE);
        ParameterInterval size = named(profile.intervals(), "dispersion");
        assertEquals(Double.POSITIVE_INFINITY, size.upper());
        assertTrue(size.lower() > 0 && size.lower() < size.estimate());
        assertTrue(
                profile.notes()
                        .contains(
                                "The likelihood of dispersion stays so flat that its interval does not end on this side."),
                profile.notes()::toString);
    }

    @Test
    void aDeviationOfZeroHasAnIntervalThatBeginsThere() {
        LiveGeneralisedModel live = GeneralisedLinearMixedModel.of("y ~ x + (1 | g)", Distribution.of(Family.POISSON))
                .live(counts(new SplittableRandom(4), 0));
        ProfileIntervals profile = ProfileIntervals.of(live, List.of(), 0.95, 1, Progress.NONE);
        ParameterInterval deviation = named(profile.intervals(), "sd:g:(Intercept)");
        assertEquals(0, deviation.lower());
        assertTrue(deviation.upper() > 0.01 && deviation.upper() < 1, deviation::toString);
    }

    @Test
    void waldIntervalsOfDeviationsAreOnTheLogScale() {
        LiveGeneralisedModel live = herds(COUNTS, "binomial");
        IntervalEstimates wald =
                IntervalEstimates.Question.of(Method.WALD).ask(live, Inference.standard(), List.of(), Progress.NONE);
        ParameterInterval deviation = named(wald.intervals(), "sd:herd:(Intercept)");
        // glmmTMB 1.1.5: exp of the estimate of log sd and its standard error in sdreport, confint(fit, parm =
        // "theta_")
        assertEquals(0.3724, deviation.lower(), 1e-4);
        assertEquals(1.1076, deviation.upper(), 1e-4);
    }

    @Test
    void theSameSeedGivesTheSameBootstrapForAnyNumberOfThreads() {
        LiveGeneralisedModel live = herds(COUNTS, "binomial");
        ParametricBootstrap one = ParametricBootstrap.of(live, List.of(), Kind.PERCENTILE, 20, 7, 1, Progress.NONE);
        ParametricBootstrap three = ParametricBootstrap.of(live, List.of(), Kind.PERCENTILE, 20, 7, 3, Progress.NONE);
        assertEquals(
                List.of(
                        "(Intercept)",
                        "period[2]",
                        "period[3]",
                        "period[4]",
                        "sd:herd:(Intercept)",
                        "icc:herd",
                        "r2_marginal",
                        "r2_conditional"),
                one.names());
        for (int i = 0; i < one.names().size(); i++) {
            assertArrayEquals(one.of(i), three.of(i));
        }
        ParametricBootstrap other = ParametricBootstrap.of(live, List.of(), Kind.PERCENTILE, 20, 8, 3, Progress.NONE);
        assertTrue(other.value(0, 0) != one.value(0, 0));
    }

    /** Poisson with means about 20 in 30 groups: near normal, so the spread of replicates is that of Wald's standard errors. */
    @Test
    void theSpreadOfReplicatesIsThatOfStandardErrors() {
        int replicates = 300;
        LiveGeneralisedModel live = GeneralisedLinearMixedModel.of("y ~ x + (1 | g)", Distribution.of(Family.POISSON))
                .live(counts(new SplittableRandom(1), 0.5));
        ParametricBootstrap drawn =
                ParametricBootstrap.of(live, List.of(), Kind.PERCENTILE, replicates, 1, 2, Progress.NONE);
        MixedModel model = live.model();
        for (int j = 0; j < 2; j++) {
            double error = model.fixedEffects().standardError(j);
            assertEquals(error, drawn.standardError(j), 4 * error / Math.sqrt(2.0 * replicates));
            assertEquals(0, drawn.bias(j), 4 * error / Math.sqrt(replicates));
        }
    }

    /** 200 rows in 25 groups, x = -1, 0, 1, ... by turns. */
    private static Table counts(SplittableRandom random, double deviation) {
        double[] b = IntStream.range(0, 25)
                .mapToDouble(g -> deviation * random.nextGaussian())
                .toArray();
        int[] rows = IntStream.range(0, 200).toArray();
        double[] y = Arrays.stream(rows)
                .mapToDouble(i -> poisson(random, Math.exp(3 + 0.3 * (i / 25 % 3 - 1) + b[i % 25])))
                .toArray();
        return RowTable.<Integer>over(row -> Arrays.stream(rows).forEach(row::accept))
                .numeric("y", i -> y[i])
                .numeric("x", i -> i / 25 % 3 - 1)
                .categorical("g", i -> Optional.of("g" + i % 25))
                .build();
    }

    private static double poisson(SplittableRandom random, double mean) {
        double product = random.nextDouble();
        int count = 0;
        for (double limit = Math.exp(-mean); product > limit; count++) {
            product *= random.nextDouble();
        }
        return count;
    }

    /** Thirty tables drawn from known coefficients; each percentile interval of 60 replicates holds the slope or not. */
    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        int held = 0;
        int tables = 30;
        for (int set = 0; set < tables; set++) {
            LiveGeneralisedModel live = GeneralisedLinearMixedModel.of(
                            "y ~ x + (1 | g)", Distribution.of(Family.POISSON))
                    .live(counts(new SplittableRandom(100 + set), 0.5));
            ParameterInterval slope = ParametricBootstrap.of(
                            live, List.of(), Kind.PERCENTILE, 60, set, 2, Progress.NONE)
                    .intervals(Kind.PERCENTILE, 0.9)
                    .get(1);
            held += slope.lower() < 0.3 && 0.3 < slope.upper() ? 1 : 0;
        }
        // binomial with 30 trials and 0.9: fewer than 22 or 30 of 30 are less likely than 1 in 100 and 1 in 20
        assertTrue(held >= 22, "held " + held + " of " + tables);
    }

    @Test
    void replicatesWithoutAMaximumAreCountedAndLeftOut() {
        double[] y = {0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1};
        int[] rows = IntStream.range(0, 12).toArray();
        Table table = RowTable.<Integer>over(row -> Arrays.stream(rows).forEach(row::accept))
                .numeric("y", i -> y[i])
                .numeric("x", i -> i)
                .build();
        LiveGeneralisedModel live = GeneralisedLinearMixedModel.of("y ~ x", Distribution.of(Family.BINOMIAL))
                .live(table);
        ParametricBootstrap drawn = ParametricBootstrap.of(live, List.of(), Kind.PERCENTILE, 100, 1, 2, Progress.NONE);
        long none = Arrays.stream(drawn.of(1)).filter(Double::isNaN).count();
        assertTrue(none > 5 && none < 60, () -> none + " without estimates");
        assertTrue(
                drawn.notes()
                        .contains(none
                                + " of 100 bootstrap replicates have no estimates, because a predictor separates the outcomes that were"
                                + " drawn or all are the same; the intervals are of the others."),
                drawn.notes()::toString);
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        LiveGeneralisedModel live = herds(COUNTS, "binomial");
        assertEquals(
                "BCa intervals leave out one group after the other, which is for linear mixed models; ask for bc, percentile or"
                        + " basic.",
                assertThrows(
                                MethodException.class,
                                () -> ParametricBootstrap.of(live, List.of(), Kind.BCA, 10, 1, 1, Progress.NONE))
                        .getMessage());
        assertThrows(
                ModelException.class,
                () -> ParametricBootstrap.of(live, List.of(), Kind.BASIC, 0, 1, 1, Progress.NONE));
        LiveGeneralisedModel weighted = GeneralisedLinearMixedModel.of(
                        "y ~ trt + (1 | subject)", Distribution.of(Family.POISSON))
                .withWeights("w")
                .live(table("epil", List.of("trt", "subject")));
        assertEquals(
                "With prior weights (w) the distribution of a response is not known, so none can be drawn: leave the weights out, or"
                        + " ask for profile intervals.",
                assertThrows(
                                MethodException.class,
                                () -> ParametricBootstrap.of(weighted, List.of(), Kind.BASIC, 9, 1, 1, Progress.NONE))
                        .getMessage());
    }

    @Test
    void aUserStopsProfileAndBootstrap() {
        LiveGeneralisedModel live = herds(COUNTS, "binomial");
        Progress stopped = new Progress() {
            @Override
            public void report(String activity, double fraction) {
                // nobody reads it
            }

            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        assertThrows(CancellationException.class, () -> ProfileIntervals.of(live, List.of(), 0.95, 1, stopped));
        assertThrows(
                CancellationException.class,
                () -> ParametricBootstrap.of(live, List.of(), Kind.BASIC, 10, 1, 1, stopped));
    }

    @Test
    void aSavedModelIsFittedAgainToItsTableOnly() {
        Table table = table("cbpp", List.of("herd", "period"));
        MixedModel model = herds(COUNTS, "binomial").model();
        MixedModel again =
                LiveGeneralisedModel.again(model, table, 2, Progress.NONE).model();
        assertEquals(model.statistics().logLikelihood(), again.statistics().logLikelihood(), 1e-9);
        MixedModel other = herds("incidence ~ period + (1 | herd)", "poisson").model();
        Table changed = table("cbpp", List.of("herd", "period")); // the same file, other counts
        assertEquals(
                other.statistics().logLikelihood(),
                LiveGeneralisedModel.again(other, changed, 1, Progress.NONE)
                        .model()
                        .statistics()
                        .logLikelihood(),
                1e-9);
        assertThrows(ModelException.class, () -> LiveGeneralisedModel.again(model, doubled(table), 1, Progress.NONE));
    }

    /** Twice as many healthy ones. */
    private static Table doubled(Table table) {
        List<double[]> numbers = new ArrayList<>();
        List<String[]> labels = new ArrayList<>();
        table.scan(List.of("incidence", "healthy", "herd", "period"), Progress.NONE, batch -> {
            for (int i = 0; i < batch.size(); i++) {
                numbers.add(new double[] {batch.numbers(0)[i], 2 * batch.numbers(1)[i]});
                labels.add(new String[] {
                    batch.levels(2).label(batch.codes(2)[i]), batch.levels(3).label(batch.codes(3)[i])
                });
            }
        });
        return RowTable.<Integer>over(row -> IntStream.range(0, numbers.size()).forEach(row::accept))
                .numeric("incidence", i -> numbers.get(i)[0])
                .numeric("healthy", i -> numbers.get(i)[1])
                .categorical("herd", i -> Optional.of(labels.get(i)[0]))
                .categorical("period", i -> Optional.of(labels.get(i)[1]))
                .build();
    }
}
