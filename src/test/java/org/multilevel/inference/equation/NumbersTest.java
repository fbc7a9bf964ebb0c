package org.multilevel.inference.equation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 3, 0",
        "251.4051, 4, 251.4",
        "-10.4673, 3, -10.5",
        "1234567, 3, 1230000",
        "999999999, 3, 1000000000",
        "1000000000, 3, 1.00e9",
        "-2.5e12, 3, -2.50e12",
        "0.00001, 2, 0.000010",
        "0.00000999, 2, 1.0e-5",
        "0.00000123, 2, 1.2e-6",
        "NaN, 3, NaN",
        "-Infinity, 3, -Infinity"
    })
    void anEstimateHasItsSignificantDigits(double number, int digits, String text) {
        assertEquals(text, new Numbers(digits).value(number).digits());
    }

    @Test
    void withoutDigitsThereAreSymbols() {
        assertFalse(new Numbers(0).areShown());
        assertTrue(new Numbers(1).areShown());
    }

    /** Invisible characters would break what stands around an equation; what people write stays, whatever the plane it is from. */
    @Test
    void aTextKeepsToItsLine() {
        assertEquals("a b c d", Notation.line("a\nb\u0085c\td"));
        assertEquals("x y", Notation.line("x\uD800y"));
        assertEquals("x y", Notation.line("x\uDFFFy"));
        assertEquals("x  y", Notation.line("x\uFFFE\uFFFFy"));
        assertEquals("\uD7FF \uE000 \uD83D\uDE00 µ", Notation.line("\uD7FF \uE000 \uD83D\uDE00 µ"));
    }
}
