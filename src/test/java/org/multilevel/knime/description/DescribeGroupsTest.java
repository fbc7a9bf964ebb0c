package org.multilevel.knime.description;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.data.description.Description;
import org.multilevel.data.description.DescriptionRequest;
import org.multilevel.knime.StoredSettings;
import org.multilevel.knime.harness.Domains;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;
import org.multilevel.result.DescriptionTables;
import org.multilevel.result.ResultTable;

class DescribeGroupsTest {
    private static final BufferedDataTable HSB = Tables.csv("hsb.csv");

    private static NodeRun node(String group, String... columns) {
        DescribeGroupsParameters parameters = new DescribeGroupsParameters();
        parameters.groupColumn = group;
        parameters.columns = new ColumnFilter(columns);
        return NodeRun.of(new DescribeGroupsNodeFactory()).with(parameters);
    }

    @Test
    void tablesAreThoseOfTheCore() throws Exception {
        Executed executed = node("school", "ses", "mathach").execute(HSB);
        assertEquals(Optional.empty(), executed.warning());
        Description description = DescriptionRequest.of("school")
                .withColumns("ses", "mathach")
                .describe(CsvTable.open(Path.of("workflows", "data", "hsb.csv")), Progress.NONE);
        List<ResultTable> expected = List.of(
                DescriptionTables.columns(description),
                DescriptionTables.levels(description),
                DescriptionTables.groupSizes(description),
                DescriptionTables.variation(description),
                DescriptionTables.correlations(description),
                DescriptionTables.groupMeans(description));
        for (int port = 0; port < expected.size(); port++) {
            ResultTable table = expected.get(port);
            assertEquals(
                    table.schema().columnNames(),
                    Tables.names(executed.table(port).getDataTableSpec()));
            assertEquals(table.rowCount(), executed.table(port).size(), table.name());
        }
        assertArrayEquals(
                IntStream.range(0, 160)
                        .mapToDouble(g -> description.groupMean(1, g))
                        .toArray(),
                Tables.numbers(executed.table(5), "mathach"));
        assertEquals(description.correlations().get(0).within(), Tables.numbers(executed.table(4), "within")[0]);
    }

    @Test
    void rowsAreNamedByWhatTheyAreAbout() throws Exception {
        Executed executed = node("school", "ses", "sector").execute(HSB);
        assertEquals(List.of("school", "ses", "sector"), Tables.keys(executed.table(0)));
        assertEquals(List.of("ses", "sector"), Tables.keys(executed.table(3)));
        assertEquals(List.of("ses:sector"), Tables.keys(executed.table(4)));
        assertEquals("1224", Tables.keys(executed.table(5)).get(0));
    }

    @Test
    void aDroppedNodeDescribesAllColumnsByTheColumnOfGroupsAndWarnsOfIt() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("school")
                .numbers("y")
                .texts("sex")
                .row("A", 1.0, "f")
                .row("B", 2.0, "m")
                .row("C", 3.0, "f")
                .build();
        Executed executed = NodeRun.of(new DescribeGroupsNodeFactory())
                .defaults(Domains.of(table))
                .execute(table);
        assertEquals(
                Optional.of(
                        "Guessed from the table: the groups are those of \"school\". Open the dialog and confirm it, or"
                                + " choose other columns."),
                executed.warning());
        assertEquals(3, executed.table(0).size());
        assertEquals(2, executed.table(1).size());
        assertEquals(
                List.of("school", "rows", "y"), Tables.names(executed.table(5).getDataTableSpec()));
    }

    @Test
    void anEmptyTableHasADescription() throws Exception {
        BufferedDataTable empty = Tables.builder().texts("g").numbers("x").build();
        Executed executed = node("g", "x").execute(empty);
        assertEquals(2, executed.table(0).size());
        assertEquals(0, executed.table(5).size());
    }

    @Test
    void whatCannotWorkIsRefusedBeforeTheTableIsRead() {
        DataTableSpec spec = Tables.builder().texts("g").numbers("x").spec();
        assertEquals(
                "No group column is chosen: choose the column that says which group a row belongs to.",
                node("", "x").refusal(spec));
        assertEquals(
                "No column to describe is chosen: choose at least one.",
                node("g").refusal(spec));
        assertTrue(node("h", "x").refusal(spec).contains("\"h\""));
        assertTrue(node("g", "z").refusal(spec).contains("\"z\""));
        assertEquals(
                "No column of the table is clearly one of groups: choose the column that groups the rows.",
                NodeRun.of(new DescribeGroupsNodeFactory()).refusal(new DataTableSpec()));
    }

    @Test
    void anInfiniteValueIsNamed() {
        BufferedDataTable table = Tables.builder()
                .texts("g")
                .numbers("x")
                .row("a", Double.POSITIVE_INFINITY)
                .build();
        String said = String.valueOf(
                assertThrows(Exception.class, () -> node("g", "x").execute(table))
                        .getMessage());
        assertTrue(said.startsWith("\"x\" is infinite in row \"Row0\""), said);
    }

    @Test
    void theNodeCanBeCancelled() {
        NodeRun cancelled = node("school", "ses").with(new RecordedProgress().cancelledAtCheck(2));
        assertThrows(CanceledExecutionException.class, () -> cancelled.execute(HSB));
    }

    @Test
    void savedSettingsAreLoadedAsTheyWere() throws Exception {
        StoredSettings stored = StoredSettings.of(new DescribeGroupsNodeFactory(), "/knime/description/version-1.xml");
        DescribeGroupsParameters parameters = stored.load(DescribeGroupsParameters.class);
        assertEquals("school", parameters.groupColumn);
        stored.assertSavedAsTheyWere();
        assertEquals(
                "The settings of this node are of version 2, but this extension knows version 1: update the Multilevel"
                        + " extension.",
                stored.with("settingsVersion_Internals", "2").refusal(HSB.getDataTableSpec()));
    }

    @Test
    void everyOptionHasASentence() {
        assertEquals(List.of(), ParametersCheck.problems(new DescribeGroupsNodeFactory(), HSB.getDataTableSpec()));
        assertEquals(List.of(), ParametersCheck.problems(new DescribeGroupsNodeFactory(), new DataTableSpec()));
    }
}
