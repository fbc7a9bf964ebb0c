package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** What is said of a test that is not what it seems. */
class ComparisonNotesTest {
    private static MixedModel ml(String data, String formula) {
        return Samples.fit(formula, EstimationMethod.ML, Samples.table(data));
    }

    private static List<String> notes(String data, String first, String second) {
        return ModelComparison.of(List.of("A", "B"), List.of(ml(data, first), ml(data, second)))
                .notes();
    }

    @Test
    void moreFixedEffectsNeedNoNote() {
        assertEquals(List.of(), notes("hsb", "mathach ~ ses + (1 | school)", "mathach ~ sector * ses + (1 | school)"));
    }

    @Test
    void aModelThatIsNoSpecialCaseIsNamedWithWhatMakesItSo() {
        assertEquals(
                List.of(
                        "\"A\" has what \"B\" lacks (ses), and chi-squared tests one against the other only if the first is"
                                + " nevertheless a special case of the second: else compare AIC or BIC.",
                        "\"B\" has more parameters than \"A\" but a smaller likelihood: chi-squared is given as 0."),
                notes("hsb", "mathach ~ ses + (1 | school)", "mathach ~ size + sector + (1 | school)"));
    }

    @Test
    void equallyManyParametersAreNoTest() {
        assertEquals(
                List.of(
                        "\"A\" and \"B\" have equally many parameters, so there is no test between them: compare AIC or BIC."),
                notes("Pastes", "strength ~ 1 + (1 | batch)", "strength ~ 1 + (1 | batch:cask)"));
    }

    @Test
    void aVarianceFromZeroMakesThePValueTooLarge() {
        assertEquals(
                List.of(
                        "A variance of \"B\" (batch) is zero under \"A\", the edge of what is possible, which makes the p value"
                                        .replace("(batch)", "((Intercept) over batch)")
                                + " too large: half of it is right."),
                notes("Pastes", "strength ~ 1 + (1 | cask:batch)", "strength ~ 1 + (1 | batch/cask)"));
        assertEquals(
                List.of(
                        "A variance of \"B\" (age over Subject) is zero under \"A\", the edge of what is possible, which makes the p"
                                + " value too large: half chi-squared with 1 and half with 2 degrees of freedom gives"
                                + " p < 1e-16."),
                notes("Oxboys", "height ~ age + (1 | Subject)", "height ~ age + (age | Subject)"));
    }

    @Test
    void aCorrelationIsNotAtAnEdge() {
        assertEquals(List.of(), notes("Oxboys", "height ~ age + (age || Subject)", "height ~ age + (age | Subject)"));
    }

    /** Left: what the first model has and the second cannot express; | separates. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; Reaction ~ Days; Reaction ~ Days + (1 | Subject)",
                "Days; Reaction ~ Days; Reaction ~ 1 + (1 | Subject)",
                "(Intercept) over Subject; Reaction ~ Days + (1 | Subject); Reaction ~ Days + (0 + Days | Subject)",
                "the correlation of (Intercept) and Days over Subject; Reaction ~ (Days | Subject); Reaction ~ I(Days^2) + (Days ||"
                        + " Subject)",
                "''; Reaction ~ (Days || Subject); Reaction ~ (Days | Subject)",
                "''; Reaction ~ I(2 * Days):Days; Reaction ~ Days:I(2 * Days) + Days"
            })
    void whatAModelLacksIsFoundByName(String lacking, String first, String second) {
        assertEquals(lacking, String.join(", ", Nesting.lacking(ml("sleepstudy", first), ml("sleepstudy", second))));
    }

    @Test
    void aColumnThatWasLeftOutIsStillInTheModel() {
        MixedModel small = ml("hsb", "mathach ~ cses + meanses_exact");
        MixedModel large = ml("hsb", "mathach ~ ses + cses + meanses_exact + sector");
        assertEquals(List.of("meanses_exact"), large.fixedEffects().dropped());
        assertEquals(List.of(), Nesting.lacking(small, large));
    }
}
