package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.multilevel.formula.ResidualTerm;

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
    void whatPartsSayOfTransformationsAddsUpToWhatTheWholeTableSays() {
        TransformSurvey whole = transforms(FORMULA, first(), second());
        TransformSurvey sum = TransformSurvey.of(FORMULA, first(), DesignOptions.DEFAULT);
        assertEquals(List.of("y", "x", "f", "g", "h"), sum.columns());
        assertEquals(List.of(List.of("g", "h")), sum.groupColumns());
        TransformSurvey later = Written.by(sum::write).read(TransformSurvey::read);
        sum.read(first(), Progress.NONE);
        later.read(second(), Progress.NONE);
        sum.add(later);
        sum.endPass();
        assertTrue(sum.isComplete());
        double[] constants = constants(sum);
        assertArrayEquals(constants(whole), constants, 1e-14);
        // The values of x in first() and second() that are not missing are 1, 3, 4, 5, 0 and 2.
        assertArrayEquals(new double[] {2.5, Math.sqrt(3.5)}, constants, 1e-14);
    }

    private static double[] constants(TransformSurvey transforms) {
        return Schema.of(transforms, first(), Progress.NONE)
                .constants()
                .values()
                .iterator()
                .next();
    }

    @Test
    void onlyPartsOfOneTableAreReadForTransformations() {
        TransformSurvey survey = TransformSurvey.of(FORMULA, first(), DesignOptions.DEFAULT);
        Table labels = columns(new double[] {1, 2}, new double[] {1, 2}, 1, 2)
                .categorical("f", "b", "c")
                .numeric("h", 1, 2)
                .build();
        assertEquals(
                "\"h\" has numbers in one part of the table and categories in another: read it in the same way in all parts.",
                Failure.of(() -> survey.read(labels, Progress.NONE)));
        TransformSurvey other =
                TransformSurvey.of(Formula.parse("y ~ scale(x) + (1 | g)"), first(), DesignOptions.DEFAULT);
        assertThrows(IllegalArgumentException.class, () -> survey.add(other));
    }

    @Test
    void aWrittenSurveyGivesTheSameDesign() {
        Formula formula = Formula.parse("y ~ scale(x) + f + (h == \"u\") + offset(x) + (1 | g:h)");
        DesignOptions options = DesignOptions.DEFAULT
                .withWeights("w")
                .withResidual(ResidualTerm.parse("ar1(x | g)"))
                .withStrata("h");
        Table table = columns(new double[] {1, 2, 4, NA, 7}, new double[] {1, NA, 3, 4, 5}, 2, 2, 1, 1, 2)
                .categorical("f", "b", "b", "c", "c", "b")
                .categorical("h", "u", "v", "u", "v", "v")
                .numeric("w", 1, 1, 2, 1, 1)
                .build();
        Schema schema = Schema.of(formula, table, options, Progress.NONE);
        Design design = Design.of(schema);
        Design read = Design.of(Written.by(schema::write).read(Schema::read));
        assertEquals(
                Map.of("f", List.of("b", "c"), "h", List.of("u", "v")),
                read.facts().levels());
        assertEquals(design.formula().toString(), read.formula().toString());
        assertEquals(options, read.options());
        assertEquals(design.fixed(), read.fixed());
        assertEquals(design.factors(), read.factors());
        assertEquals(design.response(), read.response());
        assertEquals(design.rows(), read.rows());
        assertEquals(design.fingerprint(), read.fingerprint());
        assertEquals(design.facts().covariates(), read.facts().covariates());
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
