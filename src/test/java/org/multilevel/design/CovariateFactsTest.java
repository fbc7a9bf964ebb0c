package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class CovariateFactsTest {
    private static final CovariateFacts FACTS = new CovariateFacts(2.5, 1, 4, new double[] {1, 4});

    private static double mean(double mean, double minimum, double maximum) {
        return new CovariateFacts(mean, minimum, maximum, new double[0]).mean();
    }

    @Test
    void theMeanOfCentredValuesIsZero() {
        assertEquals(0, mean(3e-12, -1, 5));
        assertEquals(0, mean(-3e-12, -5, 1));
        assertEquals(0, mean(1e-12, -1, 1));
        assertEquals(0, mean(-1e-12, -1, 1));
    }

    @Test
    void aSmallMeanThatIsNoRoundingStays() {
        assertEquals(6e-12, mean(6e-12, -1, 5));
        assertEquals(1e-13, mean(1e-13, 0, 0.05));
    }

    @Test
    void factsThatSayTheSameAreEqual() {
        CovariateFacts same = new CovariateFacts(2.5, 1, 4, new double[] {1, 4});
        assertEquals(FACTS, same);
        assertEquals(FACTS.hashCode(), same.hashCode());
    }

    @Test
    void eachNumberTellsFactsApart() {
        assertNotEquals(FACTS, new CovariateFacts(2.25, 1, 4, new double[] {1, 4}));
        assertNotEquals(FACTS, new CovariateFacts(2.5, 0, 4, new double[] {1, 4}));
        assertNotEquals(FACTS, new CovariateFacts(2.5, 1, 5, new double[] {1, 4}));
        assertNotEquals(FACTS, new CovariateFacts(2.5, 1, 4, new double[0]));
        assertNotEquals(FACTS, new Object());
    }

    @Test
    void otherMeansAndOtherValuesHaveOtherHashes() {
        assertNotEquals(FACTS.hashCode(), new CovariateFacts(2.25, 1, 4, new double[] {1, 4}).hashCode());
        assertNotEquals(FACTS.hashCode(), new CovariateFacts(2.5, 1, 4, new double[0]).hashCode());
    }
}
