package org.multilevel.fit.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.optimum.Curvature;
import org.multilevel.fit.profile.QuasiNewton.Objective;
import org.multilevel.fit.profile.WarmSearch.Range;

/** Of (v - 2)^2 + (a - 3v)^2 + f(b), where b is the parameter of a structure. */
class JointProfileTest {
    private static final double TOLERANCE = 1e-9;
    private static final double END = 8;

    private final List<double[]> asked = new ArrayList<>();

    private Objective objective(double value, DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        return (at, gradient) -> {
            asked.add(at.clone());
            double a = at[0] - 3 * value;
            gradient[0] = 2 * a;
            gradient[1] = slope.applyAsDouble(at[1]);
            return (value - 2) * (value - 2) + a * a + f.applyAsDouble(at[1]);
        };
    }

    private JointProfile profile(
            double[] first, List<double[]> elsewhere, DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        return new JointProfile(
                new Range(-10, 10, 0.5),
                2,
                first,
                new double[] {1, 1},
                new boolean[2],
                new double[] {END},
                elsewhere,
                JointProfile.Carrying.NONE,
                (value, from) -> objective(value, f, slope));
    }

    /** f = e^-b has no minimum: where b leaves, it goes to its end, beyond which nothing is asked, and there is no slope any more. */
    @Test
    void aParameterThatLeavesGoesToItsEnd() {
        JointProfile profile = profile(new double[] {6, 1}, List.of(), b -> Math.exp(-b), b -> -Math.exp(-b));
        assertEquals(Math.exp(-END), profile.least(), TOLERANCE);
        assertEquals(4, profile.rise(4), TOLERANCE);
        assertEquals(0.25, profile.rise(1.5), TOLERANCE);
        assertTrue(asked.stream().allMatch(at -> Math.abs(at[1]) <= END));
        double[] gradient = new double[2];
        double value = profile.objective(2).value(new double[] {7, END + 3}, gradient);
        assertEquals(1 + Math.exp(-END), value, TOLERANCE);
        assertArrayEquals(new double[] {2, 0}, gradient, TOLERANCE);
        assertArrayEquals(new double[] {7, -END}, profile.objective(2).completed(new double[] {7, -END - 1}));
        assertEquals(-1, profile.objective(2).decided());
    }

    /** The same on the other side. */
    @Test
    void aParameterThatLeavesDownwardsGoesToTheOtherEnd() {
        JointProfile profile = profile(new double[] {6, -1}, List.of(), Math::exp, Math::exp);
        assertEquals(Math.exp(-END), profile.least(), TOLERANCE);
    }

    /** f = (b - 3)^2 / 10 has one at 3, where it stays. */
    @Test
    void aParameterThatIsFarStays() {
        JointProfile profile = profile(new double[] {6, 1}, List.of(), b -> (b - 3) * (b - 3) / 10, b -> (b - 3) / 5);
        assertEquals(0, profile.least(), TOLERANCE);
        assertEquals(1, profile.rise(3), TOLERANCE);
    }

    @Test
    void searchesBeginInside() {
        JointProfile profile = profile(new double[] {6, 7}, List.of(), b -> b * b, b -> 2 * b);
        profile.rise(3);
        assertArrayEquals(new double[] {6, 4}, asked.get(0));
        assertArrayEquals(new double[] {6, -4}, profile.inside(new double[] {6, -5.5}));
        assertArrayEquals(new double[] {6, -3.5}, profile.inside(new double[] {6, -3.5}));
    }

    /** f = (b^2 - 1)^2 + 0.3 b has its lower minimum near -1. */
    @Test
    void theLowerOfTwoMinimaIsFoundFromElsewhere() {
        DoubleUnaryOperator f = b -> (b * b - 1) * (b * b - 1) + 0.3 * b;
        DoubleUnaryOperator slope = b -> 4 * b * (b * b - 1) + 0.3;
        JointProfile alone = profile(new double[] {6, 1}, List.of(), f, slope);
        double poorer = alone.least();
        assertEquals(1, alone.rise(3), TOLERANCE);
        assertEquals(1, alone.rise(1), TOLERANCE);
        assertFalse(alone.settle());
        assertEquals(poorer, alone.least());
        JointProfile profile = profile(new double[] {6, 1}, List.of(new double[] {6, -1}), f, slope);
        assertEquals(poorer, profile.least(), TOLERANCE);
        profile.rise(3);
        profile.rise(1);
        assertTrue(profile.settle());
        double root = -1.0357;
        for (int i = 0; i < 20; i++) {
            root -= slope.applyAsDouble(root) / (12 * root * root - 4);
        }
        assertEquals(f.applyAsDouble(root), profile.least(), TOLERANCE);
        assertEquals(1, profile.rise(3), TOLERANCE);
        assertEquals(2, profile.best(), 1e-4);
        assertFalse(profile.settle());
    }

