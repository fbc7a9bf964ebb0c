package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;
import org.multilevel.error.MethodException;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.problem.GeneralisedProblem;

/** A generalised model as a program uses it: saved and read back, on several threads, stopped, with wrong options. */
class GeneralisedLinearMixedModelTest {
    private static final Table TABLE = table();

    @TempDir
    Path folder;

    private static Table table() {
        Random random = new Random(8);
        int n = 5000;
        double[] y = new double[n];
        double[] count = new double[n];
        double[] size = new double[n];
        double[] share = new double[n];
        double[] cost = new double[n];
        double[] x = new double[n];
        String[] answer = new String[n];
        String[] g = new String[n];
        String[] h = new String[n];
        double[] own = random.doubles(60, -1, 1).toArray();
        for (int i = 0; i < n; i++) {
            int group = random.nextInt(60);
            x[i] = random.nextGaussian();
            g[i] = "g" + group;
            h[i] = "h" + random.nextInt(15);
            double mean = 1 / (1 + Math.exp(-0.5 * x[i] - own[group]));
            y[i] = random.nextDouble() < mean ? 1 : 0;
            answer[i] = y[i] == 1 ? "yes" : "no";
            size[i] = 1 + random.nextInt(4);
            share[i] = y[i] == 1 ? 1 : 0;
            count[i] = random.nextInt(3) + (random.nextDouble() < mean ? 2 : 0);
            cost[i] = mean * (0.1 - Math.log(random.nextDouble()));
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("count", count)
                .numeric("size", size)
                .numeric("share", share)
                .numeric("cost", cost)
                .numeric("x", x)
                .categorical("answer", answer)
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    private static GeneralisedLinearMixedModel of(String formula, String family) {
        return GeneralisedLinearMixedModel.of(formula, Distribution.parse(family));
    }

    /** Returns all numbers of a model. */
    private static double[] numbers(MixedModel model) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < model.fixedEffects().size(); i++) {
            numbers.add(model.fixedEffects().estimate(i));
            numbers.add(model.fixedEffects().standardError(i));
        }
        for (GroupingFactor factor : model.groupingFactors()) {
            for (int k = 0; k < factor.width(); k++) {
                numbers.add(factor.standardDeviation(k));
                for (int level = 0; level < factor.levels().size(); level++) {
                    numbers.add(factor.effect(level, k));
                    numbers.add(factor.conditionalCovariance(level, k, k));
                }
            }
        }
        numbers.add(model.statistics().logLikelihood());
        numbers.add(model.generalised().orElseThrow().dispersion());
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ x + (1 + x | g) + (1 | h); binomial; 1",
                "y ~ x + (1 | g); binomial:probit; 7",
                "count ~ x + (1 + x | g); negative-binomial; 3",
                "cost ~ x + (1 | g); gamma; 1"
            })
    void resultsAreTheSameBitsForAnyNumberOfThreads(String formula, String family, int points) {
        GeneralisedLinearMixedModel model = of(formula, family).withQuadrature(points);
        double[] one = numbers(model.withThreads(1).fit(TABLE));
        assertArrayEquals(one, numbers(model.withThreads(4).fit(TABLE)), 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "answer ~ x + (1 | g); binomial:probit; 5",
                "count ~ x + (1 + x | g); negative-binomial; 1",
                "cost ~ x + (1 | g) + (1 | h); gamma; 1"
            })
    void aModelFileGivesAllOfItBack(String formula, String family, int points) throws IOException {
        MixedModel model = of(formula, family).withQuadrature(points).fit(TABLE);
        Path file = folder.resolve("model.json");
        model.save(file);
        assertTrue(Files.readString(file).replaceAll("\\s", "").contains("\"version\":3"));
        MixedModel read = MixedModel.load(file);
        assertArrayEquals(numbers(model), numbers(read), 0);
        assertEquals(model.generalised(), read.generalised());
        Generalised generalised = read.generalised().orElseThrow();
        assertEquals(Distribution.parse(family), generalised.distribution());
        assertEquals(points, generalised.points());
        assertArrayEquals(linearPredictors(model), linearPredictors(read), 0);
    }

    private static double[] linearPredictors(MixedModel model) {
        List<Double> values = new ArrayList<>();
        model.predictor().predict(TABLE, Progress.NONE, some -> {
            for (int i = 0; i < some.size(); i++) {
                values.add(some.conditional(i));
            }
        });
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void aFileOfAVersionToComeIsRefusedAsAnOlderProgramRefusesThisOne() throws IOException {
        Path file = folder.resolve("model.json");
        of("y ~ x + (1 | g)", "binomial").fit(TABLE).save(file);
        String text = Files.readString(file);
        Path later =
                Files.writeString(folder.resolve("later.json"), text.replaceFirst("(\"version\"\\s*:\\s*)3", "$16"));
        assertEquals(
                later
                        + " is a model file of format version 6, but this program reads versions up to 5: open it with a newer"
                        + " version of Multilevel.",
                assertThrows(DataException.class, () -> MixedModel.load(later)).getMessage());
    }

    @Test
    void aGeneralisedModelDoesNotPassForALinearOne() throws IOException {
        Path file = folder.resolve("model.json");
        of("y ~ x + (1 | g)", "binomial").fit(TABLE).save(file);
        String text = Files.readString(file);
        Path earlier =
                Files.writeString(folder.resolve("earlier.json"), text.replaceFirst("(\"version\"\\s*:\\s*)3", "$11"));
        String sentence = assertThrows(DataException.class, () -> MixedModel.load(earlier))
                .getMessage();
        assertTrue(sentence.contains("damaged model file"), sentence);
    }

    /** Asks to stop from look number {@code last} on. */
    private static final class StopAtLook implements Progress {
        private final long last;
        private final AtomicLong looks = new AtomicLong();

        StopAtLook(long last) {
            this.last = last;
        }

        @Override
        public void report(String activity, double fraction) {}

        @Override
        public boolean isCancelled() {
            return looks.incrementAndGet() >= last;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aFitEndsWhereverItIsAskedToStop(int points) {
        GeneralisedLinearMixedModel model =
                of("y ~ x + (1 | g)", "binomial").withQuadrature(points).withThreads(3);
        StopAtLook never = new StopAtLook(Long.MAX_VALUE);
        model.withProgress(never).fit(TABLE);
        long all = never.looks.get();
        for (int k = 1; k <= 8; k++) {
            StopAtLook stop = new StopAtLook(Math.max(1, all * k / 10));
            assertThrows(
                    CancellationException.class, () -> model.withProgress(stop).fit(TABLE));
            long after = stop.looks.get() - stop.last;
            assertTrue(after <= 3, () -> "looked " + after + " more times after it was asked to stop");
        }
    }

    @Test
    void automaticPointsAreTold() {
        MixedModel model = of("y ~ x + (1 | g)", "binomial")
                .withQuadrature(GeneralisedProblem.AUTOMATIC)
                .fit(TABLE);
        assertTrue(model.generalised().orElseThrow().points() > 1);
        assertTrue(
                model.notes().toString().contains("more of them do not move the log-likelihood"),
                model.notes()::toString);
    }

    @Test
    void theOtherLabelTurnsTheSignsAround() {
        MixedModel yes = of("answer ~ x + (1 | g)", "binomial").fit(TABLE);
        MixedModel no = of("answer ~ x + (1 | g)", "binomial").withEvent("no").fit(TABLE);
        assertEquals("yes", yes.generalised().orElseThrow().event().orElseThrow());
        assertEquals("no", no.generalised().orElseThrow().event().orElseThrow());
        for (int i = 0; i < 2; i++) {
            // the same likelihood, whose optimum is found to a gradient near 1e-6
            assertEquals(yes.fixedEffects().estimate(i), -no.fixedEffects().estimate(i), 1e-6);
        }
    }

    @Test
    void everyWayToSayYesOrNoIsTheSameModel() {
        double[] expected = numbers(of("y ~ x + (1 | g)", "binomial").fit(TABLE));
        assertArrayEquals(
                expected, numbers(of("answer ~ x + (1 | g)", "binomial").fit(TABLE)), 1e-9);
        assertArrayEquals(
                expected,
                numbers(of("cbind(y, 1 - y) ~ x + (1 | g)", "binomial").fit(TABLE)),
                1e-9);
        MixedModel trials =
                of("share ~ x + (1 | g)", "binomial").withTrials("size").fit(TABLE);
        MixedModel counts = of("cbind(share * size, size - share * size) ~ x + (1 | g)", "binomial")
                .fit(TABLE);
        assertArrayEquals(numbers(counts), numbers(trials), 1e-9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binom | The family is binom; it must be one of binomial, poisson, negative-binomial, gamma",
                "poisson:logit | The family poisson has no link logit; it has log.",
                "gamma:sqrt | The family gamma has no link sqrt; it has log, inverse."
            })
    void aFamilyThatThereIsNotIsRefused(String family, String sentence) {
        String found = assertThrows(MethodException.class, () -> Distribution.parse(family))
                .getMessage();
        assertTrue(found.startsWith(sentence), found);
    }
}
