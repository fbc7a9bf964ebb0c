package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;

/**
 * Each function of formulas gives R's columns, for the table of the fit and for new rows with the constants of the fit; the
 * expected matrices come from {@code idiom-matrix.R} beside them.
 */
class IdiomMatrixTest {
    /** What is asked of the splines; all columns are of size 1 to 1000 and are computed in a few dozen operations. */
    private static final double TOLERANCE = 1e-10;

    private static final int NEW_ROWS = 12;
    private static final List<String> TABLE = lines("idiom-table.csv");

    /** A term, and what R makes of it. */
    record Case(String term, boolean predicted, List<String> names, List<double[]> fit, List<double[]> fresh) {
        @Override
        public String toString() {
            return term;
        }
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(IdiomMatrixTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Table table(String part) {
        List<String> names = List.of(TABLE.get(0).split(","));
        List<String[]> rows = TABLE.stream()
                .filter(line -> line.startsWith(part))
                .map(line -> line.split(",", -1))
                .toList();
        MemoryTable.Builder table = MemoryTable.builder();
        for (int k = 1; k < names.size(); k++) {
            int column = k;
            Stream<String> values = rows.stream().map(row -> row[column]);
            if (names.get(k).equals("f")) {
                table.categorical("f", values.toArray(String[]::new));
            } else {
                table.numeric(
                        names.get(k),
                        values.mapToDouble(v -> v.isEmpty() ? Double.NaN : Double.parseDouble(v))
                                .toArray());
            }
        }
        return table.build();
    }

    static List<Case> cases() {
        List<String> lines = lines("idiom-matrix.tsv");
        List<Case> cases = new ArrayList<>();
        int next = 0;
        while (next < lines.size()) {
            List<String> head = List.of(lines.get(next).split("\t"));
            boolean predicted = head.get(1).equals("y");
            int fit = next + 1;
            int fresh = fit + Integer.parseInt(head.get(2));
            next = fresh + (predicted ? NEW_ROWS : 0);
            cases.add(new Case(
                    head.get(0),
                    predicted,
                    head.subList(3, head.size()),
                    numbers(lines.subList(fit, fresh)),
                    numbers(lines.subList(fresh, next))));
        }
        return cases;
    }

    private static List<double[]> numbers(List<String> lines) {
        return lines.stream()
                .map(line -> Arrays.stream(line.split("\t"))
                        .mapToDouble(v -> v.equals("NA") ? Double.NaN : Double.parseDouble(v))
                        .toArray())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void columnsOfTheFitAreThoseOfR(Case expected) {
        Design design = Scans.design("y ~ " + expected.term(), table("fit"));
        assertEquals(expected.names(), Scans.names(design));
        compare(expected.fit(), Scans.rows(design, table("fit")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void newRowsHaveTheConstantsOfTheFit(Case expected) {
        Design design = Scans.design("y ~ " + expected.term(), table("fit"));
        List<Scans.Row> rows = Scans.rowsForPrediction(design, table("new"));
        assertEquals(NEW_ROWS, rows.size());
        if (expected.predicted()) {
            compare(expected.fresh(), rows);
        }
    }

    private static void compare(List<double[]> expected, List<Scans.Row> rows) {
        assertEquals(expected.size(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < expected.get(i).length; j++) {
                double value = expected.get(i)[j];
                double tolerance = TOLERANCE * Math.max(1, Math.abs(value));
                assertEquals(value, rows.get(i).x().get(j), tolerance, "column " + j + " in row " + i);
            }
        }
    }
}
