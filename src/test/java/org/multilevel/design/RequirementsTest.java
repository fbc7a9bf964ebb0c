package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Column;
import org.multilevel.data.MemoryTable;
import org.multilevel.error.FormulaException;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

class RequirementsTest {
    private static final List<Column> COLUMNS = List.of(
            Column.categorical("school"),
            Column.categorical("class"),
            Column.numeric("ses"),
            Column.numeric("age"),
            Column.categorical("sector"),
            Column.numeric("mathach"),
            Column.numeric("weight"));

    private static Requirements of(String formula) {
        return Requirements.of(Formula.parse(formula), COLUMNS, DesignOptions.DEFAULT);
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    @Test
    void columnsComeInTheOrderOfTheTable() {
        Requirements needs = Requirements.of(
                Formula.parse("log(mathach) ~ sector + ses + (1 | school)"),
                COLUMNS,
                DesignOptions.DEFAULT.withWeights("weight"));
        assertEquals("log(mathach)", needs.response());
        assertEquals(List.of("school", "ses", "sector", "mathach", "weight"), names(needs.columns()));
        assertEquals(List.of("school", "ses", "sector"), names(needs.predictors()));
    }

    @Test
    void groupingFactorsAreNamedAsInTheResults() {
        assertEquals(
                List.of("class:school", "school", "sector"),
                of("mathach ~ 1 + (1 | school/class) + (ses | sector)").factors());
        assertEquals(List.of("school"), of("mathach ~ 1 + (ses || school)").factors());
        assertEquals(List.of(), of("mathach ~ ses").factors());
    }

    @Test
    void aDotIsAllColumnsButResponseGroupsAndWeights() {
        Requirements needs = Requirements.of(
                Formula.parse("mathach ~ . + (1 | school)"), COLUMNS, DesignOptions.DEFAULT.withWeights("weight"));
        assertEquals(List.of("school", "class", "ses", "age", "sector"), names(needs.predictors()));
    }

    @Test
    void onlyColumnsOfGroupsWhoseValuesNothingElseReadsAreLabels() {
        assertEquals(
                Set.of("school", "age"),
                of("mathach ~ ses + (1 | school) + (1 | age)").labels());
        assertEquals(
                Set.of("school"), of("mathach ~ age + (1 | school) + (1 | age)").labels());
        assertEquals(
                Set.of("school"), of("mathach ~ 1 + (age | school) + (1 | age)").labels());
        assertEquals(
                Set.of("school"),
                of("mathach ~ offset(age) + (1 | school) + (1 | age)").labels());
        assertEquals(
                Set.of("school"),
                Requirements.of(
                                Formula.parse("mathach ~ 1 + (1 | school) + (1 | weight)"),
                                COLUMNS,
                                DesignOptions.DEFAULT.withWeights("weight"))
                        .labels());
    }

    @Test
    void subjectsAndStrataOfResidualsAreLabelsButTimesAreNot() {
        Requirements needs = Requirements.of(
                Formula.parse("mathach ~ ses + (1 | school)"),
                COLUMNS,
                DesignOptions.DEFAULT
                        .withResidual(ResidualTerm.parse("ar1(age | class)"))
                        .withStrata("sector"));
        assertEquals(Set.of("school", "class", "sector"), needs.labels());
        assertEquals(List.of("school", "class", "ses", "age", "sector", "mathach"), names(needs.columns()));
        assertEquals(List.of("school", "ses"), names(needs.predictors()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mathach ~ Ses + (1 | school)",
                "mathach ~ ses + (1 | schol)",
                "mathach ~ log(sector) + (1 | school)",
                "log(sector) ~ ses + (1 | school)",
                "mathach ~ ref(ses, \"1\") + (1 | school)",
                "mathach ~ 1 + (poly(sector, 2) | school)"
            })
    void refusesWithTheSentenceOfAFit(String formula) {
        MemoryTable.Builder table = MemoryTable.builder()
                .categorical("school", "a", "b")
                .categorical("class", "1", "2")
                .numeric("ses", 1, 2)
                .numeric("age", 1, 2)
                .categorical("sector", "x", "y")
                .numeric("mathach", 1, 2)
                .numeric("weight", 1, 2);
        assertEquals(
                Scans.refusal(formula, table),
                assertThrows(ModelException.class, () -> of(formula)).getMessage());
    }

    @Test
    void aCategoricalResponseIsRefusedWithoutLookingForAnExample() {
        assertEquals(
                "The response \"sector\" must be numeric, but is categorical: choose a numeric column.",
                assertThrows(ModelException.class, () -> of("sector ~ ses + (1 | school)"))
                        .getMessage());
    }

    @Test
    void categoricalWeightsAreRefused() {
        DesignOptions options = DesignOptions.DEFAULT.withWeights("sector");
        Formula formula = Formula.parse("mathach ~ ses + (1 | school)");
        assertEquals(
                "The weights column \"sector\" must be numeric, but is categorical: choose a numeric column.",
                assertThrows(ModelException.class, () -> Requirements.of(formula, COLUMNS, options))
                        .getMessage());
    }

    @Test
    void theResponseAmongThePredictorsIsRefused() {
        assertThrows(FormulaException.class, () -> of("mathach ~ mathach + (1 | school)"));
    }

    @Test
    void aTableWithoutColumnsIsRefused() {
        assertEquals(
                "The table has no column \"y\": it has no columns at all.",
                assertThrows(
                                ModelException.class,
                                () -> Requirements.of(
                                        Formula.parse("y ~ 1 + (1 | g)"), List.of(), DesignOptions.DEFAULT))
                        .getMessage());
    }
}
