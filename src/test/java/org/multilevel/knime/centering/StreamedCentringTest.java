package org.multilevel.knime.centering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.StandInNodes;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.SavedParameters;
import org.multilevel.knime.harness.StreamedRun;
import org.multilevel.knime.harness.StreamedRun.Streamed;
import org.multilevel.knime.harness.Tables;

/** In a streamed component rows are read for the means, then made one by one; nothing else differs from a whole table. */
class StreamedCentringTest {
    private static final BufferedDataTable HSB = Tables.csv("hsb.csv");

    private static GroupCentringParameters parameters(String group, String... columns) {
        GroupCentringParameters parameters = new GroupCentringParameters();
        parameters.groupColumn = group;
        parameters.columns = new ColumnFilter(columns);
        return parameters;
    }

    private static StreamedRun streamed(GroupCentringParameters parameters) throws Exception {
        return StreamedRun.of(new GroupCenteringNodeFactory()).with(parameters);
    }

    private static void assertSame(GroupCentringParameters parameters, BufferedDataTable table) throws Exception {
        Executed executed =
                NodeRun.of(new GroupCenteringNodeFactory()).with(parameters).execute(table);
        Streamed streamed = streamed(parameters).run(table);
        assertEquals(Tables.rows(executed.table(0)), streamed.rows());
        assertEquals(Tables.names(executed.table(0).getDataTableSpec()), Tables.names(streamed.spec()));
        assertEquals(executed.warning(), streamed.warning());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void streamedRowsAreThoseOfAWholeTable(boolean centred) throws Exception {
        GroupCentringParameters parameters = parameters("school", "ses", "mathach");
        parameters.centreMeans = centred;
        assertSame(parameters, HSB);
    }

    @Test
    void rowsWithoutValuesOrGroupsAreThoseOfAWholeTable() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("g")
                .numbers("x")
                .row("a", 1.0)
                .row("a", 3.0)
                .row("\u00e4 \ud83d\ude00".repeat(30_000), 10.0)
                .row("b", null)
                .row(null, 7.0)
                .build();
        assertSame(parameters("g", "x"), table);
        assertTrue(streamed(parameters("g", "x")).run(table).warning().isPresent());
    }

    @Test
    void noRowsAreNoRows() throws Exception {
        assertSame(
                parameters("g", "x"), Tables.builder().texts("g").numbers("x").build());
    }

    @Test
    void eachRowIsHandedOnBeforeTheNextIsRead() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("g")
                .numbers("x")
                .keyed("first", "a", 1.0)
                .keyed("second", "a", 3.0)
                .build();
        assertEquals(
                List.of("in first", "out first", "in second", "out second", "in closed", "out closed"),
                streamed(parameters("g", "x")).run(table).events());
    }

    /** Batches of the core hold 512 rows, and the keys of those before are gone. */
    @ParameterizedTest
    @ValueSource(ints = {0, 511, 512, 1300})
    void anInfiniteValueIsNamedByItsRow(int position) throws Exception {
        Tables.Builder table = Tables.builder().texts("g").numbers("x");
        for (int row = 0; row < 1500; row++) {
            table.keyed("key " + row, "a", row == position ? Double.POSITIVE_INFINITY : row);
        }
        BufferedDataTable rows = table.build();
        KNIMEException refusal = assertThrows(
                KNIMEException.class, () -> streamed(parameters("g", "x")).run(rows));
        assertEquals(
                NodeRun.of(new GroupCenteringNodeFactory())
                        .with(parameters("g", "x"))
                        .failure(rows)
                        .sentence(),
                refusal.getMessage());
        assertTrue(refusal.getMessage().contains("\"key " + position + "\""), refusal.getMessage());
    }

    @Test
    void columnsThatChangeBetweenTheReadingsAreRefused() throws Exception {
        StreamedRun run = streamed(parameters("school", "ses")).changingTo(parameters("school", "mathach"));
        KNIMEException refusal = assertThrows(KNIMEException.class, () -> run.run(HSB));
        assertEquals(
                "A flow variable has changed the columns of this node between its two readings of the table: set the"
                        + " variable before the streamed component.",
                refusal.getMessage());
    }

    @Test
    void whatToAppendMayChangeBetweenTheReadings() throws Exception {
        GroupCentringParameters centred = parameters("school", "ses");
        centred.centreMeans = true;
        Streamed changed =
                streamed(parameters("school", "ses")).changingTo(centred).run(HSB);
        assertEquals(streamed(centred).run(HSB).rows(), changed.rows());
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 20})
    void theUserStopsAStreamedNode(long check) throws Exception {
        StreamedRun run = streamed(parameters("school", "ses")).with(new RecordedProgress().cancelledAtCheck(check));
        assertThrows(CanceledExecutionException.class, () -> run.run(HSB));
    }

    @Test
    void aNodeThatIsExecutedWithoutStreamingIsTheSame() throws Exception {
        GroupCentringParameters parameters = parameters("school", "ses");
        assertEquals(
                Tables.rows(NodeRun.of(new GroupCenteringNodeFactory())
                        .with(parameters)
                        .execute(HSB)
                        .table(0)),
                Tables.rows(streamed(parameters).executed(HSB)));
    }

    /** As the node model of KNIME's definitions does it: from the specification once, and never of what was loaded. */
    @Test
    void aDroppedNodeMakesItsSettingsOfTheTableAndKeepsThem() throws Exception {
        StreamedRun dropped = StreamedRun.of(new GroupCenteringNodeFactory());
        NodeSettings before = StandInNodes.save(dropped.model());
        assertEquals(
                SavedParameters.xml(SavedParameters.save(new GroupCentringParameters())), SavedParameters.xml(before));
        BufferedDataTable table = Tables.builder()
                .numbers("y")
                .texts("school")
                .row(1.0, "A")
                .row(2.0, "B")
                .row(3.0, "C")
                .row(3.0, "C")
                .build();
        String guessed = configured(dropped, table);
        assertTrue(guessed.contains("value=\"school\""), guessed);
        assertEquals(guessed, configured(dropped, HSB), "made once");

        StreamedRun loaded = StreamedRun.of(new GroupCenteringNodeFactory());
        StandInNodes.load(loaded.model(), SavedParameters.ofXml(guessed));
        assertEquals(guessed, SavedParameters.xml(StandInNodes.save(loaded.model())));
        assertFalse(guessed.equals(SavedParameters.xml(before)));
    }

    private static String configured(StreamedRun node, BufferedDataTable table) {
        try {
            StandInNodes.configure(node.model(), table.getDataTableSpec());
        } catch (org.knime.core.node.InvalidSettingsException refused) {
            assertTrue(refused.getMessage().contains("school"), refused.getMessage());
        }
        return SavedParameters.xml(StandInNodes.save(node.model()));
    }

    @Test
    void theFactoryTakesDescriptionAndDialogFromTheDefinition() {
        GroupCenteringNodeFactory factory = new GroupCenteringNodeFactory();
        assertTrue(StandInNodes.isDescribed(factory));
        assertTrue(factory.hasNodeDialog());
        assertTrue(Optional.ofNullable(factory.createNodeDialog()).isPresent());
    }
}
