package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.Landscape.State;
import org.multilevel.fit.optimum.RankDrop.Direction;

/** What is expected of the criterion around a point, against the criterion there. */
class LandscapeTest {
    private final Workers workers = new Workers(1, Progress.NONE);

    @AfterEach
    void close() {
        workers.close();
    }

    /** Of third order: a tenth of the step leaves a thousandth. */
    @ParameterizedTest
    @CsvSource({"y ~ x + (1 | g), 0.8", "y ~ x + (x | g), 0.9 -0.2 0.7", "y ~ x + (x || g), 0.9 0.6"})
    void theExpectedChangeIsRightToSecondOrder(String formula, String values) {
        Scene scene = new Scene(workers, formula, 1);
        double[] theta = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        State state = scene.optimum(theta);
        theta = state.point().theta();
        double[] error = new double[2];
        for (int t = 0; t < 2; t++) {
            double[] moved = theta.clone();
            for (int k = 0; k < moved.length; k++) {
                moved[k] += (k % 2 == 0 ? 0.05 : -0.03) * (t == 0 ? 1 : 0.1);
            }
            double change = scene.value(moved) - scene.value(theta);
            error[t] = Math.abs(change - scene.landscape.change(state, moved));
            assertTrue(error[t] < 0.3 * Math.abs(change), "expected " + change + " but for " + error[t]);
        }
        assertEquals(0, error[1], 3e-3 * error[0]);
    }

    @Test
    void aStepIsThatOfNewtonAndItsDecrementWhatItGains() {
        Scene scene = new Scene(workers, "y ~ x + (1 | g)", 1);
        State state = scene.at(0.9);
        double hessian = state.curvature().diagonal(0);
        double[] step = scene.landscape.step(state, new double[1], List.of());
        assertEquals(-state.gradient()[0] / hessian, step[0], 1e-9 * Math.abs(step[0]));
        assertEquals(state.gradient()[0] * state.gradient()[0] / hessian, state.decrement(), 1e-9 * state.decrement());
        assertTrue(state.isWhole());
        assertFalse(state.isInformed());
        // what is fixed is gone already, and the rest makes up for it
        double[] fixed = {0.25 * step[0]};
        assertArrayEquals(step, scene.landscape.step(state, fixed, List.of()), 1e-9);
        // nothing moves along what is held
        assertArrayEquals(fixed, scene.landscape.step(state, fixed, List.of(new double[] {1})), 1e-12);
    }

    @Test
    void theCriterionFallsAlongAStepAsFarAsItsBendSays() {
        Scene scene = new Scene(workers, "y ~ x + (1 | g)", 1);
        State state = scene.at(0.9);
        double[] newton = scene.landscape.step(state, new double[1], List.of());
        double[] quarter = {newton[0] / 4};
        assertEquals(4, scene.landscape.reach(state, quarter, 10), 1e-9);
        assertEquals(3, scene.landscape.reach(state, quarter, 3));
        assertEquals(1, scene.landscape.reach(state, new double[] {2 * newton[0]}, 10));
        assertEquals(
                1,
                new Scene(workers, "y ~ x + (1 | g) + (1 | h)", 1)
                        .landscape.reach(
                                new Scene(workers, "y ~ x + (1 | g) + (1 | h)", 1).at(0.9, 0.6),
                                new double[] {0.1, 0.1},
                                10));
    }

    /** At the optimum the model of the Hessian is that of differences, and a state beside it keeps it. */
    @Test
    void statesNearAnOptimumHaveNoMoreToGain() {
        Scene scene = new Scene(workers, "y ~ x + (x | g)", 1);
        State state = scene.optimum(0.9, 0, 0.7);
        assertEquals(0, state.decrement(), 1e-12);
        double[] theta = state.point().theta().clone();
        theta[0] += 1e-4;
        Point next = scene.criterion.evaluate(theta, "polish");
        State beside = scene.landscape.beside(state, next);
        assertTrue(beside.curvature() == state.curvature());
        assertTrue(beside.decrement() > 1e-10 && beside.decrement() < 1e-4);
        assertArrayEquals(scene.coordinates.gradient(next), beside.gradient());
        State known = scene.landscape.next(state, new double[scene.coordinates.size()], next);
        assertEquals(0, known.secants().size());
    }

    /** Without second derivatives the last six changes of gradient are remembered, and the model gives the last one. */
    @Test
    void whatStepsSawIsRemembered() {
        Scene scene = new Scene(workers, "y ~ x + (x | g) + (1 | h)", 1);
        double[] theta = {0.9, -0.2, 0.7, 0.6};
        State state = scene.at(theta);
        for (int i = 0; i < 8; i++) {
            double[] step = new double[4];
            step[i % 4] = 0.02;
            double[] moved = scene.coordinates.moved(state.point().theta(), step, false, List.of());
            State next = scene.landscape.next(state, step, scene.criterion.evaluate(moved, "search"));
            assertEquals(Math.min(6, i + 1), next.secants().size());
            Landscape.Secant last = next.secants().get(next.secants().size() - 1);
            assertArrayEquals(step, last.step());
            assertArrayEquals(Descent.plus(next.gradient(), state.gradient(), -1), last.change());
            double seen = SmallMatrices.dot(last.step(), last.change());
            double expected = next.curvature().squaredLength(step, next.free());
            // damping only adds to what the step saw
            assertTrue(expected >= seen * (1 - 1e-9), () -> "seen " + seen + ", modelled " + expected);
            state = next;
        }
    }

