package org.multilevel.fit.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogProductTest {
    @Test
    void powersMultiply() {
        LogProduct product = new LogProduct();
        product.multiply(3, 2.5);
        product.multiply(5, 1);
        product.multiply(7, -2);
        assertEquals(2.5 * Math.log(3) + Math.log(5) - 2 * Math.log(7), product.log(), 1e-14);
    }

    /** The products themselves would be 0 or infinite; a hundred logarithms near 200 leave some 1e-12 of rounding. */
    @Test
    void productsBeyondTheNumbersHaveALogarithm() {
        for (double factor : new double[] {1e-90, 1e90}) {
            LogProduct product = new LogProduct();
            for (int i = 0; i < 100; i++) {
                product.multiply(factor, 1);
            }
            assertEquals(100 * Math.log(factor), product.log(), 1e-10);
        }
    }

    @Test
    void aFactorOfZeroIsMinusInfinity() {
        LogProduct product = new LogProduct();
        product.multiply(2, 1);
        product.multiply(0, 1);
        assertEquals(Double.NEGATIVE_INFINITY, product.log());
    }
}
