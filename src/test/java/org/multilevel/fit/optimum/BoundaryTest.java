package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;

class BoundaryTest {
    private final ThetaLayout layout = new ThetaLayout(List.of(new RandomFactor(
            "g",
            List.of("a", "b"),
            List.of(new RandomBlock(List.of(new RandomColumn("(Intercept)", 0, 1), new RandomColumn("x", 0, 1)))))));
    private final Boundary boundary = new Boundary(layout, new Units(layout, new double[][] {{1, 1}}));

    private double[] covariance(double[] theta) {
        return SmallMatrices.timesTransposed(layout.lambda(theta)[0], 2, 2);
    }

    @Test
    void aZeroInterceptKeepsTheSlopesCovariance() {
        double[] zero = boundary.withZero(new double[] {0, 0.3, 0.4}, 0);
        assertArrayEquals(new double[] {0, 0, 0.5}, zero, 1e-15);
        assertArrayEquals(covariance(new double[] {0, 0.3, 0.4}), covariance(zero), 1e-15);
    }

    @Test
    void aColumnWithZeroDiagonalIsHeldAsAWhole() {
        assertArrayEquals(new boolean[] {false, false, true}, boundary.free(new double[] {0, 0, 0.5}));
        assertArrayEquals(new boolean[] {true, true, false}, boundary.free(new double[] {0.7, 0.2, 0}));
    }

    @Test
    void aVarianceThatWantsToGrowIsReleasedWhereItIsExpected() {
        double part = 0.01;
        Curvature expected = new Curvature(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 8 * part * part}, 3);
        // slope -0.18 in the variance, curvature 8 part^2 / (4 part^2) = 2: the minimum is at variance 0.09
        double[] gradient = {0, 0, -0.18 * 2 * part};
        double[] released = boundary.released(new double[] {0.7, 0.2, 0}, gradient, expected, part);
        assertArrayEquals(new double[] {0.7, 0.2, 0.3}, released, 1e-12);
    }

    @Test
    void aVarianceThatWantsToShrinkStaysAtZero() {
        double[] theta = {0.7, 0.2, 0};
        Curvature expected = new Curvature(SmallMatrices.identity(3), 3);
        assertArrayEquals(theta, boundary.released(theta, new double[] {0, 0, 0.01}, expected, 0.01));
        assertEquals(List.of(2), boundary.zeroDiagonals(theta));
    }
}
