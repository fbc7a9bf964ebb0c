package org.multilevel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RowTableTest {

    private record Pupil(double score, String school, int track) {}

    private static final List<Pupil> PUPILS =
            List.of(new Pupil(1, "B", 1), new Pupil(Double.NaN, "A", -1), new Pupil(3, "", 0));

    private static RowTable<Pupil> table(List<Pupil> pupils) {
        return RowTable.<Pupil>over(pupils::forEach)
                .numeric("score", Pupil::score)
                .categorical("school", pupil -> Optional.of(pupil.school()).filter(name -> !name.isEmpty()))
                .categorical("track", List.of("low", "high"), Pupil::track)
                .build();
    }

    @Test
    void columnsAreReadFromTheHostsRows() {
        assertEquals(List.of("high|1.0|B", "?|?|A", "low|3.0|?"), Rows.of(table(PUPILS), "track", "score", "school"));
    }

    @Test
    void codesMeanTheSameLevelInEveryScan() {
        RowTable<Pupil> table = table(PUPILS);
        List<Integer> codes = new ArrayList<>();
        for (int scan = 0; scan < 2; scan++) {
            table.scan(List.of("school"), Progress.NONE, batch -> {
                for (int i = 0; i < batch.size(); i++) {
                    codes.add(batch.codes(0)[i]);
                }
            });
        }
        assertEquals(List.of(0, 1, -1, 0, 1, -1), codes);
    }

    @Test
    void onlyColumnsThatAreAskedForAreRead() {
        AtomicInteger reads = new AtomicInteger();
        RowTable<Pupil> table = RowTable.<Pupil>over(PUPILS::forEach)
                .numeric("score", Pupil::score)
                .numeric("other", pupil -> reads.incrementAndGet())
                .build();
        List<String> unused = Rows.of(table, "score");
        assertEquals(0, reads.get());
    }

    @Test
    void manyRowsArriveInSeveralBatches() {
        List<Pupil> pupils = new ArrayList<>();
        for (int i = 0; i < Batch.CAPACITY + 1; i++) {
            pupils.add(new Pupil(i, "A", 0));
        }
        List<String> batches = new ArrayList<>();
        table(pupils)
                .scan(List.of("score"), Progress.NONE, batch -> batches.add(batch.firstRow() + "+" + batch.size()));
        assertEquals(List.of("0+512", "512+1"), batches);
    }

    @Test
    void theRowCountIsKnownWhereTheHostSaysIt() {
        RowTable.Builder<Pupil> builder = RowTable.<Pupil>over(PUPILS::forEach).numeric("score", Pupil::score);
        assertFalse(builder.build().rowCount().isPresent());
        assertEquals(OptionalLong.of(3), builder.rowCount(3).build().rowCount());
    }

    @Test
    void rowsAreNumberedFromOneUnlessTheHostNamesThem() {
        RowTable.Builder<Pupil> builder = RowTable.<Pupil>over(PUPILS::forEach).numeric("score", Pupil::score);
        assertEquals(List.of("1", "2", "3"), rowNames(builder.build()));
        assertEquals(
                List.of("pupil 0", "pupil 1", "pupil 2"),
                rowNames(builder.rowNames(row -> "pupil " + row).build()));
    }

    private static List<String> rowNames(Table table) {
        List<String> names = new ArrayList<>();
        table.scan(List.of("score"), Progress.NONE, batch -> {
            for (int i = 0; i < batch.size(); i++) {
                names.add(batch.rowName(i));
            }
        });
        return names;
    }

    @Test
    void aCancelledScanLetsTheHostCloseWhatItOpened() {
        List<String> events = new ArrayList<>();
        RowTable<Integer> table = RowTable.<Integer>over(row -> {
                    try {
                        for (int i = 0; i < 10 * Batch.CAPACITY; i++) {
                            row.accept(i);
                        }
                    } finally {
                        events.add("closed");
                    }
                })
                .numeric("i", Integer::doubleValue)
                .build();
        assertThrows(
                CancellationException.class,
                () -> table.scan(List.of("i"), new CancelAfter(2), batch -> events.add("batch")));
        assertEquals(List.of("batch", "batch", "closed"), events);
    }
}
