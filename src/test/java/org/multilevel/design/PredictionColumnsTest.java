package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;

/** A table without the columns of the groups is one of the population. */
class PredictionColumnsTest {
    private static final ModelTerms TERMS =
            Formula.parse("y ~ x + offset(z) + (1 + slope | school:room)").expand(List.of());
    private static final List<String> PREDICTORS = List.of("x", "slope", "school", "room", "z");

    private static PredictionColumns of(String... available) {
        return PredictionColumns.of(TERMS, PREDICTORS, List.of(available));
    }

    @Test
    void aTableWithEverythingLacksNothing() {
        assertEquals(
                new PredictionColumns(PREDICTORS, List.of(), List.of()),
                of("room", "school", "other", "slope", "x", "z"));
    }

    @Test
    void withoutItsGroupsItNeedsNoSlopes() {
        assertEquals(
                new PredictionColumns(List.of("x", "z"), List.of("slope", "school", "room"), List.of("school:room")),
                of("x", "z"));
    }

    @Test
    void partOfAGroupIsNotEnough() {
        assertEquals(
                new PredictionColumns(List.of("x", "school", "z"), List.of("slope", "room"), List.of("school:room")),
                of("x", "z", "school"));
    }

    @Test
    void whatOnlyTheFixedPartReadsIsNeeded() {
        assertEquals(List.of("x", "z"), of("other").present());
        assertEquals(PREDICTORS, of("school", "room").present());
    }

    @Test
    void aGroupThatIsAPredictorTooIsNeeded() {
        ModelTerms terms = Formula.parse("y ~ g + (1 | g)").expand(List.of());
        assertEquals(
                new PredictionColumns(List.of("g"), List.of(), List.of()),
                PredictionColumns.of(terms, List.of("g"), List.of("G")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"School", "school ", "sch.ool", "SCHO-OL", "_school"})
    void aNameThatIsNearlyTheGroupsIsASlip(String slip) {
        assertEquals(
                "The table has no column \"school\"; the nearest name is \"" + slip + "\".",
                assertThrows(ModelException.class, () -> of("x", "z", "room", slip))
                        .getMessage());
    }
}
