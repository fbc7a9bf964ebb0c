package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Failure;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.formula.ResidualTerm;

class PredictionReaderTest {
    private static final DesignOptions OPTIONS = DesignOptions.DEFAULT
            .withResidual(ResidualTerm.parse("ar1(week | child)"))
            .withStrata("site");

    private static Design design() {
        return Scans.design(
                "y ~ x + (1 | g)",
                MemoryTable.builder()
                        .numeric("y", 1, 2, 4)
                        .numeric("x", 1, 2, 3)
                        .categorical("g", "a", "b", "b")
                        .numeric("week", 1, 2, 1)
                        .categorical("child", "u", "u", "v")
                        .categorical("site", "s", "s", "t")
                        .build(),
                OPTIONS);
    }

    private static MemoryTable.Builder table(double... x) {
        return MemoryTable.builder().numeric("x", x);
    }

    @Test
    void columnsOfResidualsAreReadWhereAskedForAndThere() {
        Table all = table(1).categorical("g", "a")
                .numeric("week", 1)
                .categorical("child", "u")
                .categorical("site", "s")
                .build();
        assertEquals(List.of("x", "g"), design().predictionReader(all, false).columns());
        assertEquals(
                List.of("x", "g", "week", "child", "site"),
                design().predictionReader(all, true).columns());
        Table some = table(1).categorical("g", "a").categorical("child", "u").build();
        assertEquals(
                List.of("x", "g", "child"),
                design().predictionReader(some, true).columns());
    }

    @Test
    void aTableWithoutItsGroupIsThePopulation() {
        Table table = table(5, 6).build();
        PredictionReader reader = design().predictionReader(table, false);
        assertEquals(List.of("g"), reader.absentFactors());
        table.scan(reader.columns(), Progress.NONE, batch -> {
            DesignBlock block = reader.read(batch);
            assertEquals(2, block.rows);
            assertEquals(5, block.x[1]);
            assertEquals(6, block.x[3]);
            assertEquals(DesignBlock.MISSING, block.level[0][0]);
            assertEquals(DesignBlock.MISSING, block.level[0][1]);
        });
        assertEquals(2, reader.report().rows());
    }

    @Test
    void aTableWithItsGroupLacksNone() {
        Table table = table(5, 6).categorical("g", "b", "c").build();
        PredictionReader reader = design().predictionReader(table, false);
        assertEquals(List.of(), reader.absentFactors());
        AtomicReference<List<Integer>> levels = new AtomicReference<>(List.of());
        table.scan(reader.columns(), Progress.NONE, batch -> {
            DesignBlock block = reader.read(batch);
            levels.set(List.of(block.level[0][0], block.level[0][1]));
        });
        assertEquals(List.of(1, DesignBlock.UNSEEN), levels.get());
    }

    @Test
    void infinityIsRefusedWithItsRow() {
        Table table = table(5, Double.POSITIVE_INFINITY).build();
        PredictionReader reader = design().predictionReader(table, false);
        assertEquals(
                "\"x\" is infinite in row 2: replace the value by a number, or mark it as missing.",
                Failure.of(() -> table.scan(reader.columns(), Progress.NONE, reader::read)));
    }

    @Test
    void aColumnThatTheFixedPartReadsIsMissed() {
        Table table = MemoryTable.builder().categorical("g", "a").build();
        assertEquals(
                "The table has no column \"x\"; its columns are \"g\".",
                assertThrows(ModelException.class, () -> design().predictionReader(table, false))
                        .getMessage());
    }
}
