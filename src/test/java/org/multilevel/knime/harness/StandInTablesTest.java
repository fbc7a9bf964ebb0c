package org.multilevel.knime.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.MissingCell;
import org.knime.core.data.NominalValue;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.container.SingleCellFactory;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.StandInContexts;
import org.knime.core.util.DuplicateKeyException;

/** Tables of the stand-in behave as KNIME's do where nodes depend on it. */
class StandInTablesTest {
    @Test
    void aRowKeyCannotComeTwice() {
        DuplicateKeyException refusal = assertThrows(
                DuplicateKeyException.class,
                () -> Tables.builder()
                        .numbers("x")
                        .keyed("a", 1.0)
                        .keyed("a", 2.0)
                        .build());

        assertEquals("Encountered duplicate row ID \"a\"", refusal.getMessage());
    }

    @Test
    void aTextCannotStandInAColumnOfNumbers() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Tables.builder().numbers("x").row(new StringCell("a")).build());
    }

    @Test
    void anIntegerCanStandInAColumnOfNumbers() {
        BufferedDataTable table =
                Tables.builder().numbers("x").row(new IntCell(3)).build();

        assertEquals(3, Tables.numbers(table, "x")[0]);
    }

    @Test
    void booleansReadAsNumbersAndAsCategories() {
        assertTrue(BooleanCell.TYPE.isCompatible(DoubleValue.class));
        assertTrue(BooleanCell.TYPE.isCompatible(NominalValue.class));
        assertFalse(LongCell.TYPE.isCompatible(NominalValue.class));
    }

    @Test
    void missingCellsAreEqualWhateverTheirReason() {
        assertEquals(new MissingCell("no value"), new MissingCell("another"));
    }

    @Test
    void aDomainHoldsUpToSixtyTexts() {
        assertEquals(
                60,
                texts(60).getSpec().getColumnSpec("g").getDomain().getValues().size());
        assertNull(texts(61).getSpec().getColumnSpec("g").getDomain().getValues());
    }

    private static BufferedDataTable texts(int count) {
        Tables.Builder table = Tables.builder().texts("g");
        for (int i = 0; i < count; i++) {
            table.row("level " + i);
        }
        return table.build();
    }

    @Test
    void aNameIsMadeUniqueWithANumber() {
        DataTableSpec spec = Tables.builder().numbers("x", "x (#1)").spec();

        assertEquals("x (#2)", DataTableSpec.getUniqueColumnName(spec, " x "));
    }

    @Test
    void onlyTheWantedCellsOfAFilteredRowCanBeRead() {
        BufferedDataTable table =
                Tables.builder().numbers("x", "y").row(1.0, 2.0).build();

        DataRow row = table.filter(TableFilter.materializeCols(1)).iterator().next();

        assertEquals(new DoubleCell(2), row.getCell(1));
        assertThrows(IllegalStateException.class, () -> row.getCell(0));
    }

    @Test
    void aRearrangedTableKeepsKeysAndGetsNewColumns() throws CanceledExecutionException {
        BufferedDataTable table = Tables.csv("Oxboys.csv");
        ColumnRearranger rearranger = new ColumnRearranger(table.getSpec());
        rearranger.append(new SingleCellFactory(Tables.column("twice", DoubleCell.TYPE)) {
            @Override
            public DataCell getCell(DataRow row) {
                return new DoubleCell(2 * ((DoubleValue) row.getCell(2)).getDoubleValue());
            }
        });
        ExecutionContext context = StandInContexts.of(new RecordedProgress());

        BufferedDataTable made = context.createColumnRearrangeTable(table, rearranger, context);

        assertEquals(Tables.keys(table), Tables.keys(made));
        assertEquals(2 * 140.5, Tables.numbers(made, "twice")[0]);
        assertTrue(rearranger.createSpec().equalStructure(made.getSpec()));
    }

    @Test
    void csvColumnsHaveTheTypesThatKnimeGuesses() {
        DataTableSpec spec = Tables.csv("Oxboys.csv", "Occasion").getSpec();

        assertEquals(
                List.of(IntCell.TYPE, DoubleCell.TYPE, DoubleCell.TYPE, StringCell.TYPE),
                spec.stream().map(column -> column.getType()).toList());
    }

    @Test
    void theProgressOfPartsAddsUp() {
        RecordedProgress progress = new RecordedProgress();
        ExecutionContext whole = StandInContexts.of(progress);

        whole.createSubExecutionContext(0.25).setProgress(1, "reading");
        whole.createSubExecutionContext(0.75).createSubProgress(0.5).setProgress(1, "fitting");

        assertEquals(0.625, progress.getProgress());
        assertEquals(List.of("reading", "fitting"), progress.messages());
    }
}
