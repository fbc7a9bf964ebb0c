package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;

/** What cannot be compared is refused before anything is fitted. */
class PlannedModelTest {
    private static PlannedModel planned(String name, String formula, EstimationMethod method) {
        return new PlannedModel(
                name, formula.substring(0, formula.indexOf(" ~")), Formula.parse(formula), method, Optional.empty());
    }

    private static void check(EstimationMethod method, String first, String second) {
        ModelComparison.checkPlanned(List.of(planned("A", first, method), planned("B", second, method)));
    }

    private static String refusal(EstimationMethod method, String first, String second) {
        return assertThrows(ModelException.class, () -> check(method, first, second))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), y ~ x + (x | g)",
        "y ~ x + z + (1 | g), y ~ z + x + (1 | g)",
        "y ~ . + (1 | g), y ~ x + (1 | g)",
        "y ~ x + (1 | g), y ~ . + (1 | g)"
    })
    void restrictedLikelihoodsOfTheSameFixedEffectsOrOfHiddenOnesMayBeCompared(String first, String second) {
        assertDoesNotThrow(() -> check(EstimationMethod.REML, first, second));
    }

    @ParameterizedTest
    @CsvSource({"y ~ x + (1 | g), y ~ x + z + (1 | g)", "y ~ x + (1 | g), y ~ 0 + x + (1 | g)"})
    void restrictedLikelihoodsOfOtherFixedEffectsMayNot(String first, String second) {
        assertEquals(
                "\"A\" and \"B\" were fitted by REML with different fixed effects, so their restricted likelihoods"
                        + " cannot be compared; fit both by ML.",
                refusal(EstimationMethod.REML, first, second));
        assertDoesNotThrow(() -> check(EstimationMethod.ML, first, second));
    }

    @Test
    void everyPairIsLookedAt() {
        List<PlannedModel> three = List.of(
                planned("A", "y ~ x", EstimationMethod.ML),
                planned("B", "y ~ z", EstimationMethod.ML),
                planned("C", "y ~ z", EstimationMethod.REML));
        String refused = assertThrows(ModelException.class, () -> ModelComparison.checkPlanned(three))
                .getMessage();
        assertTrue(refused.startsWith("\"A\" and \"C\" cannot be compared, because one was fitted by REML"), refused);
        assertDoesNotThrow(() -> ModelComparison.checkPlanned(three.subList(0, 2)));
    }

    @Test
    void otherResponsesAndFamiliesAreRefused() {
        assertTrue(refusal(EstimationMethod.ML, "y ~ x", "z ~ x").contains("the response is y in the first and z"));
        PlannedModel linear = planned("A", "y ~ x", EstimationMethod.ML);
        PlannedModel counts = new PlannedModel(
                "B",
                "y",
                Formula.parse("y ~ x"),
                EstimationMethod.ML,
                Optional.of(new Distribution(Family.POISSON, Link.LOG)));
        String refused = assertThrows(ModelException.class, () -> ModelComparison.checkPlanned(List.of(linear, counts)))
                .getMessage();
        assertTrue(refused.startsWith("\"A\" and \"B\" cannot be compared: the one has the family normal"), refused);
    }

    @Test
    void aRowSaysHowMuchChangesAndHowMuchOfAVarianceIsGone() {
        NullComparison.Row variance = new NullComparison.Row("sd:g:x", 4, 3);
        assertEquals(-1, variance.change());
        assertEquals(0.25, variance.reduction());
        assertTrue(Double.isNaN(new NullComparison.Row("AIC", 4, 3).reduction()));
        assertTrue(Double.isNaN(new NullComparison.Row("sd:g:x", 0, 3).reduction()));
    }
}
