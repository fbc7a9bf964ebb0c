package org.multilevel.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextLayoutTest {
    @Test
    void textsStartAtTheLeftAndNumbersEndAtTheRight() {
        assertEquals(
                List.of("  Term  Value", "  a      1.00", "  bcd   10.00"),
                TextLayout.table(
                        List.of("Term", "Value"),
                        List.of(true, false),
                        List.of(List.of("a", "1.00"), List.of("bcd", "10.00"))));
    }

    @Test
    void wideAndCombiningCharactersKeepColumnsStraight() {
        assertEquals(2, TextLayout.displayWidth("数"));
        assertEquals(1, TextLayout.displayWidth("e\u0301"));
        assertEquals(2, TextLayout.displayWidth("\uD83D\uDE00"));
        assertEquals(5, TextLayout.displayWidth("Größe"));
        assertEquals(
                List.of("  Term  n", "  数    1", "  abcd  2"),
                TextLayout.table(
                        List.of("Term", "n"), List.of(true, false), List.of(List.of("数", "1"), List.of("abcd", "2"))));
    }

    @Test
    void lineBreaksInALabelDoNotTearTheTable() {
        assertEquals(List.of("  a", "  b c"), TextLayout.table(List.of("a"), List.of(true), List.of(List.of("b\nc"))));
    }

    @Test
    void longParagraphsAreWrappedBelowTheirStart() {
        List<String> lines = TextLayout.paragraph("Note", 10, "word ".repeat(40));
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).startsWith("Note      word word"));
        assertTrue(lines.get(1).startsWith("          word"));
        assertTrue(lines.stream().allMatch(line -> line.length() <= TextLayout.WIDTH));
    }

    @Test
    void namesInBackticksStayWhole() {
        String name = "`a name with " + "very ".repeat(20) + "long words`";
        List<String> lines = TextLayout.paragraph("Formula", 10, "y ~ x + " + name);
        assertEquals("          " + name, lines.get(1));
    }

    @Test
    void aLabelAsLongAsTheIndentKeepsASpace() {
        assertEquals(List.of("0123456789 text"), TextLayout.paragraph("0123456789", 10, "text"));
    }
}
