package org.multilevel.data.description;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Failure;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.RowTable;
import org.multilevel.data.Table;

/** Descriptions say where columns vary, count what is missing, and hold no rows. */
class DescriptionTest {
    private static final double NONE = Double.NaN;

    private static Description described(Table table, String... groups) {
        return DescriptionRequest.of(groups).describe(table, Progress.NONE);
    }

    private static MemoryTable visits() {
        return MemoryTable.builder()
                .categorical("clinic", "b", "b", "a", "a", "")
                .numeric("visit", 1, 2, 1, 2, 1)
                .numeric("beds", 30, 30, 50, 50, 10)
                .numeric("score", 3, 4, 7, NONE, 1)
                .numeric("unit", 5, 5, 5, 5, 5)
                .categorical("town", "x", "x", "y", "y", "y")
                .categorical("sex", "m", "f", "f", "", "m")
                .build();
    }

    @Test
    void columnsVaryWithinGroupsOrBetweenThemOrBoth() {
        List<String> kinds = described(visits(), "clinic").variations().stream()
                .map(variation -> variation.column() + " " + variation.kind() + " " + variation.varying() + "/"
                        + variation.groups())
                .toList();
        assertEquals(
                List.of(
                        "visit WITHIN 2/2",
                        "beds BETWEEN 0/2",
                        "score BOTH 1/2",
                        "unit NOWHERE 0/2",
                        "town BETWEEN 0/2",
                        "sex WITHIN 1/2"),
                kinds);
    }

    @Test
    void whatDoesNotVarySoHasNoCorrelationSo() {
        Correlation pair = described(visits(), "clinic").correlations().get(0);
        assertEquals("visit beds", pair.first() + " " + pair.second());
        assertEquals(NONE, pair.between());
        assertEquals(NONE, pair.within());
        assertEquals(0.5, pair.total(), 0.5);
    }

    @Test
    void rowsWithoutGroupAreCountedAndTakeNoPartInGroups() {
        Description description = described(visits(), "clinic");
        assertEquals(
                new GroupCounts(2, 4, 1, 2, 2, 2, 2, 0), description.groups().orElseThrow());
        assertEquals(5, description.rows());
        assertEquals(
                ColumnFacts.ofLevels("clinic", ColumnFacts.Kind.GROUP, 4, 1, 2),
                description.columns().get(0));
    }

    @Test
    void groupsAndLevelsHaveTheOrderOfTheirLabels() {
        Description description = described(visits(), "clinic");
        assertEquals(List.of("a"), description.groupLabels(0));
        assertEquals(7, description.groupMean(2, 0));
        assertEquals(3.5, description.groupMean(2, 1));
        assertEquals(
                List.of(
                        new LevelCount("town", "x", 2, 0.4),
                        new LevelCount("town", "y", 3, 0.6),
                        new LevelCount("sex", "f", 2, 0.5),
                        new LevelCount("sex", "m", 2, 0.5)),
                description.levels());
    }

    @Test
    void groupsThatAreNumbersHaveTheirOrder() {
        MemoryTable table = MemoryTable.builder()
                .numeric("g", 10, 9, 10)
                .numeric("h", 2, 1, 1)
                .numeric("x", 1, 2, 3)
                .build();
        Description description = described(table, "g", "h");
        List<List<String>> labels = IntStream.range(0, description.groupCount())
                .mapToObj(description::groupLabels)
                .toList();
        assertEquals(List.of(List.of("9", "1"), List.of("10", "1"), List.of("10", "2")), labels);
        assertEquals(3, description.groups().orElseThrow().singletons());
        assertEquals("g:h", description.groupName());
    }

    @Test
    void withoutGroupsThereAreColumnsOnly() {
        Description description = described(visits());
        assertTrue(description.groups().isEmpty());
        assertEquals(List.of(), description.variations());
        assertEquals(0, description.groupCount());
        assertEquals(7, description.columns().size());
        assertEquals(NONE, description.correlations().get(0).between());
    }

    @Test
    void tableWithoutRowsHasNoNumbers() {
        Description description = described(
                MemoryTable.builder().numeric("x").numeric("y").categorical("g").build(), "g");
        assertEquals(0, description.rows());
        assertEquals(NONE, description.columns().get(1).mean());
        assertEquals(NONE, description.columns().get(1).median());
        assertEquals(NONE, description.columns().get(1).max());
        assertEquals(NONE, description.variations().get(0).share());
        assertEquals(NONE, description.correlations().get(0).total());
        assertEquals(0, description.groups().orElseThrow().groups());
    }

