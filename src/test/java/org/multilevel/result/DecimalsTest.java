package org.multilevel.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

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
}
