package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.AverageInformation;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.RankDrop.Direction;

class BoundaryTest {
    private final ThetaLayout layout = new ThetaLayout(List.of(new RandomFactor(
            "g",
            List.of("a", "b"),
            List.of(new RandomBlock(List.of(new RandomColumn("(Intercept)", 0, 1), new RandomColumn("x", 0, 1)))))));
    private final Units units = new Units(layout, new double[][] {{1, 1}});
    private final RankDrop ranks = new RankDrop(units);
    private final Boundary boundary = new Boundary(layout, units, ranks);
    private final Term term = layout.terms().get(0);

    private double[] covariance(double[] theta) {
        return SmallMatrices.timesTransposed(layout.lambda(theta)[0], 2, 2);
    }

    /** A point at theta whose derivative with respect to the covariance is S. */
    private Point point(double[] theta, double[] s) {
        double[] half = SmallMatrices.times(s, layout.lambda(theta)[0], 2, 2, 2);
        double[][] halves = {half};
        return new Point(theta, 0, layout.gradient(halves, theta), halves, List.of(), AverageInformation.none());
    }

    private List<Direction> growing(double[] theta, double[] s) {
        Multipliers inside = Multipliers.none(layout, units).at(point(boundary.inside(theta, 0.01), s));
        return boundary.growing(theta, inside);
    }

    @Test
    void aCovarianceWithoutFullRankIsHeldInItsFirstColumnsAndShownInThoseOfItsEffects() {
        double[] packed = term.with(new double[3], RankDrop.packed(new double[][] {{0, 0}, {0.3, 0.4}}, layoutLike()));
        assertArrayEquals(new double[] {0, 0.5, 0}, packed, 1e-15);
        assertArrayEquals(new double[] {0, 0, 0.5}, boundary.shown(packed), 1e-15);
        assertArrayEquals(covariance(packed), covariance(boundary.shown(packed)), 1e-15);
    }

    private static double[][] layoutLike() {
        return new double[][] {{0, 0}, {0.3, 0.4}};
    }

    @Test
    void aColumnOfZerosIsHeldAndAllOthersMayMove() {
        Coordinates coordinates = new Coordinates(layout, units, true);
        assertArrayEquals(new boolean[] {true, false, true, false}, coordinates.free(new double[] {0, 0.5, 0}, true));
        assertArrayEquals(
                new boolean[] {true, false, true, true}, coordinates.free(new double[] {0.7, 0.2, 0.1}, false));
    }

    @Test
    void aVarianceThatWantsToGrowIsFoundWhateverCombinationOfEffectsItIs() {
        // without variance is the combination (0.2, -0.7), along which S falls
        double[] theta = {0.7, 0.2, 0};
        double[] v = {0.2, -0.7};
        double length = 0.2 * 0.2 + 0.7 * 0.7;
        double[] s = {-v[0] * v[0], -v[0] * v[1], -v[1] * v[0], -v[1] * v[1]};
        List<Direction> growing = growing(theta, s);
        assertEquals(1, growing.size());
        double[] found = growing.get(0).vector();
        assertEquals(0, found[0] * theta[0] + found[1] * theta[1], 1e-12);
        assertEquals(1, found[0] * found[0] + found[1] * found[1], 1e-12);
        Multipliers multipliers = Multipliers.none(layout, units).at(point(boundary.inside(theta, 0.01), s));
        assertEquals(-length, multipliers.along(growing.get(0)), 1e-9);
    }

    @Test
    void aVarianceThatWantsToShrinkStaysAtZero() {
        assertTrue(
                growing(new double[] {0.7, 0.2, 0}, new double[] {0.1, 0, 0, 1}).isEmpty());
    }

    @Test
    void whereTheCriterionIsFlatNothingGrows() {
        assertTrue(growing(new double[] {0.7, 0.2, 0}, new double[4]).isEmpty());
        assertTrue(growing(new double[] {0.7, 0.2, 0}, new double[] {-1e-9, 0, 0, -1e-9})
                .isEmpty());
    }

