package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Three levels of one, three and two rows, of whole numbers. */
class LevelMatricesTest {
    private static LevelMatrices matrices() {
        LevelMatrices matrices = new LevelMatrices(new int[] {0, 1, 4, 6});
        Arrays.setAll(matrices.value, i -> i + 1);
        return matrices;
    }

    private static double[] block() {
        double[] block = new double[12];
        Arrays.setAll(block, i -> (i % 5) - 2);
        return block;
    }

    private static double[] expected(boolean transposed) {
        LevelMatrices matrices = matrices();
        double[] block = block();
        double[] expected = new double[12];
        for (int l = 0; l < 3; l++) {
            int q = matrices.order(l);
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    double element = matrices.value[matrices.at[l] + (transposed ? j * q + i : i * q + j)];
                    for (int c = 0; c < 2; c++) {
                        expected[(matrices.row[l] + i) * 2 + c] += element * block[(matrices.row[l] + j) * 2 + c];
                    }
                }
            }
        }
        return expected;
    }

    @Test
    void everyLevelHasItsMatrix() {
        LevelMatrices matrices = matrices();
        assertEquals(3, matrices.levels());
        assertArrayEquals(new int[] {0, 1, 10, 14}, matrices.at);
        assertEquals(14, matrices.value.length);
        int[] single = {0, 1, 2, 3};
        assertSame(single, new LevelMatrices(single).at, "rows of one column need no other places");
    }

    @Test
    void blocksAreMultipliedLevelByLevel() {
        double[] product = new double[12];
        matrices().times(0, 3, block(), 2, product);
        assertArrayEquals(expected(false), product);
        double[] inPlace = block();
        matrices().apply(0, 3, inPlace, 2);
        assertArrayEquals(expected(false), inPlace);
        matrices().transposedTimes(0, 3, block(), 2, product);
        assertArrayEquals(expected(true), product);
        double[] untouched = block();
        matrices().apply(1, 1, untouched, 2);
        assertArrayEquals(block(), untouched);
    }
}
