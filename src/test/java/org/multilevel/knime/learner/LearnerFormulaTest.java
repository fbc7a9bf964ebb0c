package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.multilevel.formula.Formula;
import org.multilevel.knime.harness.Tables;

class LearnerFormulaTest {
    private static final DataTableSpec SPEC = Tables.builder()
            .texts("school", "class", "sector", "Schulart (neu)")
            .numbers("ses", "age", "y")
            .spec();

    private static void assertMakes(String formula, MixedModelLearnerParameters parameters)
            throws InvalidSettingsException {
        assertEquals(Formula.parse(formula), ModelChoice.formula(parameters, SPEC));
    }

    @Test
    void columnsMakeTheFormulaThatOneWouldWrite() throws InvalidSettingsException {
        assertMakes("y ~ 1 + (1 | school)", Learners.columns("y", List.of(), Learners.by("school")));
        assertMakes(
                "y ~ sector + ses + (1 + ses | school)",
                Learners.columns("y", List.of("ses", "sector"), Learners.by("school", "ses")));
        assertMakes(
                "y ~ ses + (1 + ses + age || school)",
                Learners.columns("y", List.of("ses"), Learners.uncorrelated(Learners.by("school", "ses", "age"))));
        assertMakes("y ~ 1 + (1 | school/class)", Learners.columns("y", List.of(), Learners.nested("school", "class")));
        assertMakes(
                "y ~ 1 + (1 | school) + (1 | class)",
                Learners.columns("y", List.of(), Learners.by("school"), Learners.by("class")));
    }

    @Test
    void aLoneInterceptIsWrittenTheSameCorrelatedOrNot() throws InvalidSettingsException {
        assertMakes(
                "y ~ 1 + (1 | school)", Learners.columns("y", List.of(), Learners.uncorrelated(Learners.by("school"))));
    }

    @Test
    void unusualNamesAreQuoted() throws InvalidSettingsException {
        assertMakes(
                "y ~ `Schulart (neu)` + (1 | school)",
                Learners.columns("y", List.of("Schulart (neu)"), Learners.by("school")));
    }

    @Test
    void anInteractionBringsTheEffectsOfItsColumns() throws InvalidSettingsException {
        MixedModelLearnerParameters parameters = Learners.columns("y", List.of("age"), Learners.by("school"));
        parameters.interactions =
                new InteractionParameters[] {Learners.pair("ses", "age"), Learners.pair("age", "sector")};
        assertMakes("y ~ age + ses + sector + ses:age + age:sector + (1 | school)", parameters);
    }

    @Test
    void aFilterThatTakesAllColumnsLeavesTheResponseOut() throws InvalidSettingsException {
        MixedModelLearnerParameters parameters = Learners.columns("y", List.of(), Learners.by("school"));
        parameters.fixedEffects = new ColumnFilter(new String[] {"ses"}).withIncludeUnknownColumns();
        parameters.fixedEffects.m_manualFilter.m_manuallyDeselected =
                new String[] {"school", "class", "Schulart (neu)"};
        assertMakes("y ~ sector + ses + age + (1 | school)", parameters);
    }

    @Test
    void theWrittenFormulaIsTakenAsItIsWhateverTheColumnsSay() throws InvalidSettingsException {
        MixedModelLearnerParameters parameters = Learners.formula("log(y) ~ poly(age, 2) + (1 | school:class)");
        parameters.response = "age";
        parameters.groupings = new GroupingParameters[] {Learners.by("sector")};
        assertMakes("log(y) ~ poly(age, 2) + (1 | school:class)", parameters);
    }
}
