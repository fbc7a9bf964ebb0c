package org.multilevel.fit.determination;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LevelSumsTest {
    @Test
    void sumsOverLevelsAreWrittenAsNumbers() {
        LevelSums sums = new LevelSums(
                new double[] {1, 2},
                new double[][] {{3, 4}, {5, 6}},
                new CovarianceGram.Taken(
                        new double[] {7, 8}, new double[][] {{9, 10}, {11, 12}}, new double[][] {{13}, {14}}),
                new long[] {15, 16},
                List.of(new double[] {17}, new double[] {18, 19, 20, 21}));
        LevelSums read = LevelSums.of(sums.numbers(), 2, 1, new int[] {1, 2});
        assertArrayEquals(sums.numbers(), read.numbers());
        assertArrayEquals(new double[] {1, 2}, read.traces());
        assertArrayEquals(new double[] {5, 6}, read.pairs()[1]);
        assertArrayEquals(new double[] {11, 12}, read.taken().pairs()[1]);
        assertArrayEquals(new double[] {14}, read.taken().squares()[1]);
        assertArrayEquals(new long[] {15, 16}, read.ranks());
        assertArrayEquals(new double[] {18, 19, 20, 21}, read.beside(1));
    }
}
