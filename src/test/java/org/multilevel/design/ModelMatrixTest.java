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

/** X equals R's {@code model.matrix()}; the expected matrices come from {@code model-matrix.R} beside them. */
class ModelMatrixTest {
    /** Entries are of size 1 to 1000 and computed in a few operations; poly() of degree 5 takes a few dozen. */
    private static final double TOLERANCE = 1e-12;

    private static final int ROWS = 8;

    private static MemoryTable table() {
        return MemoryTable.builder()
                .numeric("y", 1, 2, 3, 4, 5, 6, 7, 8)
                .numeric("x", 1.5, 2, 3.25, 4, 5, 7, -1, 0.5)
                .numeric("z", 2, 1, 5, 3, 2, 8, 0.1, -4)
                .categorical("f", "A", "B", "C", "A", "B", "C", "C", "A")
                .categorical("g", "u", "u", "v", "v", "u", "v", "u", "v")
                .numeric("k", 10, 2, 1, 1, 2, 10, 10, 2)
                .build();
    }

    /** A formula and what R makes of it. */
    record Case(String formula, List<String> names, List<double[]> rows) {
        @Override
        public String toString() {
            return formula;
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(ModelMatrixTest.class.getResourceAsStream("model-matrix.tsv"))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (int start = 0; start < lines.size(); start += ROWS + 1) {
                List<String> head = List.of(lines.get(start).split("\t"));
                List<double[]> rows = lines.subList(start + 1, start + 1 + ROWS).stream()
                        .map(line -> Arrays.stream(line.strip().split("\t"))
                                .mapToDouble(Double::parseDouble)
                                .toArray())
                        .toList();
                cases.add(new Case(head.get(0), head.subList(1, head.size()), rows));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void columnsAreThoseOfR(Case expected) {
        assertEquals(expected.names(), Scans.names(Scans.design(expected.formula(), table())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreThoseOfR(Case expected) {
        List<Scans.Row> rows = Scans.rows(Scans.design(expected.formula(), table()), table());
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < expected.names().size(); j++) {
                double value = expected.rows().get(i)[j];
                assertEquals(
                        value,
                        rows.get(i).x().get(j),
                        TOLERANCE * Math.max(1, Math.abs(value)),
                        expected.names().get(j) + " in row " + i);
            }
        }
    }
}
