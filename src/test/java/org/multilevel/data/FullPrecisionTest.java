package org.multilevel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullPrecisionTest {
    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "-3, -3",
        "-0.0, 0",
        "0.1, 0.1",
        "1e-5, 1.0E-5",
        "1.25e-5, 1.25E-5",
        "1e7, 10000000",
        "1e14, 100000000000000",
        "1e15, 1.0E15",
        "1e300, 1.0E300",
        "123456789, 123456789",
        "-23139.4983689, -23139.4983689",
        "NaN, ''"
    })
    void numbersAreShort(double value, String expected) {
        assertEquals(expected, FullPrecision.text(value));
    }

    @Test
    void infinitiesAreWords() {
        assertEquals("Inf", FullPrecision.text(Double.POSITIVE_INFINITY));
        assertEquals("-Inf", FullPrecision.text(Double.NEGATIVE_INFINITY));
    }

    @Test
    void everyNumberReadsBackToTheSameBits() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(value, Double.parseDouble(FullPrecision.text(value)));
            }
        }
    }
}
