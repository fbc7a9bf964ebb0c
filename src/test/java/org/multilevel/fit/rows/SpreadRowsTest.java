package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.multilevel.fit.rows.SmallParts.TOLERANCE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.ActivityLog;
import org.multilevel.data.Progress;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ModelException;
import org.multilevel.fit.products.RowSums;
import org.multilevel.formula.Formula;

/** Rows whose cross-products stay with their parts: what comes of them is that of all rows at once. */
class SpreadRowsTest {
    private final PartsAtHand parts = new PartsAtHand(SmallParts.FRAME.table(), SmallParts.PARTS);

    private SpreadRows of(String formula, Progress progress) {
        return Rows.of(Formula.parse(formula), parts, DesignOptions.DEFAULT, progress)
                .spread()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {SmallParts.ONE_FACTOR, SmallParts.NESTED})
    void productsAreThoseOfAllRows(String formula) {
        SmallParts given = new SmallParts(formula);
        ActivityLog log = new ActivityLog();
        SpreadRows rows = of(formula, log);
        RowSums beside = new RowSums(rows.design());
        SmallParts.assertSame(given.products(), rows.products(given.standard, beside));
        SmallParts.assertSame(given.sums(), beside, given.design.factors().size());
        assertTrue(log.activities().contains("reading rows"));
        assertEquals(0, parts.made().get(0).closed());
        assertEquals(0, parts.last().closed());
    }

    @Test
    void productsThatAreFormedAnewTakeThePlaceOfThoseBefore() {
        SmallParts given = new SmallParts(SmallParts.ONE_FACTOR);
        SpreadRows rows = of(SmallParts.ONE_FACTOR, Progress.NONE);
        rows.products(given.standard);
        rows.products(given.standard);
        assertEquals(3, parts.made().size());
        assertEquals(0, parts.made().get(0).closed());
        assertEquals(1, parts.made().get(1).closed());
        assertEquals(0, parts.made().get(2).closed());
    }

    @Test
    void productsWithinLevelsAreThoseOfAllRows() {
        SmallParts given = new SmallParts(SmallParts.ONE_FACTOR);
        SpreadRows rows = of(SmallParts.ONE_FACTOR, Progress.NONE);
        double[] b = {0.5, -0.25};
        assertEquals(
                "there are no cross-products yet",
                assertThrows(IllegalStateException.class, () -> rows.within(given.products(), given.standard, -1, b))
                        .getMessage());
        rows.products(given.standard);
        double[] expected = Rows.of(given.design, SmallParts.FRAME.table(), Progress.NONE)
                .within(given.products(), given.standard, -1, b);
        assertArrayEquals(expected, rows.within(given.products(), given.standard, -1, b), TOLERANCE);
    }

    @Test
    void whatIsLeftBesideAllEffectsIsRefused() {
        SmallParts given = new SmallParts(SmallParts.NESTED);
        SpreadRows rows = of(SmallParts.NESTED, Progress.NONE);
        assertEquals(
                "Fixed effects and groups explain nearly all of y, and where several groupings share it, its last digits are found from all"
                        + " rows and effects together, which here stay spread over the cluster; fit with --spread no, or subtract from"
                        + " the response what is known.",
                assertThrows(
                                ModelException.class,
                                () -> rows.remainder(
                                        given.products(),
                                        new int[] {0, 1},
                                        given.standard,
                                        new double[2],
                                        new double[2][]))
                        .getMessage());
    }
}
