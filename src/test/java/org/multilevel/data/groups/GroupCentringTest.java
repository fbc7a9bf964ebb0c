package org.multilevel.data.groups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.CancelAfter;
import org.multilevel.data.Column;
import org.multilevel.data.Failure;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;

class GroupCentringTest {
    private static final double NONE = Double.NaN;

    private static final Table TABLE = MemoryTable.builder()
            .categorical("g", "a", "b", "a", "", "c", "b")
            .numeric("x", 1, 10, 3, 100, NONE, NONE)
            .numeric("z", 5, 5, 5, 5, 5, 7)
            .build();

    private static final GroupCentring BY_G = GroupCentring.of(List.of("x"), List.of("g"));

    /** Returns each row as "between|within", missing as "?". */
    private static List<String> split(GroupMeans means, Table table) {
        List<String> rows = new ArrayList<>();
        means.centre(table, Progress.NONE, centred -> {
            for (int i = 0; i < centred.size(); i++) {
                rows.add(text(centred.between(0)[i]) + "|" + text(centred.within(0)[i]));
            }
        });
        return rows;
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "?" : NumberLabel.of(value);
    }

    private static GroupMeans fit(GroupCentring centring) {
        return centring.fit(TABLE, Progress.NONE);
    }

    private static Table newRows() {
        return MemoryTable.builder()
                .categorical("g", "b", "new", "")
                .numeric("x", 11, 7, 7)
                .build();
    }

    @Test
    void aMissingValueHasNoDeviationAndAMissingGroupNeitherMeanNorDeviation() {
        assertEquals(List.of("2|-1", "10|0", "2|1", "?|?", "?|?", "10|?"), split(fit(BY_G), TABLE));
    }

    @Test
    void aMissingValueTakesNoPartInItsGroupsMeanNorARowWithoutGroupInTheGrandMean() {
        GroupMeans means = fit(BY_G);
        assertEquals(2, means.mean(0, 0));
        assertEquals(10, means.mean(0, 1));
        assertEquals(NONE, means.mean(0, 2));
        assertEquals(14.0 / 3, means.grandMean(0));
    }

    @Test
    void theGrandMeanCanBeSubtractedFromTheGroupMeans() {
        GroupMeans means = GroupCentring.of(List.of("z"), List.of("g"))
                .withGrandMeanSubtracted(true)
                .fit(
                        MemoryTable.builder()
                                .categorical("g", "a", "a", "b", "b")
                                .numeric("z", 1, 3, 5, 7)
                                .build(),
                        Progress.NONE);
        assertEquals(
                List.of("-2|-1", "2|1"),
                split(
                        means,
                        MemoryTable.builder()
                                .categorical("g", "a", "b")
                                .numeric("z", 1, 7)
                                .build()));
    }

    @Test
    void anUnseenGroupHasNoMeanByDefault() {
        assertEquals(List.of("10|1", "?|?", "?|?"), split(fit(BY_G), newRows()));
    }

    @Test
    void theGrandMeanCanStandInForThatOfAnUnseenGroupButNotWhereTheGroupIsMissing() {
        GroupMeans means = BY_G.withUnseenGroups(UnseenGroupMean.GRAND_MEAN)
                .fit(
                        MemoryTable.builder()
                                .categorical("g", "a", "b")
                                .numeric("x", 2, 10)
                                .build(),
                        Progress.NONE);
        assertEquals(List.of("10|1", "6|1", "?|?"), split(means, newRows()));
    }

    @Test
    void anUnseenGroupCanBeRefusedByRowAndName() {
        GroupMeans means = fit(BY_G.withUnseenGroups(UnseenGroupMean.ERROR));
        String sentence = "Row 2: g is \"new\", for which there is no group mean: leave the row out, or choose missing"
                + " values or the grand mean for unseen groups.";
        assertEquals(sentence, Failure.of(() -> split(means, newRows())));
        RowCentring rows = means.rows();
        rows.setLabel(0, "a");
        rows.centre();
        rows.setLabel(0, "new");
        assertEquals(sentence, Failure.of(rows::centre));
        rows.nameRows(() -> "\"pupil 9\"");
        assertEquals(sentence.replace("Row 2", "Row \"pupil 9\""), Failure.of(rows::centre));
    }

    @Test
    void rowsOneByOneGiveWhatATableGives() {
        RowCentring rows = fit(BY_G).rows();
        List<String> split = new ArrayList<>();
        TABLE.scan(List.of("g", "x"), Progress.NONE, batch -> {
            for (int i = 0; i < batch.size(); i++) {
                int code = batch.codes(0)[i];
                if (code < 0) {
                    rows.setMissing(0);
                } else {
                    rows.setLabel(0, batch.levels(0).label(code));
                }
                rows.setNumber(1, batch.numbers(1)[i]);
                rows.centre();
                split.add(text(rows.between(0)) + "|" + text(rows.within(0)));
            }
        });
        assertEquals(split(fit(BY_G), TABLE), split);
        assertEquals(
                List.of("g", "x"), rows.columns().stream().map(Column::name).toList());
    }

