package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.Landscape.State;

/** A search downhill: how near it comes, and when it is given up. */
class DescentTest {
    private final Workers workers = new Workers(1, Progress.NONE);

    @AfterEach
    void close() {
        workers.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1e-6, 1e-12})
    void itStopsWhereSoLittleIsLeftToGain(double tolerance) {
        Scene scene = new Scene(workers, "y ~ x + (x || g)", 2);
        double least = scene.optimum(1.5, 1.5).point().value();
        State end = scene.descent
                .run(
                        scene.at(4, 0.3),
                        List.of(),
                        tolerance,
                        scene.criterion.log().size())
                .orElseThrow();
        assertTrue(end.decrement() < tolerance);
        // the expected decrease is twice what a parabola has above its minimum
        assertTrue(end.point().value() >= least - 1e-9 && end.point().value() <= least + tolerance + 1e-9);
    }

    @Test
    void aSearchThatLeadsToAKnownOptimumEndsWithoutOne() {
        Scene scene = new Scene(workers, "y ~ x + (x || g)", 1);
        State known = scene.optimum(0.9, 0.6);
        int begun = scene.criterion.log().size();
        Optional<State> end = scene.descent.run(scene.at(2, 2), List.of(known), Descent.ROUGH, begun);
        assertTrue(end.isEmpty());
        // which is seen from a distance, before all that a search alone would take
        int beside = scene.criterion.log().size() - begun;
        begun = scene.criterion.log().size();
        scene.descent.run(scene.at(2, 2), List.of(), Descent.FINEST, begun);
        assertTrue(beside < scene.criterion.log().size() - begun);
    }

    @Test
    void aSearchThatCannotReachWhatIsKnownEndsWhereItIs() {
        Scene scene = new Scene(workers, "y ~ x + (1 | g)", 1);
        State optimum = scene.optimum(0.9);
        // another point that is lower by three, far away
        Point point = optimum.point();
        Point lower = new Point(
                new double[] {40},
                point.value() - 3,
                point.gradient(),
                point.half(),
                point.derivatives(),
                point.information());
        State known = scene.landscape.at(lower, optimum.multipliers());
        State start = scene.at(optimum.point().theta()[0] * 1.05);
        int evaluations = scene.criterion.log().size();
        State end = scene.descent
                .run(start, List.of(known), Descent.FINEST, evaluations)
                .orElseThrow();
        assertSame(start, end);
        assertEquals(evaluations, scene.criterion.log().size());
        // after so many evaluations beside it, it is not even an optimum of its own
        assertFalse(scene.descent
                .run(scene.at(30), List.of(known), Descent.FINEST, evaluations - 25)
                .isPresent());
    }

    /** A known point far away that is lower by so much, beside which so many evaluations were taken. */
    @ParameterizedTest
    @CsvSource({"4.5, 6", "4, 12", "1.5, 12", "1, 24", "0.5, 24", "-3, 24"})
    void theFurtherASearchIsBehindTheSoonerItIsGivenUp(double behind, int patience) {
        Scene scene = new Scene(workers, "y ~ x + (1 | g)", 1);
        State start = scene.at(6);
        assertTrue(start.decrement() > 2);
        State known = elsewhere(scene, start, behind);
        int now = scene.criterion.log().size();
        assertTrue(scene.descent
                .run(start, List.of(known), Descent.ROUGH, now - patience - 1)
                .isEmpty());
        assertEquals(now, scene.criterion.log().size());
        scene.descent.run(start, List.of(known), Descent.ROUGH, now - patience);
        assertTrue(scene.criterion.log().size() > now);
    }

    @Test
    void aSearchOnItsOwnIsNeverLate() {
        Scene scene = new Scene(workers, "y ~ x + (1 | g)", 1);
        State start = scene.at(6);
        int now = scene.criterion.log().size();
        assertTrue(
                scene.descent.run(start, List.of(), Descent.ROUGH, now - 1000).isPresent());
    }

    /** Returns a state at a theta of 40 that is lower than another by so much. */
    private static State elsewhere(Scene scene, State state, double lower) {
        return known(scene, state, 40, state.point().value() - lower);
    }

    private static State known(Scene scene, State state, double theta, double value) {
        Point point = state.point();
        Point other = new Point(
                new double[] {theta}, value, point.gradient(), point.half(), point.derivatives(), point.information());
        return scene.landscape.at(other, state.multipliers());
    }

    /** A tenth from the expected end: the same optimum if it is as high as expected, else another. */
    @ParameterizedTest
    @CsvSource({"0, true", "0.015, true", "-0.015, true", "0.2, false", "-0.2, false"})
    void anOptimumNearTheExpectedEndIsTheSameIfItIsAsHigh(double higher, boolean same) {
        Scene scene = new Scene(workers, "y ~ x + (1 | g)", 1);
        State optimum = scene.optimum(0.9);
        State state = scene.at(optimum.point().theta()[0] * 1.05);
        assertTrue(state.decrement() > 0.05 && state.decrement() < 0.5, () -> "decrement " + state.decrement());
        double[] step = scene.landscape.step(state, new double[1], state.turns());
        double[] end = scene.coordinates.moved(state.point().theta(), step, true, List.of());
        double theta = end[0];
        while (scene.boundary.distance(end, new double[] {theta}) < 0.1) {
            theta += 1e-4;
        }
        double expected = state.point().value() - 0.5 * state.decrement();
        State known = known(scene, state, theta, expected + higher);
        assertEquals(
                same,
                scene.descent
                        .run(
                                state,
                                List.of(known),
                                Descent.ROUGH,
                                scene.criterion.log().size())
                        .isEmpty());
    }

    /** Groups that differ by nothing: the variances are seen to be zero and set so, not made smaller and smaller. */
    @ParameterizedTest
    @CsvSource({"y ~ x + (1 | g), 1", "y ~ x + (x || g), 2"})
    void variancesThatAreNotThereAreSetToZeroAtOnce(String formula, int columns) {
        Scene scene = new Scene(workers, formula, 0);
        double[] ones = new double[columns];
        Arrays.fill(ones, 0.5);
        int begun = scene.criterion.log().size();
        State end = scene.descent
                .run(scene.at(ones), List.of(), Descent.ROUGH, begun)
                .orElseThrow();
        double atZero = scene.value(new double[columns]);
        assertTrue(end.point().value() <= atZero + 1e-9);
        for (double each : end.point().theta()) {
            assertTrue(each == 0 || Math.abs(each) > 0.05, () -> "theta " + each);
        }
        assertTrue(
                scene.criterion.log().size() - begun <= 8,
                () -> scene.criterion.log().size() + " evaluations");
    }

    @Test
    void aSumWithAMultipleLeavesWhatItIsMadeOf() {
        double[] a = {1, 2};
        assertArrayEquals(new double[] {-5, 4}, Descent.plus(a, new double[] {3, -1}, -2));
        assertArrayEquals(new double[] {1, 2}, a);
    }

    @Test
    void valuesAreNotExpectedToHaveMoreThanTenDigits() {
        Scene scene = new Scene(workers, "y ~ x + (1 | g)", 1);
        Point point = scene.at(0.9).point();
        assertEquals(Math.max(scene.criterion.rounding(), 1e-10 * point.value()), scene.descent.rounding(point));
    }
}
