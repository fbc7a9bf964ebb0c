package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PValuesTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1.0000, p = 1.0000",
        "0.05, 0.0500, p = 0.0500",
        "0.001, 0.0010, p = 0.0010",
        "0.000998, 0.0010, p = 0.0010",
        "0.00095, 0.0010, p = 0.0010",
        "0.00094, 9.4e-04, p = 9.4e-04",
        "1e-16, 1.0e-16, p = 1.0e-16",
        "1.3e-11, 1.3e-11, p = 1.3e-11",
        "5e-17, <1e-16, p < 1e-16",
        "0, <1e-16, p < 1e-16"
    })
    void aPValueIsReadableInATableAndInASentence(double p, String table, String sentence) {
        assertEquals(table, PValues.text(p));
        assertEquals(sentence, PValues.said(p));
    }

    @Test
    void aMissingPValueIsEmpty() {
        assertEquals("", PValues.text(Double.NaN));
    }

    @Test
    void noneOfManyDrawsIsNotProvenToBeImpossible() {
        assertEquals("p < 0.0001", PValues.drawn(0, 10_000));
        assertEquals("p < 0.001", PValues.drawn(0, 1000));
        assertEquals("p = 0.0250", PValues.drawn(0.025, 1000));
    }
}
