package org.multilevel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class LevelsTest {

    @Test
    void codesFollowTheOrderInWhichLabelsAreMet() {
        Levels levels = new Levels();
        assertEquals(0, levels.add("b"));
        assertEquals(1, levels.add("a"));
        assertEquals(0, levels.add("b"));
        assertEquals(List.of("b", "a"), levels.labels());
    }

    @Test
    void anUnknownLabelHasCodeMinusOneAndIsNotAdded() {
        Levels levels = new Levels(List.of("a"));
        assertEquals(-1, levels.code("b"));
        assertEquals(1, levels.size());
    }

    @Test
    void aLabelInsideAnArrayIsTheSameAsTheString() {
        Levels levels = new Levels(List.of("x", "ab"));
        assertEquals(1, levels.add("..ab..".toCharArray(), 2, 2));
        assertEquals(2, levels.size());
    }

    @Test
    void labelsWithEqualHashesStayApart() {
        Levels levels = new Levels();
        assertEquals("Aa".hashCode(), "BB".hashCode());
        assertEquals(0, levels.add("Aa"));
        assertEquals(1, levels.add("BB"));
        assertEquals(0, levels.code("Aa"));
        assertEquals(1, levels.code("BB"));
    }

    @Test
    void theEmptyLabelIsALabel() {
        Levels levels = new Levels(List.of("a", "", "b"));
        assertEquals(1, levels.code(""));
        assertEquals("", levels.label(1));
        assertEquals("b", levels.label(2));
    }

    @Test
    void aHundredThousandLabelsKeepTheirCodes() {
        Levels levels = new Levels();
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i, levels.add("group " + i));
        }
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i, levels.code("group " + i));
            assertEquals("group " + i, levels.label(i));
        }
    }

    @Test
    void aCodeWithoutALabelIsRefused() {
        Levels levels = new Levels(List.of("a"));
        assertThrows(IndexOutOfBoundsException.class, () -> levels.label(1));
        assertThrows(IndexOutOfBoundsException.class, () -> levels.label(-1));
    }
}
