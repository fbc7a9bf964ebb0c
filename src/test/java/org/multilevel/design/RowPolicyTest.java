package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.design.scan.RowCounts;

class RowPolicyTest {
    private static final double NaN = Double.NaN;
    private static final DesignOptions WEIGHTED = DesignOptions.DEFAULT.withWeights("w");

    private static MemoryTable.Builder table() {
        return MemoryTable.builder()
                .numeric("y", 1, NaN, 3, 4, 5, 6, 7, 8)
                .numeric("x", 1, NaN, NaN, 4, 5, 7, 6, 1)
                .categorical("g", "u", "u", "v", "", "u", "v", "v", "u")
                .numeric("w", 1, 1, 1, 1, NaN, 0, 2, 3);
    }

    @Test
    void incompleteRowsAreDroppedAndCountedByTheFirstReason() {
        Design design = Scans.design("y ~ x + (1 | g)", table().build(), WEIGHTED);
        RowCounts counts = design.rows();
        assertEquals(8, counts.read());
        assertEquals(3, counts.used());
        assertEquals(5, counts.droppedTotal());
        assertEquals(
                List.of(
                        Map.entry("y is missing", 1L),
                        Map.entry("x is missing", 1L),
                        Map.entry("g is missing", 1L),
                        Map.entry("w is missing", 1L),
                        Map.entry("weight is 0", 1L)),
                List.copyOf(counts.dropped().entrySet()));
    }

    @Test
    void completeRowsKeepTheirOrderPositionAndWeight() {
        List<Scans.Row> rows = Scans.rows(Scans.design("y ~ x + (1 | g)", table().build(), WEIGHTED), table().build());
        assertEquals(List.of(0L, 6L, 7L), rows.stream().map(Scans.Row::row).toList());
        assertEquals(
                List.of(1.0, 2.0, 3.0), rows.stream().map(Scans.Row::weight).toList());
        assertEquals(
                List.of(1.0, 6.0, 1.0), rows.stream().map(row -> row.x().get(1)).toList());
        assertEquals(List.of(1.0, 7.0, 8.0), rows.stream().map(Scans.Row::y).toList());
    }

    @Test
    void weightsStayWithTheirRowsWhereNoneIsLeftOut() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 2, 3)
                .numeric("w", 0.5, 2, 4)
                .build();
        List<Scans.Row> rows = Scans.rows(Scans.design("y ~ 1", table, WEIGHTED), table);
        assertEquals(
                List.of(0.5, 2.0, 4.0), rows.stream().map(Scans.Row::weight).toList());
    }

    @Test
    void aMissingValueInAnUnusedColumnDropsNoRow() {
        assertEquals(
                Map.of("y is missing", 1L),
                Scans.design("y ~ 1", table()).rows().dropped());
    }

    @Test
    void aValueThatCannotBeComputedDoesNotMatterInADroppedRow() {
        MemoryTable.Builder table =
                MemoryTable.builder().numeric("y", 1, NaN, 3).numeric("x", 1, -5, 2);
        assertEquals(2, Scans.design("y ~ log(x)", table).rows().used());
    }

    @Test
    void missingValuesMayBeForbidden() {
        assertEquals(
                "\"x\" is missing in row 3: fill it in, or let rows with missing values be dropped.",
                Scans.refusal(
                        "y ~ x",
                        MemoryTable.builder().numeric("y", 1, 2, 3).numeric("x", 1, 2, NaN),
                        DesignOptions.DEFAULT.withMissing(MissingRows.FAIL)));
    }

    @Test
    void aNegativeWeightIsRefused() {
        assertEquals(
                "The weight in column \"w\" is -2 in row 2: a weight must be a positive number, or 0 to leave the row out.",
                Scans.refusal("y ~ 1", MemoryTable.builder().numeric("y", 1, 2).numeric("w", 1, -2), WEIGHTED));
    }

    @Test
    void anInfiniteWeightIsRefused() {
        assertEquals(
                "The weight in column \"w\" is infinite in row 1: a weight must be a positive number, or 0 to leave the row"
                        + " out.",
                Scans.refusal(
                        "y ~ 1",
                        MemoryTable.builder().numeric("y", 1, 2).numeric("w", Double.POSITIVE_INFINITY, 1),
                        WEIGHTED));
    }

    @Test
    void categoricalWeightsAreRefused() {
        assertEquals(
                "The weights column \"w\" must be numeric, but row 2 has \"much\": choose a numeric column, or correct that"
                        + " value.",
                Scans.refusal(
                        "y ~ 1", MemoryTable.builder().numeric("y", 1, 2).categorical("w", "1", "much"), WEIGHTED));
    }

    @Test
    void noUsableRowIsASentenceWithTheCounts() {
        assertEquals(
                "No row can be used: of 3 rows 2 because y is missing, 1 because g is missing; complete the data, or leave"
                        + " that variable out of the model.",
                Scans.refusal(
                        "y ~ 1 + (1 | g)",
                        MemoryTable.builder().numeric("y", NaN, NaN, 1).categorical("g", "a", "b", "")));
    }

    @Test
    void anEmptyTableIsASentence() {
        assertEquals(
                "The table has no rows: a model needs data.",
                Scans.refusal("y ~ x", MemoryTable.builder().numeric("y").numeric("x")));
    }
}
