package org.multilevel.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvValuesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 5",
        "-5, -5",
        "+5, 5",
        "1.5, 1.5",
        ".5, 0.5",
        "-.5, -0.5",
        "5., 5",
        "1e3, 1000",
        "1E-3, 0.001",
        "1.e+2, 100",
        "007, 7",
        "NaN, NaN",
        "nan, NaN",
        "Inf, Infinity",
        "-Inf, -Infinity",
        "inf, Infinity",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        "1e400, Infinity",
        "' 5 ', 5",
        "'\t5', 5",
        "9007199254740993, 9007199254740992",
        "0.1234567890123456789012345678901234567890, 0.12345678901234568"
    })
    void isANumber(String text, double expected) {
        assertEquals(expected, CsvValues.number(text.toCharArray(), 0, text.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "1d",
                "1f",
                "1D",
                "0x1p3",
                "0x10",
                "-0x1p0",
                "0X1.8P1",
                "1,5",
                "1 2",
                "1_000",
                "--1",
                "+-1",
                "+",
                "-",
                ".",
                "-.",
                "e5",
                "1e",
                "1e+",
                "1.2.3",
                "$5",
                "5%",
                "Infinite",
                "NaN1",
                "TRUE",
                "\u0000" + "5",
                "5\u0000",
                "\u0665"
            })
    void isNoNumber(String text) {
        assertFalse(CsvValues.isNumber(text.toCharArray(), 0, text.length()));
    }

    @Test
    void everyDoubleReadsBackToTheSameBits() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            char[] text = ("x" + value + "x").toCharArray();
            assertEquals(value, CsvValues.number(text, 1, text.length - 2));
        }
    }

    @Test
    void emptyTextAndMarkersAreMissing() {
        CsvValues values = new CsvValues(List.of("NA", "-999"));
        for (String text : List.of("", "  ", "NA", " NA ", "-999", "-999.0", "-9.99e2", "-999,00", "\u2212999")) {
            assertTrue(values.isMissing(text.toCharArray(), 0, text.length()), text);
        }
        for (String text : List.of("N", "NAN", "na", "-999.1", "999", "0")) {
            assertFalse(values.isMissing(text.toCharArray(), 0, text.length()), text);
        }
    }
}
