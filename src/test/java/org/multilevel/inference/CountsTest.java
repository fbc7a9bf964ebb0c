package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountsTest {
    @Test
    void commasStandBetweenThousands() {
        assertEquals("0", Counts.of(0));
        assertEquals("999", Counts.of(999));
        assertEquals("10,000,000,000", Counts.of(10_000_000_000L));
    }

    @Test
    void onlyOneIsSingular() {
        assertEquals("0 rows", Counts.of(0, "row"));
        assertEquals("1 row", Counts.of(1, "row"));
        assertEquals("2,500 rows", Counts.of(2500, "row"));
    }
}
