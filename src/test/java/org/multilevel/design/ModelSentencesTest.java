package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.formula.ResidualTerm;

class ModelSentencesTest {
    private static MemoryTable.Builder table() {
        return MemoryTable.builder()
                .numeric("mathach", 1, 2, 3, 4)
                .numeric("ses", 0.5, 1, 2, 3)
                .numeric("meanses", 1, 2, 1, 2)
                .categorical("sector", "public", "private", "public", "private");
    }

    @Test
    void anUnknownColumnIsNamedWithTheNearest() {
        assertEquals(
                "The table has no column \"SES \"; the nearest names are \"ses\", \"meanses\".",
                Scans.refusal("mathach ~ `SES `", table()));
    }

    @Test
    void aCategoricalResponseIsRefusedWithTheValueThatMakesItSo() {
        assertEquals(
                "The response \"score\" must be numeric, but row 3 has \"n/a\": choose a numeric column, or correct that"
                        + " value.",
                Scans.refusal("score ~ ses", table().categorical("score", "3.5", "4", "n/a", "")));
    }

    @Test
    void aColumnOfNumbersReadAsCategoricalIsRefusedAsResponseAllTheSame() {
        assertEquals(
                "The response \"score\" must be numeric, but row 1 has \"3.5\": choose a numeric column, or correct that"
                        + " value.",
                Scans.refusal("score ~ ses", table().categorical("score", "3.5", "4", "5", "")));
    }

    @Test
    void aCategoricalOffsetIsRefused() {
        assertEquals(
                "The offset \"sector\" must be numeric, but row 1 has \"public\": choose a numeric column, or correct that"
                        + " value.",
                Scans.refusal("mathach ~ offset(sector)", table()));
    }

    @Test
    void arithmeticOnACategoricalColumnIsRefused() {
        assertEquals(
                "log(sector) needs numbers, but sector is categorical: use it as a predictor by itself, or make it a numeric"
                        + " column.",
                Scans.refusal("mathach ~ log(sector)", table()));
        assertEquals(
                "poly(sector, 2) needs numbers, but sector is categorical: use it as a predictor by itself, or make it a"
                        + " numeric column.",
                Scans.refusal("mathach ~ poly(sector, 2)", table()));
    }

    @Test
    void refOfANumericColumnIsRefused() {
        assertEquals(
                "ref(ses, \"1\") needs a categorical variable, but ses is numeric: write ref(factor(ses), \"1\").",
                Scans.refusal("mathach ~ ref(ses, \"1\")", table()));
    }

    @Test
    void anUnknownReferenceLevelIsRefusedWithTheLevels() {
        assertEquals(
                "ref(sector, \"Public\") asks for the level \"Public\", which does not occur in the rows used: choose one of"
                        + " \"private\", \"public\".",
                Scans.refusal("mathach ~ ref(sector, \"Public\")", table()));
    }

    @Test
    void aFactorWithOneLevelIsRefused() {
        assertEquals(
                "\"one\" has only the level \"a\" in the 4 rows used, so nothing can be said about its effect: remove it from"
                        + " the model.",
                Scans.refusal("mathach ~ one", table().categorical("one", "a", "a", "a", "a")));
    }

    @Test
    void aPredictorWithAThousandLevelsShouldBeAGroup() {
        String[] ids = new String[1001];
        double[] y = new double[ids.length];
        Arrays.setAll(ids, i -> "id " + i);
        Arrays.setAll(y, i -> i);
        assertEquals(
                "\"the id\" has 1001 levels, more than the 1000 that a categorical predictor may have: use it as a grouping"
                        + " factor, (1 | `the id`).",
                Scans.refusal(
                        "y ~ `the id`", MemoryTable.builder().numeric("y", y).categorical("the id", ids)));
    }

    @Test
    void anInteractionOfTooManyLevelsIsRefused() {
        String[] ids = new String[100];
        double[] y = new double[ids.length];
        Arrays.setAll(ids, i -> "id " + i);
        Arrays.setAll(y, i -> i);
        assertEquals(
                "a:b would have 10000 columns, more than the 5000 that a term may have: make its variable with the most"
                        + " levels a grouping factor.",
                Scans.refusal(
                        "y ~ 0 + a:b",
                        MemoryTable.builder()
                                .numeric("y", y)
                                .categorical("a", ids)
                                .categorical("b", ids)));
    }

    @Test
    void aLevelThatTheSurveyDidNotSeeIsRefusedInAFit() {
        Design design = Scans.design("mathach ~ ses + (1 | sector)", table());
        Table other = MemoryTable.builder()
                .numeric("mathach", 1, 2)
                .numeric("ses", 1, 2)
                .categorical("sector", "public", "charter")
                .build();
        assertEquals(
                "\"sector\" has the level \"charter\" in row 2, which the table that the model was set up on does not have in"
                        + " any usable row: set the model up on the whole table.",
                assertThrows(ModelException.class, () -> Scans.rows(design, other))
                        .getMessage());
        Design fixed = Scans.design("mathach ~ sector", table());
        assertEquals(
                "\"sector\" has the level \"charter\" in row 2, which the table that the model was set up on does not have in"
                        + " any usable row: set the model up on the whole table.",
                assertThrows(ModelException.class, () -> Scans.rows(fixed, other))
                        .getMessage());
    }

    @Test
    void theRowThatIsNamedIsTheFirstWhoseLevelIsNew() {
        Design design = Scans.design(
                "y ~ 1 + (1 | g)", MemoryTable.builder().numeric("y", 1, 2, 3).categorical("g", "a", "b", "a"));
        Table other = MemoryTable.builder()
                .numeric("y", 1, Double.NaN, 3, 4, 5)
                .categorical("g", "a", "x", "b", "d", "c")
                .build();
        assertEquals(
                "\"g\" has the level \"d\" in row 4, which the table that the model was set up on does not have in any usable"
                        + " row: set the model up on the whole table.",
                assertThrows(ModelException.class, () -> Scans.rows(design, other))
                        .getMessage());
    }

    @Test
    void aResponseWhoseSquaresOverflowIsRefused() {
        assertEquals(
                "\"y\" has values that are too large to compute with: divide it by a constant, or choose another"
                        + " transformation.",
                Scans.refusal("y ~ 1", MemoryTable.builder().numeric("y", 1e200, -1e200, 3)));
    }

    @Test
    void theResponseSaysNothingAboutItsOwnResiduals() {
        MemoryTable.Builder table = MemoryTable.builder().numeric("y", 1, 2, 3).categorical("id", "a", "a", "b");
        assertEquals(
                "The residual structure ar1(y | id) names the response y, which says nothing about its own residuals: name"
                        + " another column.",
                Scans.refusal("y ~ 1", table, DesignOptions.DEFAULT.withResidual(ResidualTerm.parse("ar1(y | id)"))));
        assertEquals(
                "The column of the residual variances names the response y, which says nothing about its own residuals: name"
                        + " another column.",
                Scans.refusal("y ~ 1", table, DesignOptions.DEFAULT.withStrata("y")));
    }
}