    @Test
    void columnWithoutValuesHasNoNumbers() {
        Table table = MemoryTable.builder()
                .numeric("x", NONE, NONE)
                .numeric("y", 1, 2)
                .build();
        ColumnFacts facts = described(table).columns().get(0);
        assertEquals(2, facts.missing());
        assertEquals(NONE, facts.sd());
        assertEquals(0, described(table).correlations().get(0).rows());
    }

    @Test
    void farNumbersKeepTheirSpread() {
        double[] far = IntStream.range(0, 1000).mapToDouble(i -> 1e9 + i % 10).toArray();
        String[] g = IntStream.range(0, 1000).mapToObj(i -> "g" + i % 10).toArray(String[]::new);
        Table table =
                MemoryTable.builder().numeric("x", far).categorical("g", g).build();
        Description description = described(table, "g");
        assertEquals(Math.sqrt(8.25 * 1000 / 999), description.columns().get(1).sd(), 1e-12);
        assertEquals(Variation.Kind.BETWEEN, description.variations().get(0).kind());
        assertEquals(0, description.variations().get(0).within());
        assertEquals(1, description.variations().get(0).share());
    }

    /** Sorted by Java; so many numbers of all sizes that every way of narrowing down is taken. */
    @Test
    void quartilesOfManyNumbersAreExact() {
        Random random = new Random(1);
        double[] numbers = IntStream.range(0, 300_001)
                .mapToDouble(
                        i -> i % 3 == 0 ? 5 + random.nextDouble() * 1e-9 : random.nextGaussian() * Math.pow(10, i % 7))
                .toArray();
        ColumnFacts facts = described(
                        MemoryTable.builder().numeric("x", numbers).build())
                .columns()
                .get(0);
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        assertEquals(sorted[75_000], facts.lowerQuartile());
        assertEquals(sorted[150_000], facts.median());
        assertEquals(sorted[225_000], facts.upperQuartile());
    }

    @Test
    void quartilesOfEqualNumbersAreThatNumber() {
        double[] numbers = new double[200_000];
        Arrays.fill(numbers, -0.1);
        assertEquals(
                -0.1,
                described(MemoryTable.builder().numeric("x", numbers).build())
                        .columns()
                        .get(0)
                        .median());
    }

    @Test
    void aTableOfUsualSizeIsReadTwice() {
        AtomicInteger scans = new AtomicInteger();
        described(RowTable.<Integer>over(row -> {
                    scans.incrementAndGet();
                    IntStream.range(0, 10_000).forEach(row::accept);
                })
                .numeric("x", i -> i)
                .build());
        assertEquals(2, scans.get());
    }

    @Test
    void rowsAreNotHeld() {
        int rows = 1_000_000;
        AtomicLong held = new AtomicLong();
        Table table = RowTable.<Integer>over(row -> {
                    long before = usedMemory();
                    for (int i = 0; i < rows; i++) {
                        if (i == rows - 1) {
                            held.set(Math.max(held.get(), usedMemory() - before));
                        }
                        row.accept(i);
                    }
                })
                .numeric("g", i -> i % 100)
                .numeric("x", i -> i * 0.37 % 11)
                .build();
        // what other threads hold for a while is not of the rows: the least of some looks is
        long least = Long.MAX_VALUE;
        for (int look = 0; look < 5 && least >= 4_000_000; look++) {
            held.set(0);
            described(table, "g");
            least = Math.min(least, held.get());
        }
        // the rows as doubles would take 16 MB
        assertTrue(least < 4_000_000, held + " bytes");
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void whatCannotBeDescribedIsSaid() {
        Table table = MemoryTable.builder()
                .numeric("x", 1, Double.POSITIVE_INFINITY)
                .numeric("y", 1, 2)
                .build();
        assertEquals(
                "There is no column \"z\" in the table; it has the columns x, y.",
                Failure.of(() -> described(table, "z")));
        assertEquals(
                "Column \"y\" is named twice as a group column: name it once.",
                Failure.of(() -> described(table, "y", "y")));
        assertEquals(
                "Column \"y\" is both a group column and a column to describe: choose it for one of the two.",
                Failure.of(() -> DescriptionRequest.of("y").withColumns("y").describe(table, Progress.NONE)));
        assertEquals(
                "Column \"y\" is named twice as a column to describe: name it once.",
                Failure.of(() -> DescriptionRequest.of().withColumns("y", "y").describe(table, Progress.NONE)));
        assertTrue(Failure.of(() -> described(table)).startsWith("\"x\" is infinite in row 2"));
        Table large = MemoryTable.builder().numeric("x", 1e308, 1e308).build();
        assertEquals(
                "Column \"x\" has values that are too large to be summed: divide the column by a large number first.",
                Failure.of(() -> described(large)));
    }
}