    @Test
    void whatAUserShouldHearIsCounted() {
        CentringSummary summary = fit(BY_G).centre(newRows(), Progress.NONE, rows -> {});
        assertEquals(3, summary.rows());
        assertEquals(
                List.of(
                        "1 row has no value of g: its group means and deviations are missing.",
                        "1 row has a value of g for which there is no mean: its group means and deviations are missing."),
                summary.sentences());
        RowCentring rows =
                fit(BY_G.withUnseenGroups(UnseenGroupMean.GRAND_MEAN)).rows();
        rows.setLabel(0, "new");
        rows.centre();
        rows.centre();
        assertEquals(
                List.of(
                        "2 rows have a value of g for which there is no mean: the mean of all rows stands in for their group"
                                + " mean."),
                rows.summary().sentences());
    }

    @Test
    void aGroupIsFoundByItsNumberOrByTheLabelOfIt() {
        Table byNumber = MemoryTable.builder()
                .numeric("g", 1, 2.5, -0.0, 0.0)
                .numeric("x", 1, 2, 3, 5)
                .build();
        Table byLabel = MemoryTable.builder()
                .categorical("g", "1", "2.5", "0")
                .numeric("x", 1, 2, 4)
                .build();
        GroupMeans means = BY_G.fit(byNumber, Progress.NONE);
        assertEquals(3, means.groups());
        assertEquals(List.of("1|0", "2|0", "4|0"), split(means, byLabel));
        assertEquals(List.of("1|0", "2|0", "4|-1", "4|1"), split(BY_G.fit(byLabel, Progress.NONE), byNumber));
    }

    @Test
    void labelsOfSeveralGroupColumnsAreNotRunTogether() {
        GroupMeans means = GroupCentring.of(List.of("x"), List.of("g", "h"))
                .fit(
                        MemoryTable.builder()
                                .categorical("g", "a:b", "a", "a")
                                .categorical("h", "c", "b:c", "")
                                .numeric("x", 1, 2, 3)
                                .build(),
                        Progress.NONE);
        assertEquals(2, means.groups());
        assertEquals(List.of("a", "b:c"), means.levels(1));
    }

    @Test
    void declaredLevelsWithoutRowsAreNoGroups() {
        GroupMeans means = BY_G.fit(
                MemoryTable.builder()
                        .categorical("g", new int[] {2, 0}, List.of("a", "b", "c"))
                        .numeric("x", 1, 2)
                        .build(),
                Progress.NONE);
        assertEquals(List.of(List.of("c"), List.of("a")), means.data().levels());
    }

