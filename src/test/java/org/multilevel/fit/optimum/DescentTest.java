package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
