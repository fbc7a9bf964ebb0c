package org.multilevel.data.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberIndexTest {
    @Test
    void agreesWithAHashMapForNumbersOfAllKinds() {
        Random random = new Random(11);
        Map<Double, Integer> expected = new HashMap<>();
        NumberIndex index = new NumberIndex();
        for (int k = 0; k < 4000; k++) {
            double number =
                    random.nextInt(3000) * (k % 3 == 0 ? 0.5 : 1) * (k % 5 == 0 ? -1 : 1) * (k % 7 == 0 ? 1e6 : 1)
                            + 0.0;
            if (expected.putIfAbsent(number, k) == null) {
                assertEquals(LongIndex.ABSENT, index.find(number));
                index.put(number, k);
            }
        }
        expected.forEach((number, value) -> assertEquals(value, index.find(number)));
    }

    @Test
    void zeroHasOneValue() {
        NumberIndex index = new NumberIndex();
        index.put(-0.0, 5);
        assertEquals(5, index.find(0.0));
    }

    @Test
    void neighboursOfTheLargestDirectNumberAreKeptApart() {
        NumberIndex index = new NumberIndex();
        for (int k = -2; k <= 2; k++) {
            index.put((1 << 20) + k, k + 2);
        }
        for (int k = -2; k <= 2; k++) {
            assertEquals(k + 2, index.find((1 << 20) + k));
        }
        assertEquals(LongIndex.ABSENT, index.find(Integer.MAX_VALUE));
        assertEquals(LongIndex.ABSENT, index.find(3e9));
    }
}