    /** Half of the gradient is S lambda in whatever units the effects are measured. */
    @Test
    void unitsDoNotChangeWhatAPointTells() {
        Units other = new Units(layout, new double[][] {{0.25, 4}});
        double[] s = {3, -1, -1, 5};
        double[] found = Multipliers.none(layout, other)
                .at(point(new double[] {0.7, 0.2, 0.4}, s))
                .of(0);
        assertArrayEquals(s, found, 1e-12);
    }

    @Test
    void theRanksOfAllTermsAreAddedUp() {
        ThetaLayout two = new ThetaLayout(List.of(new RandomFactor(
                "g",
                List.of("a", "b"),
                List.of(
                        new RandomBlock(List.of(new RandomColumn("(Intercept)", 0, 1), new RandomColumn("x", 0, 1))),
                        new RandomBlock(List.of(new RandomColumn("v", 0, 1)))))));
        Units ones = new Units(two, new double[][] {{1, 1, 1}});
        Boundary both = new Boundary(two, ones, new RankDrop(ones));
        assertEquals(3, both.rank(new double[] {1, 0, 1, 1}));
        assertEquals(2, both.rank(new double[] {1, 2, 0, 1}));
        assertEquals(2, both.rank(new double[] {1, 0, 1, 0}));
        assertEquals(0, both.rank(new double[4]));
        assertTrue(both.isAt(new double[] {1, 0, 1, 0}));
        assertFalse(both.isAt(new double[] {1, 0, 1, 1}));
    }

    /** In units of 2 and 5: the covariances are (49, 14, 13) and (25, 5, 17). */
    @Test
    void pointsAreAsFarApartAsTheirCovariancesRelativeToTheSecond() {
        Units other = new Units(layout, new double[][] {{0.25, 0.04}});
        Boundary inUnits = new Boundary(layout, other, new RankDrop(other));
        double[] first = {7, 2, 3};
        double[] second = {5, 1, 4};
        double difference = Math.pow(24.0 / 4, 2) + 2 * Math.pow(9.0 / 10, 2) + Math.pow(4.0 / 25, 2);
        double size = 1 + Math.pow(25.0 / 4, 2) + 2 * Math.pow(5.0 / 10, 2) + Math.pow(17.0 / 25, 2);
        assertEquals(Math.sqrt(difference / size), inUnits.distance(first, second), 1e-12);
        assertEquals(0, inUnits.distance(first, first));
    }

    /** A millionth of what its row has altogether, or of the unit where that is more. */
    @Test
    void roundingIsRelativeToTheEffect() {
        assertFalse(isAtWithoutRounding(1, 0, 1.1e-6));
        assertTrue(isAtWithoutRounding(1, 0, 0.9e-6));
        assertTrue(isAtWithoutRounding(1, 100, 5e-5));
        assertFalse(isAtWithoutRounding(1, 100, 2e-4));
    }

    private boolean isAtWithoutRounding(double... theta) {
        return boundary.isAt(boundary.withoutRounding(theta));
    }

    @Test
    void aLittleInsideEveryDirectionHasVariance() {
        double[] inside = boundary.inside(new double[] {0, 0.5, 0}, 0.01);
        assertFalse(boundary.isAt(inside));
        assertArrayEquals(new double[] {1e-4, 0, 0, 0.25}, covariance(inside), 1e-12);
    }

    @Test
    void whatOnlyRoundingKeptFromTheBoundaryIsTakenAway() {
        assertTrue(boundary.isAt(boundary.withoutRounding(new double[] {0.7, 0.2, 1e-8})));
        assertFalse(boundary.isAt(boundary.withoutRounding(new double[] {0.7, 0.2, 1e-4})));
    }

    @Test
    void turningTheColumnsOfLambdaChangesNoCovariance() {
        double[] theta = {0.7, 0.2, 0.3};
        Coordinates coordinates = new Coordinates(layout, units, true);
        List<double[]> turns = coordinates.turns(theta);
        assertEquals(1, turns.size());
        double[] step = Descent.plus(new double[4], turns.get(0), 1e-4);
        // of second order in the step
        assertArrayEquals(covariance(theta), covariance(coordinates.moved(theta, step, true, List.of())), 1e-7);
    }
}
