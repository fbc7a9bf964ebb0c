package org.multilevel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table whose rows a second thread reads is in nothing but time another than one whose rows are given in the caller's. */
class RowsAheadTest {
    /** Rows 0, 1, ...; each goes through what a test wants of it. */
    private static final class Numbers implements RowTable.Rows<Integer> {
        private final int count;
        private final IntConsumer each;
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean closed = new AtomicBoolean();
        private int next;

        Numbers(int count, IntConsumer each) {
            this.count = count;
            this.each = each;
        }

        @Override
        public boolean hasNext() {
            assertFalse(closed.get(), "asked after it was closed");
            return next < count;
        }

        @Override
        public Integer next() {
            threads.add(Thread.currentThread());
            each.accept(next);
            return next++;
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private static RowTable<Integer> columns(RowTable.Builder<Integer> builder) {
        return builder.numeric("x", row -> row % 7 == 3 ? Double.NaN : row / 3.0)
                .categorical("g", row -> row % 11 == 5 ? Optional.empty() : Optional.of("g" + row * 31 % 997))
                .categorical("track", List.of("low", "high"), row -> row % 3 - 1)
                .build();
    }

    private static RowTable<Integer> ahead(Numbers numbers) {
        return columns(RowTable.ahead(() -> numbers));
    }

    private static RowTable<Integer> given(int count, IntConsumer each) {
        return columns(RowTable.over(row -> {
            for (int i = 0; i < count; i++) {
                each.accept(i);
                row.accept(i);
            }
        }));
    }

    private static void nothing(int row) {}

    /** What a consumer gets, batch by batch. */
    private static List<String> batches(Table table) {
        List<String> batches = new ArrayList<>();
        table.scan(List.of("g", "x", "track"), Progress.NONE, batch -> batches.add(text(batch)));
        return batches;
    }

    private static String text(Batch batch) {
        return batch.firstRow() + "+" + batch.size() + Arrays.toString(Arrays.copyOf(batch.codes(0), batch.size()))
                + Arrays.toString(Arrays.copyOf(batch.numbers(1), batch.size()))
                + Arrays.toString(Arrays.copyOf(batch.codes(2), batch.size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 4095, 4096, 4097, 8192, 20_000})
    void batchesAreThoseOfRowsThatAreGiven(int count) {
        Numbers numbers = new Numbers(count, RowsAheadTest::nothing);
        assertEquals(batches(given(count, RowsAheadTest::nothing)), batches(ahead(numbers)));
        assertTrue(numbers.closed.get());
    }

    @Test
    void codesMeanTheSameLevelInEveryScan() {
        RowTable<Integer> table = columns(RowTable.ahead(() -> new Numbers(10_000, RowsAheadTest::nothing)));
        assertEquals(batches(table), batches(table));
    }

    @Test
    void manyRowsAreReadByASecondThreadAndWorkedOnInTheCallers() {
        Numbers numbers = new Numbers(20_000, RowsAheadTest::nothing);
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        ahead(numbers).scan(List.of("x"), Progress.NONE, batch -> workers.add(Thread.currentThread()));
        assertEquals(Set.of(Thread.currentThread()), workers);
        assertEquals(2, numbers.threads.size());
    }

    @Test
    void fewRowsAreReadByTheCaller() {
        Numbers numbers = new Numbers(RowsAhead.ROWS - 1, RowsAheadTest::nothing);
        batches(ahead(numbers));
        assertEquals(Set.of(Thread.currentThread()), numbers.threads);
    }

    @Test
    void rowsAreReadWhileThoseBeforeAreWorkedOn() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        Numbers numbers = new Numbers(3 * RowsAhead.ROWS, row -> {
            if (row == RowsAhead.ROWS) {
                later.countDown();
            }
        });
        AtomicBoolean seen = new AtomicBoolean();
        ahead(numbers).scan(List.of("x"), Progress.NONE, batch -> {
            if (batch.firstRow() == 0) {
                seen.set(await(later));
            }
        });
        assertTrue(seen.get());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 600, 4095, 4096, 5000, 9000})
    void aRowThatCannotBeReadIsToldAfterTheWorkOnThoseBefore(int bad) {
        IntConsumer each = row -> {
            if (row == bad) {
                throw new IllegalArgumentException("row " + row);
            }
        };
        Numbers numbers = new Numbers(20_000, each);
        assertEquals(untilFailure(given(20_000, each)), untilFailure(ahead(numbers)));
        assertTrue(numbers.closed.get());
    }

    private static String untilFailure(Table table) {
        AtomicInteger rows = new AtomicInteger();
        IllegalArgumentException failure = assertThrows(
                IllegalArgumentException.class,
                () -> table.scan(List.of("x"), Progress.NONE, batch -> rows.addAndGet(batch.size())));
        return rows + " rows, then " + failure.getMessage();
    }

    @Test
    void anErrorOfTheMachineIsHandedOn() {
        OutOfMemoryError error = new OutOfMemoryError("made up");
        Numbers numbers = new Numbers(20_000, row -> {
            if (row == 9000) {
                throw error;
            }
        });
        assertSame(error, assertThrows(OutOfMemoryError.class, () -> batches(ahead(numbers))));
        assertTrue(numbers.closed.get());
    }

    @Test
    void aConsumerThatStopsClosesTheRows() {
        Numbers numbers = new Numbers(1_000_000, RowsAheadTest::nothing);
        assertThrows(
                IllegalStateException.class,
                () -> ahead(numbers).scan(List.of("x"), Progress.NONE, batch -> {
                    throw new IllegalStateException("enough");
                }));
        assertTrue(numbers.closed.get());
        assertTrue(numbers.next <= 2 * RowsAhead.ROWS, numbers.next + " rows");
    }

    @Test
    @Timeout(30)
    void theUserStopsAScanThatWaitsForItsRows() {
        CountDownLatch hangs = new CountDownLatch(1);
        Numbers numbers = new Numbers(20_000, row -> {
            if (row == 9000) {
                await(hangs);
            }
        });
        AtomicBoolean stop = new AtomicBoolean();
        Progress progress = new Progress() {
            @Override
            public void report(String activity, double fraction) {}

            @Override
            public boolean isCancelled() {
                return stop.get();
            }
        };
        assertThrows(
                CancellationException.class,
                () -> ahead(numbers).scan(List.of("x"), progress, batch -> stop.set(batch.firstRow() > 7000)));
        hangs.countDown();
    }

    /** Sentences name a row by running through the rows once more. */
    @Test
    void aScanMayBeStartedWithinAnother() {
        RowTable<Integer> table = columns(RowTable.ahead(() -> new Numbers(10_000, RowsAheadTest::nothing)));
        List<Integer> inner = new ArrayList<>();
        table.scan(List.of("x"), Progress.NONE, batch -> {
            if (batch.firstRow() == 5120) {
                table.scan(List.of("g"), Progress.NONE, other -> inner.add(other.size()));
            }
        });
        assertEquals(10_000, inner.stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void theHostHearsWhichThreadReads() {
        Set<Thread> told = ConcurrentHashMap.newKeySet();
        Set<Thread> read = ConcurrentHashMap.newKeySet();
        RowTable.Rows<Integer> rows = new RowTable.Rows<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < 20_000;
            }

            @Override
            public Integer next() {
                read.add(Thread.currentThread());
                return next++;
            }

            @Override
            public void reading(Runnable some) {
                told.add(Thread.currentThread());
                some.run();
            }

            @Override
            public void close() {}
        };
        batches(columns(RowTable.ahead(() -> rows)));
        assertEquals(2, read.size());
        assertEquals(read, told);
    }
}
