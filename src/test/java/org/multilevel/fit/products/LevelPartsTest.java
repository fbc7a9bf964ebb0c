package org.multilevel.fit.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.products.WrittenRows.Row;

class LevelPartsTest {
    private static LevelParts parts(WrittenRows rows, CrossProducts whole, int factor) {
        LevelParts parts = new LevelParts(whole, factor);
        rows.design().scan(rows.table(), Progress.NONE, block -> parts.add(block, whole, rows.standard()));
        return parts;
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (x | g), 0",
        "y ~ x + v + (x | g) + (1 | h) + (v || k), 0",
        "y ~ x + v + (x | g) + (1 | h) + (v || k), 1",
        "y ~ x + v + (x | g) + (1 | h) + (v || k), 2",
    })
    void whatIsLeftIsThatOfTheOtherRows(String formula, int factor) {
        WrittenRows rows = WrittenRows.of(formula);
        CrossProducts whole = rows.products();
        LevelParts parts = parts(rows, whole, factor);
        for (int level = 0; level < Math.min(6, whole.levels[factor]); level++) {
            int gone = level;
            CrossProducts rest = parts.without(level, whole);
            rows.assertSame(rows.sums(row -> row.level()[factor] != gone), rest);
            long count = rows.rows().stream()
                    .filter(row -> row.level()[factor] == gone)
                    .count();
            assertEquals(count, parts.rows(level));
            assertEquals(whole.rows - count, rest.rows);
            double weights = rows.rows().stream()
                    .filter(row -> row.level()[factor] != gone)
                    .mapToDouble(row -> Math.log(row.weight()))
                    .sum();
            assertEquals(weights, rest.sumLogWeight, WrittenRows.TOLERANCE);
        }
        rows.assertSame(rows.sums(row -> true), whole);
    }

    /** Column d is zero in all rows but those of g2; levels of k lie within those of g. */
    @Test
    void whatOnlyRoundingIsLeftOfIsExactlyZero() {
        WrittenRows rows = WrittenRows.of("y ~ 0 + x + d + (x | g) + (v || k)");
        CrossProducts whole = rows.products();
        int gone = rows.design().factors().get(0).levels().indexOf("g2");
        CrossProducts rest = parts(rows, whole, 0).without(gone, whole);
        for (int i = 0; i < 3; i++) {
            assertEquals(0, rest.xy[Math.max(i, 1) * 3 + Math.min(i, 1)], 0);
        }
        assertTrue(rest.xy[0] > 1);
        for (int f = 0; f < 2; f++) {
            for (int at = 1; at < rest.zxy[f].length; at += 3) {
                assertEquals(0, rest.zxy[f][at], 0);
            }
        }
        for (Row row : rows.rows()) {
            int k = row.level()[1];
            for (int i = 0; i < 2; i++) {
                boolean isGone = row.level()[0] == gone;
                assertEquals(isGone, rest.zz[1][k * 4 + i * 3] == 0);
                assertEquals(isGone, rest.zxy[1][(k * 2 + i) * 3] == 0);
            }
        }
    }
}
