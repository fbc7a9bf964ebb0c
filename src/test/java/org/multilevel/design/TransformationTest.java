package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;

class TransformationTest {
    private static final double NaN = Double.NaN;

    private static MemoryTable.Builder table(double... x) {
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> i);
        return MemoryTable.builder().numeric("y", y).numeric("x", x);
    }

    private static double[] column(String formula, MemoryTable.Builder table) {
        MemoryTable built = table.build();
        return Scans.rows(Scans.design(formula, built), built).stream()
                .mapToDouble(row -> row.x().get(row.x().size() - 1))
                .toArray();
    }

    /** As R: {@code model.matrix(~ scale(x), data.frame(x = c(1, 3, 8), y = ...))}; model.frame evaluates before it drops rows. */
    @Test
    void scaleTakesMeanAndSpreadFromAllRowsInWhichItsArgumentIsPresent() {
        MemoryTable.Builder table =
                MemoryTable.builder().numeric("y", 1, NaN, 3, 4).numeric("x", 1, 3, 8, NaN);
        double sd = Math.sqrt(13);
        assertArrayEquals(new double[] {(1 - 4) / sd, (8 - 4) / sd}, column("y ~ scale(x)", table), 1e-15);
    }

    @Test
    void centerSubtractsTheMean() {
        assertArrayEquals(new double[] {-3, -1, 4}, column("y ~ center(x)", table(1, 3, 8)), 0);
    }

    @Test
    void scaleOfATransformedColumnUsesTheTransformedValues() {
        double[] expected = column("y ~ scale(l)", table(1, 2, 5).numeric("l", 0, Math.log(2), Math.log(5)));
        assertArrayEquals(expected, column("y ~ scale(log(x))", table(1, 2, 5)), 1e-15);
    }

    @Test
    void constantsAreFactsOfTheVariables() {
        Design design = Scans.design("y ~ scale(x) + center(x) + poly(x, 2)", table(1, 3, 8));
        assertArrayEquals(
                new double[] {4, Math.sqrt(13)},
                design.facts().constants().getOrDefault("scale(x)", new double[0]),
                1e-15);
        assertArrayEquals(new double[] {4}, design.facts().constants().getOrDefault("center(x)", new double[0]));
        assertEquals(5, design.facts().constants().getOrDefault("poly(x, 2)", new double[0]).length);
    }

    @Test
    void polynomialsAreOrthonormalForALargeMeanAndManyRows() {
        double[] x = new double[5000];
        Arrays.setAll(x, i -> 1e6 + (i * 7919 % 5000) / 2500.0);
        MemoryTable table = table(x).build();
        List<Scans.Row> rows = Scans.rows(Scans.design("y ~ poly(x, 4)", table), table);
        for (int j = 0; j <= 4; j++) {
            for (int k = 1; k <= 4; k++) {
                double product = 0;
                for (Scans.Row row : rows) {
                    product += row.x().get(j) * row.x().get(k);
                }
                // x has 10 digits after the point at mean 1e6, so the centred values have 1e-10 relative to their
                // spread;
                // the product with the intercept has a length of sqrt(5000) more
                assertEquals(j == k ? 1 : 0, product, 1e-8, "columns " + j + " and " + k);
            }
        }
    }

    @Test
    void undefinedLogarithmNamesRowAndValue() {
        assertEquals(
                "log(x) is not defined in row 3, where x is -2; correct the value, mark it as missing, or choose another"
                        + " transformation.",
                Scans.refusal("y ~ log(x)", table(1, NaN, -2)));
        assertEquals(
                "log(x) is not defined in row 2, where x is 0; correct the value, mark it as missing, or choose another"
                        + " transformation.",
                Scans.refusal("y ~ scale(log(x))", table(1, 0, 2)));
    }

    @Test
    void theInnermostUndefinedPartIsNamed() {
        assertEquals(
                "sqrt(x) is not defined in row 2, where x is -1; correct the value, mark it as missing, or choose another"
                        + " transformation.",
                Scans.refusal("y ~ exp(1 + sqrt(x))", table(1, -1, 2)));
        assertEquals(
                "1/x is not defined in row 3, where x is 0; correct the value, mark it as missing, or choose another"
                        + " transformation.",
                Scans.refusal("y ~ I(1 / x)", table(1, -1, 0)));
    }

    @Test
    void overflowIsNamed() {
        assertEquals(
                "exp(x) is too large a number in row 2, where x is 1000; correct the value, mark it as missing, or choose"
                        + " another transformation.",
                Scans.refusal("y ~ exp(x)", table(1, 1000, 2)));
    }

    @Test
    void undefinedResponseIsNamed() {
        assertTrue(Scans.refusal("log(y) ~ x", table(1, 2, 3))
                .startsWith("log(y) is not defined in row 1, where y is 0;"));
    }

    @Test
    void infiniteValuesAreNamedWhereverTheyStand() {
        String sentence = "\"x\" is infinite in row 2: replace the value by a number, or mark it as missing.";
        double infinity = Double.NEGATIVE_INFINITY;
        assertEquals(sentence, Scans.refusal("y ~ x", table(1, infinity, 2)));
        assertEquals(sentence, Scans.refusal("x ~ y", table(1, infinity, 2)));
        assertEquals(sentence, Scans.refusal("y ~ 1 + offset(x)", table(1, infinity, 2)));
        assertEquals(sentence, Scans.refusal("y ~ 1 + (1 | x)", table(1, infinity, 2)));
        assertEquals(sentence, Scans.refusal("y ~ factor(x)", table(1, infinity, 2)));
        assertEquals(sentence, Scans.refusal("y ~ poly(x, 2)", table(1, infinity, 2, 4)));
    }

    @Test
    void valuesWhoseSquaresOverflowAreNamed() {
        assertEquals(
                "\"x:y\" has values that are too large to compute with: divide it by a constant, or choose another"
                        + " transformation.",
                Scans.refusal("z ~ x:y", table(1e200, -1e200, 2).numeric("z", 1, 2, 3)));
    }

    @Test
    void scaleOfAConstantIsRefused() {
        assertEquals(
                "scale(x) is not defined: x has the same value in every row; remove the term.",
                Scans.refusal("y ~ scale(x)", table(2, 2, 2)));
    }

    @Test
    void polynomialsNeedMoreValuesThanTheirDegree() {
        assertEquals(
                "poly(x, 3) needs more than 3 different values, but x has 3; choose a degree below 3.",
                Scans.refusal("y ~ poly(x, 3)", table(1, 2, 5, 5, 1)));
        assertEquals(
                "poly(x, 1) needs more than 1 different values, but x has 1; remove the term.",
                Scans.refusal("y ~ poly(x, 1)", table(1, 1)));
    }
}
