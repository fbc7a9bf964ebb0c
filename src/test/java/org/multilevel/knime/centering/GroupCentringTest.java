package org.multilevel.knime.centering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes.TypedStringFilterMode;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.groups.GroupCentring;
import org.multilevel.data.groups.GroupMeans;
import org.multilevel.knime.KnimeTable;
import org.multilevel.knime.StoredSettings;
import org.multilevel.knime.centering.GroupCentringParameters.Parts;
import org.multilevel.knime.harness.DateCell;
import org.multilevel.knime.harness.Domains;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;

class GroupCentringTest {
    private static final BufferedDataTable HSB = Tables.csv("hsb.csv");

    private static GroupCentringParameters parameters(String group, String... columns) {
        GroupCentringParameters parameters = new GroupCentringParameters();
        parameters.groupColumn = group;
        parameters.columns = new ColumnFilter(columns);
        return parameters;
    }

    private static NodeRun node(GroupCentringParameters parameters) {
        return NodeRun.of(new GroupCenteringNodeFactory()).with(parameters);
    }

    private static NodeRun node(String group, String... columns) {
        return node(parameters(group, columns));
    }

    /** Rows of two groups, and one without a group. */
    private static BufferedDataTable small() {
        return Tables.builder()
                .texts("g")
                .numbers("x")
                .row("a", 1.0)
                .row("a", 3.0)
                .row("b", 10.0)
                .row("b", null)
                .row(null, 7.0)
                .build();
    }

