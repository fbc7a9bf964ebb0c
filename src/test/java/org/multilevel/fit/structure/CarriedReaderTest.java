package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ModelException;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.SplitFactors;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** What a model keeps of its rows: all of them, or the last of each subject. */
class CarriedReaderTest {
    private static final double TOLERANCE = 1e-12;

    private static Design design(String formula, String residual, Table table) {
        DesignOptions options = residual.isEmpty()
                ? DesignOptions.DEFAULT
                : DesignOptions.DEFAULT.withResidual(ResidualTerm.parse(residual));
        return Design.of(Formula.parse(formula), table, options, Progress.NONE);
    }

    private static Optional<CarriedRows> carried(
            Design design, Table table, double[] beta, List<double[]> effects, double step) {
        int[] kept = IntStream.range(0, beta.length).toArray();
        return CarriedReader.of(design, kept).flatMap(reader -> {
            SubjectRows.Read read = SubjectRows.read(
                    design,
                    table,
                    new Standardisation(design, Orthogonalisation.none(beta.length)),
                    kept,
                    beta,
                    reader::add,
                    Progress.NONE);
            return reader.collected(read).map(collected -> collected.with(beta, effects, step));
        });
    }

    private static MemoryTable small() {
        return MemoryTable.builder()
                .numeric("y", 1, 2, 4, 8, 16)
                .numeric("x", 3, 1, 4, 1, 5)
                .numeric("week", 2, 1, 0, 2, 1)
                .categorical("child", "v", "u", "v", "u", "v")
                .categorical("school", "s", "t", "t", "s", "s")
                .build();
    }

    @Test
    void allRowsAreKeptBySubjectAndTimeWithWhatTheModelLeaves() {
        MemoryTable table = small();
        Design design = design("y ~ x + (1 | school)", "ar1(week | child)", table);
        CarriedRows rows = carried(design, table, new double[] {0.5, 2}, List.of(new double[] {10, 20}), 1)
                .orElseThrow();
        assertEquals(List.of(List.of("v"), List.of("u")), rows.subjects());
        assertArrayEquals(new int[] {0, 3, 5}, rows.start());
        assertArrayEquals(new double[] {0, 1, 2, 1, 2}, rows.position());
        assertArrayEquals(new int[] {1, 0, 0, 1, 0}, rows.level().get(0));
        assertArrayEquals(new double[] {1, 4, 1, 5, 1, 3, 1, 1, 1, 1}, rows.x());
        assertArrayEquals(
                new double[] {4 - 8.5 - 20, 16 - 10.5 - 10, 1 - 6.5 - 10, 2 - 2.5 - 20, 8 - 2.5 - 10},
                rows.residual(),
                TOLERANCE);
        assertArrayEquals(new double[] {0, 1, 2}, rows.occasions());
        assertArrayEquals(new double[] {1, 1, 1, 1, 1}, rows.z().get(0));
        assertEquals(1, rows.step());
        assertFalse(rows.isLastOnly());
    }

    @Test
    void independentResidualsAreNotKept() {
        MemoryTable table = small();
        assertTrue(carried(design("y ~ x + (1 | school)", "", table), table, new double[2], List.of(), 0)
                .isEmpty());
    }

    /** Eight numbers a row, of which a hundred thousand are kept at most. */
    private static MemoryTable many(int rows, int subjects) {
        return MemoryTable.builder()
                .numeric("y", IntStream.range(0, rows).mapToDouble(i -> i % 7).toArray())
                .numeric("x", IntStream.range(0, rows).mapToDouble(i -> i % 11).toArray())
                .numeric(
                        "week",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> i / subjects * 3 % 10)
                                .toArray())
                .numeric(
                        "child",
                        IntStream.range(0, rows).mapToDouble(i -> i % subjects).toArray())
                .build();
    }

    private static Optional<CarriedRows> ofMany(int rows, int subjects, String residual) {
        MemoryTable table = many(rows, subjects);
        Design design = design("y ~ x + (0 + x | child)", residual, table);
        return carried(design, table, new double[2], List.of(new double[subjects]), 0);
    }

    @Test
    void ofManyRowsTheLastOfEachSubjectIsKept() {
        CarriedRows all = ofMany(14_000, 2000, "ar1(week | child)").orElseThrow();
        assertEquals(14_000, all.rows());
        assertFalse(all.isLastOnly());
        // weeks 0, 3, 6, 9, 2, 5, 8 and 1 in the order of the table: the last is the ninth
        CarriedRows last = ofMany(16_000, 2000, "ar1(week | child)").orElseThrow();
        assertEquals(2000, last.rows());
        assertTrue(last.isLastOnly());
        assertArrayEquals(new double[] {9}, last.occasions());
        assertEquals((3 * 2000 + 17) % 7, last.residual()[17], TOLERANCE);
        assertArrayEquals(new double[] {1, (3 * 2000 + 17) % 11}, new double[] {last.x()[34], last.x()[35]});
        assertEquals(List.of("17"), last.subjects().get(17));
    }

    /** What the last row does not tell needs all; and too many subjects are as bad. */
    @Test
    void tooManyRowsAreNotKept() {
        assertTrue(ofMany(16_000, 2000, "cs(1 | child)").isEmpty());
        assertTrue(ofMany(14_000, 2000, "cs(1 | child)").isPresent());
        assertTrue(ofMany(32_000, 16_000, "ar1(week | child)").isEmpty());
    }

    /** One subject with a row in each of so many levels: all of them are solved for together. */
    @Test
    void levelsThatSubjectsTieAreSolvedForTogether() {
        SplitFactors split = split(1000, "cs(1 | child)");
        assertTrue(split.isSplit());
        assertEquals(1000, split.first(1) - split.first(0));
        assertFalse(split(1000, "").isSplit());
        assertEquals(
                "level changes within child: residuals that go together within child tie the effects of 1,001 levels of level to"
                        + " each other, and at most 1,000 are solved for together; take level out of the random terms, or choose the"
                        + " residuals' subject within it.",
                assertThrows(ModelException.class, () -> split(1001, "cs(1 | child)"))
                        .getMessage());
    }

    private static SplitFactors split(int levels, String residual) {
        MemoryTable table = MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, 2 * levels).mapToDouble(i -> i % 7).toArray())
                .numeric(
                        "level",
                        IntStream.range(0, 2 * levels)
                                .map(i -> i / 2)
                                .asDoubleStream()
                                .toArray())
                .numeric(
                        "child",
                        IntStream.range(0, 2 * levels).mapToDouble(i -> i % 2).toArray())
                .categorical(
                        "arm",
                        IntStream.range(0, 2 * levels)
                                .mapToObj(i -> i % 3 == 0 ? "a" : "b")
                                .toArray(String[]::new))
                .build();
        DesignOptions options = residual.isEmpty()
                ? DesignOptions.DEFAULT.withStrata("arm")
                : DesignOptions.DEFAULT.withResidual(ResidualTerm.parse(residual));
        Design design = Design.of(Formula.parse("y ~ 1 + (1 | level)"), table, options, Progress.NONE);
        Problem problem = Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE);
        SubjectRows.Read read = SubjectRows.read(
                design,
                table,
                problem.standard(),
                problem.keptColumns(),
                new double[1],
                (block, rows) -> {},
                Progress.NONE);
        SplitFactors split = Splitting.of(read.rows(), problem.products(), read.labels());
        Splitting.check(split, design, read.labels());
        return split;
    }
}
