package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Failure;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.Written;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;

/** Surveys of the parts of a table add up to the survey of the whole, and only where they are such parts. */
class SchemaTest {
    private static final Formula FORMULA = Formula.parse("y ~ scale(x) + f + (1 | g:h)");
    private static final double NA = Double.NaN;

    private static MemoryTable.Builder columns(double[] y, double[] x, double... g) {
        return MemoryTable.builder().numeric("y", y).numeric("x", x).numeric("g", g);
    }

    private static Table first() {
        return columns(new double[] {1, 2, 4, NA}, new double[] {1, NA, 3, 4}, 2, 2, 1, 1)
                .categorical("f", "b", "b", "c", "c")
                .categorical("h", "u", "v", "u", "v")
                .build();
    }

    private static Table second() {
        return columns(new double[] {3, 5, 2, 6}, new double[] {5, NA, 0, 2}, 10, 1, 1, 2)
                .categorical("f", "a", "b", "", "a")
                .categorical("h", "w", "u", "u", "v")
                .build();
    }

    private static TransformSurvey transforms(Formula formula, Table... parts) {
        TransformSurvey survey = TransformSurvey.of(formula, parts[0], DesignOptions.DEFAULT);
        while (!survey.isComplete()) {
            for (Table part : parts) {
                survey.read(part, Progress.NONE);
            }
            survey.endPass();
        }
        return survey;
    }

    private static Schema of(Formula formula, Table part) {
        return Schema.of(formula, part, DesignOptions.DEFAULT, Progress.NONE);
    }

    @Test
    void rowsAreCountedByReasonInTheOrderOfTheVariables() {
        TransformSurvey transforms = transforms(FORMULA, first(), second());
        Schema sum = Schema.of(transforms, second(), Progress.NONE).plus(Schema.of(transforms, first(), Progress.NONE));
        Map<String, Long> dropped = new LinkedHashMap<>();
        dropped.put("y is missing", 1L);
        dropped.put("x is missing", 2L);
        dropped.put("f is missing", 1L);
        RowCounts rows = Design.of(sum).rows();
        assertEquals(new RowCounts(8, 4, dropped), rows);
        assertEquals(List.copyOf(dropped.keySet()), List.copyOf(rows.dropped().keySet()));
    }

    @Test
    void levelsOfAllPartsHaveOneOrder() {
        TransformSurvey transforms = transforms(FORMULA, first(), second());
        Design design = Design.of(
                Schema.of(transforms, first(), Progress.NONE).plus(Schema.of(transforms, second(), Progress.NONE)));
        assertEquals(Map.of("f", List.of("a", "b", "c")), design.facts().levels());
        assertEquals(
                List.of("1:u", "2:u", "2:v", "10:w"), design.factors().get(0).levels());
    }

    @Test
    void whatAWholeTableNeedsIsAskedOfTheSumOnly() {
        Formula formula = Formula.parse("y ~ f + (1 | g)");
        Table one = columns(new double[] {1, 2}, new double[] {1, 2}, 1, 1)
                .categorical("f", "b", "b")
                .build();
        Table other = columns(new double[] {1, 2}, new double[] {1, 2}, 1, 2)
                .categorical("f", "c", "c")
                .build();
        Table none = columns(new double[0], new double[0]).categorical("f").build();
        Schema sum = of(formula, one).plus(of(formula, none)).plus(of(formula, other));
        assertEquals(Map.of("f", List.of("b", "c")), Design.of(sum).facts().levels());
        assertEquals(
                "\"f\" has only the level \"b\" in the 2 rows used, so nothing can be said about its effect: remove it from the"
                        + " model.",
                assertThrows(ModelException.class, () -> Design.of(of(formula, one)))
                        .getMessage());
    }

    @Test
    void aColumnOfNumbersDoesNotAddToOneOfCategories() {
        Formula formula = Formula.parse("y ~ 1 + (1 | g)");
        Table numbers =
                MemoryTable.builder().numeric("y", 1, 2).numeric("g", 1, 2).build();
        Table labels = MemoryTable.builder()
                .numeric("y", 1, 2)
                .categorical("g", "1", "A2")
                .build();
        assertEquals(
                "\"g\" has numbers in one part of the table and categories in another: read it in the same way in all parts.",
                Failure.of(() -> of(formula, numbers).plus(of(formula, labels))));
    }

    @Test
    void aDotNeedsTheSameColumnsInAllParts() {
        Formula formula = Formula.parse("y ~ .");
        Table one = MemoryTable.builder().numeric("y", 1, 2).numeric("a", 1, 2).build();
        Table other =
                MemoryTable.builder().numeric("y", 1, 2).numeric("b", 1, 2).build();
        assertEquals(
                "A part of the table has the columns [y, b] and another [y, a]: give all parts the same columns.",
                Failure.of(() -> of(formula, one).plus(of(formula, other))));
    }

    @Test
    void partsOfDifferentPassesDoNotAddUp() {
        TransformSurvey ahead = TransformSurvey.of(FORMULA, first(), DesignOptions.DEFAULT);
        TransformSurvey behind = Written.by(ahead::write).read(TransformSurvey::read);
        ahead.read(first(), Progress.NONE);
        ahead.endPass();
        assertEquals(
                "The parts of the table are not in the same pass of the survey for y ~ scale(x) + f + (1 | g:h): add up all parts"
                        + " before a pass is ended.",
                Failure.of(() -> behind.add(ahead)));
        assertThrows(IllegalStateException.class, () -> Schema.of(behind, first(), Progress.NONE));
    }

    @Test
    void surveysOfDifferentModelsAreAMistakeOfTheProgram() {
        Schema one = of(Formula.parse("y ~ x + (1 | g)"), first());
        Schema other = of(Formula.parse("y ~ 1 + (1 | g)"), first());
        assertThrows(IllegalArgumentException.class, () -> one.plus(other));
    }

    @Test
    void damagedSurveysAreRefused() {
        Table table = first();
        Formula formula = Formula.parse("y ~ poly(x, 2) + f + (1 | g:h)");
        TransformSurvey transforms = transforms(formula, table, second());
        Written.by(transforms::write).assertDamageIsFound(TransformSurvey::read);
        Written.by(TransformSurvey.of(formula, table, DesignOptions.DEFAULT)::write)
                .assertDamageIsFound(TransformSurvey::read);
        Written.by(Schema.of(transforms, table, Progress.NONE)::write).assertDamageIsFound(Schema::read);
    }
}
