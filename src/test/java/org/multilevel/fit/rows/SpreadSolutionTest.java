package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.multilevel.error.DataException;

/** An optimum as it is sent to where parts of a table lie. */
class SpreadSolutionTest {
    @Test
    void aSolutionIsWrittenAndReadWhole() {
        SpreadSolution solution = new SpreadSolution(
                new int[] {0, 2, 5}, new double[] {1, 2}, new double[][] {{3}, {4, 5, 6, 7}}, new double[] {8, 9}, 10);
        SpreadSolution read = SpreadSolution.read(solution.write());
        assertArrayEquals(solution.kept(), read.kept());
        assertArrayEquals(solution.shift(), read.shift());
        assertArrayEquals(solution.lambda(), read.lambda());
        assertArrayEquals(solution.fixed(), read.fixed());
        assertEquals(10, read.sigma());
        byte[] damaged = solution.write();
        damaged[damaged.length - 1] ^= 1;
        assertThrows(DataException.class, () -> SpreadSolution.read(damaged));
    }
}
