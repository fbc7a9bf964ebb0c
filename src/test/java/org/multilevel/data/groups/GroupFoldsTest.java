package org.multilevel.data.groups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.CancelAfter;
import org.multilevel.data.Column;
import org.multilevel.data.Failure;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;

class GroupFoldsTest {
    private static final List<String> SCHOOL = List.of("school");

    /** 160 schools with 14 to 67 pupils. */
    private static Table pupils() {
        return CsvTable.open(Path.of("workflows/data/hsb.csv"));
    }

    private static Table table(List<String> schools) {
        return MemoryTable.builder().categorical("school", schools).build();
    }

    /** Schools A, B, ... with these numbers of pupils, in a random order of rows. */
    private static Table schools(int... pupils) {
        List<String> rows = new ArrayList<>();
        for (int school = 0; school < pupils.length; school++) {
            rows.addAll(Collections.nCopies(pupils[school], Character.toString('A' + school)));
        }
        Collections.shuffle(rows, new Random(9));
        return table(rows);
    }

    private static int[] assign(GroupFolds folds, Table table) {
        List<Integer> assigned = new ArrayList<>();
        folds.plan(table, Progress.NONE).assign(table, Progress.NONE, (firstRow, size, rows) -> {
            assertEquals(assigned.size(), firstRow);
            Arrays.stream(rows).limit(size).forEach(assigned::add);
        });
        return assigned.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<String> labels(Table table) {
        List<String> labels = new ArrayList<>();
        table.scan(SCHOOL, Progress.NONE, batch -> {
            for (int i = 0; i < batch.size(); i++) {
                boolean isNumber = batch.codes(0).length == 0;
                int code = isNumber ? 0 : batch.codes(0)[i];
                labels.add(
                        isNumber
                                ? NumberLabel.of(batch.numbers(0)[i])
                                : code < 0 ? "" : batch.levels(0).label(code));
            }
        });
        return labels;
    }

    /** Returns for each group how many of its rows are in each fold. */
    private static Map<String, int[]> counts(Table table, int[] folds, int k) {
        List<String> labels = labels(table);
        Map<String, int[]> counts = new HashMap<>();
        for (int i = 0; i < folds.length; i++) {
            counts.computeIfAbsent(labels.get(i), label -> new int[k])[folds[i]]++;
        }
        return counts;
    }

    private static int spread(int[] counts) {
        return Arrays.stream(counts).max().orElseThrow()
                - Arrays.stream(counts).min().orElseThrow();
    }

    private static int[] rowsOf(int[] folds, int k) {
        int[] rows = new int[k];
        Arrays.stream(folds).forEach(fold -> rows[fold]++);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10, 70, 160})
    void aWholeGroupIsNeverSplitAndEveryFoldHasOne(int k) {
        int[] folds = assign(GroupFolds.of(FoldMode.WHOLE_GROUPS, k, SCHOOL), pupils());
        Set<Integer> used = new HashSet<>();
        counts(pupils(), folds, k).forEach((school, counts) -> {
            assertEquals(1, Arrays.stream(counts).filter(count -> count > 0).count(), school);
            used.add(IntStream.range(0, k)
                    .filter(fold -> counts[fold] > 0)
                    .findFirst()
                    .orElseThrow());
        });
        assertEquals(k, used.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void foldsOfWholeGroupsDifferByLessThanASmallGroup(long seed) {
        int[] folds = assign(GroupFolds.of(FoldMode.WHOLE_GROUPS, 10, SCHOOL).withSeed(seed), pupils());
        // A fold has 718 pupils on average; the last schools to be handed out have fewer than 32 each.
        assertTrue(spread(rowsOf(folds, 10)) < 32, () -> Arrays.toString(rowsOf(folds, 10)));
    }

    @Test
    void groupsOfOneSizeAreSharedOutEvenly() {
        int[] folds = assign(GroupFolds.of(FoldMode.WHOLE_GROUPS, 3, SCHOOL), schools(4, 4, 4, 4, 4, 4, 4));
        int[] rows = rowsOf(folds, 3);
        Arrays.sort(rows);
        assertArrayEquals(new int[] {8, 8, 12}, rows);
    }

    @Test
    void aLargeGroupIsBalancedByManySmallOnes() {
        int[] folds = assign(GroupFolds.of(FoldMode.WHOLE_GROUPS, 2, SCHOOL), schools(20, 5, 5, 5, 5));
        assertArrayEquals(new int[] {20, 20}, rowsOf(folds, 2));
    }

    @Test
    void eachGroupCanHaveAFoldOfItsOwnInTheOrderOfTheTable() {
        Table table = table(List.of("B", "A", "B", "C"));
        assertArrayEquals(new int[] {0, 1, 0, 2}, assign(GroupFolds.leaveOneGroupOut(SCHOOL), table));
        assertEquals(
                3,
                GroupFolds.leaveOneGroupOut(SCHOOL).plan(table, Progress.NONE).folds());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10, 70})
    void aSpreadGroupHasAsManyRowsInOneFoldAsInAnotherButForOne(int k) {
        int[] folds = assign(GroupFolds.of(FoldMode.WITHIN_GROUPS, k, SCHOOL), pupils());
        counts(pupils(), folds, k).forEach((school, counts) -> assertTrue(spread(counts) <= 1, school));
        assertTrue(spread(rowsOf(folds, k)) <= 1, () -> Arrays.toString(rowsOf(folds, k)));
    }

    @Test
    void groupsOfSingleRowsAreSharedOutEvenlyToo() {
        int[] folds = assign(GroupFolds.of(FoldMode.WITHIN_GROUPS, 3, SCHOOL), schools(1, 1, 1, 1, 1, 1, 1));
        assertTrue(spread(rowsOf(folds, 3)) <= 1);
    }

    @Test
    void rowsOfAGroupMeetEveryFoldWithTheSameChance() {
        int k = 4;
        int[][] met = new int[4][k];
        for (int seed = 0; seed < 4000; seed++) {
            int[] folds =
                    assign(GroupFolds.of(FoldMode.WITHIN_GROUPS, k, SCHOOL).withSeed(seed), schools(4));
            for (int row = 0; row < folds.length; row++) {
                met[row][folds[row]]++;
            }
        }
        // 1000 expected with a standard deviation of 27: five of these would be met by chance once in a million.
        for (int[] counts : met) {
            for (int count : counts) {
                assertTrue(Math.abs(count - 1000) < 5 * 27, () -> Arrays.toString(counts));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WHOLE_GROUPS", "WITHIN_GROUPS"})
    void theSeedDecides(String mode) {
        GroupFolds folds = GroupFolds.of(FoldMode.valueOf(mode), 10, SCHOOL);
        int[] first = assign(folds.withSeed(1), pupils());
        assertArrayEquals(first, assign(folds.withSeed(1), pupils()));
        assertFalse(Arrays.equals(first, assign(folds.withSeed(2), pupils())));
    }

    @Test
    void theFoldsOfASeedStayTheSameForEver() {
        Table table = table(List.of("BDDCACADAD".split("")));
        assertEquals(
                "[0, 0, 0, 1, 1, 1, 1, 0, 1, 0]",
                Arrays.toString(
                        assign(GroupFolds.of(FoldMode.WHOLE_GROUPS, 2, SCHOOL).withSeed(42), table)));
        assertEquals(
                "[0, 0, 1, 1, 1, 2, 0, 0, 2, 2]",
                Arrays.toString(
                        assign(GroupFolds.of(FoldMode.WITHIN_GROUPS, 3, SCHOOL).withSeed(42), table)));
    }

    @Test
    void theOrderOfRowsDoesNotMatterForWholeGroups() {
        GroupFolds folds = GroupFolds.of(FoldMode.WHOLE_GROUPS, 3, SCHOOL);
        Table table = schools(3, 5, 2, 4, 6, 1);
        List<String> reversed = new ArrayList<>(labels(table));
        Collections.reverse(reversed);
        assertEquals(foldOf(folds, table), foldOf(folds, table(reversed)));
    }

    private static Map<String, Integer> foldOf(GroupFolds folds, Table table) {
        int[] assigned = assign(folds, table);
        List<String> labels = labels(table);
        Map<String, Integer> foldOf = new HashMap<>();
        for (int i = 0; i < assigned.length; i++) {
            foldOf.put(labels.get(i), assigned[i]);
        }
        return foldOf;
    }

    @ParameterizedTest
    @ValueSource(strings = {"WHOLE_GROUPS", "WITHIN_GROUPS"})
    void rowsOneByOneGetTheFoldsOfTheTable(String mode) {
        GroupFolds folds = GroupFolds.of(FoldMode.valueOf(mode), 2, SCHOOL);
        Table table = table(List.of("A", "", "B", "A", "B", "B", "C"));
        RowFolds rows = folds.plan(table, Progress.NONE).rows();
        int[] oneByOne = labels(table).stream()
                .mapToInt(label -> {
                    if (label.isEmpty()) {
                        rows.setMissing(0);
                    } else {
                        rows.setLabel(0, label);
                    }
                    return rows.next();
                })
                .toArray();
        assertArrayEquals(assign(folds, table), oneByOne);
        assertEquals(FoldPlan.NO_FOLD, oneByOne[1]);
    }

    @Test
    void everyCombinationOfSeveralColumnsIsAGroup() {
        Table table = MemoryTable.builder()
                .categorical("school", "A", "A", "B", "B")
                .numeric("class", 1, 2, 1, 2)
                .build();
        GroupFolds folds = GroupFolds.leaveOneGroupOut(List.of("school", "class"));
        assertArrayEquals(new int[] {0, 1, 2, 3}, assign(folds, table));
        RowFolds rows = folds.plan(table, Progress.NONE).rows();
        rows.setLabel(0, "B");
        rows.setNumber(1, 1);
        assertEquals(2, rows.next());
        assertEquals(
                List.of("school", "class"),
                rows.columns().stream().map(Column::name).toList());
    }

    @Test
    void aPlanKnowsItsFoldsBeforeTheyAreAssigned() {
        FoldPlan plan = GroupFolds.of(FoldMode.WITHIN_GROUPS, 3, SCHOOL).plan(schools(5, 5), Progress.NONE);
        assertEquals(3, plan.folds());
        assertEquals(2, plan.groups());
        assertEquals(10, plan.rows(0) + plan.rows(1) + plan.rows(2));
    }

    @Test
    void rowsWithoutGroupAndGroupsOfASingleRowAreTold() {
        FoldPlan plan = GroupFolds.of(FoldMode.WITHIN_GROUPS, 2, SCHOOL)
                .plan(table(List.of("A", "", "A", "B", "")), Progress.NONE);
        assertEquals(2, plan.rowsWithoutFold());
        assertEquals(1, plan.singleRowGroups());
        assertEquals(
                List.of(
                        "2 rows have no value of school: they are in no fold.",
                        "1 group of school has a single row: when it is tested, no row of its group is left to train on."),
                plan.sentences());
    }

    @Test
    void unevenFoldsAreTold() {
        assertEquals(
                List.of("The folds have 3 to 12 rows, since a group of school is never split."),
                GroupFolds.of(FoldMode.WHOLE_GROUPS, 2, SCHOOL)
                        .plan(schools(12, 1, 2), Progress.NONE)
                        .sentences());
    }

    @Test
    void evenFoldsNeedNoWords() {
        assertEquals(
                List.of(),
                GroupFolds.of(FoldMode.WHOLE_GROUPS, 2, SCHOOL)
                        .plan(schools(4, 4), Progress.NONE)
                        .sentences());
    }

    @Test
    void anEmptyTableHasEmptyFolds() {
        FoldPlan plan = GroupFolds.of(FoldMode.WHOLE_GROUPS, 5, SCHOOL).plan(table(List.of()), Progress.NONE);
        assertEquals(5, plan.folds());
        assertEquals(0, plan.rows(4));
        assertEquals(List.of(), plan.sentences());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, -3})
    void fewerThanTwoFoldsAreRefused(int k) {
        assertEquals(
                "The number of folds is " + k + ": choose at least 2, one to test on and one to train on.",
                Failure.of(() -> GroupFolds.of(FoldMode.WITHIN_GROUPS, k, SCHOOL)));
        assertEquals(
                "The number of folds is " + k + ": choose at least 2, one to test on and one to train on.",
                Failure.of(() -> GroupFolds.of(FoldMode.WHOLE_GROUPS, k, SCHOOL)));
    }

    @Test
    void onlyWholeGroupsCanHaveAFoldEach() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new GroupFolds(FoldMode.WITHIN_GROUPS, OptionalInt.empty(), SCHOOL, 1, true));
    }

    @Test
    void aRowThatIsAloneInItsGroupCanBeKeptForTraining() {
        Table table = table(List.of("A", "B", "A", "C", "D", "D"));
        GroupFolds folds = GroupFolds.of(FoldMode.WITHIN_GROUPS, 2, SCHOOL).trainingOnLoneRows();
        int[] assigned = assign(folds, table);
        assertEquals(FoldPlan.TRAINING_ONLY, assigned[1]);
        assertEquals(FoldPlan.TRAINING_ONLY, assigned[3]);
        assertEquals(1, assigned[0] + assigned[2]);
        assertEquals(1, assigned[4] + assigned[5]);
        FoldPlan plan = folds.plan(table, Progress.NONE);
        assertEquals(4, plan.rows(0) + plan.rows(1));
        assertEquals(
                List.of("2 groups of school have a single row: it is trained on and never tested, since no row of its"
                        + " group would be left to train on."),
                plan.sentences());
        RowFolds rows = plan.rows();
        rows.setLabel(0, "B");
        assertEquals(FoldPlan.TRAINING_ONLY, rows.next());
    }

    @Test
    void rowsThatCannotBeTestedAreNoneForTheFolds() {
        assertRefused(
                "Every group of \"school\" has a single row, so that no row of a known group could be tested: choose another"
                        + " group column, or folds of whole groups.",
                GroupFolds.of(FoldMode.WITHIN_GROUPS, 2, SCHOOL).trainingOnLoneRows(),
                schools(1, 1, 1));
        assertRefused(
                "Only 2 rows have a value of \"school\" that another row has too, too few for 3 folds: choose fewer folds,"
                        + " or use more rows.",
                GroupFolds.of(FoldMode.WITHIN_GROUPS, 3, SCHOOL).trainingOnLoneRows(),
                schools(2, 1, 1));
    }

    @Test
    void tooFewGroupsOrRowsAreRefusedWithWhatToDo() {
        assertRefused(
                "Column \"school\" has 3 groups, too few for 5 folds of whole groups: choose at most 3 folds, or spread the"
                        + " groups over the folds.",
                GroupFolds.of(FoldMode.WHOLE_GROUPS, 5, SCHOOL),
                schools(9, 9, 9));
        String one =
                "Column \"school\" has the one group \"A\", and folds of whole groups need at least 2: choose another group"
                        + " column, or spread the group over the folds.";
        assertRefused(one, GroupFolds.of(FoldMode.WHOLE_GROUPS, 2, SCHOOL), schools(9));
        assertRefused(one, GroupFolds.leaveOneGroupOut(SCHOOL), schools(9));
        assertRefused(
                "Only 4 rows have a value of \"school\", too few for 5 folds: choose fewer folds, or use more rows.",
                GroupFolds.of(FoldMode.WITHIN_GROUPS, 5, SCHOOL),
                schools(2, 2));
        assertRefused(
                "Column \"school\" has no value in any row: choose a group column that has values.",
                GroupFolds.of(FoldMode.WHOLE_GROUPS, 2, SCHOOL),
                table(List.of("", "")));
    }

    @Test
    void whatCannotWorkIsRefusedBeforeARowIsRead() {
        List<Column> columns = schools(1).columns();
        assertEquals(
                "There is no column \"class\" in the table; it has the columns school.",
                Failure.of(() -> GroupFolds.leaveOneGroupOut(List.of("class")).check(columns)));
        assertEquals(
                "No group column is chosen: choose the column that says which group a row belongs to.",
                Failure.of(() -> GroupFolds.leaveOneGroupOut(List.of()).check(columns)));
        assertEquals(
                "Column \"school\" is named twice as a group column: name it once.",
                Failure.of(() ->
                        GroupFolds.leaveOneGroupOut(List.of("school", "school")).check(columns)));
    }

    private static void assertRefused(String sentence, GroupFolds folds, Table table) {
        assertEquals(sentence, Failure.of(() -> folds.plan(table, Progress.NONE)));
    }

    @Test
    void aGroupThatWasNotThereWhenTheFoldsWerePlannedIsNamed() {
        FoldPlan plan = GroupFolds.leaveOneGroupOut(SCHOOL).plan(schools(2, 2), Progress.NONE);
        String sentence =
                "Row 2: school is \"Z\", which was not in the table when the folds were planned: plan them on the"
                        + " table that is to be divided.";
        assertEquals(
                sentence,
                Failure.of(() -> plan.assign(table(List.of("A", "Z")), Progress.NONE, (first, size, folds) -> {})));
        RowFolds rows = plan.rows();
        rows.setLabel(0, "A");
        assertTrue(rows.next() >= 0);
        rows.setLabel(0, "Z");
        assertEquals(sentence, Failure.of(rows::next));
        rows.nameRows(() -> "\"pupil 9\"");
        assertEquals(sentence.replace("Row 2", "Row \"pupil 9\""), Failure.of(rows::next));
    }

    @Test
    void bothScansCanBeCancelled() {
        GroupFolds folds = GroupFolds.leaveOneGroupOut(SCHOOL);
        Table table = schools(2, 2);
        assertThrows(CancellationException.class, () -> folds.plan(table, new CancelAfter(0)));
        FoldPlan plan = folds.plan(table, Progress.NONE);
        assertThrows(
                CancellationException.class,
                () -> plan.assign(table, new CancelAfter(0), (first, size, assigned) -> {}));
    }
}
