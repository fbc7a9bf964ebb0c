package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** The same bits on every run and with any number of threads. */
class DeterminismTest {
    /** A model and its data. */
    record Job(String name, LinearMixedModel model, Table table) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Job> jobs() {
        Table schools = Frame.read("hsb", "school").table();
        Table ratings = ratings();
        Table many = many();
        return Stream.of(
                job(
                        "HSB",
                        "mathach ~ ses + meanses + pracad + minority + female + (1 + minority | school)",
                        EstimationMethod.ML,
                        schools),
                job(
                        "HSB, three slopes",
                        "mathach ~ ses * meanses + (ses + minority + female | school)",
                        EstimationMethod.REML,
                        schools),
                job("ratings, crossed", "y ~ service + (1 | s) + (1 | d)", EstimationMethod.REML, ratings),
                job(
                        "ratings, crossed slopes",
                        "y ~ 1 + (1 | s) + (1 | d) + (service | dept)",
                        EstimationMethod.ML,
                        ratings),
                new Job(
                        "ratings, crossed, by iteration",
                        LinearMixedModel.of("y ~ service + (1 | s) + (1 | d) + (1 | dept)")
                                .withSolver(Solver.ITERATIVE),
                        ratings),
                new Job(
                        "ratings, crossed slopes, by iteration",
                        LinearMixedModel.of("y ~ service + (1 | s) + (1 + service | d)")
                                .withSolver(Solver.ITERATIVE),
                        ratings),
                job("5000 groups", "y ~ x + (x | g)", EstimationMethod.REML, many),
                job("5000 groups, intercepts", "y ~ x + (1 | g)", EstimationMethod.ML, many));
    }

    private static Job job(String name, String formula, EstimationMethod method, Table table) {
        return new Job(name + ": " + formula, LinearMixedModel.of(formula).withMethod(method), table);
    }

    /** Returns every tenth of the 73,421 ratings of InstEval, which are crossed in part only. */
    private static Table ratings() {
        Frame all = Frame.read("InstEval", "s", "d", "dept", "service");
        return all.rows(IntStream.range(0, all.size()).filter(i -> i % 10 == 0).toArray())
                .table();
    }

    private static Table many() {
        int rows = 30_000;
        Random random = new Random(5);
        int[] g = random.ints(rows, 0, 5000).toArray();
        double[] x = Noise.of(rows, 6);
        double[] level = Noise.of(5000, 7);
        double[] slope = Noise.of(5000, 8);
        double[] residual = Noise.of(rows, 9);
        return Frame.ofRows(rows)
                .with("x", x)
                .number("y", i -> 1 + x[i] + level[g[i]] + 0.5 * slope[g[i]] * x[i] + residual[i])
                .label("g", i -> "g" + g[i])
                .table();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void everyNumberIsTheSameBitsForOneAndTwoThreadsAndOnRepeatedRuns(Job job) throws JsonProcessingException {
        MixedModel first = job.model().withThreads(1).fit(job.table());
        for (int threads : new int[] {1, 2, 3}) {
            MixedModel again = job.model().withThreads(threads).fit(job.table());
            assertEquals(everything(first), everything(again), threads + " threads");
            assertSamePath(first, again);
        }
    }

    /** Returns the model file, which has every number in full precision, but the time that it took. */
    private static ObjectNode everything(MixedModel model) throws JsonProcessingException {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(model.toJson());
        assertEquals(true, document.has("seconds"));
        return document.without("seconds");
    }

    private static void assertSamePath(MixedModel expected, MixedModel actual) {
        assertEquals(expected.log().size(), actual.log().size());
        for (int i = 0; i < expected.log().size(); i++) {
            Evaluation a = expected.log().get(i);
            Evaluation b = actual.log().get(i);
            assertArrayEquals(a.theta(), b.theta());
            assertEquals(a.criterion(), b.criterion());
            assertEquals(a.gradientNorm(), b.gradientNorm());
        }
    }
}