    /** Two parameters of structures behind one that is none, with ends 8 and 5; f = e^-b + e^c. */
    private JointProfile ofTwo(double[] first) {
        return new JointProfile(
                new Range(-10, 10, 0.5),
                2,
                first,
                new double[] {1, 1, 1},
                new boolean[3],
                new double[] {END, 5},
                List.of(),
                (at, from, to) -> new double[] {at[0] + 3 * (to - from), at[1], at[2]},
                (value, from) -> new Objective() {
                    @Override
                    public double value(double[] at, double[] gradient) {
                        asked.add(at.clone());
                        double a = at[0] - 3 * value;
                        gradient[0] = 2 * a;
                        gradient[1] = -Math.exp(-at[1]);
                        gradient[2] = Math.exp(at[2]);
                        return (value - 2) * (value - 2) + a * a + Math.exp(-at[1]) + Math.exp(at[2]);
                    }

                    @Override
                    public int decided() {
                        return 1;
                    }

                    @Override
                    public double[] completed(double[] at) {
                        return new double[] {at[0], at[1] + 0.25, at[2]};
                    }
                });
    }

    @Test
    void eachParameterHasItsOwnEnd() {
        JointProfile profile = ofTwo(new double[] {60, 1, -1});
        assertEquals(Math.exp(-END) + Math.exp(-5), profile.least(), TOLERANCE);
        assertTrue(asked.stream().allMatch(at -> Math.abs(at[1]) <= END && Math.abs(at[2]) <= 5));
        assertArrayEquals(new double[] {60, 4, -4}, profile.inside(new double[] {60, 5, -4.5}));
        double[] gradient = new double[3];
        profile.objective(2).value(new double[] {7, 6, -6}, gradient);
        assertArrayEquals(new double[] {2, -Math.exp(-6), 0}, gradient, TOLERANCE);
        assertEquals(1, profile.objective(2).decided());
        assertArrayEquals(new double[] {7, 8.25, -5}, profile.objective(2).completed(new double[] {7, 9, -6}));
    }

    @Test
    void onlyWhatFallsOutwardsLeaves() {
        JointProfile profile = ofTwo(new double[] {6, 1, -1});
        assertArrayEquals(new double[] {6, END, -5}, outside(profile, new double[] {6, 3, -3}, -1e-9, 1e-9));
        assertArrayEquals(new double[] {6, 3, -3}, outside(profile, new double[] {6, 3, -3}, 1e-9, -1e-9));
        assertArrayEquals(new double[] {6, 3, -3}, outside(profile, new double[] {6, 3, -3}, 0, 0));
        assertArrayEquals(new double[] {6, 2.4, 5}, outside(profile, new double[] {6, 2.4, 3}, -1e-9, -1e-9));
    }

    private static double[] outside(JointProfile profile, double[] at, double slope, double other) {
        return profile.outside(
                new QuasiNewton.State(at, 1, new double[] {-1, slope, other}, new Curvature(new double[9], 3)));
    }

    /** The first goes three times as far as the value does, as it is carried, and is at its minimum at once. */
    @Test
    void othersAreCarriedWithTheValue() {
        JointProfile profile = ofTwo(new double[] {6, 1, -1});
        profile.least();
        asked.clear();
        assertEquals(4, profile.rise(4), TOLERANCE);
        assertEquals(12, asked.get(0)[0], 1e-6);
        assertArrayEquals(new double[] {1, 2, 3}, profile.carried(new double[] {4, 2, 3}, 2, 1));
        double[] at = {1, 2, 3};
        assertSame(at, JointProfile.Carrying.NONE.carried(at, 2, 4));
    }
}
