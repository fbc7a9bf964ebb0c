package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.formula.ResidualTerm;

/** Whose, when and of which stratum the rows used are. */
class ResidualRowsTest {
    private static final double NA = Double.NaN;

    /** What stood beside a row: the numbers of its subject and stratum, and its position. */
    private record Beside(long row, int subject, double position, int stratum) {}

    private final List<Beside> rows = new ArrayList<>();

    private ResidualRows read(Table table, DesignOptions options) {
        return Scans.design("y ~ 1", table, options).scanResiduals(table, Progress.NONE, (block, residuals) -> {
            for (int i = 0; i < block.rows; i++) {
                rows.add(new Beside(block.row[i], residuals.subject[i], residuals.position[i], residuals.stratum[i]));
            }
        });
    }

    private static MemoryTable.Builder table() {
        return MemoryTable.builder()
                .numeric("y", 1, 2, NA, 4, 5)
                .categorical("child", "v", "u", "w", "v", "u")
                .numeric("site", 20, 3, 1, 3, 3)
                .categorical("school", "s", "t", "s", "s", "s");
    }

    private static DesignOptions residual(String term) {
        return DesignOptions.DEFAULT.withResidual(ResidualTerm.parse(term));
    }

    @Test
    void timesAreTakenAsNumbers() {
        ResidualRows residuals = read(table().numeric("week", 4, 1.5, 9, 2, 7).build(), residual("car1(week | child)"));
        assertTrue(residuals.isNumeric());
        assertEquals(List.of(), residuals.labels());
        assertEquals(
                List.of(4.0, 1.5, 2.0, 7.0), rows.stream().map(Beside::position).toList());
        assertEquals(List.of(0L, 1L, 3L, 4L), rows.stream().map(Beside::row).toList());
        assertEquals(
                List.of(List.of("v"), List.of("u"), List.of("v"), List.of("u")),
                rows.stream().map(row -> residuals.subjectLabels(row.subject())).toList());
        assertEquals(List.of(), residuals.strata());
        assertEquals(
                List.of(0, 0, 0, 0),
                rows.stream().map(row -> residuals.stratum(row.stratum())).toList());
    }

    @Test
    void timesStayWithTheirRowsWhereNoneIsLeftOut() {
        Table table = MemoryTable.builder()
                .numeric("y", 1, 2, 4)
                .categorical("child", "u", "v", "u")
                .numeric("week", 3, 1, 2)
                .build();
        read(table, residual("ar1(week | child)"));
        assertEquals(List.of(3.0, 1.0, 2.0), rows.stream().map(Beside::position).toList());
    }

    @Test
    void occasionsThatAreTextHaveTheOrderOfTheirLevels() {
        ResidualRows residuals = read(
                table().categorical("visit", "post", "pre", "gone", "follow", "post")
                        .build(),
                residual("us(visit | child)"));
        assertFalse(residuals.isNumeric());
        assertEquals(List.of("follow", "post", "pre"), residuals.labels());
        assertEquals(
                List.of(1, 2, 0, 1),
                rows.stream().map(row -> residuals.rank(row.position())).toList());
    }

    @Test
    void subjectsMayBeCombinations() {
        ResidualRows residuals =
                read(table().numeric("week", 4, 1, 9, 2, 7).build(), residual("ar1(week | school:child)"));
        assertEquals(
                List.of(List.of("s", "v"), List.of("t", "u"), List.of("s", "v"), List.of("s", "u")),
                rows.stream().map(row -> residuals.subjectLabels(row.subject())).toList());
    }

    @Test
    void strataHaveTheOrderOfTheirLevels() {
        ResidualRows residuals = read(table().build(), DesignOptions.DEFAULT.withStrata("site"));
        assertEquals(List.of("3", "20"), residuals.strata());
        assertEquals(
                List.of(1, 0, 0, 0),
                rows.stream().map(row -> residuals.stratum(row.stratum())).toList());
        assertFalse(residuals.isNumeric());
    }

    @Test
    void withoutSubjectsEveryRowIsOneThroughAllBatches() {
        int n = 1200;
        read(
                MemoryTable.builder()
                        .numeric("y", IntStream.range(0, n).asDoubleStream().toArray())
                        .categorical(
                                "site", IntStream.range(0, n).map(i -> i % 2).toArray(), List.of("a", "b"))
                        .build(),
                DesignOptions.DEFAULT.withStrata("site"));
        assertEquals(
                IntStream.range(0, n).boxed().toList(),
                rows.stream().map(Beside::subject).toList());
    }

    @Test
    void aStructureIsWhatEitherOptionAsksFor() {
        assertFalse(DesignOptions.DEFAULT.hasResidualStructure());
        assertTrue(DesignOptions.DEFAULT.withStrata("site").hasResidualStructure());
        assertTrue(residual("cs(1 | child)").hasResidualStructure());
    }
}
