package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.exact.Scenarios.Scenario;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * What must not change when the data are written down in another way, and what must change with them, for every kind of model.
 *
 * <p>1e-9 of the yardsticks of {@link Closeness}: rounding of the data and of sums over 300 rows is a thousand times smaller, and
 * a fit that depended on the way of writing would be off by far more.
 */
class EquivarianceTest {
    private static final double TOLERANCE = 1e-9;
    private static final Frame FRAME = Scenarios.frame();

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    static Stream<Scenario> shiftableScenarios() {
        return Scenarios.all().filter(Scenario::shiftable);
    }

    static Stream<Scenario> weightedScenarios() {
        return Scenarios.all().filter(scenario -> scenario.weights().isPresent());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void orderOfRowsDoesNotMatter(Scenario scenario) {
        MixedModel model = scenario.fit(FRAME);
        for (int seed = 0; seed < 3; seed++) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, FRAME.size()).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            int[] rows = order.stream().mapToInt(Integer::intValue).toArray();
            Closeness.of(TOLERANCE).assertSame(model, scenario.fit(FRAME.rows(rows)));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void labelsOfGroupsDoNotMatter(Scenario scenario) {
        // Reversed digits put the levels into another order.
        Frame relabelled = FRAME.relabel("g", EquivarianceTest::mirrored)
                .relabel("h", EquivarianceTest::mirrored)
                .relabel("k", EquivarianceTest::mirrored)
                .relabel("n", EquivarianceTest::mirrored);
        Closeness.of(TOLERANCE)
                .relabelled(EquivarianceTest::mirroredParts)
                .assertSame(scenario.fit(FRAME), scenario.fit(relabelled));
    }

    private static String mirrored(String label) {
        return new StringBuilder(label).reverse().append('!').toString();
    }

    private static String mirroredParts(String label) {
        return String.join(
                ":", Stream.of(label.split(":")).map(EquivarianceTest::mirrored).toList());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void scaleOfAPredictorDividesItsCoefficients(Scenario scenario) {
        MixedModel model = scenario.fit(FRAME);
        for (double unit : new double[] {1e-6, 0.3, 1e6}) {
            assertRescaled(model, scenario.fit(FRAME.map("x", x -> unit * x)), 0, unit);
        }
    }

    @ParameterizedTest
    @MethodSource("shiftableScenarios")
    void zeroOfAPredictorMovesTheInterceptOnly(Scenario scenario) {
        MixedModel model = scenario.fit(FRAME);
        for (double zero : new double[] {-1, 100}) {
            assertRescaled(model, scenario.fit(FRAME.map("x", x -> x + zero)), zero, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("shiftableScenarios")
    void celsiusAndFahrenheitAgree(Scenario scenario) {
        assertRescaled(scenario.fit(FRAME), scenario.fit(FRAME.map("x", x -> 32 + 1.8 * x)), 32, 1.8);
    }

    /** Asserts that {@code actual} is {@code expected} for x' = zero + unit x: by T from the new to the old coefficients. */
    private static void assertRescaled(MixedModel expected, MixedModel actual, double zero, double unit) {
        double perColumn = expected.method() == EstimationMethod.REML ? Math.log(unit) : 0;
        assertEquals(
                expected.statistics().logLikelihood() - perColumn,
                actual.statistics().logLikelihood(),
                TOLERANCE);
        assertEquals(expected.sigma(), actual.sigma(), TOLERANCE * expected.sigma());
        int x = expected.fixedEffects().indexOf("x");
        double[] beta = actual.fixedEffects().estimates();
        double[][] covariance = actual.fixedEffects().covariance();
        toOldUnits(beta, covariance, 0, x, zero, unit);
        for (int i = 0; i < beta.length; i++) {
            double error = expected.fixedEffects().standardError(i);
            assertEquals(
                    expected.fixedEffects().estimate(i),
                    beta[i],
                    gate(error, zero),
                    expected.fixedEffects().name(i));
            assertEquals(error, Math.sqrt(covariance[i][i]), gate(error, zero));
        }
        for (int f = 0; f < expected.groupingFactors().size(); f++) {
            assertRescaled(
                    expected.groupingFactors().get(f), actual.groupingFactors().get(f), zero, unit);
        }
    }

    /** Going back over a shift costs the digits that the shift is larger than the spread (1) of x. */
    private static double gate(double yardstick, double zero) {
        return TOLERANCE * yardstick * Math.max(1, Math.abs(zero));
    }

    private static void assertRescaled(GroupingFactor expected, GroupingFactor actual, double zero, double unit) {
        int x = expected.columns().indexOf("x");
        double[][] covariance = actual.covariance();
        toOldUnits(new double[covariance.length], covariance, 0, x, zero, unit);
        for (int j = 0; j < expected.width(); j++) {
            double sd = expected.standardDeviation(j);
            assertEquals(expected.variance(j), covariance[j][j], gate(sd * sd, zero), "variance");
            for (int g = 0; g < expected.size(); g++) {
                double[] effects = new double[expected.width()];
                for (int k = 0; k < effects.length; k++) {
                    effects[k] = actual.effect(g, k);
                }
                double[][] conditional = actual.conditionalCovariance(g);
                toOldUnits(effects, conditional, 0, x, zero, unit);
                assertEquals(expected.effect(g, j), effects[j], gate(sd, zero), "effect");
                assertEquals(
                        expected.conditionalCovariance(g, j, j),
                        conditional[j][j],
                        gate(sd * sd, zero),
                        "conditional variance");
            }
        }
    }

    /** b0 = b0' + zero b1', b1 = unit b1'; nothing to do where x is not among the columns. */
    private static void toOldUnits(double[] b, double[][] c, int intercept, int x, double zero, double unit) {
        if (x < 0) {
            return;
        }
        b[intercept] += zero * b[x];
        b[x] *= unit;
        for (int i = 0; i < b.length; i++) {
            c[intercept][i] += zero * c[x][i];
            c[x][i] *= unit;
        }
        for (int i = 0; i < b.length; i++) {
            c[i][intercept] += zero * c[i][x];
            c[i][x] *= unit;
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void unitOfTheResponseMultipliesEverything(Scenario scenario) {
        MixedModel model = scenario.fit(FRAME);
        for (double unit : new double[] {1e-6, 1e9}) {
            Frame scaled = FRAME.map("y", y -> unit * y).map("o", o -> unit * o);
            assertResponse(model, scenario.fit(scaled), 0, unit);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void zeroOfTheResponseMovesTheIntercept(Scenario scenario) {
        MixedModel model = scenario.fit(FRAME);
        for (double zero : new double[] {-3, 1000}) {
            assertResponse(model, scenario.fit(FRAME.map("y", y -> y + zero)), zero, 1);
        }
    }

    private static void assertResponse(MixedModel expected, MixedModel actual, double zero, double unit) {
        double df = expected.statistics().observations()
                - (expected.method() == EstimationMethod.REML
                        ? expected.fixedEffects().size()
                        : 0);
        assertEquals(
                expected.statistics().logLikelihood() - df * Math.log(unit),
                actual.statistics().logLikelihood(),
                10 * TOLERANCE);
        assertEquals(expected.sigma() * unit, actual.sigma(), TOLERANCE * unit * expected.sigma());
        for (int i = 0; i < expected.fixedEffects().size(); i++) {
            double error = unit * expected.fixedEffects().standardError(i);
            double estimate = unit * expected.fixedEffects().estimate(i) + (i == 0 ? zero : 0);
            assertEquals(estimate, actual.fixedEffects().estimate(i), TOLERANCE * error);
            assertEquals(error, actual.fixedEffects().standardError(i), TOLERANCE * error);
        }
        for (int f = 0; f < expected.groupingFactors().size(); f++) {
            GroupingFactor before = expected.groupingFactors().get(f);
            GroupingFactor after = actual.groupingFactors().get(f);
            for (int k = 0; k < before.width(); k++) {
                double sd = unit * before.standardDeviation(k);
                assertEquals(sd, after.standardDeviation(k), TOLERANCE * sd);
                for (int g = 0; g < before.size(); g++) {
                    assertEquals(unit * before.effect(g, k), after.effect(g, k), TOLERANCE * sd);
                    assertEquals(unit * before.conditionalSd(g, k), after.conditionalSd(g, k), TOLERANCE * sd);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("weightedScenarios")
    void unitOfTheWeightsMultipliesTheResidualVarianceOnly(Scenario scenario) {
        MixedModel model = scenario.fit(FRAME);
        MixedModel heavier = scenario.fit(FRAME.map("w", w -> 16 * w));
        assertEquals(4 * model.sigma(), heavier.sigma(), TOLERANCE * model.sigma());
        assertEquals(model.statistics().logLikelihood(), heavier.statistics().logLikelihood(), TOLERANCE);
        GroupingFactor before = model.groupingFactors().get(0);
        GroupingFactor after = heavier.groupingFactors().get(0);
        for (int k = 0; k < before.width(); k++) {
            assertEquals(before.variance(k), after.variance(k), TOLERANCE * before.variance(k));
        }
    }
}
