package org.multilevel.fit.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.multilevel.fit.optimum.Curvature;
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

    private static QuasiNewton ofQuadratic() {
        return new QuasiNewton(QuasiNewtonTest::quadratic);
    }

    private static State minimum() {
        QuasiNewton search = ofQuadratic();
        return search.minimise(search.start(new double[] {3, 3, 9}, SIZES));
    }

    /** What is known of the Hessian hides what there is to gain. */
    @Test
    void aHessianThatLeadsNoFurtherIsDifferencedAnew() {
        QuasiNewton search = ofQuadratic();
        Curvature stiff = new Curvature(new double[] {1e20, 0, 0, 0, 1e20, 0, 0, 0, 1e20}, 3);
        State start = search.at(new double[] {3, 3, 9}, stiff);
        assertSame(start, search.minimise(start));
        State end = search.minimise(start, SIZES);
        assertEquals(3, end.value(), 1e-12);
        assertArrayEquals(new double[] {1, 2, 9}, end.at(), 1e-6);
    }

    @Test
    void whereTheFunctionIsNotDefinedNothingIsSearched() {
        int[] evaluations = {0};
        QuasiNewton search = new QuasiNewton((at, gradient) -> {
            evaluations[0]++;
            return Double.POSITIVE_INFINITY;
        });
        State start = search.at(new double[3], minimum().curvature());
        assertSame(start, search.minimise(start, SIZES));
        assertEquals(1, evaluations[0]);
    }

    /** -log x falls for ever, by about one on each of Newton's steps. */
    @Test
    void aFunctionWithoutAMinimumIsLeftInTheEnd() {
        int[] evaluations = {0};
        QuasiNewton search = new QuasiNewton((at, gradient) -> {
            evaluations[0]++;
            gradient[0] = -1 / at[0];
            return -Math.log(at[0]);
        });
        State start = search.start(new double[] {1}, new double[] {1});
        evaluations[0] = 0;
        State end = search.minimise(start);
        assertTrue(end.value() < -10, "value " + end.value());
        assertTrue(evaluations[0] <= 200, "evaluations " + evaluations[0]);
    }

    /** 2^-7 from the minimum along the first coordinate the value is 2^-13 higher, and the squared distance in the metric is 2^-12. */
    @Test
    void aSearchBesideAKnownMinimumEndsWhereItIsSeenToLeadThere() {
        State known = minimum();
        double beside = Math.pow(2, -7);
        State near = ofQuadratic().at(new double[] {1 + beside, 2, 9}, known.curvature());
        assertSame(near, ofQuadratic().minimiseBeside(near, known));
        State mirrored = ofQuadratic().at(new double[] {1 - beside, 2, 9}, known.curvature());
        assertEquals(mirrored.value(), near.value());
        assertSame(near, ofQuadratic().minimiseBeside(near, mirrored), "it is not lower than what is known");
    }

    @Test
    void aSearchGoesOnWhereItMayLeadElsewhere() {
        State known = minimum();
        State farther = ofQuadratic().at(new double[] {1.02, 2, 9}, known.curvature());
        assertEquals(3, ofQuadratic().minimiseBeside(farther, known).value(), 1e-10, "far in the metric");
        State near = ofQuadratic().at(new double[] {1.01, 2, 9}, known.curvature());
        State flat = new State(known.at(), known.value() - 0.002, known.gradient(), new Curvature(new double[9], 3));
        assertEquals(3, ofQuadratic().minimiseBeside(near, flat).value(), 1e-10, "much higher than what is known");
        State poorer = new State(known.at(), known.value() + 0.5, known.gradient(), known.curvature());
        assertEquals(3, ofQuadratic().minimiseBeside(near, poorer).value(), 1e-10, "lower than what is known");
    }

    /** (x^2 - 1)^2 + 0.3 x has a minimum near 1 that is some 0.6 higher than the one near -1. */
    @Test
    void aSearchIntoAPoorerMinimumIsGivenUpOnTheWay() {
        QuasiNewton search = new QuasiNewton((at, gradient) -> {
            double square = at[0] * at[0] - 1;
            gradient[0] = 4 * at[0] * square + 0.3;
            return square * square + 0.3 * at[0];
        });
        double[] sizes = {1};
        State known = search.minimise(search.start(new double[] {-1}, sizes));
        State start = search.start(new double[] {1.3}, sizes);
        State poorer = search.minimise(start);
        assertEquals(0.6, poorer.value() - known.value(), 0.01);
        State end = search.minimiseBeside(start, known);
        assertTrue(end.value() < start.value());
        double left = end.value() - poorer.value();
        assertTrue(left > 1e-6 && left < 0.01, "left to gain " + left);
        // not so where nothing better is known
        State same = search.minimiseBeside(start, new State(poorer.at(), 1e9, poorer.gradient(), poorer.curvature()));
        assertEquals(poorer.value(), same.value(), 1e-10);
    }

    @Test
    void noCoordinateIsDecidedByOthersUnlessAFunctionSaysSo() {
        Objective objective = QuasiNewtonTest::quadratic;
        double[] at = {4, 5, 6};
        assertEquals(-1, objective.decided());
        assertSame(at, objective.completed(at));
    }
}
