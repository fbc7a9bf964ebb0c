package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.StandInNodeModel;
import org.knime.core.node.workflow.NativeNodeContainer;
import org.knime.core.node.workflow.NodeContext;
import org.knime.core.node.workflow.StandInContainers;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.knime.harness.DateCell;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;

class KnimeTableTest {
    private static final long FIRST_INEXACT = 1L << 53;

    private static BufferedDataTable data() {
        return Tables.builder()
                .texts("unused")
                .numbers("x")
                .integers("i")
                .column("l", LongCell.TYPE)
                .column("b", BooleanCell.TYPE)
                .texts("s ü")
                .column("d", DateCell.TYPE)
                .row("u", 0.5, 7, FIRST_INEXACT, true, "ß", new DateCell(LocalDate.of(2020, 2, 29)))
                .row("u", null, null, null, null, null, null)
                .row("u", Double.NaN, -7, FIRST_INEXACT + 1, false, "", new DateCell(LocalDate.of(2020, 3, 1)))
                .build();
    }

    private static double[] numbers(Table table, String column) {
        List<Double> numbers = new ArrayList<>();
        table.scan(
                List.of(column),
                Progress.NONE,
                batch -> Arrays.stream(batch.numbers(0), 0, batch.size()).forEach(numbers::add));
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<String> labels(Table table, String column) {
        List<String> labels = new ArrayList<>();
        table.scan(
                List.of(column),
                Progress.NONE,
                batch -> Arrays.stream(batch.codes(0), 0, batch.size())
                        .mapToObj(code ->
                                code < 0 ? "missing" : "=" + batch.levels(0).label(code))
                        .forEach(labels::add));
        return labels;
    }

    @Test
    void columnsStandInTheOrderOfTheTableWhateverTheOrderOfTheirNames() {
        Table table = KnimeTable.of(data(), List.of("s ü", "nowhere", "x"));
        assertEquals(List.of(Column.numeric("x"), Column.categorical("s ü")), table.columns());
        assertEquals(OptionalLong.of(3), table.rowCount());
    }

    @Test
    void numbersOfAllTypesAreReadAndMissingIsNaN() {
        Table table = KnimeTable.of(data(), List.of("x", "i", "l"));
        assertArrayEquals(new double[] {0.5, Double.NaN, Double.NaN}, numbers(table, "x"));
        assertArrayEquals(new double[] {7, Double.NaN, -7}, numbers(table, "i"));
        assertArrayEquals(new double[] {FIRST_INEXACT, Double.NaN, FIRST_INEXACT}, numbers(table, "l"));
    }

    @Test
    void textsBooleansAndDatesAreReadByTheirTextAndAnEmptyTextIsNotMissing() {
        Table table = KnimeTable.of(data(), List.of("b", "s ü", "d"));
        assertEquals(List.of("=true", "missing", "=false"), labels(table, "b"));
        assertEquals(List.of("=ß", "missing", "="), labels(table, "s ü"));
        assertEquals(List.of("=2020-02-29", "missing", "=2020-03-01"), labels(table, "d"));
    }

    @Test
    void longIntegersThatADoubleCannotTellApartAreDifferentLabels() {
        Table table = KnimeTable.of(data(), List.of("l"), Set.of("l"));
        assertEquals(List.of("=9007199254740992", "missing", "=9007199254740993"), labels(table, "l"));
    }

    @Test
    void everyScanReadsTheRowsAnew() {
        Table table = KnimeTable.of(data(), List.of("x", "s ü"));
        assertEquals(labels(table, "s ü"), labels(table, "s ü"));
        assertArrayEquals(numbers(table, "x"), numbers(table, "x"));
    }

    @Test
    void anEmptyTableHasColumnsAndNoRows() {
        Table table = KnimeTable.of(Tables.builder().numbers("x").build(), List.of("x"));
        assertEquals(List.of(Column.numeric("x")), table.columns());
        assertEquals(0, numbers(table, "x").length);
    }

    @Test
    void aCancelledScanStops() {
        Table table = KnimeTable.of(data(), List.of("x"));
        Progress cancelled = new ExecutionProgress(new ExecutionMonitor(new RecordedProgress().cancelledAtCheck(1)));
        assertThrows(CancellationException.class, () -> table.scan(List.of("x"), cancelled, batch -> {}));
    }

    @Test
    void anotherThreadThatReadsTheRowsWorksForTheSameNode() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Set<Object> nodes = ConcurrentHashMap.newKeySet();
        BufferedDataTable rows =
                Tables.generated(new DataTableSpec(Tables.column("x", DoubleCell.TYPE)), 20_000, row -> {
                    threads.add(Thread.currentThread());
                    nodes.add(Optional.ofNullable(NodeContext.getContext())
                            .<Object>map(NodeContext::getNodeContainer)
                            .orElse("none"));
                    return new DefaultRow(new RowKey("Row" + row), new DoubleCell(row));
                });
        NativeNodeContainer node = StandInContainers.of("node", new StandInNodeModel(List.of(), List.of()));
        NodeContext.pushContext(node);
        try {
            double[] numbers = numbers(KnimeTable.of(rows, List.of("x")), "x");
            assertEquals(19_999, numbers[19_999]);
        } finally {
            NodeContext.removeLastContext();
        }
        assertEquals(2, threads.size());
        assertEquals(Set.of(node), nodes);
    }
}
