package org.multilevel.chart.description;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and numbers beside a chart. */
class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1234.5678, 1235",
        "0.00123456, 0.001235",
        "12.5, 12.5",
        "-3.14159, -3.142",
        "5512340, 5512340",
        "-98765.4, -98765",
        "99999.7, 100000",
        "12345678.9, 12345679",
        "0.0000123456, 0.00001235",
        "1700000000, 1.7E+9",
        "NaN, NaN",
        "Infinity, Infinity"
    })
    void numbersHaveFourDigitsOrAllBeforeThePoint(double value, String text) {
        assertEquals(text, Words.number(value));
    }

    @ParameterizedTest
    @CsvSource({"0.95, 95%", "0.999, 99.9%", "0.5, 50%", "0.333333, 33.33%"})
    void levelsArePercentages(double level, String text) {
        assertEquals(text, Words.percent(level));
    }
}
