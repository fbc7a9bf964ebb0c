package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

class ExactCostTest {
    /** Of 300 levels of g and 40 of h with two columns, 80 columns are left: their square, and twenty times three times a sixth of their cube. */
    @Test
    void isThatOfADenseMatrixOfWhatTheLargestFactorLeaves() {
        CrossProducts products =
                CrossedTable.of("y ~ x + (1 | g) + (x | h)", 40, new Random(1)).products();
        try (Workers workers = new Workers(1, Progress.NONE)) {
            ExactCost cost = ExactCost.of(products, workers);
            assertEquals(80, cost.order());
            assertEquals(8 * 80 * 80, cost.bytes());
            assertEquals(20 * 3 * 80.0 * 80 * 80 / 6, cost.work(), 1e-6);
            assertTrue(cost.isAffordable());
        }
    }

    /** Beside 400,000 levels, 120,000 that meet no others at all: dense, their matrix had 115 GB. */
    @Test
    void whereLevelsHardlyMeetItIsThatOfTheElimination() {
        int[] levels = {120_000, 400_000};
        double[][] zz = {new double[levels[0]], new double[levels[1]]};
        CrossProducts products = CrossProducts.ofRandom(new int[] {1, 1}, zz);
        for (int k = 0; k < levels[0]; k++) {
            products.pair(0, 1).offset(k, 3 * k);
        }
        try (Workers workers = new Workers(1, Progress.NONE)) {
            ExactCost cost = ExactCost.of(products, workers);
            assertTrue(cost.order() < 100, () -> "order " + cost.order());
            assertTrue(cost.bytes() < 1e8, () -> "bytes " + cost.bytes());
            assertTrue(cost.isAffordable());
        }
    }

    @Test
    void isAffordableWithEnoughMemoryAndTime() {
        double most = 0.8 * Runtime.getRuntime().maxMemory();
        assertTrue(new ExactCost(1, most, 0).hasRoom());
        assertFalse(new ExactCost(1, most * (1 + 1e-9), 0).isAffordable());
        ExactCost patient = new ExactCost(1, 0, 599 / 9.2e-11);
        assertEquals(599, patient.seconds(), 1e-9);
        assertTrue(patient.isAffordable());
        assertFalse(new ExactCost(1, 0, 601 / 9.2e-11).isAffordable());
    }
}
