package org.multilevel.data.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongIndexTest {
    @Test
    void agreesWithAHashMapWhileItGrows() {
        Random random = new Random(5);
        Map<Long, Integer> expected = new HashMap<>();
        LongIndex index = new LongIndex(0);
        for (int k = 0; k < 5000; k++) {
            long key = LongIndex.key((double) random.nextInt(20_000));
            if (expected.putIfAbsent(key, k) == null) {
                assertEquals(LongIndex.ABSENT, index.find(key));
                index.put(key, k);
            }
        }
        expected.forEach((key, value) -> assertEquals(value, index.find(key)));
        assertEquals(LongIndex.ABSENT, index.find(LongIndex.key(0.5)));
    }

    @Test
    void zeroHasOneKey() {
        assertEquals(LongIndex.key(0.0), LongIndex.key(-0.0));
        assertNotEquals(LongIndex.key(0.0), LongIndex.key(Double.MIN_VALUE));
    }

    @Test
    void pairsCanBeTakenApart() {
        long key = LongIndex.key(7, Integer.MAX_VALUE);
        assertEquals(7, LongIndex.first(key));
        assertEquals(Integer.MAX_VALUE, LongIndex.second(key));
    }
}
