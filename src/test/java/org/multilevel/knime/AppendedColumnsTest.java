package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.WrappingContext;
import org.multilevel.error.DataException;
import org.multilevel.knime.AppendedColumns.RowCells;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;

class AppendedColumnsTest {
    private static final BufferedDataTable TABLE =
            Tables.builder().texts("a").row("x").row("y").row("z").build();

    private static BufferedDataTable append(RecordedProgress progress, RowCells cells)
            throws CanceledExecutionException {
        ExecutionContext context = new WrappingContext(progress);
        return AppendedColumns.to(TABLE.getDataTableSpec())
                .add("position", IntCell.TYPE)
                .append(TABLE, "counting", cells, context, context);
    }

    @Test
    void eachRowKnowsItsPosition() throws Exception {
        BufferedDataTable table =
                append(new RecordedProgress(), (row, position) -> new DataCell[] {new IntCell((int) position)});
        assertEquals(List.of("0", "1", "2"), Tables.texts(table, "position"));
    }

    @Test
    void everyNewNameIsUniqueAmongTheOldAndTheNew() {
        DataTableSpec spec = AppendedColumns.to(TABLE.getDataTableSpec())
                .add("a", DoubleCell.TYPE)
                .add("b", DoubleCell.TYPE)
                .add("b", DoubleCell.TYPE)
                .add("a", DoubleCell.TYPE)
                .spec();
        assertEquals(List.of("a", "a (#1)", "b", "b (#1)", "a (#2)"), Tables.names(spec));
    }

    @Test
    void whatIsWrongWithARowComesThroughWhateverKnimeWrapsItIn() {
        DataException wrong = new DataException("Row 2 is wrong.");
        DataException heard = assertThrows(
                DataException.class,
                () -> append(new RecordedProgress(), (row, position) -> {
                    if (position == 1) {
                        throw wrong;
                    }
                    return new DataCell[] {new IntCell(0)};
                }));
        assertSame(wrong, heard);
    }

    @Test
    void aStopRequestComesThroughWhateverKnimeWrapsItIn() {
        RecordedProgress progress = new RecordedProgress().cancelledAtMessage("(2 of 3)");
        assertThrows(
                CanceledExecutionException.class,
                () -> append(progress, (row, position) -> new DataCell[] {new IntCell(0)}));
        assertEquals(List.of("counting (1 of 3)", "counting (2 of 3)"), progress.messages());
    }
}