    @Test
    void aColumnThatIsConstantInItsGroupsDeviatesByExactlyZero() {
        int n = 1001;
        double[] x = new double[n];
        String[] g = new String[n];
        for (int i = 0; i < n; i++) {
            g[i] = "g" + i % 3;
            x[i] = 0.1 + i % 3 / 7.0;
        }
        Table table = MemoryTable.builder().categorical("g", g).numeric("x", x).build();
        BY_G.fit(table, Progress.NONE).centre(table, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(0.0, rows.within(0)[i]);
            }
        });
    }

    @Test
    void aMeanIsExactToTheLastBitsForNumbersFarFromZero() {
        Random random = new Random(3);
        double[] x =
                random.doubles(10_000).map(d -> 1e12 * (d < 0.5 ? -1 : 1) + d).toArray();
        String[] g = IntStream.range(0, x.length).mapToObj(i -> "one").toArray(String[]::new);
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : x) {
            sum = sum.add(new BigDecimal(value));
        }
        double exact =
                sum.divide(BigDecimal.valueOf(x.length), MathContext.DECIMAL128).doubleValue();
        GroupMeans means = BY_G.fit(
                MemoryTable.builder().categorical("g", g).numeric("x", x).build(), Progress.NONE);
        // A plain sum of these numbers is off by some 1e-6 of the mean.
        assertEquals(exact, means.mean(0, 0), Math.ulp(exact));
    }

    @Test
    void theSumsOfPartsGiveTheMeansOfTheWhole() {
        Random random = new Random(5);
        int n = 5000;
        double[] x = random.doubles(n, -1e6, 1e6).toArray();
        String[] g = IntStream.range(0, n).mapToObj(i -> "g" + i % 7 * i % 5).toArray(String[]::new);
        GroupMeans whole = BY_G.fit(part(g, x, 0, n), Progress.NONE);
        GroupSums sums = BY_G.sums(part(g, x, 0, 1000), Progress.NONE);
        sums.merge(BY_G.sums(part(g, x, 1000, 1003), Progress.NONE));
        sums.merge(BY_G.sums(part(g, x, 1003, n), Progress.NONE));
        GroupMeans merged = sums.means();
        assertEquals(whole.data().levels(), merged.data().levels());
        assertArrayEquals(whole.data().means()[0], merged.data().means()[0]);
        assertEquals(whole.grandMean(0), merged.grandMean(0));
    }

    private static Table part(String[] g, double[] x, int from, int to) {
        return MemoryTable.builder()
                .categorical("g", List.of(g).subList(from, to))
                .numeric("x", IntStream.range(from, to).mapToDouble(i -> x[i]).toArray())
                .build();
    }

    @Test
    void sumsOfOtherColumnsAreNotMerged() {
        GroupSums sums = BY_G.sums(TABLE, Progress.NONE);
        GroupSums others = GroupCentring.of(List.of("z"), List.of("g")).sums(TABLE, Progress.NONE);
        assertThrows(IllegalArgumentException.class, () -> sums.merge(others));
    }

    @Test
    void savedMeansSplitAsTheOriginalDoes() {
        GroupMeans means = fit(GroupCentring.of(List.of("x", "z"), List.of("g")));
        GroupMeans restored = GroupMeans.of(means.centring(), means.data());
        assertEquals(split(means, TABLE), split(restored, TABLE));
        assertEquals(means.data().levels(), restored.data().levels());
        assertEquals(means.grandMean(1), restored.grandMean(1));
    }

    @Test
    void savedMeansThatContradictThemselvesAreRefused() {
        String sentence = "The saved group means of g contradict themselves: compute them anew from the table.";
        for (GroupMeans.Data damaged : List.of(
                new GroupMeans.Data(List.of(List.of("a"), List.of("a")), new double[][] {{1, 2}}, new double[] {1}),
                new GroupMeans.Data(List.of(List.of("a", "b")), new double[][] {{1}}, new double[] {1}),
                new GroupMeans.Data(List.of(List.of("a")), new double[][] {{1, 2}}, new double[] {1}),
                new GroupMeans.Data(List.of(List.of("a")), new double[][] {{1}, {1}}, new double[] {1}),
                new GroupMeans.Data(List.of(List.of("a")), new double[][] {{1}}, new double[] {}))) {
            assertEquals(sentence, Failure.of(() -> GroupMeans.of(BY_G, damaged)));
        }
    }

    @Test
    void anEmptyTableHasNoGroups() {
        GroupMeans means =
                BY_G.fit(MemoryTable.builder().categorical("g").numeric("x").build(), Progress.NONE);
        assertEquals(0, means.groups());
        assertEquals(NONE, means.grandMean(0));
    }

    @Test
    void anInfiniteValueIsNamedByRowAndColumn() {
        Table table = MemoryTable.builder()
                .categorical("g", "a", "a")
                .numeric("x", 1, Double.NEGATIVE_INFINITY)
                .build();
        String sentence = "\"x\" is infinite in row 2: replace the value by a number, or mark it as missing.";
        assertEquals(sentence, Failure.of(() -> BY_G.fit(table, Progress.NONE)));
        assertEquals(sentence, Failure.of(() -> split(fit(BY_G), table)));
    }

    @Test
    void valuesThatOverflowTheirSumAreRefused() {
        Table table = MemoryTable.builder()
                .categorical("g", "a", "a")
                .numeric("x", 1.7e308, 1.7e308)
                .build();
        assertEquals(
                "Column \"x\" has values that are too large to be summed: divide the column by a large number first.",
                Failure.of(() -> BY_G.fit(table, Progress.NONE)));
    }

    @Test
    void whatCannotWorkIsRefusedBeforeARowIsRead() {
        List<Column> columns = TABLE.columns();
        assertEquals(
                "There is no column \"y\" in the table; it has the columns g, x, z.",
                Failure.of(() -> GroupCentring.of(List.of("y"), List.of("g")).check(columns)));
        assertEquals(
                "No group column is chosen: choose the column that says which group a row belongs to.",
                Failure.of(() -> GroupCentring.of(List.of("x"), List.of()).check(columns)));
        assertEquals(
                "No column to centre is chosen: choose at least one numeric column.",
                Failure.of(() -> GroupCentring.of(List.of(), List.of("g")).check(columns)));
        assertEquals(
                "Column \"g\" is categorical and has no mean: choose numeric columns to centre.",
                Failure.of(() -> GroupCentring.of(List.of("g"), List.of("z")).check(columns)));
        assertEquals(
                "Column \"x\" is both a group column and a column to centre: choose it for one of the two.",
                Failure.of(() -> GroupCentring.of(List.of("x"), List.of("x")).check(columns)));
        assertEquals(
                "Column \"x\" is named twice as a column to centre: name it once.",
                Failure.of(
                        () -> GroupCentring.of(List.of("x", "x"), List.of("g")).check(columns)));
        assertEquals(
                "Column \"g\" is named twice as a group column: name it once.",
                Failure.of(
                        () -> GroupCentring.of(List.of("x"), List.of("g", "g")).check(columns)));
    }

    @Test
    void readingCanBeCancelled() {
        assertThrows(CancellationException.class, () -> BY_G.fit(TABLE, new CancelAfter(0)));
        GroupMeans means = fit(BY_G);
        assertThrows(CancellationException.class, () -> means.centre(TABLE, new CancelAfter(0), rows -> {}));
    }

    @Test
    void newColumnsAreNamedAfterTheirSource() {
        assertEquals("ses_between", GroupCentring.betweenName("ses"));
        assertEquals("ses_within", GroupCentring.withinName("ses"));
    }
}
