package org.multilevel.knime.folds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.groups.FoldMode;
import org.multilevel.data.groups.GroupFolds;
import org.multilevel.knime.KnimeTable;
import org.multilevel.knime.StoredSettings;
import org.multilevel.knime.folds.GroupFoldAssignerParameters.HeldOut;
import org.multilevel.knime.harness.Domains;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;

class GroupFoldAssignerTest {
    private static final BufferedDataTable HSB = Tables.csv("hsb.csv");

    private static GroupFoldAssignerParameters parameters(HeldOut heldOut, String group, int folds) {
        GroupFoldAssignerParameters parameters = new GroupFoldAssignerParameters();
        parameters.heldOut = heldOut;
        parameters.groupColumn = group;
        parameters.folds = folds;
        return parameters;
    }

    private static NodeRun node(GroupFoldAssignerParameters parameters) {
        return NodeRun.of(new GroupFoldAssignerNodeFactory()).with(parameters);
    }

    private static NodeRun node(HeldOut heldOut, String group, int folds) {
        return node(parameters(heldOut, group, folds));
    }

    /** Returns the folds that each group's rows are in. */
    private static Map<String, Set<String>> foldsOfGroups(BufferedDataTable table, String group) {
        List<String> groups = Tables.texts(table, group);
        List<String> folds = Tables.texts(table, "Fold");
        Map<String, Set<String>> result = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            result.computeIfAbsent(groups.get(i), g -> new HashSet<>()).add(folds.get(i));
        }
        return result;
    }

    private static double[] ofTheCore(GroupFolds folds) {
        Table asRead = KnimeTable.of(HSB, List.of("school"));
        double[] assigned = new double[(int) HSB.size()];
        folds.plan(asRead, Progress.NONE).assign(asRead, Progress.NONE, (firstRow, size, numbers) -> {
            for (int i = 0; i < size; i++) {
                assigned[(int) firstRow + i] = numbers[i] + 1;
            }
        });
        return assigned;
    }

    @Test
    void foldsAreThoseOfTheCoreCountedFromOne() throws Exception {
        GroupFoldAssignerParameters parameters = parameters(HeldOut.NEW_GROUPS, "school", 7);
        parameters.seed = -3;
        assertArrayEquals(
                ofTheCore(GroupFolds.of(FoldMode.WHOLE_GROUPS, 7, List.of("school"))
                        .withSeed(-3)),
                Tables.numbers(node(parameters).execute(HSB).table(0), "Fold"));
        parameters.heldOut = HeldOut.NEW_ROWS;
        assertArrayEquals(
                ofTheCore(GroupFolds.of(FoldMode.WITHIN_GROUPS, 7, List.of("school"))
                        .withSeed(-3)),
                Tables.numbers(node(parameters).execute(HSB).table(0), "Fold"));
        parameters.heldOut = HeldOut.LEAVE_ONE_GROUP_OUT;
        assertArrayEquals(
                ofTheCore(GroupFolds.leaveOneGroupOut(List.of("school"))),
                Tables.numbers(node(parameters).execute(HSB).table(0), "Fold"));
    }

    @Test
    void aDroppedNodeKeepsGroupsWholeInTenFolds() throws Exception {
        BufferedDataTable table =
                NodeRun.of(new GroupFoldAssignerNodeFactory()).execute(HSB).table(0);
        assertTrue(foldsOfGroups(table, "school").values().stream().allMatch(folds -> folds.size() == 1));
        assertEquals(10, Set.copyOf(Tables.texts(table, "Fold")).size());
        assertEquals(
                IntCell.TYPE, table.getDataTableSpec().getColumnSpec("Fold").getType());
    }

    @Test
    void eachGroupIsSpreadOverTheFoldsOnRequest() throws Exception {
        BufferedDataTable table =
                node(HeldOut.NEW_ROWS, "school", 5).execute(HSB).table(0);
        // Every school has more than five pupils.
        assertTrue(foldsOfGroups(table, "school").values().stream().allMatch(folds -> folds.size() == 5));
    }

    @Test
    void eachGroupIsAFoldOfItsOwnOnRequestWhateverTheNumberOfFolds() throws Exception {
        BufferedDataTable table =
                node(HeldOut.LEAVE_ONE_GROUP_OUT, "school", 0).execute(HSB).table(0);
        assertEquals(160, Set.copyOf(Tables.texts(table, "Fold")).size());
        assertTrue(foldsOfGroups(table, "school").values().stream().allMatch(folds -> folds.size() == 1));
    }

    @Test
    void theSameSeedGivesTheSameFoldsAndAnotherOneOthers() throws Exception {
        GroupFoldAssignerParameters parameters = parameters(HeldOut.NEW_GROUPS, "school", 10);
        double[] first = Tables.numbers(node(parameters).execute(HSB).table(0), "Fold");
        assertArrayEquals(first, Tables.numbers(node(parameters).execute(HSB).table(0), "Fold"));
        parameters.seed = 2;
        assertFalse(Arrays.equals(
                first, Tables.numbers(node(parameters).execute(HSB).table(0), "Fold")));
    }

    @Test
    void aRowWithoutAGroupHasNoFoldAndIsCounted() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("g")
                .keyed("first", "a")
                .keyed("second", new Object[] {null})
                .keyed("third", "b")
                .build();
        Executed executed = node(HeldOut.NEW_GROUPS, "g", 2).execute(table);
        assertEquals("?", Tables.texts(executed.table(0), "Fold").get(1));
        assertEquals(List.of("first", "second", "third"), Tables.keys(executed.table(0)));
        assertEquals(Optional.of("1 row has no value of g: it is in no fold."), executed.warning());
    }

    @Test
    void theUserCanNameTheColumnAndATakenNameGetsANumber() throws Exception {
        GroupFoldAssignerParameters parameters = parameters(HeldOut.NEW_GROUPS, "school", 10);
        parameters.foldColumn = "ses";
        DataTableSpec spec = node(parameters).configure(HSB.getDataTableSpec()).table(0);
        assertEquals("ses (#1)", spec.getColumnSpec(spec.getNumColumns() - 1).getName());
        parameters.foldColumn = "Prüfgruppe №";
        spec = node(parameters).configure(HSB.getDataTableSpec()).table(0);
        assertEquals(
                "Prüfgruppe №", spec.getColumnSpec(spec.getNumColumns() - 1).getName());
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        DataTableSpec spec = HSB.getDataTableSpec();
        GroupFoldAssignerParameters one = parameters(HeldOut.NEW_ROWS, "school", 1);
        assertEquals(
                "The number of folds is 1: choose at least 2, one to test on and one to train on.",
                node(one).refusal(spec));
        GroupFoldAssignerParameters unnamed = parameters(HeldOut.NEW_ROWS, "school", 5);
        unnamed.foldColumn = "";
        assertEquals(
                "The name of the fold column is empty; type a name, such as Fold.",
                node(unnamed).refusal(spec));
    }

    @Test
    void whatCannotWorkIsRefusedBeforeTheTableIsRead() {
        DataTableSpec spec = HSB.getDataTableSpec();
        String none = "No group column is chosen: choose the column that says which group a row belongs to.";
        assertEquals(none, node(HeldOut.NEW_GROUPS, "", 5).refusal(spec));
        assertEquals(
                "No column of the table is clearly one of groups: choose the column that groups the rows.",
                NodeRun.of(new GroupFoldAssignerNodeFactory()).refusal(new DataTableSpec()));
        String unknown = node(HeldOut.NEW_GROUPS, "scool", 5).refusal(spec);
        assertTrue(unknown.contains("\"scool\""), unknown);
    }

    @Test
    void tooFewGroupsThatTheSpecificationTellsAreRefusedBeforeTheTableIsRead() throws Exception {
        DataTableSpec spec = Domains.known("worker:4", "batch:1-3");
        assertEquals(
                "Number of folds is 5, but \"worker\" has 4 groups at most: choose at most 4 folds, or hold out new rows of"
                        + " known groups.",
                node(HeldOut.NEW_GROUPS, "worker", 5).refusal(spec));
        assertEquals(
                "Number of folds is 5, but \"batch\" has 3 groups at most: choose at most 3 folds, or hold out new rows of"
                        + " known groups.",
                node(HeldOut.NEW_GROUPS, "batch", 5).refusal(spec));
        assertEquals(
                2, node(HeldOut.NEW_ROWS, "worker", 5).configure(spec).table(0).getNumColumns() - 1);
    }

    @Test
    void aDroppedNodeHasAsManyFoldsAsGroupsAtMostAndWarnsOfItsGuess() throws Exception {
        DataTableSpec spec = Domains.known("worker:4", "arm:2", "y");
        NodeRun node = NodeRun.of(new GroupFoldAssignerNodeFactory()).defaults(spec);
        assertEquals(4, node.parameters(GroupFoldAssignerParameters.class).folds);
        assertEquals(
                Optional.of(
                        "Guessed from the table: the groups are those of \"worker\". Open the dialog and confirm it, or"
                                + " choose other columns."),
                node.configure(spec).warning());
    }

    /** A table of which nothing is known but the columns. */
    private static BufferedDataTable unread(BufferedDataTable table) {
        List<DataRow> rows = Tables.rows(table);
        return Tables.generated(Domains.unread(table.getDataTableSpec()), rows.size(), i -> rows.get((int) i));
    }

    @Test
    void tooFewGroupsAreRefusedInWords() throws Exception {
        assertEquals(
                "Column \"sector\" has 2 groups, too few for 5 folds of whole groups: choose at most 2 folds, or spread the"
                        + " groups over the folds.",
                node(HeldOut.NEW_GROUPS, "sector", 5).failure(unread(HSB)).sentence());
    }

    @Test
    void anEmptyTableGetsTheColumn() throws Exception {
        BufferedDataTable empty = Tables.builder().texts("g").build();
        BufferedDataTable table =
                node(HeldOut.NEW_GROUPS, "g", 5).execute(empty).table(0);
        assertEquals(0, table.size());
        assertEquals(List.of("g", "Fold"), Tables.names(table.getDataTableSpec()));
    }

    @Test
    void aSingleRowIsTooFewAndTheSentenceSaysSo() throws Exception {
        BufferedDataTable one = Tables.builder().texts("g").row("a").build();
        assertEquals(
                "Only 1 row has a value of \"g\", too few for 5 folds: choose fewer folds, or use more rows.",
                node(HeldOut.NEW_ROWS, "g", 5).failure(one).sentence());
    }

    @Test
    void configurePromisesWhatExecuteDeliversForAllSettings() throws Exception {
        Random random = new Random(3);
        for (int run = 0; run < 24; run++) {
            GroupFoldAssignerParameters parameters =
                    parameters(List.of(HeldOut.values()).get(random.nextInt(3)), "school", 2 + random.nextInt(20));
            parameters.seed = random.nextLong();
            parameters.foldColumn = random.nextBoolean() ? "Fold" : "size";
            BufferedDataTable table = node(parameters).execute(HSB).table(0);
            assertEquals(
                    HSB.getDataTableSpec().getNumColumns() + 1,
                    table.getDataTableSpec().getNumColumns());
        }
    }

    @Test
    void itSaysWhatItIsDoingAndStopsOnRequestInBothPasses() throws Exception {
        RecordedProgress all = new RecordedProgress();
        node(HeldOut.NEW_ROWS, "school", 5).with(all).execute(HSB);
        assertTrue(all.messages().contains("assigning folds (7185 of 7185)"));
        assertThrows(
                CanceledExecutionException.class,
                () -> node(HeldOut.NEW_ROWS, "school", 5)
                        .with(new RecordedProgress().cancelledAtCheck(1))
                        .execute(HSB));
        RecordedProgress half = new RecordedProgress().cancelledAtMessage("(3000 of 7185)");
        assertThrows(
                CanceledExecutionException.class,
                () -> node(HeldOut.NEW_ROWS, "school", 5).with(half).execute(HSB));
        assertFalse(half.messages().contains("assigning folds (3001 of 7185)"));
    }

    @Test
    void aMillionRowsGetFoldsWithoutBeingHeld() throws Exception {
        int rows = 1_000_000;
        BufferedDataTable table = Tables.generated(
                Tables.builder().texts("g").spec(),
                rows,
                row -> new DefaultRow("Row" + row, new StringCell(Long.toString(row % 1000))));
        assertEquals(
                rows,
                node(HeldOut.NEW_ROWS, "g", 10)
                        .countingRows()
                        .execute(table)
                        .table(0)
                        .size());
    }

    @Test
    void settingsOfVersion1LoadForEver() throws Exception {
        StoredSettings stored = StoredSettings.of(new GroupFoldAssignerNodeFactory(), "/knime/folds/version-1.xml")
                .and("foldColumn", "<entry key=\"columnsConfirmed\" type=\"xboolean\" value=\"true\"/>");
        GroupFoldAssignerParameters parameters = stored.load(GroupFoldAssignerParameters.class);
        assertEquals("school", parameters.groupColumn);
        assertEquals(HeldOut.NEW_ROWS, parameters.heldOut);
        assertEquals(5, parameters.folds);
        assertEquals(42, parameters.seed);
        assertEquals("CV fold", parameters.foldColumn);
        assertEquals(1, parameters.settingsVersion);
        stored.assertSavedAsTheyWere();
        DataTableSpec spec = HSB.getDataTableSpec();
        stored.assertOtherReleasesAreRefused("heldOut", "Hold out", spec);
        assertEquals(
                "The number of folds is 1: choose at least 2, one to test on and one to train on.",
                stored.with("folds", "1").refusal(spec));
        assertEquals(
                "The name of the fold column is empty; type a name, such as Fold.",
                stored.withNull("foldColumn").refusal(spec));
        assertEquals(
                node(HeldOut.NEW_GROUPS, "", 5).refusal(spec),
                stored.withNull("groupColumn").refusal(spec));
    }

    @Test
    void theParametersAreAsKnimeWantsThem() {
        assertEquals(List.of(), ParametersCheck.problems(new GroupFoldAssignerNodeFactory(), HSB.getDataTableSpec()));
        assertEquals(List.of(), ParametersCheck.problems(new GroupFoldAssignerNodeFactory(), new DataTableSpec()));
    }

    @Test
    void theDialogAsksForTheNumberOfFoldsWhereItCounts() {
        DataTableSpec spec = HSB.getDataTableSpec();
        assertTrue(node(HeldOut.NEW_GROUPS, "school", 5).dialog(spec).isActive("folds"));
        assertTrue(node(HeldOut.NEW_ROWS, "school", 5).dialog(spec).isActive("seed"));
        assertFalse(node(HeldOut.LEAVE_ONE_GROUP_OUT, "school", 5).dialog(spec).isActive("folds"));
        assertFalse(node(HeldOut.LEAVE_ONE_GROUP_OUT, "school", 5).dialog(spec).isActive("seed"));
    }
}
