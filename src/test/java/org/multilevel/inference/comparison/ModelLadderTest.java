package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;
import org.multilevel.result.LadderSummary;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

class ModelLadderTest {
    /** Left the formula, right those of its steps; | separates steps. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ x + (x | g); y ~ 1, y ~ 1 + (1 | g), y ~ 1 + x + (1 | g), y ~ 1 + x + (1 + x | g)",
                "y ~ x + z + (x + z | g); y ~ 1, y ~ 1 + (1 | g), y ~ 1 + x + z + (1 | g), y ~ 1 + x + z + (1 + x | g), y ~ 1 + x + z + (1 + x + z | g)",
                "y ~ x + (x || g); y ~ 1, y ~ 1 + (1 | g), y ~ 1 + x + (1 | g), y ~ 1 + x + (1 | g) + (0 + x | g)",
                "y ~ 1 + (1 | a/b); y ~ 1, y ~ 1 + (1 | b:a), y ~ 1 + (1 | b:a) + (1 | a)",
                "log(y) ~ 0 + x + offset(z) + (0 + x | g); log(y) ~ 0 + offset(z), log(y) ~ 0 + x + offset(z), log(y) ~ 0 + x + offset(z) + (0 + x | g)",
                "`a b` ~ `c d` + (1 | `e f`); `a b` ~ 1, `a b` ~ 1 + (1 | `e f`), `a b` ~ 1 + `c d` + (1 | `e f`)"
            })
    void stepsAddOnePartEach(String formula, String steps) {
        ModelTerms terms = Formula.parse(formula).expand(List.of());
        List<String> written =
                List.copyOf(LadderFormulas.of(terms, terms.intercept()).values());
        assertEquals(List.of(steps.split(", ")), written);
        written.forEach(Formula::parse);
    }

    /** The first two steps have fewer factors than there must be to iterate over. */
    @Test
    void stepsToAnIterativeFitAreSolvedExactlyWhereNothingIsIterated() {
        Table table = Samples.table("Penicillin");
        String last = "diameter ~ 1 + (1 | plate) + (1 | sample)";
        ModelLadder ladder = ModelLadder.of(LinearMixedModel.of(last).withSolver(Solver.ITERATIVE), table);
        List<String> formulas =
                List.of("diameter ~ 1", "diameter ~ 1 + (1 | plate)", "diameter ~ 1 + (1 | plate) + (1 | sample)");
        for (int i = 0; i < formulas.size(); i++) {
            MixedModel step = ladder.steps().get(i).model();
            MixedModel exact = Samples.fit(formulas.get(i), EstimationMethod.ML, table);
            assertEquals(i == 2, step.approximation().isPresent());
            assertEquals(exact.statistics().logLikelihood(), step.statistics().logLikelihood(), i == 2 ? 0.1 : 0);
        }
    }

    @Test
    void theStepsOfHsbAreThoseOfTheModelsByThemselves() {
        Table table = Samples.table("hsb", "school");
        ModelLadder ladder = ModelLadder.of(LinearMixedModel.of("mathach ~ ses + meanses + (ses | school)"), table);
        assertEquals(
                List.of("null", "random intercept: school", "fixed effects", "random slope: ses over school"),
                ladder.steps().stream().map(LadderStep::name).toList());
        MixedModel third = Samples.fit("mathach ~ ses + meanses + (1 | school)", EstimationMethod.ML, table);
        assertEquals(
                third.statistics().logLikelihood(),
                ladder.steps().get(2).model().statistics().logLikelihood(),
                1e-8);
        assertEquals(
                VarianceShares.of(third).orElseThrow().r2Marginal(),
                ladder.steps().get(2).shares().orElseThrow().r2Marginal(),
                1e-9);
        assertEquals(3, ladder.recommended());
        assertEquals(
                "Step 4 (random slope: ses over school) is recommended: it is better than the step before (chi-squared 6.89, p = 0.0203);"
                        + " AIC agrees.",
                ladder.reason());
        ResultTable rows = ResultTables.ladder(ladder);
        assertEquals(ResultTables.LADDER, rows.schema());
        assertEquals(4, rows.rowCount());
        assertTrue(LadderSummary.of(ladder).text().contains("Advice    Step 4"));
    }

    @Test
    void aStepAtTheEdgeIsNotRecommended() {
        ModelLadder ladder = ModelLadder.of(LinearMixedModel.of("Yield ~ 1 + (1 | Batch)"), Samples.table("Dyestuff2"));
        assertEquals(0, ladder.recommended());
        assertEquals(
                "Step 1 (null) is recommended: no step is better than the one before at p < 0.05; AIC agrees.",
                ladder.reason());
        assertTrue(ladder.notes().get(1).startsWith("Step 2 (random intercept: Batch) is singular"));
    }

    /** A mean is no special case of a line through zero; of the means of levels it is. */
    @Test
    void withoutAnInterceptTheFirstStepsHaveOneOnlyWhereTheFixedEffectsCanMakeIt() {
        ModelLadder line =
                ModelLadder.of(LinearMixedModel.of("Reaction ~ 0 + Days + (Days | Subject)"), Samples.sleepstudy());
        assertEquals(
                List.of("Reaction ~ 0", "Reaction ~ 0 + (1 | Subject)", "Reaction ~ 0 + Days + (1 | Subject)"),
                line.steps().subList(0, 3).stream()
                        .map(step -> step.model().formula())
                        .toList());
        line.steps().subList(1, 4).forEach(step -> assertTrue(step.compared().df() > 0, step.name()));
        assertTrue(line.notes().get(1).startsWith("The fixed effects have no intercept and cannot make one"));
        ModelLadder means = ModelLadder.of(
                LinearMixedModel.of("score ~ 0 + Machine + (1 | Worker)"), Samples.table("Machines", "Worker"));
        assertEquals("score ~ 1", means.steps().get(0).model().formula());
        assertEquals(2, means.steps().get(2).compared().df());
        assertEquals(1, means.notes().size());
    }

    @Test
    void allStepsUseTheRowsOfTheLast() {
        ModelLadder ladder = ModelLadder.of(LinearMixedModel.of("y ~ x + f + (1 | g)"), Samples.mixedBag());
        ladder.steps().forEach(step -> assertEquals(10, step.model().rows().used()));
        assertEquals(12, ladder.steps().get(0).model().rows().read());
    }

    @Test
    void withoutARandomTermThereIsNoLadder() {
        assertEquals(
                "The formula y ~ x has no random term, so there is no ladder to climb; add one such as (1 | group).",
                assertThrows(
                                ModelException.class,
                                () -> ModelLadder.of(LinearMixedModel.of("y ~ x"), Samples.mixedBag()))
                        .getMessage());
    }

    /** The slope of a column with two values between groups cannot be told from the intercept's variance. */
    @Test
    void aStepWhoseVariancesTheDataDoNotDetermineIsNotRecommended() {
        ModelLadder ladder = ModelLadder.of(
                LinearMixedModel.of("mathach ~ ses + sector + (sector | school)"), Samples.table("hsb", "school"));
        int last = ladder.steps().size() - 1;
        assertFalse(ladder.steps().get(last).model().isIdentified());
        assertTrue(ladder.recommended() < last);
        assertTrue(
                ladder.notes().stream()
                        .anyMatch(note -> note.startsWith(
                                "Step 4 (random slope: sector over school) is not recommended, whatever its p:"
                                        + " the data do not determine the ")),
                ladder.notes().toString());
    }
}
