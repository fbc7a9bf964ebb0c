package org.multilevel.data.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.data.RowTable;
import org.multilevel.data.Table;

/** Group means and folds hold numbers for each group, not for each row. */
class GroupsMemoryTest {
    private static final int GROUPS = 1000;
    private static final int ROWS = 2_000_000;
    /** The rows as doubles would take 16 MB for each column, and a fold for each row 8 MB. */
    private static final long MOST = 2_000_000;

    private final AtomicLong held = new AtomicLong();

    /** A table that makes its rows while it is read, and sees at the last of them how much memory the reader holds. */
    private Table table() {
        return RowTable.<Integer>over(row -> {
                    long before = usedMemory();
                    for (int i = 0; i < ROWS; i++) {
                        if (i == ROWS - 1) {
                            held.set(Math.max(held.get(), usedMemory() - before));
                        }
                        row.accept(i);
                    }
                })
                .numeric("g", i -> i % GROUPS)
                .numeric("x", i -> i / GROUPS)
                .build();
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void centring() {
        long[] zeros = {0};
        GroupMeans means = GroupCentring.of(List.of("x"), List.of("g")).fit(table(), Progress.NONE);
        means.centre(table(), Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                zeros[0] += rows.within(0)[i] == -999.5 ? 1 : 0;
            }
        });
        assertEquals(GROUPS, zeros[0]);
        assertTrue(held.get() < MOST, () -> held + " bytes");
    }

    @Test
    void folds() {
        long[] inFirst = {0};
        FoldPlan plan = GroupFolds.of(FoldMode.WITHIN_GROUPS, 10, List.of("g")).plan(table(), Progress.NONE);
        plan.assign(table(), Progress.NONE, (firstRow, size, folds) -> {
            for (int i = 0; i < size; i++) {
                inFirst[0] += folds[i] == 0 ? 1 : 0;
            }
        });
        assertEquals(ROWS / 10, inFirst[0]);
        assertTrue(held.get() < MOST, () -> held + " bytes");
    }
}
