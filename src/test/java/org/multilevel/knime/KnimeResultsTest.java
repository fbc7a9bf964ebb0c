package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.StandInContexts;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;

class KnimeResultsTest {
    private static final ResultTable RESULT = new ResultTable(
            "results",
            List.of(
                    new ResultColumn.Text("text", i -> i == 1 ? "" : "t" + i),
                    new ResultColumn.Real("real", i -> i == 1 ? Double.NaN : i / 2.0),
                    new ResultColumn.Whole("whole", i -> 10L * i)),
            3);

    private static BufferedDataTable written() throws CanceledExecutionException {
        return KnimeResults.table(RESULT, StandInContexts.of(new RecordedProgress()));
    }

    @Test
    void theSpecIsThatOfTheTable() throws CanceledExecutionException {
        assertEquals(
                List.of(StringCell.TYPE, DoubleCell.TYPE, LongCell.TYPE),
                KnimeResults.spec(RESULT.schema()).stream()
                        .map(column -> column.getType())
                        .toList());
        assertEquals("results", KnimeResults.spec(RESULT.schema()).getName());
        assertEquals(
                true,
                KnimeResults.spec(RESULT.schema()).equalStructure(written().getDataTableSpec()));
    }

    @Test
    void cellsWithoutAValueAreMissing() throws CanceledExecutionException {
        BufferedDataTable table = written();
        assertEquals(List.of("t0", "?", "t2"), Tables.texts(table, "text"));
        assertEquals("[0.0, NaN, 1.0]", Arrays.toString(Tables.numbers(table, "real")));
        assertEquals("[0.0, 10.0, 20.0]", Arrays.toString(Tables.numbers(table, "whole")));
    }

    @Test
    void rowsAreNamedByWhatTheyAreAbout() throws CanceledExecutionException {
        assertEquals(List.of("t0", "Row1", "t2"), Tables.keys(written()));
    }

    @Test
    void rowsOfTheSameNameGetNumbers() throws CanceledExecutionException {
        ResultTable table = new ResultTable(
                "results",
                List.of(
                        new ResultColumn.Text(
                                "a", i -> List.of("x", "x", "x (2)", "x", "y").get(i)),
                        new ResultColumn.Text("b", i -> i == 4 ? "z" : ""),
                        new ResultColumn.Real("c", i -> i)),
                5);
        assertEquals(
                List.of("x", "x (2)", "x (2) (2)", "x (3)", "y:z"),
                Tables.keys(KnimeResults.table(table, StandInContexts.of(new RecordedProgress()))));
    }

    @Test
    void writingStopsWhenTheNodeIsCancelled() {
        assertThrows(
                CanceledExecutionException.class,
                () -> KnimeResults.table(RESULT, StandInContexts.of(new RecordedProgress().cancelledAtCheck(1))));
    }
}