    /** Variance that grows from nothing is expected to go to slope over curvature, one direction at a time, within bounds. */
    @Test
    void whatWantsToGrowIsExpectedToReachItsMinimum() {
        Scene scene = new Scene(workers, "y ~ x + (x | g)", 1);
        State state = scene.at(0, 0, 0);
        Multipliers multipliers = state.multipliers();
        Term term = scene.model.layout.terms().get(0);
        Direction first = new Direction(term, new double[] {1, 0}, new double[0], 1);
        Direction second = new Direction(term, new double[] {0, 1}, new double[0], 1);
        double[] variance = scene.landscape.growth(state, multipliers, List.of(first, second));
        assertTrue(multipliers.along(first) < 0 && multipliers.along(second) < 0);
        double[] alone = new double[2];
        double[] gain = new double[2];
        Direction[] directions = {first, second};
        for (int i = 0; i < 2; i++) {
            double slope = multipliers.along(directions[i]);
            double curvature = scene.landscape.curvature(state.point(), directions[i], directions[i]);
            assertTrue(curvature > 0);
            alone[i] = Math.max(1e-6, Math.min(1, -slope / curvature));
            gain[i] = slope * slope / curvature;
        }
        int best = gain[0] > gain[1] ? 0 : 1;
        assertEquals(alone[best], variance[best], 1e-9);
        double slope = multipliers.along(directions[1 - best])
                + variance[best] * scene.landscape.curvature(state.point(), directions[1 - best], directions[best]);
        double other = slope < 0
                ? Math.max(
                        1e-6,
                        Math.min(
                                1,
                                -slope
                                        / scene.landscape.curvature(
                                                state.point(), directions[1 - best], directions[1 - best])))
                : 0;
        assertEquals(other, variance[1 - best], 1e-9);
        // without differences between groups nothing grows
        Scene none = new Scene(workers, "y ~ x + (1 | h)", 0);
        State still = none.at(0);
        Direction only = new Direction(none.model.layout.terms().get(0), new double[] {1}, new double[0], 1);
        double expected = still.multipliers().along(only) < 0 ? 1 : 0;
        double[] grown = none.landscape.growth(still, still.multipliers(), List.of(only));
        assertEquals(expected, Math.signum(grown[0]));
    }

    private static double[] outer(Direction direction, int q) {
        double[] square = new double[q * q];
        double[] v = direction.vector();
        int from = direction.term().from();
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                square[(from + i) * q + from + j] = v[i] * v[j];
            }
        }
        return square;
    }

    /** Returns the mixed second difference of the criterion along two changes of the covariance of the first factor. */
    private static double second(WrittenOut model, double[] theta, double[] one, double[] other) {
        double h = 1e-3;
        double sum = 0;
        for (int a : new int[] {-1, 1}) {
            for (int b : new int[] {-1, 1}) {
                double[][] g = model.relative(theta);
                g[0] = Descent.plus(Descent.plus(g[0], one, a * h), other, b * h);
                sum += a * b * model.criterion(g, true);
            }
        }
        return sum / (4 * h * h);
    }

    /** Differences of a function near 300 over 1e-3 squared are good to about 1e-5. */
    @ParameterizedTest
    @CsvSource({"0.2 0.7 -0.1 0.5, true", "0.2 9 -0.1 8, false"})
    void theCurvatureAlongDirectionsIsThatOfTheCriterion(String values, boolean upward) {
        Scene scene = new Scene(workers, "y ~ x + (0 + v | g) + (x | g)", 3);
        double[] theta = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        Point point = scene.at(theta).point();
        Direction v = new Direction(scene.model.layout.terms().get(0), new double[] {0.6}, new double[0], 1);
        Direction w = new Direction(scene.model.layout.terms().get(1), new double[] {0.5, -0.4}, new double[0], 1);
        double[] vv = outer(v, 3);
        double[] ww = outer(w, 3);
        assertEquals(second(scene.model, theta, vv, ww), scene.landscape.curvature(point, v, w), 1e-4);
        for (Direction each : List.of(v, w)) {
            double[] own = outer(each, 3);
            double exact = second(scene.model, theta, own, own);
            ExpectedInformation information = new ExpectedInformation(scene.model.products, scene.model.layout);
            double expected = exact > 0 ? exact : information.along(each, each, theta);
            assertEquals(expected, scene.landscape.curvature(point, each, each), 1e-4);
        }
        assertEquals(upward, second(scene.model, theta, ww, ww) > 0);
    }

    /** Where the average information is known it is the second order; at the boundary the expected information of each factor is. */
    @ParameterizedTest
    @CsvSource({"0.9 -0.2 0.7 0.6, true", "0.9 -0.2 0.7 0, false"})
    void ofSeveralFactorsTheSecondOrderIsOneOfTheInformations(String values, boolean informed) {
        Scene scene = new Scene(workers, "y ~ x + (x | h) + (1 | g)", WrittenOut.crossed());
        double[] theta = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        State state = scene.at(theta);
        assertEquals(informed, state.isInformed());
        double[] moved = {0.95, -0.1, 0.6, 0.7};
        double[][] before = scene.model.relative(theta);
        double[][] after = scene.model.relative(moved);
        double[][] changes = {Descent.plus(after[0], before[0], -1), Descent.plus(after[1], before[1], -1)};
        ExpectedInformation expected = new ExpectedInformation(scene.model.products, scene.model.layout);
        double sum = 0;
        for (int f = 0; f < 2; f++) {
            sum += SmallMatrices.dot(state.multipliers().of(f), changes[f]);
            for (int g = 0; g < 2; g++) {
                if (informed) {
                    sum += 0.5 * state.point().information().along(f, changes[f], g, changes[g]);
                } else if (f == g) {
                    sum += 0.5 * expected.along(f, changes[f], theta);
                }
            }
        }
        assertEquals(sum, scene.landscape.change(state, moved), 1e-9 * Math.abs(sum));
    }
}
