package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;

/** The distances of rows that follow each other: each pair of times is one subject's. */
class DistancesTest {
    private static Distances of(double... apart) {
        int subjects = apart.length;
        double[] time = new double[2 * subjects];
        double[] y = new double[2 * subjects];
        for (int s = 0; s < subjects; s++) {
            time[2 * s] = s;
            time[2 * s + 1] = s + apart[s];
            y[2 * s] = s * 7 % 5;
            y[2 * s + 1] = s * 3 % 4;
        }
        MemoryTable table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("time", time)
                .numeric(
                        "id",
                        IntStream.range(0, 2 * subjects)
                                .map(i -> i / 2)
                                .asDoubleStream()
                                .toArray())
                .build();
        return Distances.of(Chosen.of("y ~ 1", "car1(time | id)", false, table).plain());
    }

    private static double[] all(Distances distances) {
        return IntStream.range(0, distances.size()).mapToDouble(distances::get).toArray();
    }

    @Test
    void eachDistanceIsKnownOnceInOrder() {
        Distances distances = of(4, 2, 6, 2, 2, 4);
        assertArrayEquals(new double[] {2, 4, 6}, all(distances));
        assertEquals(20.0 / 6, distances.mean(), 1e-12);
        assertEquals(2, distances.index(6));
        assertEquals(0, distances.index(2));
    }

    /** 0.1 + 0.2 is not 0.3 to the last digit. */
    @Test
    void distancesThatDifferByRoundingAreTheSame() {
        Distances distances = of(0.3, 0.1 + 0.2, 0.5, 0.9);
        assertArrayEquals(new double[] {0.3, 0.5, 0.9}, all(distances), 1e-9);
        assertEquals(0, distances.index(0.1 + 0.2 + 1e-16));
        assertEquals(0.1, distances.step(), 1e-9);
    }

    @Test
    void theStepIsTheGreatestCommonDivisor() {
        assertEquals(2, of(4, 6, 10, 4).step(), 1e-9);
        assertEquals(0.25, of(0.5, 0.75, 2, 0.5).step(), 1e-9);
        assertEquals(3, of(3, 3, 3).step(), 1e-9);
    }

    @Test
    void withoutACommonDivisorThereIsNoStep() {
        assertEquals(0, of(1, Math.sqrt(2), Math.PI, 1).step());
        // a thousand steps are a step, more are none
        assertEquals(1, of(1, 1000, 999).step(), 1e-9);
        assertEquals(0, of(1, 1001, 1000).step());
    }

    @Test
    void aPieceIsARowOrTheDifferenceOfTwo() {
        Pieces pieces = new Pieces();
        for (int k = 0; k < 40; k++) {
            pieces.addRow(k, 2 * k);
        }
        pieces.addDifference(3, 1, 7);
        assertEquals(41, pieces.size());
        assertEquals(39, pieces.row(39));
        assertEquals(78, pieces.ofClass(39));
        assertFalse(pieces.hasOther(39));
        assertTrue(pieces.hasOther(40));
        assertEquals(1, pieces.other(40));
        double[] rows = {0, 0, 1, 2, 0, 0, 5, 9};
        double[] piece = new double[2];
        pieces.write(3, rows, 2, piece);
        assertArrayEquals(new double[] {5, 9}, piece);
        pieces.write(40, rows, 2, piece);
        assertArrayEquals(new double[] {4, 7}, piece);
    }
}
