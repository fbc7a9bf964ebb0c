package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.multilevel.exact.Refusal.assertRefused;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Tables with too few rows, with missing and with infinite values. */
class RowsTest {
    private static final String FORMULA = "y ~ x + (1 | g)";

    private static Frame frame(int rows) {
        double[] x = Noise.of(rows, 1);
        double[] level = Noise.of(rows, 2);
        double[] residual = Noise.of(rows, 3);
        return Frame.ofRows(rows)
                .with("x", x)
                .number("y", i -> 2 + x[i] + level[i / 6] + residual[i])
                .label("g", i -> "g" + i / 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {FORMULA, "y ~ 1 + (1 | g)", "y ~ x"})
    void noRowsAreRefused(String formula) {
        assertRefused(formula, frame(0), "no rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {FORMULA, "y ~ 1 + (1 | g)", "y ~ x"})
    void oneRowIsRefusedAsTooFew(String formula) {
        assertRefused(formula, frame(1), "Only one row");
    }

    @ParameterizedTest
    @ValueSource(strings = {FORMULA, "y ~ x"})
    void twoRowsAreTooFewForTwoCoefficients(String formula) {
        assertRefused(formula, frame(2), "2 rows", "too few", "2 fixed coefficients");
    }

    @Test
    void twoRowsInTwoGroupsAreRefused() {
        assertRefused("y ~ 1 + (1 | g)", frame(2).label("g", i -> "g" + i), "g has as many levels", "2");
    }

    @ParameterizedTest
    @EnumSource
    void threeRowsAreTooFewForTwoCoefficientsAndTwoVariances(EstimationMethod method) {
        // The restricted likelihood is flat in theta, the full one has no maximum.
        Frame three = frame(3).label("g", i -> "g" + i / 2);
        assertRefused(LinearMixedModel.of(FORMULA).withMethod(method), three, "3 rows", "too few");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "x"})
    void aColumnOfMissingNumbersIsNamed(String column) {
        assertRefused(
                FORMULA, frame(60).number(column, i -> Double.NaN), "No row can be used", column + " is missing", "60");
    }

    @Test
    void aColumnOfMissingGroupsIsNamed() {
        assertRefused(FORMULA, frame(60).label("g", i -> ""), "No row can be used", "g is missing", "60");
    }

    @Test
    void rowsThatComplementEachOtherInWhatIsMissingAreCountedByReason() {
        Frame frame = frame(60);
        double[] x = frame.numbers("x");
        double[] y = frame.numbers("y");
        Frame gaps =
                frame.number("x", i -> i % 2 == 0 ? Double.NaN : x[i]).number("y", i -> i % 2 == 0 ? y[i] : Double.NaN);
        assertRefused(FORMULA, gaps, "30 because y is missing", "30 because x is missing");
    }

    @Test
    void rowsWithMissingValuesCountAsIfTheyWereNotThere() {
        Frame frame = frame(60);
        double[] x = frame.numbers("x");
        String[] g = frame.labels("g");
        MixedModel gaps = LinearMixedModel.of(FORMULA)
                .fit(frame.number("x", i -> i == 0 ? Double.NaN : x[i])
                        .label("g", i -> i == 59 ? "" : g[i])
                        .table());
        int[] rest = IntStream.range(1, 59).toArray();
        Closeness.of(0)
                .assertSame(LinearMixedModel.of(FORMULA).fit(frame.rows(rest).table()), gaps);
        assertEquals(Map.of("x is missing", 1L, "g is missing", 1L), gaps.rows().dropped());
    }

    @Test
    void aGroupWhoseRowsAreAllDroppedIsNoLevel() {
        Frame frame = frame(60);
        double[] y = frame.numbers("y");
        MixedModel model = LinearMixedModel.of(FORMULA)
                .fit(frame.number("y", i -> i < 6 ? Double.NaN : y[i]).table());
        assertEquals(9, model.groupingFactors().get(0).size());
        assertEquals(-1, model.groupingFactors().get(0).indexOf("g0"));
    }

    @Test
    void missingRowsMayLeaveOneGroup() {
        Frame frame = frame(60);
        double[] y = frame.numbers("y");
        assertRefused(FORMULA, frame.number("y", i -> i < 6 ? y[i] : Double.NaN), "g", "only one level", "g0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "x", "o"})
    void anInfiniteValueIsNamedWithItsRow(String column) {
        Frame frame = frame(60).number("o", i -> i);
        double[] values = frame.numbers(column);
        for (double infinite : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            Frame bad = frame.number(column, i -> i == 7 ? infinite : values[i]);
            assertRefused("y ~ x + offset(o) + (x | g)", bad, column, "infinite", "row 8");
        }
    }

    @Test
    void anInfiniteGroupNumberIsNamedWithItsRow() {
        Frame bad = frame(60).number("k", i -> i == 7 ? Double.POSITIVE_INFINITY : i % 6);
        assertRefused("y ~ x + (1 | k)", bad, "k", "infinite", "row 8");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, -1})
    void anImpossibleWeightIsNamedWithItsRow(double weight) {
        Frame bad = frame(60).number("w", i -> i == 7 ? weight : 1);
        assertRefused(LinearMixedModel.of(FORMULA).withWeights("w"), bad, "weight", "w", "row 8");
    }

    @Test
    void rowsOfWeightZeroAreDropped() {
        Frame frame = frame(60);
        MixedModel weighted = LinearMixedModel.of(FORMULA)
                .withWeights("w")
                .fit(frame.number("w", i -> i < 2 ? 0 : 1).table());
        int[] rest = IntStream.range(2, 60).toArray();
        Closeness.of(0)
                .assertSame(LinearMixedModel.of(FORMULA).fit(frame.rows(rest).table()), weighted);
        assertEquals(Map.of("weight is 0", 2L), weighted.rows().dropped());
    }

    @Test
    void nothingButWeightsOfZeroIsRefused() {
        assertRefused(
                LinearMixedModel.of(FORMULA).withWeights("w"), frame(60).number("w", i -> 0), "No row", "weight is 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 3.1, 1e9})
    void aConstantResponseIsRefused(double value) {
        assertRefused(FORMULA, frame(60).number("y", i -> value), "y is constant");
        assertRefused("y ~ x", frame(60).number("y", i -> value), "y is constant");
    }

    @Test
    void valuesWhoseSquaresOverflowAreRefused() {
        assertRefused(FORMULA, frame(60).map("y", y -> 1e200 * y), "y", "too large");
        assertRefused(FORMULA, frame(60).map("x", x -> 1e200 * x), "x", "too large");
    }
}
