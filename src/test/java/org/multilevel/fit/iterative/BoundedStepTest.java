package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The lowest points of quadratic functions, which are known, within bounds. */
class BoundedStepTest {
    private static final double[] HESSIAN = {2, 1, 1, 3};

    private static UnaryOperator<double[]> box(double least, double most) {
        return step -> {
            double[] inside = step.clone();
            for (int i = 0; i < inside.length; i++) {
                inside[i] = Math.min(most, Math.max(least, inside[i]));
            }
            return inside;
        };
    }

    @Test
    void withinTheBoundsItIsNewtons() {
        double[] slope = {-4, -7};
        assertArrayEquals(
                new double[] {1, 2}, new BoundedStep(HESSIAN, slope).within(new double[] {2, 3}, box(-5, 5)), 1e-14);
    }

    /** With the second held at 1 the first is lowest where 2 x + 1 = 4. */
    @Test
    void whatIsHeldAtItsBoundIsTakenIntoAccountByTheOthers() {
        double[] slope = {-4, -7};
        assertArrayEquals(
                new double[] {1.5, 1},
                new BoundedStep(HESSIAN, slope).within(new double[] {2, 3}, step ->
                        new double[] {step[0], Math.min(1, step[1])}),
                1e-10);
    }

    /** The nearest point of a disc: where the gradient 2 x + s points to the centre, x = -s / |s|. */
    @Test
    void boundsMayBeRound() {
        double[] slope = {-6, -8};
        UnaryOperator<double[]> disc = step -> {
            double length = Math.max(1, Math.hypot(step[0], step[1]));
            return new double[] {step[0] / length, step[1] / length};
        };
        assertArrayEquals(
                new double[] {0.6, 0.8},
                new BoundedStep(new double[] {2, 0, 0, 2}, slope).within(new double[] {2, 2}, disc),
                1e-10);
    }
}
