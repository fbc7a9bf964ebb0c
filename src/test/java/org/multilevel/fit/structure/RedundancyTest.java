package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Batch;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.TableView;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;

/** Residual structures that say what another part of the model says already. */
class RedundancyTest {
    private static final Table TABLE = Chosen.table()
            .categorical(
                    "half",
                    IntStream.range(0, 32).mapToObj(i -> i % 3 == 0 ? "u" : "w").toArray(String[]::new))
            .build();

    private static String refusal(String formula, String residual, boolean strata) {
        return String.valueOf(assertThrows(ModelException.class, () -> Chosen.of(formula, residual, strata, TABLE))
                .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | id), cs(1 | id)",
        "y ~ x + (1 + x || id), cs(1 | id)",
        "y ~ x + (1 + x | id), toep(visit | id)",
        "y ~ x + (1 | half) + (1 | id), us(visit | id)"
    })
    void anInterceptOverTheSubjectsIsInTheStructure(String formula, String residual) {
        String said = refusal(formula, residual, false);
        assertEquals(
                "The random intercept over id and the residuals " + residual
                        + " both say how alike all rows of an id are, and nothing tells them apart: leave one of the two out.",
                said);
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | id), ar1(visit | id), false",
        "y ~ x + (1 | id), cs(1 | id), true",
        "y ~ x + (0 + x | id), cs(1 | id), false",
        "y ~ x + (1 | half), cs(1 | id), false",
        "y ~ x + (1 | id), 'cs(visit | id, hom = FALSE)', false"
    })
    void whatStructuresDoNotTakeInStays(String formula, String residual, boolean strata) {
        assertDoesNotThrow(() -> Chosen.of(formula, residual, strata, TABLE));
    }

    @Test
    void meansOfAllSubjectsLeaveNothingToTellHowAlikeTheirRowsAre() {
        assertEquals(
                "The fixed effects have a mean for each id of its own, so that nothing tells how alike all its rows are, which"
                        + " cs(1 | id) has a correlation for: choose ar1, or leave the residuals independent.",
                refusal("y ~ x + id", "cs(1 | id)", false));
        assertDoesNotThrow(() -> Chosen.of("y ~ x + id", "ar1(visit | id)", false, TABLE));
        assertDoesNotThrow(() -> Chosen.of("y ~ x + half", "cs(1 | id)", false, TABLE));
        MemoryTable one = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5, 4)
                .numeric("visit", 1, 2, 3, 4, 5)
                .categorical("id", "a", "a", "a", "a", "a")
                .build();
        assertEquals(
                "The fixed effects have a mean for the only id, so that nothing tells how alike all its rows are, which"
                        + " cs(1 | id) has a correlation for: choose ar1, or leave the residuals independent.",
                assertThrows(ModelException.class, () -> Chosen.of("y ~ 1", "cs(1 | id)", false, one))
                        .getMessage());
    }

    /** Arms that are visits: their standard deviations multiply, and nothing tells which of the two differs. */
    @Test
    void strataThatGoWithOccasionsAreRefused() {
        int n = 24;
        MemoryTable.Builder table = MemoryTable.builder()
                .numeric("y", IntStream.range(0, n).mapToDouble(i -> i * 7 % 11).toArray())
                .numeric("x", IntStream.range(0, n).mapToDouble(i -> i * 5 % 13).toArray())
                .numeric("visit", IntStream.range(0, n).mapToDouble(i -> i % 4).toArray())
                .numeric(
                        "id",
                        IntStream.range(0, n).map(i -> i / 4).asDoubleStream().toArray());
        String[] arm =
                IntStream.range(0, n).mapToObj(i -> i % 4 < 2 ? "a" : "b").toArray(String[]::new);
        Table with = table.categorical("arm", arm).build();
        assertEquals(
                "The rows do not tell the residual variances of arm and of visit in ar1(visit | id, hom = FALSE) apart, since arm"
                        + " goes with visit: leave one of the two out.",
                assertThrows(ModelException.class, () -> Chosen.of("y ~ x", "ar1(visit | id, hom = FALSE)", true, with))
                        .getMessage());
        // one row that links them is not enough for a variance, but for this
        arm[2] = "a";
        arm[6] = "a";
        Table linked = table.categorical("other", arm).build();
        assertDoesNotThrow(() -> Chosen.of("y ~ x", "ar1(visit | id, hom = FALSE)", false, linked));
    }

    /** As a spreadsheet has them, whose first row is that of names. */
    private static final class Numbered extends TableView {
        Numbered(Table table) {
            super(table);
        }

        @Override
        public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
            super.scan(columns, progress, batch -> {
                batch.nameRows(row -> "line " + (row + 2));
                consumer.accept(batch);
            });
        }
    }

    @Test
    void rowsHaveTheNamesOfTheirTable() {
        int n = 1200;
        Table table = MemoryTable.builder()
                .numeric("y", IntStream.range(0, n).mapToDouble(i -> i % 7).toArray())
                .build();
        Design design = Design.of(Formula.parse("y ~ 1"), table, DesignOptions.DEFAULT, Progress.NONE);
        for (long row : new long[] {0, 511, 512, 700, 1199}) {
            assertEquals(Long.toString(row + 1), new RowNames(table, design).of(row));
            assertEquals("line " + (row + 2), new RowNames(new Numbered(table), design).of(row));
        }
        // a row that is not there has its number
        assertEquals("5001", new RowNames(new Numbered(table), design).of(5000));
    }
}
