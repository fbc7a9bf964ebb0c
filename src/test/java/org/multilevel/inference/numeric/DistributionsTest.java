package org.multilevel.inference.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probabilities and quantiles, far in the tails too, against other programs. */
class DistributionsTest {
    /** erfc(z / sqrt 2) from mpmath with 40 digits; the tail must keep its digits, hence a relative tolerance. */
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0.5, 0.61707507745197379",
        "1.959963984540054, 0.05",
        "-1.959963984540054, 0.05",
        "5, 5.7330314375838782e-07",
        "8.3, 1.0411139489780508e-16",
        "20, 5.5072482372124674e-89",
        "37, 1.1451142445049154e-299"
    })
    void theTailOfTheNormalKeepsItsDigits(double z, double expected) {
        assertEquals(expected, Distributions.normalTwoSided(z), 1e-12 * expected);
    }

    /** R 4.2.2, {@code format(pchisq(x, df, lower.tail = FALSE), digits = 16)}. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 0.4795001221869535",
        "3.84, 1, 0.05004352124870522",
        "50, 1, 1.537459794428034e-12",
        "1380, 1, 4.661158455674072e-302",
        "1200, 7, 7.061924746633292e-255",
        "40, 100, 0.9999999875410739",
        "1e-8, 3, 0.999999999999734",
        "10, 2, 0.006737946999085467",
        "0, 4, 1"
    })
    void theTailOfChiSquaredKeepsItsDigits(double x, double df, double p) {
        // Two functions of 1000 lose three digits in the exponent.
        assertEquals(p, Distributions.chiSquaredTail(x, df), 1e-12 * p);
    }

    /** R 4.2.2, {@code format(qnorm(p), digits = 16)}. */
    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.0470962993612",
        "1e-12, -7.034483825301132",
        "0.025, -1.959963984540054",
        "0.25, -0.6744897501960817",
        "0.5, 0",
        "0.75, 0.6744897501960817",
        "0.975, 1.959963984540054",
        "0.999999, 4.753424308817089"
    })
    void quantilesOfTheNormalAreExact(double probability, double quantile) {
        assertEquals(quantile, Distributions.normalQuantile(probability), 1e-14 * Math.max(1, Math.abs(quantile)));
    }

    /** R 4.2.2, {@code format(qnorm((1 - level) / 2, lower.tail = FALSE), digits = 16)}. */
    @ParameterizedTest
    @CsvSource({
        "1e-6, 1.253314137491014e-06",
        "0.5, 0.6744897501960817",
        "0.9, 1.644853626951473",
        "0.95, 1.959963984540054",
        "0.99, 2.5758293035489",
        "0.999999, 4.891638475692932"
    })
    void anIntervalReachesToTheQuantileOfHalfOfWhatItLeavesOut(double level, double reach) {
        assertEquals(reach, Distributions.normalReach(level), 1e-14 * Math.max(1, reach));
    }
}
