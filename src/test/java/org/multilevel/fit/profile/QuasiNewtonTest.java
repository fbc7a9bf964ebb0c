package org.multilevel.fit.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.multilevel.fit.profile.QuasiNewton.Objective;
import org.multilevel.fit.profile.QuasiNewton.State;

class QuasiNewtonTest {
    private static final double[] SIZES = {1, 1, 1};

    /** A quadratic with its minimum 3 at (1, 2), whatever the third is. */
    private static double quadratic(double[] at, double[] gradient) {
        double x = at[0] - 1;
        double y = at[1] - 2;
        gradient[0] = 4 * x + y;
        gradient[1] = x + 2 * y;
        gradient[2] = 0;
        return 3 + 2 * x * x + x * y + y * y;
    }

    @Test
    void theHessianAtTheStartIsThatOfDifferencedGradients() {
        State start = new QuasiNewton(QuasiNewtonTest::quadratic).start(new double[] {3, 3, 9}, SIZES);
        assertEquals(3 + 8 + 2 + 1, start.value());
        assertArrayEquals(new double[] {9, 4, 0}, start.gradient());
        assertEquals(4, start.curvature().diagonal(0), 1e-9);
        assertEquals(2, start.curvature().diagonal(1), 1e-9);
        assertEquals(0, start.curvature().diagonal(2));
        // Newton's step leads to the minimum
        double[] step = start.curvature().step(start.gradient(), new boolean[] {true, true, false});
        assertArrayEquals(new double[] {-2, -1, 0}, step, 1e-8);
    }

    /** At (3, 1) nothing is to be gained along the second coordinate alone. */
    @Test
    void aCoordinateThatMatteredNotAtTheStartMayMatterBesideIt() {
        State start = new QuasiNewton(QuasiNewtonTest::quadratic).start(new double[] {3, 1, 9}, SIZES);
        assertEquals(0, start.gradient()[1]);
        assertEquals(2, start.curvature().diagonal(1), 1e-9);
        assertEquals(0, start.curvature().diagonal(2));
        State end = new QuasiNewton(QuasiNewtonTest::quadratic).minimise(start);
        assertArrayEquals(new double[] {1, 2, 9}, end.at(), 1e-6);
    }

    @Test
    void coordinatesAreMovedByTheirSizes() {
        double[] most = new double[3];
        Objective objective = (at, gradient) -> {
            for (int k = 0; k < 3; k++) {
                most[k] = Math.max(most[k], Math.abs(at[k]));
            }
            return quadratic(at, gradient);
        };
        new QuasiNewton(objective).start(new double[3], new double[] {1, 0.1, 100});
        assertArrayEquals(new double[] {1e-4, 1e-5, 1e-2}, most, 1e-12);
    }

    /** Beyond 3 the function is not defined. */
    @Test
    void whereItIsNotDefinedTheHessianIsAGuess() {
        Objective objective = (at, gradient) -> {
            double value = quadratic(at, gradient);
            return at[0] > 3 ? Double.POSITIVE_INFINITY : value;
        };
        State start = new QuasiNewton(objective).start(new double[] {3, 3, 9}, SIZES);
        assertEquals(1, start.curvature().diagonal(0));
        assertEquals(2, start.curvature().diagonal(1), 1e-9);
        State end = new QuasiNewton(objective).minimise(start);
        assertEquals(3, end.value(), 1e-12);
    }

    /** Rosenbrock's valley, from its other side. */
    @Test
    void aBentValleyIsFollowedToItsEnd() {
        int[] evaluations = {0};
        Objective objective = (at, gradient) -> {
            evaluations[0]++;
            double off = at[1] - at[0] * at[0];
            gradient[0] = -400 * at[0] * off - 2 * (1 - at[0]);
            gradient[1] = 200 * off;
            return 100 * off * off + (1 - at[0]) * (1 - at[0]);
        };
        QuasiNewton search = new QuasiNewton(objective);
        State end = search.minimise(search.start(new double[] {-1.2, 1}, new double[] {1, 1}));
        assertEquals(0, end.value(), 1e-11);
        assertArrayEquals(new double[] {1, 1}, end.at(), 1e-5);
        assertTrue(evaluations[0] < 60, "evaluations " + evaluations[0]);
        // nothing is left to be gained there
        int before = evaluations[0];
        search.minimise(end);
        assertTrue(evaluations[0] <= before + 1);
        State again = search.at(end.at(), end.curvature());
        assertEquals(end.value(), again.value());
        assertArrayEquals(end.gradient(), again.gradient());
    }

    @Test
    void withoutCoordinatesThereIsNothingToSearch() {
        QuasiNewton search = new QuasiNewton((at, gradient) -> 7);
        assertEquals(
                7, search.minimise(search.start(new double[0], new double[0])).value());
    }

    @Test
    void aFunctionThatRisesEverywhereEndsWhereItBegan() {
        QuasiNewton search = new QuasiNewton((at, gradient) -> {
            double value = quadratic(at, gradient);
            // a gradient of the wrong sign leads uphill
            gradient[0] = -gradient[0];
            gradient[1] = -gradient[1];
            return value;
        });
        State start = search.start(new double[] {3, 3, 9}, SIZES);
        assertArrayEquals(start.at(), search.minimise(start).at());
    }

    /** Values are told to the fourth digit only, gradients exactly. */
    @Test
    void aStepThatGainsNothingButRoundingEndsASearch() {
        int[] evaluations = {0};
        QuasiNewton search = new QuasiNewton((at, gradient) -> {
            evaluations[0]++;
            double value = 1e12 + quadratic(at, gradient);
            gradient[0] += 1e-3;
            return value;
        });
        search.minimise(search.start(new double[] {3, 3, 9}, SIZES), SIZES);
        assertTrue(evaluations[0] < 60, "evaluations " + evaluations[0]);
    }
}
