package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A class tells its school where all its rows are of one school. */
class TellingTest {
    private static Telling of(int[] classes, int[] schools) {
        Telling telling = new Telling();
        telling.accept(classes, schools, classes.length);
        return telling;
    }

    @Test
    void valuesThatMeetOneOtherEachTellIt() {
        assertTrue(of(new int[] {0, 1, 0, 2}, new int[] {5, 6, 5, 6}).holds());
        assertTrue(of(new int[] {1, 0}, new int[] {0, 0}).holds());
    }

    @Test
    void oneValueThatMeetsTwoOthersTellsNeither() {
        assertFalse(of(new int[] {0, 1, 0}, new int[] {5, 6, 6}).holds());
    }

    @Test
    void rowsBeyondTheCountAreNotLookedAt() {
        Telling telling = new Telling();
        telling.accept(new int[] {3, 3, 3}, new int[] {1, 1, 2}, 2);
        assertTrue(telling.holds());
    }

    @Test
    void whatWasMetIsRememberedFromBatchToBatch() {
        Telling telling = of(new int[] {0, 1}, new int[] {5, 6});
        telling.accept(new int[] {1, 0}, new int[] {6, 5}, 2);
        assertTrue(telling.holds());
        telling.accept(new int[] {1}, new int[] {5}, 1);
        assertFalse(telling.holds());
    }

    @Test
    void manyValuesAreRememberedInWhicheverOrderTheyCome() {
        int[] classes = IntStream.of(3, 15, 16, 17, 90, 33, 400).toArray();
        int[] schools = IntStream.of(classes).map(id -> 2 * id).toArray();
        Telling telling = of(classes, schools);
        telling.accept(classes, schools, classes.length);
        assertTrue(telling.holds());
        telling.accept(new int[] {90}, new int[] {32}, 1);
        assertFalse(telling.holds());
    }

    @Test
    void whatIsRefutedStaysSo() {
        Telling telling = of(new int[] {0}, new int[] {5});
        telling.refute();
        telling.accept(new int[] {0}, new int[] {5}, 1);
        assertFalse(telling.holds());
    }
}
