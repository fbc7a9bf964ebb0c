package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Column;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;

class PredictionCheckTest {
    private static final List<Column> FITTED =
            List.of(Column.numeric("x"), Column.numeric("grade"), Column.numeric("id"), Column.categorical("f"));
    private static final String FORMULA = "y ~ x + factor(grade) + f + (1 + x | id)";

    private static void check(String formula, Column... columns) {
        PredictionCheck.check(Formula.parse(formula), FITTED, List.of(columns));
    }

    private static String refusal(String formula, Column... columns) {
        return assertThrows(ModelException.class, () -> check(formula, columns)).getMessage();
    }

    @Test
    void theResponseIsNotNeededAndOtherColumnsMayBeThere() {
        assertDoesNotThrow(() -> check(
                FORMULA,
                Column.categorical("other"),
                Column.categorical("f"),
                Column.numeric("id"),
                Column.numeric("grade"),
                Column.numeric("x")));
    }

    @Test
    void aMissingColumnIsNamedWithTheNearestNames() {
        assertEquals(
                "The table has no column \"grade\"; the nearest name is \"Grade \".",
                refusal(
                        FORMULA,
                        Column.numeric("x"),
                        Column.numeric("Grade "),
                        Column.numeric("id"),
                        Column.categorical("f")));
    }

    @Test
    void textsWhereTheModelNeedsNumbersAreRefused() {
        assertEquals(
                "Column \"x\" is numeric in the model, but categorical in this table: make it a column of numbers.",
                refusal(
                        FORMULA,
                        Column.categorical("x"),
                        Column.numeric("grade"),
                        Column.numeric("id"),
                        Column.categorical("f")));
    }

    @Test
    void slopesNeedNumbersToo() {
        assertEquals(
                "Column \"grade\" is numeric in the model, but categorical in this table: make it a column of numbers.",
                refusal(
                        "y ~ x + (grade | id)",
                        Column.numeric("x"),
                        Column.categorical("grade"),
                        Column.numeric("id")));
    }

    @Test
    void groupsAndFactorsAreFoundByTheirLabelsWhateverTheirType() {
        assertDoesNotThrow(() -> check(
                FORMULA,
                Column.numeric("x"),
                Column.categorical("grade"),
                Column.categorical("id"),
                Column.numeric("f")));
    }

    @Test
    void aDotStandsForTheColumnsOfTheFit() {
        assertEquals(
                "Column \"grade\" is numeric in the model, but categorical in this table: make it a column of numbers.",
                refusal(
                        "y ~ . + (1 | id)",
                        Column.numeric("x"),
                        Column.categorical("grade"),
                        Column.numeric("id"),
                        Column.categorical("f")));
    }
}
