package org.multilevel.inference.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** R 4.2.2, {@code 2 * pt(-abs(t), df)}. */
    @ParameterizedTest
    @CsvSource({
        "2.5, 7, 4.099221858575287e-02",
        "-2.5, 7, 4.099221858575287e-02",
        "40, 3, 3.438068078915854e-05",
        "-1, 1.5, 4.511353672767106e-01",
        "1.959963984540054, Infinity, 0.05"
    })
    void aValueOfStudentsTIsTwoSided(double t, double df, double p) {
        assertEquals(p, Distributions.tTwoSided(t, df), 1e-12 * p);
    }

    /** R 4.2.2, {@code qt((1 + level) / 2, df)}. */
    @ParameterizedTest
    @CsvSource({
        "0.95, 4, 2.776445105197793",
        "0.9, 2.5, 2.558218614135945",
        "0.99, 30, 2.749995653567225",
        "0.95, Infinity, 1.959963984540054"
    })
    void anIntervalReachesFurtherWithFewDegreesOfFreedom(double level, double df, double reach) {
        assertEquals(reach, Distributions.tReach(level, df), 1e-12 * reach);
    }

    /** R 4.2.2, {@code pf(f, df1, df2, lower.tail = FALSE)}. */
    @ParameterizedTest
    @CsvSource({
        "3, 2, 10, 9.536743164062497e-02",
        "50, 3.5, 7.2, 2.905578956733704e-05",
        "0.1, 1, 4, 7.676439152389032e-01",
        "2.5, 3, Infinity, 5.755845197263641e-02"
    })
    void theTailOfFIsThatOfChiSquaredForManyDegreesOfFreedom(double f, double df1, double df2, double p) {
        assertEquals(p, Distributions.fTail(f, df1, df2), 1e-11 * p);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -2, Double.NaN})
    void withoutDegreesOfFreedomThereIsNoProbability(double df) {
        assertEquals(Double.NaN, Distributions.tTwoSided(1, df));
        assertEquals(Double.NaN, Distributions.tReach(0.95, df));
        assertEquals(Double.NaN, Distributions.fTail(2.5, 3, df));
    }

    /** R 4.2.2, {@code qchisq} and {@code dchisq(log = TRUE)}. */
    @ParameterizedTest
    @CsvSource({"0.95, 1, 3.841458820694124", "0.5, 4, 3.356693980033322", "0.001, 10, 1.478743463835665"})
    void quantilesOfChiSquaredAreExact(double probability, double df, double quantile) {
        assertEquals(quantile, Distributions.chiSquaredQuantile(probability, df), 1e-10 * quantile);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, -1.57236494292470", "0.1, 1, 0.18235401329235", "900, 5, -441.81395867688627"})
    void theDensityOfChiSquaredMayBeSmallerThanAnyNumber(double x, double df, double log) {
        assertEquals(log, Distributions.chiSquaredLogDensity(x, df), 1e-12 * Math.abs(log));
    }

    /** R 4.2.2, differences of {@code pnorm} from the tail on that side. */
    @ParameterizedTest
    @CsvSource({
        "-1, 1, 6.826894921370859e-01",
        "9, 10, 1.128512207423599e-19",
        "-9, -8, 6.219831985865831e-16",
        "0.5, 1.5, 2.417303374571289e-01"
    })
    void whatLiesBetweenTwoValuesKeepsItsDigitsOnEitherSide(double a, double b, double p) {
        assertEquals(p, Distributions.normalBetween(a, b), 1e-12 * p);
    }

    @ParameterizedTest
    @CsvSource({"-3, 0.001349898031630095", "0.7, 0.758036347776926966", "0, 0.5"})
    void whatLiesBelowAValueOfTheNormal(double z, double p) {
        assertEquals(p, Distributions.normalCumulative(z), 1e-14);
    }
}