    @Test
    void meansAndDeviationsAreThoseOfTheCore() throws Exception {
        GroupCentringParameters parameters = parameters("school", "ses", "mathach");
        parameters.centreMeans = true;
        BufferedDataTable centred = node(parameters).execute(HSB).table(0);
        Table asRead = KnimeTable.of(HSB, List.of("school", "ses", "mathach"));
        GroupMeans means = GroupCentring.of(List.of("ses", "mathach"), List.of("school"))
                .withGrandMeanSubtracted(true)
                .fit(asRead, Progress.NONE);
        double[][] between = new double[2][(int) HSB.size()];
        double[][] within = new double[2][(int) HSB.size()];
        means.centre(asRead, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                for (int k = 0; k < 2; k++) {
                    between[k][(int) rows.firstRow() + i] = rows.between(k)[i];
                    within[k][(int) rows.firstRow() + i] = rows.within(k)[i];
                }
            }
        });
        assertArrayEquals(between[0], Tables.numbers(centred, "ses_between"));
        assertArrayEquals(within[0], Tables.numbers(centred, "ses_within"));
        assertArrayEquals(between[1], Tables.numbers(centred, "mathach_between"));
        assertArrayEquals(within[1], Tables.numbers(centred, "mathach_within"));
    }

    @Test
    void aDroppedNodeSplitsAllMeasurementsByTheColumnOfGroupsAndWarnsOfIt() throws Exception {
        BufferedDataTable table = Tables.builder()
                .numbers("y")
                .integers("year", "patient_id", "treated")
                .texts("school")
                .row(1.0, 2001, 1, 0, "A")
                .row(2.0, 2002, 2, 1, "B")
                .row(3.0, 2004, 7, 1, "C")
                .build();
        GroupCentringParameters school = NodeRun.of(new GroupCenteringNodeFactory())
                .defaults(Domains.of(table))
                .parameters(GroupCentringParameters.class);
        assertEquals("", school.groupColumn);
        school.groupColumn = "school";
        Executed executed = node(school).execute(table);
        assertEquals(
                Optional.of(
                        "Guessed from the table: the groups are those of \"school\", the columns to split y, year. Open"
                                + " the dialog and confirm it, or choose other columns."),
                executed.warning());
        BufferedDataTable centred = executed.table(0);
        assertEquals(
                List.of(
                        "y",
                        "year",
                        "patient_id",
                        "treated",
                        "school",
                        "y_between",
                        "y_within",
                        "year_between",
                        "year_within"),
                Tables.names(centred.getDataTableSpec()));
    }

    @Test
    void rowKeysOrderAndOtherColumnsStayAsTheyAre() throws Exception {
        BufferedDataTable centred = node("g", "x").execute(small()).table(0);
        assertEquals(Tables.keys(small()), Tables.keys(centred));
        assertEquals(Tables.cells(small(), "g"), Tables.cells(centred, "g"));
        assertEquals(Tables.cells(small(), "x"), Tables.cells(centred, "x"));
    }

    @Test
    void missingValuesTakeNoPartAndRowsWithoutAGroupStayMissing() throws Exception {
        Executed executed = node("g", "x").execute(small());
        assertEquals(List.of("2.0", "2.0", "10.0", "10.0", "?"), Tables.texts(executed.table(0), "x_between"));
        assertEquals(List.of("-1.0", "1.0", "0.0", "?", "?"), Tables.texts(executed.table(0), "x_within"));
        assertEquals(
                Optional.of("1 row has no value of g: its group means and deviations are missing."),
                executed.warning());
    }

    @Test
    void meansAloneCanBeCentredAtTheGrandMean() throws Exception {
        GroupCentringParameters parameters = parameters("g", "x");
        parameters.parts = Parts.MEANS;
        parameters.centreMeans = true;
        BufferedDataTable centred = node(parameters).execute(small()).table(0);
        assertEquals(List.of("g", "x", "x_between"), Tables.names(centred.getDataTableSpec()));
        double[] between = Tables.numbers(centred, "x_between");
        assertEquals(8, between[2] - between[0]);
    }

    @Test
    void deviationsCanBeAppendedAlone() throws Exception {
        GroupCentringParameters parameters = parameters("g", "x");
        parameters.parts = Parts.DEVIATIONS;
        assertEquals(
                List.of("g", "x", "x_within"),
                Tables.names(
                        node(parameters).configure(small().getDataTableSpec()).table(0)));
    }

    @Test
    void groupsOfAnyTypeAreTold() throws Exception {
        long big = 1L << 60;
        List<Object[]> groups = List.of(
                new Object[] {IntCell.TYPE, 1, 2},
                new Object[] {LongCell.TYPE, big, big + 1},
                new Object[] {BooleanCell.TYPE, true, false},
                new Object[] {StringCell.TYPE, "ä b", ""},
                new Object[] {DoubleCell.TYPE, 1.0, 1.5},
                new Object[] {
                    DateCell.TYPE,
                    new DateCell(java.time.LocalDate.of(2024, 2, 29)),
                    new DateCell(java.time.LocalDate.of(2024, 3, 1))
                });
        for (Object[] group : groups) {
            BufferedDataTable table = Tables.builder()
                    .column("Gruppe 1", (DataType) group[0])
                    .numbers("x")
                    .row(group[1], 1)
                    .row(group[2], 5)
                    .row(group[1], 2)
                    .build();
            BufferedDataTable centred = node("Gruppe 1", "x").execute(table).table(0);
            assertArrayEquals(
                    new double[] {1.5, 5, 1.5}, Tables.numbers(centred, "x_between"), () -> Arrays.toString(group));
        }
    }

    @Test
    void namesThatTheTableHasGetANumber() throws Exception {
        BufferedDataTable once = node("g", "x").execute(small()).table(0);
        assertEquals(
                List.of("g", "x", "x_between", "x_within", "x_between (#1)", "x_within (#1)"),
                Tables.names(node("g", "x").execute(once).table(0).getDataTableSpec()));
    }

    @Test
    void anEmptyTableAndASingleRowCanBeSplit() throws Exception {
        BufferedDataTable empty = Tables.builder().texts("g").numbers("x").build();
        assertEquals(0, node("g", "x").execute(empty).table(0).size());
        BufferedDataTable one =
                Tables.builder().texts("g").numbers("x").row("a", 4).build();
        BufferedDataTable centred = node("g", "x").execute(one).table(0);
        assertArrayEquals(new double[] {4}, Tables.numbers(centred, "x_between"));
        assertArrayEquals(new double[] {0}, Tables.numbers(centred, "x_within"));
    }

    @Test
    void whatCannotWorkIsRefusedBeforeTheTableIsRead() {
        DataTableSpec spec = small().getDataTableSpec();
        assertEquals(
                "No group column is chosen: choose the column that says which group a row belongs to.",
                node("", "x").refusal(spec));
        assertEquals(
                "No column to centre is chosen: choose at least one numeric column.",
                node("g").refusal(spec));
        assertTrue(
                node("h", "x").refusal(spec).contains("\"h\""), node("h", "x").refusal(spec));
        assertTrue(
                node("g", "z").refusal(spec).contains("\"z\""), node("g", "z").refusal(spec));
        assertEquals(
                "Column \"x\" is both a group column and a column to centre: choose it for one of the two.",
                node("x", "x").refusal(spec));
    }

    @Test
    void aNodeOnATableWithoutColumnsSaysWhatIsMissing() {
        assertEquals(
                "No column of the table is clearly one of groups: choose the column that groups the rows.",
                NodeRun.of(new GroupCenteringNodeFactory()).refusal(new DataTableSpec()));
    }

    @Test
    void anInfiniteValueIsNamed() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("g")
                .numbers("x")
                .keyed("Row7", "a", 1)
                .keyed("Row2", "a", Double.POSITIVE_INFINITY)
                .build();
        assertEquals(
                "\"x\" is infinite in row \"Row2\": replace the value by a number, or mark it as missing.",
                node("g", "x").failure(table).sentence());
    }

    @Test
    void aValueWhoseDeviationIsTooLargeIsNamed() throws Exception {
        double huge = Double.MAX_VALUE;
        BufferedDataTable table = Tables.builder()
                .texts("g")
                .numbers("x")
                .keyed("low", "a", -huge)
                .keyed("high", "a", huge)
                .keyed("low again", "a", -huge)
                .build();
        assertEquals(
                "Row \"high\" of column \"x\" has the value 1.7976931348623157E308, which is too large for a mean: correct"
                        + " it, or make it missing.",
                node("g", "x").failure(table).sentence());
    }

    @Test
    void configurePromisesWhatExecuteDeliversForAllSettings() throws Exception {
        Random random = new Random(2);
        List<String> numbers = List.of("ses", "meanses", "size", "pracad", "himinty");
        for (int run = 0; run < 24; run++) {
            String[] chosen =
                    numbers.stream().filter(name -> random.nextInt(3) > 0).toArray(String[]::new);
            if (chosen.length > 0) {
                GroupCentringParameters parameters = parameters(random.nextBoolean() ? "school" : "sector", chosen);
                parameters.parts = List.of(Parts.values()).get(random.nextInt(3));
                parameters.centreMeans = random.nextBoolean();
                int each = parameters.parts == Parts.BOTH ? 2 : 1;
                assertEquals(
                        HSB.getDataTableSpec().getNumColumns() + each * chosen.length,
                        node(parameters)
                                .execute(HSB)
                                .table(0)
                                .getDataTableSpec()
                                .getNumColumns());
            }
        }
    }

    @Test
    void itSaysWhatItIsDoingAndStopsOnRequestInBothPasses() throws Exception {
        RecordedProgress all = new RecordedProgress();
        node("school", "ses").with(all).execute(HSB);
        assertTrue(all.messages().contains("centring rows (7185 of 7185)"));
        double last = 0;
        for (double fraction : all.fractions()) {
            assertTrue(fraction >= last - 1e-12, "progress goes back from " + last + " to " + fraction);
            last = fraction;
        }
        assertThrows(
                CanceledExecutionException.class,
                () -> node("school", "ses")
                        .with(new RecordedProgress().cancelledAtCheck(1))
                        .execute(HSB));
        RecordedProgress half = new RecordedProgress().cancelledAtMessage("(3000 of 7185)");
        assertThrows(
                CanceledExecutionException.class,
                () -> node("school", "ses").with(half).execute(HSB));
        assertFalse(half.messages().contains("centring rows (3001 of 7185)"));
    }

    @Test
    void aMillionRowsAreSplitWithoutBeingHeld() throws Exception {
        int rows = 1_000_000;
        BufferedDataTable table = Tables.generated(
                Tables.builder().texts("g").numbers("x").spec(),
                rows,
                row -> new DefaultRow("Row" + row, new StringCell(Long.toString(row % 1000)), new DoubleCell(row % 7)));
        assertEquals(rows, node("g", "x").countingRows().execute(table).table(0).size());
    }

    @Test
    void settingsOfVersion1LoadForEver() throws Exception {
        StoredSettings stored = StoredSettings.of(new GroupCenteringNodeFactory(), "/knime/centering/version-1.xml")
                .and("centreMeans", "<entry key=\"columnsConfirmed\" type=\"xboolean\" value=\"true\"/>");
        GroupCentringParameters parameters = stored.load(GroupCentringParameters.class);
        assertEquals("school", parameters.groupColumn);
        assertArrayEquals(
                new String[] {"ses", "pracad"}, parameters.columns.filterFromFullSpec(HSB.getDataTableSpec()));
        assertEquals(Parts.MEANS, parameters.parts);
        assertTrue(parameters.centreMeans);
        assertEquals(1, parameters.settingsVersion);
        stored.assertSavedAsTheyWere();
        stored.assertOtherReleasesAreRefused("parts", "Append", HSB.getDataTableSpec());
        assertEquals(
                node("", "x").refusal(HSB.getDataTableSpec()),
                stored.withNull("groupColumn").refusal(HSB.getDataTableSpec()));
    }

    @Test
    void anUnfinishedPatternIsRefusedByName() {
        GroupCentringParameters parameters = parameters("school");
        parameters.columns.m_mode = TypedStringFilterMode.REGEX;
        parameters.columns.m_patternFilter.m_pattern = "(ses";
        assertEquals(
                "The pattern \"(ses\" of \"Columns to split\" is no regular expression (Unclosed group): correct it, or"
                        + " choose the columns by hand or by wildcards.",
                node(parameters).refusal(HSB.getDataTableSpec()));
    }

    @Test
    void theParametersAreAsKnimeWantsThem() {
        assertEquals(List.of(), ParametersCheck.problems(new GroupCenteringNodeFactory(), HSB.getDataTableSpec()));
        assertEquals(List.of(), ParametersCheck.problems(new GroupCenteringNodeFactory(), new DataTableSpec()));
    }

    @Test
    void theDialogOffersGroupsAndNumbers() {
        DataTableSpec spec = Tables.builder()
                .texts("text")
                .integers("whole")
                .numbers("real")
                .column("flag", BooleanCell.TYPE)
                .column("day", DateCell.TYPE)
                .spec();
        var dialog = NodeRun.of(new GroupCenteringNodeFactory()).dialog(spec);
        assertEquals(List.of("text", "whole", "flag", "day"), dialog.choices("groupColumn"));
        assertEquals(List.of("whole", "real"), dialog.choices("columns"));
        assertTrue(dialog.isActive("centreMeans"));
        GroupCentringParameters deviations = parameters("text", "real");
        deviations.parts = Parts.DEVIATIONS;
        assertFalse(node(deviations).dialog(spec).isActive("centreMeans"));
    }
}
