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
