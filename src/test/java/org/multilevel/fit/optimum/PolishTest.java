package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Landscape.State;
import org.multilevel.fit.optimum.Polish.End;

/** Newton's method at the end of a search: where it stops, and what it says of the point. */
class PolishTest {
    private static final String REPEATED = "y ~ x + (1 | g) + (0 + I(1 + 0 * x) | g)";

    private final Workers workers = new Workers(1, Progress.NONE);

    @AfterEach
    void close() {
        workers.close();
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), 0.8",
        "y ~ x + (x | g), 0.9 -0.2 0.7",
        "y ~ x + (x || g), 0.9 0.6",
        "y ~ x + (1 | g) + (1 | h), 0.9 0.6",
        "y ~ x + (x | g) + (1 | h), 0.9 -0.2 0.7 0.6"
    })
    void itEndsWhereNoStepToAnySideIsLower(String formula, String start) {
        Scene scene = new Scene(workers, formula, 2);
        Polish polish = scene.polish(0);
        State state = scene.at(numbers(start));
        State near = scene.descent.run(state, List.of(), Descent.ROUGH, 0).orElseThrow();
        End end = polish.newton(near);
        assertTrue(end.positive());
        assertTrue(end.decrement() <= polish.acceptable());
        assertTrue(end.isOptimum(polish.acceptable()));
        double[] theta = end.state().point().theta();
        // what is left to gain is half of gradient^2 / curvature, and curvatures are some tens here
        assertEquals(0, largest(end.state().gradient()), 1e-4);
        for (int k = 0; k < theta.length; k++) {
            for (double side : new double[] {0.02, -0.02}) {
                double[] beside = theta.clone();
                beside[k] += side;
                assertTrue(scene.value(beside) > end.state().point().value() + 1e-5);
            }
        }
        assertEquals(end.state().point().value(), scene.value(theta), 1e-9);
    }

    @Test
    void stepsThatNobodyAsksAboutEndAtTheSamePoint() {
        Scene scene = new Scene(workers, "y ~ x + (1 | g) + (1 | h)", 1);
        State near = scene.descent
                .run(scene.at(0.9, 0.6), List.of(), Descent.ROUGH, 0)
                .orElseThrow();
        Polish polish = scene.polish(0);
        State untested = polish.untested(near);
        assertTrue(untested.decrement() < 1e-9, () -> "decrement " + untested.decrement());
        double proved = polish.newton(near).state().point().value();
        assertEquals(proved, untested.point().value(), 1e-8);
    }

    /** Where the average information is the model, what the steps saw must prove the Hessian, and a look where they saw nothing. */
    @ParameterizedTest
    @CsvSource({"y ~ x + (1 | g) + (1 | h), 0.9 0.6", "y ~ x + (x | h) + (1 | g), 0.9 0.3 0.7 0.6"})
    void theAverageInformationLeadsToAnOptimumThatIsProved(String formula, String start) {
        Scene scene = new Scene(workers, formula, WrittenOut.crossed());
        State near = scene.descent
                .run(scene.at(numbers(start)), List.of(), Descent.ROUGH, 0)
                .orElseThrow();
        assertTrue(near.isInformed());
        int before = scene.criterion.log().size();
        End end = scene.polish(0).newton(near);
        assertTrue(end.isOptimum(scene.polish(0).acceptable()));
        List<String> phases = scene
                .criterion
                .log()
                .subList(before, scene.criterion.log().size())
                .stream()
                .map(Evaluation::phase)
                .toList();
        assertTrue(phases.stream().allMatch(phase -> phase.equals("polish") || phase.equals("hessian")));
        // one look where the steps saw nothing is enough, and the Hessian need not be found by differences
        assertEquals(1, phases.stream().filter(phase -> phase.equals("hessian")).count());
        assertEquals(0, largest(end.state().gradient()), 1e-3);
        double value = end.state().point().value();
        for (int k = 0; k < end.state().point().theta().length; k++) {
            for (double side : new double[] {0.02, -0.02}) {
                double[] beside = end.state().point().theta().clone();
                beside[k] += side;
                assertTrue(scene.value(beside) > value);
            }
        }
    }

    /** Of several factors with few levels the Hessian is one of differences, in steps after which the criterion is half a millionth higher. */
    @Test
    void differencesAreTakenWhereTheyRiseAboveRounding() {
        Scene scene = new Scene(workers, "y ~ x + (1 | g) + (1 | h)", 2);
        State near = scene.descent
                .run(scene.at(0.9, 0.6), List.of(), Descent.FINEST, 0)
                .orElseThrow();
        int before = scene.criterion.log().size();
        scene.polish(0).newton(near);
        List<Evaluation> steps = scene.criterion.log().stream()
                .skip(before)
                .filter(line -> line.phase().equals("hessian"))
                .toList();
        assertEquals(2, steps.size());
        for (Evaluation step : steps) {
            double rise = step.criterion() - near.point().value();
            assertTrue(rise > 1e-7 && rise < 2e-6, () -> "rise " + rise);
        }
    }

    @Test
    void onlyAnUpwardHessianWithNothingLeftToGainIsAnOptimum() {
        State state = new Scene(workers, "y ~ x + (1 | g)", 1).at(0.9);
        assertTrue(new End(state, true, 1e-8).isOptimum(1e-8));
        assertFalse(new End(state, true, 2e-8).isOptimum(1e-8));
        assertFalse(new End(state, false, 0).isOptimum(1e-8));
    }

    /** Near zero variance that wants to grow the criterion bends down; from there the lowest of four steps is taken. */
    @Test
    void whereTheHessianPointsDownNoStepIsTakenAndTheSearchLeavesAlongIt() {
        Scene scene = new Scene(workers, "y ~ x + (1 | g)", 1);
        Polish polish = scene.polish(0);
        State saddle = scene.at(0.02);
        End end = polish.newton(saddle);
        assertFalse(end.positive());
        assertEquals(0.02, end.state().point().theta()[0]);
        State beside = polish.offSaddle(end.state());
        double unit = scene.units.of(0);
        for (double side : new double[] {0.5, -0.5, 0.05, -0.05}) {
            double[] direction = end.state().curvature().mostNegativeDirection(new boolean[] {true});
            double moved = scene.value(new double[] {0.02 + side * unit * direction[0]});
            assertTrue(beside.point().value() <= moved + 1e-9);
        }
        assertTrue(beside.point().value() < saddle.point().value() - 0.1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void twoVariancesOfWhichTheDataTellTheSumAreAnOptimumIfOneFlatDirectionIsExpected(int freedom) {
        Scene scene = new Scene(workers, REPEATED, 1);
        State near = scene.descent
                .run(scene.at(0.8, 0.5), List.of(), Descent.FINEST, 0)
                .orElseThrow();
        assertEquals(freedom == 1, scene.polish(freedom).newton(near).positive());
    }

    /** A correlated term's steps have some per cent of a turn of lambda, which changes nothing. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), 0.8, 1, 0.01",
        "y ~ x + (x || g), 0.9 0.6, 2, 0.01",
        "y ~ x + (x | g), 0.9 -0.2 0.7, 3, 0.1"
    })
    void alongEachPrincipalDirectionTheCriterionRisesAsFarAsWasAsked(
            String formula, String start, int directions, double tolerance) {
        Scene scene = new Scene(workers, formula, 2);
        State optimum = scene.polish(0).newton(scene.optimum(numbers(start))).state();
        assertEquals(directions, Polish.directions(optimum));
        double rise = 1e-4;
        List<double[]> steps = scene.polish(0).principalSteps(optimum, rise);
        assertEquals(directions, steps.size());
        for (double[] step : steps) {
            double lower = optimum.point().value();
            double there = scene.polish(0).moved(optimum, step, 1).value() - lower;
            double back = scene.polish(0).moved(optimum, step, -1).value() - lower;
            // odd terms of the series cancel between the two sides
            assertEquals(rise, (there + back) / 2, tolerance * rise);
        }
    }
}
