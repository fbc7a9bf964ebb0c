package org.multilevel.glm.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.rows.Room;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.problem.GeneralisedFit;
import org.multilevel.glm.problem.GeneralisedProblem;
import org.multilevel.glm.problem.GeneralisedSampler;

/** Rows in a temporary file, and rows that stand for several, have the likelihood of all rows in memory. */
class ModelRowsTest {
    /** Enough for the nodes of quadrature, and not for the rows. */
    private static final Room NONE = new Room(500_000);

    private static final int ROWS = 6000;

    /** A table in which many rows are the same where x has few values. */
    private static MemoryTable table(String family, int values, boolean sorted) {
        SplittableRandom random = new SplittableRandom(7);
        double[] y = new double[ROWS];
        double[] x = new double[ROWS];
        double[] w = new double[ROWS];
        double[] o = new double[ROWS];
        double[] tiny = new double[ROWS];
        String[] g = new String[ROWS];
        String[] h = new String[ROWS];
        double[] effects = new double[40];
        for (int j = 0; j < effects.length; j++) {
            effects[j] = random.nextDouble() * 2 - 1;
        }
        for (int i = 0; i < ROWS; i++) {
            int group = sorted ? i / (ROWS / 40) : random.nextInt(40);
            int other = random.nextInt(5);
            x[i] = values == 0 ? random.nextDouble() : random.nextInt(values);
            w[i] = 1 + random.nextInt(2);
            tiny[i] = 1e-15 * i;
            o[i] = 0.5 * random.nextInt(2);
            g[i] = "g" + group;
            h[i] = "h" + other;
            double eta = -0.5 + 0.3 * x[i] + effects[group] + 0.2 * other + o[i];
            y[i] = switch (family) {
                case "binomial" -> random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
                case "gamma" -> Math.round(10 * Math.exp(eta) * (0.5 + random.nextDouble()) + 1);
                default -> Math.floor(Math.exp(eta) * (0.2 + 1.6 * random.nextDouble()) + random.nextDouble());
            };
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", w)
                .numeric("o", o)
                .numeric("tiny", tiny)
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    private static GeneralisedProblem problem(
            MemoryTable table, String formula, String family, Room room, boolean weighted, int threads) {
        DesignOptions options = weighted ? DesignOptions.DEFAULT.withWeights("w") : DesignOptions.DEFAULT;
        Design design = Design.of(Formula.parse(formula), table, options, Progress.NONE);
        return GeneralisedProblem.read(
                design,
                table,
                Distribution.parse(family),
                false,
                FitOptions.DEFAULT.withThreads(threads),
                room,
                Progress.NONE);
    }

    private static void assertSame(GeneralisedFit a, GeneralisedFit b, double tolerance) {
        assertEquals(
                a.fit().criterion(),
                b.fit().criterion(),
                tolerance * Math.abs(a.fit().criterion()));
        assertArrayEquals(a.fit().beta(), b.fit().beta(), tolerance);
        assertArrayEquals(a.fit().theta(), b.fit().theta(), tolerance);
        assertEquals(a.dispersion(), b.dispersion(), tolerance * a.dispersion());
        assertEquals(a.overdispersion(), b.overdispersion(), tolerance);
        assertEquals(a.nullMean(), b.nullMean(), tolerance);
        assertEquals(a.fit().notes(), b.fit().notes());
    }

    @ParameterizedTest
    @CsvSource({
        "binomial, y ~ x + (1 | g), 1",
        "binomial, y ~ x + (1 + x | g), 5",
        "binomial:cloglog, y ~ x + (1 | g) + (1 | h), 1",
        "poisson, y ~ x + offset(o) + (1 | g) + (1 | h), 1",
        "negative-binomial, y ~ x + (1 | g), 5",
        "gamma, y ~ x + (1 | g), 1",
        "gamma, y ~ x, 1"
    })
    void rowsInAFileGiveTheSameBitsAsRowsInMemory(String family, String formula, int points) {
        MemoryTable table = table(family.replaceAll(":.*", ""), 0, false);
        GeneralisedFit memory =
                problem(table, formula, family, Room.ofJava(), false, 1).fit(points);
        assertSame(memory, problem(table, formula, family, NONE, false, 1).fit(points), 0);
        assertSame(memory, problem(table, formula, family, NONE, false, 3).fit(points), 0);
    }

    @ParameterizedTest
    @CsvSource({
        "binomial, y ~ x + (1 | g), 1, false",
        "binomial, y ~ x + (1 + x | g), 5, true",
        "poisson, y ~ 1 + offset(o) + (1 | g) + (1 | h), 1, true",
        "negative-binomial, y ~ x + (1 | g), 5, false",
        "gamma, y ~ x + (1 | g), 1, true"
    })
    void rowsThatAreTheSameAreOneWithTheirLikelihood(String family, String formula, int points, boolean weighted) {
        MemoryTable table = table(family, 3, true);
        GeneralisedProblem together = problem(table, formula, family, Room.ofJava(), weighted, 1);
        assertTrue(together.heldRows() <= ROWS / 2, () -> together.heldRows() + " rows");
        GeneralisedFit merged = together.fit(points);
        GeneralisedFit apart = unmerged(table, formula, family, weighted).fit(points);
        assertEquals(
                apart.fit().criterion(),
                merged.fit().criterion(),
                1e-11 * Math.abs(apart.fit().criterion()));
        assertArrayEquals(apart.fit().beta(), merged.fit().beta(), 1e-6);
        assertArrayEquals(apart.fit().theta(), merged.fit().theta(), 1e-5);
        assertEquals(apart.overdispersion(), merged.overdispersion(), 1e-6);
        assertEquals(apart.fit().notes(), merged.fit().notes());
    }

    /** Offsets that differ in the last digits keep rows apart and change nothing else. */
    private static GeneralisedProblem unmerged(MemoryTable table, String formula, String family, boolean weighted) {
        GeneralisedProblem apart = problem(table, formula + " + offset(tiny)", family, Room.ofJava(), weighted, 1);
        assertEquals(ROWS, apart.heldRows());
        return apart;
    }

    @Test
    void quadratureForWhoseNodesThereIsNoMemoryIsRefusedOrRaisedNoFurther() {
        MemoryTable table = table("binomial", 0, false);
        MethodException refused = assertThrows(
                MethodException.class,
                () -> problem(table, "y ~ x + (1 + x | g)", "binomial", new Room(100_000), false, 1)
                        .fit(25));
        assertEquals(
                "Quadrature with 25 points takes about 1 MB for the 40 groups of g, which is more than a fair part of what Java may"
                        + " use; ask for fewer points or Laplace's approximation, or allow Java more with -Xmx (in KNIME: in"
                        + " knime.ini).",
                refused.getMessage());
        GeneralisedFit raised = problem(table, "y ~ x + (1 | g)", "binomial", new Room(25_000), false, 1)
                .fit(GeneralisedProblem.AUTOMATIC);
        assertTrue(
                raised.fit()
                        .notes()
                        .contains("Quadrature has 5 points in each direction, since there is no memory for more; the"
                                + " log-likelihood may still move."),
                raised.fit().notes()::toString);
        assertEquals(5, raised.points());
    }

    @Test
    void fewRowsAreKeptOfMany() {
        GeneralisedProblem sorted =
                problem(table("binomial", 3, true), "y ~ x + (1 | g)", "binomial", Room.ofJava(), false, 1);
        assertTrue(sorted.heldRows() <= 40 * 3 * 2, "outcomes, values and groups: " + sorted.heldRows());
        assertEquals(
                ROWS,
                problem(table("binomial", 0, true), "y ~ x + (1 | g)", "binomial", Room.ofJava(), false, 1)
                        .heldRows());
    }

    @Test
    void responsesAreDrawnForEveryRowThatARowStandsFor() {
        MemoryTable table = table("binomial", 3, true);
        GeneralisedProblem problem = problem(table, "y ~ x + (1 | g)", "binomial", Room.ofJava(), false, 1);
        GeneralisedFit fit = problem.fit(1);
        GeneralisedSampler sampler = problem.sampler(fit, Progress.NONE);
        int replicates = 60;
        double sum = 0;
        double squares = 0;
        for (int seed = 1; seed <= replicates; seed++) {
            double slope = sampler.refit(seed, Progress.NONE).orElseThrow().beta()[1];
            sum += slope;
            squares += slope * slope;
        }
        double mean = sum / replicates;
        double spread = Math.sqrt(squares / replicates - mean * mean);
        double error = Math.sqrt(fit.fit().betaCovariance()[1][1]);
        assertEquals(fit.fit().beta()[1], mean, 4 * error / Math.sqrt(replicates));
        // one draw for the ten to fifty rows that a row stands for would spread it several times as far
        assertEquals(error, spread, 0.4 * error);
    }

    @Test
    void questionsAreAnsweredFromTheFileToo() {
        MemoryTable table = table("poisson", 0, false);
        List<Double> answers = new ArrayList<>();
        for (Room room : List.of(Room.ofJava(), NONE)) {
            GeneralisedProblem problem = problem(table, "y ~ x + (1 | g) + (1 | h)", "poisson", room, false, 2);
            GeneralisedFit fit = problem.fit(1);
            Optional<Estimates> drawn = problem.sampler(fit, Progress.NONE).refit(3, Progress.NONE);
            Estimates without = problem.deletion(0, fit, Progress.NONE).without(2, Progress.NONE);
            double[][] covariance = problem.parameterCovariance(
                    List.of(new ProfiledParameter.StandardDeviation(0, 0)), fit, Progress.NONE);
            answers.add(drawn.orElseThrow().criterion() + without.criterion() + covariance[0][0]);
        }
        assertEquals(answers.get(0), answers.get(1));
    }

    @Test
    void readingTheFileStopsWhereItIsCancelled() {
        boolean[] stop = {false};
        Progress progress = new Progress() {
            @Override
            public void report(String activity, double fraction) {
                stop[0] |= activity.startsWith("fitting");
            }

            @Override
            public boolean isCancelled() {
                return stop[0];
            }
        };
        MemoryTable table = table("poisson", 0, false);
        Design design = Design.of(Formula.parse("y ~ x + (1 | g)"), table, DesignOptions.DEFAULT, Progress.NONE);
        GeneralisedProblem problem = GeneralisedProblem.read(
                design, table, Distribution.of(Family.POISSON), false, FitOptions.DEFAULT, NONE, progress);
        assertThrows(CancellationException.class, () -> problem.fit(1));
        assertFalse(problem.keptColumns().length == 0);
    }
}
