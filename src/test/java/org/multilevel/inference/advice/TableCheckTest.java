package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

class TableCheckTest {
    private static List<Finding> check(String formula, Table table) {
        return TableCheck.of(LinearMixedModel.of(formula), table, Progress.NONE);
    }

    private static List<String> said(FindingKind kind, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::text)
                .toList();
    }

    @Test
    void nestingIsToldAsFoundWhateverTheFormulaSays() {
        List<Finding> findings = check("strength ~ 1 + (1 | sample) + (1 | batch)", Samples.table("Pastes"));
        assertEquals(
                List.of("sample lies within batch: each of its 30 levels meets one of the 10 levels of batch."),
                said(FindingKind.NESTED, findings));
        assertEquals(List.of(), said(FindingKind.CROSSED, findings));
    }

    @Test
    void crossingIsToldWithWhatToWriteIfItIsNone() {
        assertEquals(
                List.of(
                        "plate and sample are crossed: levels of both meet several of the other. If the labels of plate only"
                                + " start anew in every sample, write (1 | sample/plate); if those of sample do in every plate,"
                                + " (1 | plate/sample)."),
                said(
                        FindingKind.CROSSED,
                        check("diameter ~ 1 + (1 | plate) + (1 | sample)", Samples.table("Penicillin"))));
    }

    @Test
    void sizesAreToldBeforeAFit() {
        assertEquals(
                List.of(
                        "3 covariance parameters and 2 fixed coefficients are to be estimated from 7,185 rows in 160 levels of school"
                                + " (14 to 67 rows)."),
                said(FindingKind.SIZE, check("mathach ~ ses + (ses | school)", Samples.table("hsb"))));
    }

    @Test
    void classesThatAreNumberedAnewAreNamedWithTheNestedTerm() {
        Faults.Fault classes = Faults.of(1).stream()
                .filter(fault -> fault.kind() == FindingKind.REPEATED_IDS)
                .findFirst()
                .orElseThrow();
        Finding finding =
                TableCheck.of(classes.model(), classes.table(), Progress.NONE).get(0);
        assertEquals(FindingKind.REPEATED_IDS, finding.kind());
        assertEquals("class, school", finding.subject());
        assertEquals("If so, write (1 | school/class) for (1 | school) + (1 | class).", finding.remedy());
    }

    /** Visits are the same for all subjects also where some leave early. */
    @Test
    void visitsOfSubjectsWhoLeaveEarlyAreCrossed() {
        int[] subject = IntStream.range(0, 20)
                .flatMap(s -> IntStream.range(0, 3 + s % 4).map(v -> s))
                .toArray();
        int[] visit = IntStream.range(0, 20)
                .flatMap(s -> IntStream.range(0, 3 + s % 4).map(v -> v + 1))
                .toArray();
        MemoryTable table = MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, subject.length)
                                .mapToDouble(i -> i % 5)
                                .toArray())
                .numeric("subject", IntStream.of(subject).asDoubleStream().toArray())
                .numeric("visit", IntStream.of(visit).asDoubleStream().toArray())
                .build();
        List<Finding> findings = check("y ~ 1 + (1 | subject) + (1 | visit)", table);
        assertEquals(List.of(), said(FindingKind.REPEATED_IDS, findings));
        assertEquals(1, said(FindingKind.CROSSED, findings).size());
    }

    @ParameterizedTest
    @CsvSource({
        "school, true",
        "teacherId, true",
        "id, true",
        "class_nr, true",
        "year, false",
        "Days, false",
        "age_months, false",
        "members, false"
    })
    void anIntegerColumnLooksLikeALabelByItsName(String name, boolean label) {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", IntStream.range(0, 240).mapToDouble(i -> i % 11).toArray())
                .numeric(
                        name,
                        IntStream.range(0, 240).mapToDouble(i -> i % 24 * 3).toArray())
                .build();
        boolean group = name.equals("school");
        String formula = group ? "y ~ school + (1 | school)" : "y ~ " + name;
        assertEquals(
                label, !said(FindingKind.NUMERIC_GROUP, check(formula, table)).isEmpty());
    }

    @Test
    void rowsThatAreLeftOutDoNotCount() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 2, 3, 4, 5, 6, Double.NaN)
                .numeric("z", 7, 7, 8, 8, 9, 9, 1)
                .categorical("g", "a", "a", "b", "b", "c", "c", "c")
                .build();
        assertEquals(
                1,
                said(FindingKind.SLOPE_CONSTANT, check("y ~ z + (z | g)", table))
                        .size());
    }

    @Test
    void aCheckBesideAFitReadsNothingMore() {
        AtomicInteger alone = new AtomicInteger();
        AtomicInteger checked = new AtomicInteger();
        LinearMixedModel model =
                LinearMixedModel.of("Reaction ~ Days + (Days | Subject)").withThreads(1);
        MixedModel first = model.fit(new CountedTable(Samples.sleepstudy(), alone));
        TableCheck check = TableCheck.beside(model, new CountedTable(Samples.sleepstudy(), checked), Progress.NONE);
        MixedModel second = model.fit(check.table());
        assertEquals(alone.get(), checked.get());
        assertEquals(first.statistics().logLikelihood(), second.statistics().logLikelihood(), 0);
        assertEquals(List.of(), check.findings());
    }

    /** InstEval takes a second or two; its lecturers alone, made ten times as many, would take a thousand times as long. */
    @Test
    void crossedFactorsOfManyLevelsTakeLong() {
        int levels = 12_000;
        int rows = 2 * levels;
        MemoryTable table = MemoryTable.builder()
                .numeric("y", IntStream.range(0, rows).mapToDouble(i -> i % 13).toArray())
                .numeric("x", IntStream.range(0, rows).mapToDouble(i -> i % 17).toArray())
                .numeric(
                        "a",
                        IntStream.range(0, rows).mapToDouble(i -> i % levels).toArray())
                .numeric(
                        "b",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> (i * 7L + i / levels) % levels)
                                .toArray())
                .build();
        List<Finding> findings = check("y ~ 1 + (1 | a) + (1 | b)", table);
        assertEquals(1, said(FindingKind.LONG_TIME, findings).size());
        String said = said(FindingKind.LONG_TIME, findings).get(0);
        assertTrue(said.contains("about 27 minutes"), said);
        assertTrue(said.contains("the iterative solver, which is approximate"), said);
        said = said(FindingKind.LONG_TIME, check("y ~ 1 + (1 | a) + (x | b)", table))
                .get(0);
        assertTrue(said.contains("the iterative solver, which is approximate"), said);
        said = said(FindingKind.LONG_TIME, check("y ~ 1 + (1 | a) + cs(1 + x | b)", table))
                .get(0);
        assertTrue(said.contains("Fewer levels") && !said.contains("iterative"), said);
    }

    @Test
    void manyCovariancesTakeLongWhateverTheLevels() {
        int rows = 3000;
        MemoryTable table = MemoryTable.builder()
                .numeric("y", IntStream.range(0, rows).mapToDouble(i -> i % 13).toArray())
                .categorical(
                        "g",
                        IntStream.range(0, rows).mapToObj(i -> "g" + i % 30).toArray(String[]::new))
                .categorical(
                        "h",
                        IntStream.range(0, rows)
                                .mapToObj(i -> "h" + i / 30 % 60)
                                .toArray(String[]::new))
                .build();
        String said =
                said(FindingKind.LONG_TIME, check("y ~ 1 + (0 + h | g)", table)).get(0);
        assertTrue(said.contains("no correlations between them (|| in the formula)"), said);
    }

    @Test
    void anUnreadTableHasNoFindings() {
        LinearMixedModel model = LinearMixedModel.of("Reaction ~ Days + (Days | Subject)");
        assertEquals(
                List.of(),
                TableCheck.beside(model, Samples.sleepstudy(), Progress.NONE).findings());
    }

    @Test
    void asManyCoefficientsAsRowsAreTooMany() {
        MemoryTable.Builder four = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5)
                .numeric("x", 1, 2, 4, 3)
                .numeric("z", 1, 0, 0, 1)
                .numeric("v", 2, 1, 5, 3);
        assertEquals(
                List.of(
                        "There are not more rows than fixed coefficients, so nothing is left to tell the residual variance from. 4 fixed"
                                + " coefficients are to be estimated from 4 rows. Use more rows or a smaller formula."),
                said(FindingKind.FEW_ROWS, check("y ~ x + z + v", four.build())));
        assertEquals(List.of(), said(FindingKind.FEW_ROWS, check("y ~ x + z", four.build())));
    }

    @Test
    void whatNoFitCanAnswerIsSaidBeforeOne() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 3, 3, 3, 3)
                .categorical("g", "a", "a", "b", "b")
                .build();
        assertEquals(
                List.of(
                        "The response y is constant (3 in all 4 rows used), so there is nothing to explain; choose another"
                                + " response."),
                said(FindingKind.REFUSED, check("y ~ 1 + (1 | g)", table)));
    }

    @Test
    void aColumnThatIsNotThereIsRefusedAsByAFit() {
        assertThrows(ModelException.class, () -> check("y ~ nothing + (1 | g)", Samples.mixedBag()));
    }
}
