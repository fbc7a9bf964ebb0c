package org.multilevel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class MemoryTableTest {

    @Test
    void columnsAreScannedInTheOrderAskedFor() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, Double.NaN, 3)
                .categorical("g", "b", "a", "")
                .build();
        assertEquals(List.of("b|1.0", "a|?", "?|3.0"), Rows.of(table, "g", "y"));
        assertEquals(OptionalLong.of(3), table.rowCount());
    }

    @Test
    void declaredLevelsKeepTheirOrderAlsoWhenTheyDoNotOccur() {
        MemoryTable table = MemoryTable.builder()
                .categorical("f", new int[] {2, -1, 0}, List.of("low", "middle", "high"))
                .build();
        assertEquals(List.of("high", "?", "low"), Rows.of(table, "f"));
        assertEquals(
                List.of("low", "middle", "high"),
                table.columns().get(0).declaredLevels().orElseThrow());
    }

    @Test
    void manyRowsArriveInSeveralBatchesInOrder() {
        int n = 2 * Batch.CAPACITY + 5;
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = i;
        }
        List<String> batches = new ArrayList<>();
        MemoryTable.builder().numeric("y", y).build().scan(List.of("y"), Progress.NONE, batch -> {
            batches.add(batch.firstRow() + "+" + batch.size());
            assertEquals((double) batch.firstRow(), batch.numbers(0)[0]);
        });
        assertEquals(List.of("0+512", "512+512", "1024+5"), batches);
    }

    @Test
    void laterChangesToAnArrayDoNotReachTheTable() {
        double[] y = {1};
        MemoryTable table = MemoryTable.builder().numeric("y", y).build();
        y[0] = 2;
        assertEquals(List.of("1.0"), Rows.of(table, "y"));
    }

    @Test
    void aColumnMayBeAskedForTwice() {
        MemoryTable table = MemoryTable.builder().numeric("y", 1, 2).build();
        assertEquals(List.of("1.0|1.0", "2.0|2.0"), Rows.of(table, "y", "y"));
    }

    @Test
    void aTableWithoutColumnsHasNoRows() {
        assertEquals(OptionalLong.of(0), MemoryTable.builder().build().rowCount());
    }

    @Test
    void columnsOfDifferentLengthAreRefused() {
        MemoryTable.Builder builder = MemoryTable.builder().numeric("y", 1, 2).categorical("g", "a");
        assertMessage(
                "Column \"g\" has 1 row, but column \"y\" has 2: give every column the same number of rows.",
                builder::build);
    }

    @Test
    void twoColumnsOfOneNameAreRefused() {
        MemoryTable.Builder builder = MemoryTable.builder().numeric("y", 1).numeric("y", 2);
        assertMessage("The table has two columns named \"y\": give every column its own name.", builder::build);
    }

    @Test
    void aColumnWithoutNameIsRefused() {
        MemoryTable.Builder builder = MemoryTable.builder().numeric("y", 1).numeric("", 2);
        assertMessage("Column 2 of the table has no name: give every column a name.", builder::build);
    }

    @Test
    void aCodeWithoutLevelIsRefused() {
        MemoryTable.Builder builder = MemoryTable.builder();
        assertMessage(
                "Row 2 of column \"f\" has the code 2, but there are 2 levels: use 0 to 1, or -1 for missing.",
                () -> builder.categorical("f", new int[] {0, 2}, List.of("a", "b")));
    }

    @Test
    void aLevelDeclaredTwiceIsRefused() {
        MemoryTable.Builder builder = MemoryTable.builder().categorical("f", new int[] {0}, List.of("a", "a"));
        assertMessage("Column \"f\" declares the level \"a\" twice: declare every level once.", builder::build);
    }

    @Test
    void anUnknownColumnIsNamedWithTheColumnsThatExist() {
        MemoryTable table =
                MemoryTable.builder().numeric("y", 1).categorical("g", "a").build();
        assertMessage(
                "There is no column \"x\" in the table; it has the columns y, g.",
                () -> table.scan(List.of("x"), Progress.NONE, batch -> {}));
    }

    @Test
    void aCancelledScanStops() {
        MemoryTable table = MemoryTable.builder().numeric("y", 1).build();
        CancelAfter progress = new CancelAfter(0);
        assertThrows(CancellationException.class, () -> table.scan(List.of("y"), progress, batch -> {}));
    }

    private static void assertMessage(String message, Runnable action) {
        assertEquals(message, Failure.of(action));
    }
}
