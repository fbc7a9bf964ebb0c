package org.multilevel.data.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Batch;
import org.multilevel.data.Failure;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.Written;

/** The levels that parts of a table have are, added up, those of the whole, in the same order and with the same numbers. */
class LevelSetTest {
    /** U+FFFD comes before U+10000 by code points, and after it by UTF-16 units. */
    private static final String[] LABELS = {"b", "10", "a", "9", "\ufffd", "\ud800\udc00", "a:b", "\u00e4", "b", "Z"};

    private static final double[] NUMBERS = {3, -2, 1e7, 0.5, 3, -0.0, 0, 12, -2, 7};

    private static LevelSource.Codes codes(Table table, int column) {
        return new LevelSource.Codes(column, table.columns().get(column).declaredLevels());
    }

    private static LevelSource.Numbers numbers(int column) {
        return new LevelSource.Numbers() {
            @Override
            public double[] of(Batch batch) {
                return batch.numbers(column);
            }

            @Override
            public void check(Batch batch, int row) {
                throw new AssertionError("all numbers are finite");
            }
        };
    }

    private static LevelSet levels(Table table, LevelSource source) {
        LevelCollector collector = LevelCollector.of(source);
        scan(table, (batch, rows, n) -> collector.collect(batch, rows, n, new int[n]));
        return collector.finish();
    }

    private static GroupSet groups(Table table, LevelSource... sources) {
        GroupCollector collector = new GroupCollector(List.of(sources));
        scan(table, collector::collect);
        return collector.finish();
    }

    private interface Rows {
        void take(Batch batch, int[] rows, int n);
    }

    private static void scan(Table table, Rows consumer) {
        List<String> names = table.columns().stream().map(c -> c.name()).toList();
        table.scan(names, Progress.NONE, batch -> {
            int[] rows = new int[batch.size()];
            Arrays.setAll(rows, i -> i);
            consumer.take(batch, rows, rows.length);
        });
    }

    private static Table rows(int from, int to) {
        return MemoryTable.builder()
                .categorical("f", Arrays.copyOfRange(LABELS, from, to))
                .numeric("x", Arrays.copyOfRange(NUMBERS, from, to))
                .build();
    }

    @Test
    void labelsAreAddedUpInTheOrderOfCodePoints() {
        LevelSet first = levels(rows(0, 4), codes(rows(0, 4), 0));
        LevelSet second = levels(rows(4, 10), codes(rows(4, 10), 0));
        List<String> all = levels(rows(0, 10), codes(rows(0, 10), 0)).index().labels();
        assertEquals(List.of("10", "9", "Z", "a", "a:b", "b", "\u00e4", "\ufffd", "\ud800\udc00"), all);
        assertEquals(all, first.plus(second, "f").index().labels());
        assertEquals(all, second.plus(first, "f").index().labels());
    }

    @Test
    void numbersAreAddedUpInIncreasingOrder() {
        LevelSet first = levels(rows(0, 5), numbers(1));
        LevelSet second = levels(rows(5, 10), numbers(1));
        List<String> all = List.of("-2", "0", "0.5", "3", "7", "12", "10000000");
        assertEquals(all, first.plus(second, "x").index().labels());
        assertEquals(all, second.plus(first, "x").index().labels());
    }

    @Test
    void declaredLevelsKeepTheirOrder() {
        List<String> declared = List.of("low", "unused", "mid", "high");
        Table first = MemoryTable.builder()
                .categorical("f", new int[] {3, 0}, declared)
                .build();
        Table second = MemoryTable.builder()
                .categorical("f", new int[] {2, 2}, declared)
                .build();
        LevelSet sum = levels(second, codes(second, 0)).plus(levels(first, codes(first, 0)), "f");
        assertEquals(List.of("low", "mid", "high"), sum.index().labels());
    }

    @Test
    void combinationsAreAddedUpThoughTheirPartsGetNewNumbers() {
        for (int cut = 0; cut <= LABELS.length; cut++) {
            Table head = rows(0, cut);
            Table tail = rows(cut, LABELS.length);
            Table whole = rows(0, LABELS.length);
            GroupSet first = groups(head, codes(head, 0), numbers(1), codes(head, 0));
            GroupSet second = groups(tail, codes(tail, 0), numbers(1), codes(tail, 0));
            GroupLevels expected =
                    groups(whole, codes(whole, 0), numbers(1), codes(whole, 0)).levels();
            for (GroupSet sum :
                    List.of(first.plus(second, List.of("f", "x", "f")), second.plus(first, List.of("f", "x", "f")))) {
                GroupLevels found = sum.levels();
                assertEquals(expected.labels(), found.labels());
                GroupReader reader = new GroupReader(found, List.of(codes(whole, 0), numbers(1), codes(whole, 0)));
                List<String> labels = new ArrayList<>();
                scan(whole, (batch, rows, n) -> {
                    int[] levels = new int[n];
                    reader.read(batch, rows, n, levels);
                    for (int i = 0; i < n; i++) {
                        assertEquals(reader.label(batch, i), found.labels().get(levels[i]));
                        labels.add(reader.label(batch, i));
                    }
                });
                assertEquals(LABELS.length, labels.size());
            }
        }
    }

    @Test
    void numbersDoNotAddToCategories() {
        LevelSet labels = levels(rows(0, 4), codes(rows(0, 4), 0));
        LevelSet numbers = levels(rows(0, 4), numbers(1));
        assertEquals(
                "\"id\" has numbers in one part of the table and categories in another: read it in the same way in all parts.",
                Failure.of(() -> labels.plus(numbers, "id")));
    }

    @Test
    void differentDeclarationsDoNotAddUp() {
        Table first = MemoryTable.builder()
                .categorical("f", new int[] {1, 0}, List.of("a", "b"))
                .build();
        Table second = MemoryTable.builder()
                .categorical("f", new int[] {1, 0}, List.of("b", "a"))
                .build();
        assertEquals(
                "\"f\" declares other levels in one part of the table than in another: declare the same ones in the same order"
                        + " in all parts.",
                Failure.of(() -> levels(first, codes(first, 0)).plus(levels(second, codes(second, 0)), "f")));
    }

    @Test
    void writtenLevelsAreReadAsTheyWere() {
        Table table = rows(0, 10);
        LevelSet labels = levels(table, codes(table, 0));
        LevelSet numbers = levels(table, numbers(1));
        assertEquals(
                labels.index().labels(),
                Written.by(labels::write).read(LevelSet::read).index().labels());
        assertEquals(
                numbers.index().labels(),
                Written.by(numbers::write).read(LevelSet::read).index().labels());
        GroupSet groups = groups(table, numbers(1), codes(table, 0));
        assertEquals(
                groups.levels().labels(),
                Written.by(groups::write).read(GroupSet::read).levels().labels());
    }

    @Test
    void damagedLevelsAreRefused() {
        Table table = rows(0, 10);
        Written.by(levels(table, codes(table, 0))::write).assertDamageIsFound(LevelSet::read);
        Written.by(levels(table, numbers(1))::write).assertDamageIsFound(LevelSet::read);
        Written.by(groups(table, numbers(1), codes(table, 0))::write).assertDamageIsFound(GroupSet::read);
    }
}
