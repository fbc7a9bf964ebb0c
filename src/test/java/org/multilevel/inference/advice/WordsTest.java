package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How findings write numbers and names, and which of them are alarms. */
class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "3 | 3",
                "0.25 | 0.25",
                "12.345 | 12.3",
                "1234567 | 1,230,000",
                "9999000 | 10,000,000",
                "10000000 | 1.0e+07",
                "0.0001 | 0.0001",
                "0.00009 | 9.0e-05",
                "-0.5 | -0.5",
                "Infinity | Infinity"
            })
    void aNumberHasThreeDigits(double number, String text) {
        assertEquals(text, Words.number(number));
    }

    @Test
    void namesAreListedAndRowsCounted() {
        assertEquals("", Words.list(List.of()));
        assertEquals("a", Words.list(List.of("a")));
        assertEquals("a and b", Words.list(List.of("a", "b")));
        assertEquals("a, b and c", Words.list(List.of("a", "b", "c")));
        assertEquals("10 rows each", Words.range(10, 10));
        assertEquals("1 row each", Words.range(1, 1));
        assertEquals("14 to 1,067 rows", Words.range(14, 1067));
    }

    @Test
    void whatOnlyDescribesIsNoAlarm() {
        List<FindingKind> calm = Arrays.stream(FindingKind.values())
                .filter(kind -> !kind.isAlarm())
                .toList();
        assertEquals(
                List.of(
                        FindingKind.ROWS_LEFT_OUT,
                        FindingKind.COLUMNS_LEFT_OUT,
                        FindingKind.NOTE,
                        FindingKind.NESTED,
                        FindingKind.CROSSED,
                        FindingKind.SIZE,
                        FindingKind.TIME),
                calm);
        assertEquals(
                List.of(FindingKind.NESTED, FindingKind.CROSSED, FindingKind.SIZE, FindingKind.TIME),
                calm.stream().filter(kind -> !kind.isSaid()).toList());
        assertEquals("few_groups", FindingKind.FEW_GROUPS.label());
    }

    @Test
    void onlyVerySmallAndVeryLargeNumbersHaveAnExponent() {
        assertEquals("0.0001", Words.number(1e-4));
        assertEquals("-0.0001", Words.number(-1e-4));
        assertEquals("5.0e-05", Words.number(5e-5));
        assertEquals("9,990,000", Words.number(9_990_000));
        assertEquals("1.0e+07", Words.number(1e7));
    }
}
