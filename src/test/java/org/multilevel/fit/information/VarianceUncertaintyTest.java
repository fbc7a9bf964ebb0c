package org.multilevel.fit.information;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class VarianceUncertaintyTest {
    @Test
    void halvesThatDifferByRoundingAreMadeTheSame() {
        VarianceUncertainty uncertainty = new VarianceUncertainty(
                new double[][] {{1, 2, 5}, {4, 7, 8}, {6, 10, 9}},
                List.of(new double[1][1], new double[1][1], new double[][] {{3}}));
        assertEquals(3, uncertainty.size());
        assertArrayEquals(new double[][] {{1, 3, 5.5}, {3, 7, 9}, {5.5, 9, 9}}, uncertainty.covariance());
        assertArrayEquals(new double[][] {{3}}, uncertainty.derivatives().get(2));
    }

    @Test
    void nothingInsideCanBeChanged() {
        VarianceUncertainty uncertainty =
                new VarianceUncertainty(new double[][] {{1}}, List.<double[][]>of(new double[][] {{2}}));
        uncertainty.covariance()[0][0] = 5;
        uncertainty.derivatives().get(0)[0][0] = 5;
        assertEquals(1, uncertainty.covariance()[0][0]);
        assertEquals(2, uncertainty.derivatives().get(0)[0][0]);
    }

    @Test
    void everyParameterHasADerivative() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new VarianceUncertainty(new double[2][2], List.of()));
        assertEquals("2 parameters, but 0 derivatives", e.getMessage());
    }
}
