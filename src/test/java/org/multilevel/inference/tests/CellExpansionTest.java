package org.multilevel.inference.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multilevel.design.FixedTerm;
import org.multilevel.design.FixedTerm.Coding;

/** Cells as columns of X, where a cell may not have a column of its own. */
class CellExpansionTest {
    private static final Coding F = new Coding("f", true, new double[][] {{0, 0}, {1, 0}, {0, 1}});
    private static final Coding WHOLE_F = new Coding("f", true, new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    private static final Coding H = new Coding("h", true, new double[][] {{0}, {1}});
    private static final Coding WHOLE_H = new Coding("h", true, new double[][] {{1, 0}, {0, 1}});
    private static final Coding X = new Coding("x", false, new double[][] {{1}});

    private static double[] of(CellExpansion expansion, Map<String, Integer> cell) {
        return expansion.of(cell).orElseThrow();
    }

    /** Columns: intercept, f[b], f[c], h[v], f[b]:h[v], f[c]:h[v]. */
    @Test
    void aFirstLevelIsAllLessTheOthers() {
        CellExpansion expansion = new CellExpansion(
                List.of(
                        new FixedTerm("f", 1, List.of(F)),
                        new FixedTerm("h", 3, List.of(H)),
                        new FixedTerm("f:h", 4, List.of(F, H))),
                true,
                6);
        assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0}, of(expansion, Map.of()));
        assertArrayEquals(new double[] {0, 0, 1, 0, 0, 0}, of(expansion, Map.of("f", 2)));
        assertArrayEquals(new double[] {1, -1, -1, 0, 0, 0}, of(expansion, Map.of("f", 0)));
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 1}, of(expansion, Map.of("f", 2, "h", 1)));
        assertArrayEquals(new double[] {0, 1, 0, 0, -1, 0}, of(expansion, Map.of("f", 1, "h", 0)));
        assertArrayEquals(new double[] {1, -1, -1, -1, 1, 1}, of(expansion, Map.of("f", 0, "h", 0)));
    }

    /** Columns: f[a], f[b], f[c] each with h[u] and h[v]. */
    @Test
    void whatHasNoTermIsTheSumOfFinerCells() {
        CellExpansion expansion =
                new CellExpansion(List.of(new FixedTerm("f:h", 0, List.of(WHOLE_F, WHOLE_H))), false, 6);
        assertArrayEquals(new double[] {0, 1, 0, 0, 1, 0}, of(expansion, Map.of("f", 1)));
        assertArrayEquals(new double[] {0, 0, 0, 1, 1, 1}, of(expansion, Map.of("h", 1)));
        assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1}, of(expansion, Map.of()));
    }

    /** A slope within each level says nothing of the level alone, and a term of one factor nothing of another. */
    @Test
    void whatColumnsDoNotSpanIsNothing() {
        CellExpansion slopes = new CellExpansion(List.of(new FixedTerm("f:x", 0, List.of(WHOLE_F, X))), false, 3);
        assertEquals(Optional.empty(), slopes.of(Map.of("f", 1)));
        assertArrayEquals(new double[] {1, 1, 1}, of(slopes, Map.of("x", 0)));
        assertEquals(Optional.empty(), new CellExpansion(List.of(), false, 0).of(Map.of()));
        CellExpansion other = new CellExpansion(List.of(new FixedTerm("h", 0, List.of(WHOLE_H))), false, 2);
        assertEquals(Optional.empty(), other.of(Map.of("f", 1)));
    }
}
