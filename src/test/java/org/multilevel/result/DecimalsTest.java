package org.multilevel.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    @Test
    void smallestNumberOfAColumnShowsTheDigitsAskedFor() {
        Decimals decimals = Decimals.showing(new double[] {612.0946, 35.0717}, 4);
        assertEquals("612.09", decimals.text(612.0946));
        assertEquals("35.07", decimals.text(35.0717));
    }

    @Test
    void zerosAndMissingNumbersDoNotCount() {
        Decimals decimals = Decimals.showing(new double[] {0, Double.NaN, 12.345678}, 4);
        assertEquals("12.35", decimals.text(12.345678));
        assertEquals("0.00", decimals.text(0));
        assertEquals("", decimals.text(Double.NaN));
    }

    @Test
    void numbersFarApartDoNotBlowUpTheColumn() {
        Decimals decimals = Decimals.showing(new double[] {1234.5, 0.0000123}, 4);
        assertEquals("1234.50000", decimals.text(1234.5));
        assertEquals("1.230e-05", decimals.text(0.0000123));
    }

    @Test
    void hugeAndTinyNumbersAreScientific() {
        assertEquals("1.235e+12", Decimals.showing(new double[] {1.23456e12}, 4).text(1.23456e12));
        assertEquals("1.235e-09", Decimals.showing(new double[] {1.23456e-9}, 4).text(1.23456e-9));
        assertEquals("Inf", Decimals.showing(new double[] {1}, 4).text(Double.POSITIVE_INFINITY));
        assertEquals("-Inf", Decimals.showing(new double[] {1}, 4).text(Double.NEGATIVE_INFINITY));
    }

    @Test
    void minusZeroIsZero() {
        assertEquals("0.00", Decimals.places(2).text(-0.001));
        assertEquals("-0.01", Decimals.places(2).text(-0.01));
    }

    @Test
    void fixedPlacesStayFixed() {
        assertEquals("0.07", Decimals.places(2).text(0.0656));
        assertEquals("-871.8141", Decimals.places(4).text(-871.81413598));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0000",
        "0.05, 0.0500",
        "0.001, 0.0010",
        "0.000998, 0.0010",
        "0.00094, 9.4e-04",
        "1.3e-11, 1.3e-11",
        "5e-17, <1e-16",
        "0, <1e-16"
    })
    void pValuesAreReadable(double p, String expected) {
        assertEquals(expected, Decimals.pValue(p));
    }

    @Test
    void aMissingPValueIsEmpty() {
        assertEquals("", Decimals.pValue(Double.NaN));
    }
}
