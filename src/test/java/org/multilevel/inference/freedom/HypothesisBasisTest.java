package org.multilevel.inference.freedom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.multilevel.error.ModelException;

/** Rows of a hypothesis as orthonormal ones that say the same. */
class HypothesisBasisTest {
    private static String refusal(double[][] l, double... c) {
        return assertThrows(ModelException.class, () -> HypothesisBasis.of(l, c))
                .getMessage();
    }

    @Test
    void rowsBecomeOrthonormalAndKeepTheirMeaning() {
        HypothesisBasis basis = HypothesisBasis.of(new double[][] {{3, 4}, {1, 0}}, new double[] {10, 2});
        assertArrayEquals(new double[] {0.6, 0.8}, basis.rows()[0], 1e-15);
        assertArrayEquals(new double[] {0.8, -0.6}, basis.rows()[1], 1e-15);
        // beta = (2, 1) fulfils both
        assertArrayEquals(new double[] {2, 1}, basis.values(), 1e-14);
    }

    @Test
    void rowsThatFollowFromOthersCountOnce() {
        assertEquals(
                1,
                HypothesisBasis.of(new double[][] {{1, 1}, {2, 2}}, new double[] {3, 6})
                        .rows()
                        .length);
        assertEquals(
                1,
                HypothesisBasis.of(new double[][] {{0, 0}, {0, 2}}, new double[] {0, 6})
                        .rows()
                        .length);
        double[][] three = {{1, 0, 0}, {1, 1e-3, 0}, {5, 7, 0}};
        assertEquals(2, HypothesisBasis.of(three, new double[3]).rows().length);
    }

    @Test
    void rowsThatCannotAllHoldAreRefused() {
        assertEquals(
                "The hypotheses contradict each other, so that no coefficients fulfil them all; test them one at a time.",
                refusal(new double[][] {{1, 1}, {2, 2}}, 3, 7));
    }

    @Test
    void rowsWhoseCoefficientsCancelAreRefused() {
        assertEquals(
                "The hypothesis says that 2 is 0, since its coefficients cancel; name coefficients that do not, such as \"x = 2\".",
                refusal(new double[][] {{0, 0}}, 2));
        assertEquals(
                "The hypothesis says nothing about the coefficients, since all of them cancel; name what differs.",
                refusal(new double[][] {{0, 0}}, 0));
    }
}
