package org.multilevel.data.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;

/** Group means and deviations equal those of R, and those that a published table brings along. */
class GroupCentringReferenceTest {
    /** Two roundings of numbers near 60 apart; R's mean() is itself exact to the last bit or the one before it. */
    private static final double TOLERANCE = 3e-14;

    /** The columns of {@code group-means.tsv}, which {@code group-means.R} beside it made with base R's {@code ave()}. */
    private record Reference(List<String[]> rows) {
        static Reference read() throws IOException {
            try (InputStream in =
                    Objects.requireNonNull(GroupCentringReferenceTest.class.getResourceAsStream("group-means.tsv"))) {
                return new Reference(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.split("\t"))
                        .toList());
            }
        }

        String[] labels(String name) {
            return rows.stream().skip(1).map(row -> row[column(name)]).toArray(String[]::new);
        }

        double[] numbers(String name) {
            return rows.stream()
                    .skip(1)
                    .map(row -> row[column(name)])
                    .mapToDouble(text -> text.startsWith("N") ? Double.NaN : Double.parseDouble(text))
                    .toArray();
        }

        private int column(String name) {
            return List.of(rows.get(0)).indexOf(name);
        }

        Table table() {
            return MemoryTable.builder()
                    .numeric("strength", numbers("strength"))
                    .categorical("batch", labels("batch"))
                    .categorical("cask", labels("cask"))
                    .build();
        }
    }

    private static double[][] split(GroupCentring centring, Table table) {
        List<Double> between = new ArrayList<>();
        List<Double> within = new ArrayList<>();
        centring.fit(table, Progress.NONE).centre(table, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                between.add(rows.between(0)[i]);
                within.add(rows.within(0)[i]);
            }
        });
        return new double[][] {array(between), array(within)};
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void assertClose(double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE, "row " + (i + 1));
        }
    }

    @Test
    void oneGroupColumnAsInR() throws IOException {
        Reference reference = Reference.read();
        double[][] split = split(GroupCentring.of(List.of("strength"), List.of("batch")), reference.table());
        assertClose(reference.numbers("batch_between"), split[0]);
        assertClose(reference.numbers("batch_within"), split[1]);
    }

    @Test
    void everyCombinationOfTwoGroupColumnsIsAGroupAsInR() throws IOException {
        Reference reference = Reference.read();
        double[][] split = split(GroupCentring.of(List.of("strength"), List.of("batch", "cask")), reference.table());
        assertClose(reference.numbers("cask_between"), split[0]);
        assertClose(reference.numbers("cask_within"), split[1]);
    }

    @Test
    void theGrandMeanIsThatOfAllRowsAsInR() throws IOException {
        Reference reference = Reference.read();
        GroupMeans means =
                GroupCentring.of(List.of("strength"), List.of("cask")).fit(reference.table(), Progress.NONE);
        assertEquals(reference.numbers("grand_mean")[0], means.grandMean(0), TOLERANCE);
    }

    @Test
    void schoolMeansAreThoseThatTheTableBringsAlong() {
        Table table = CsvTable.open(Path.of("workflows/data/hsb.csv"));
        double[][] split = split(GroupCentring.of(List.of("ses"), List.of("school")), table);
        // The table's numbers are of size 1 and were summed up without compensation over up to 67 pupils.
        double tolerance = 67 * Math.ulp(1.0);
        table.scan(List.of("meanses_exact", "cses"), Progress.NONE, batch -> {
            for (int i = 0; i < batch.size(); i++) {
                int row = (int) batch.firstRow() + i;
                assertEquals(batch.numbers(0)[i], split[0][row], tolerance);
                assertEquals(batch.numbers(1)[i], split[1][row], tolerance);
            }
        });
    }
}
