package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** Which models may be compared, and what is said of the others. */
class ComparabilityTest {
    private static final double[] Y = {1.1, 2.3, 2.9, 4.2, 2.0, 3.1, 4.4, 5.2, 0.4, 1.1, 2.7, 3.5};
    private static final MixedModel PLAIN = fit("y ~ x + (1 | g)", table(Y));

    private static Table table(double... y) {
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3)
                .numeric("z", 0, 1, 2, Double.NaN, 3, 0, 2, 1, 2, 1, 0, 3)
                .numeric("w", 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2)
                .numeric("v", 1, 1, 1, 1, 1, 2, 1, 1, 1, 2, 1, 2)
                .numeric("ones", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
                .categorical("g", "p", "p", "p", "p", "q", "q", "q", "q", "r", "r", "r", "r")
                .build();
    }

    private static MixedModel fit(String formula, Table table) {
        return Samples.fit(formula, EstimationMethod.ML, table);
    }

    private static MixedModel weighted(String formula, String weights, Table table) {
        return LinearMixedModel.of(formula)
                .withMethod(EstimationMethod.ML)
                .withThreads(1)
                .withWeights(weights)
                .fit(table);
    }

    private static ModelComparison compare(MixedModel a, MixedModel b) {
        return ModelComparison.of(List.of("A", "B"), List.of(a, b));
    }

    private static String refusal(MixedModel a, MixedModel b) {
        return assertThrows(ModelException.class, () -> compare(a, b)).getMessage();
    }

    private static MixedModel withoutFingerprint(MixedModel model) {
        return MixedModel.fromJson(model.toJson().replaceAll(",\\s*\"fingerprint\": \"[0-9a-f]{16}\"", ""));
    }

    @Test
    void modelsOfDifferentResponsesAreRefused() {
        assertEquals(
                "\"A\" and \"B\" were not fitted to the same rows, so their likelihoods cannot be compared: the response is y in the"
                        + " first and log(y) in the second; fit both to the same one.",
                refusal(PLAIN, fit("log(y) ~ x + (1 | g)", table(Y))));
    }

    @Test
    void modelsOfDifferentNumbersOfRowsAreRefused() {
        assertEquals(
                "\"A\" and \"B\" were not fitted to the same rows, so their likelihoods cannot be compared: the first used 12 of 12"
                        + " rows and the second 11 of 12; fit both to a table without the rows that either leaves out.",
                refusal(PLAIN, fit("y ~ x + z + (1 | g)", table(Y))));
    }

    @Test
    void modelsWithDifferentWeightsAreRefused() {
        assertEquals(
                "\"A\" and \"B\" were not fitted to the same rows, so their likelihoods cannot be compared: the first is not"
                        + " weighted and the second weighted by w; weight both by the same column.",
                refusal(PLAIN, weighted("y ~ x + (1 | g)", "w", table(Y))));
        assertEquals(
                "\"A\" and \"B\" were not fitted to the same rows, so their likelihoods cannot be compared: the first is weighted by"
                        + " v and the second weighted by w; weight both by the same column.",
                refusal(weighted("y ~ x + (1 | g)", "v", table(Y)), weighted("y ~ x + (1 | g)", "w", table(Y))));
    }

    @Test
    void asManyRowsWithOtherValuesAreRefused() {
        double[] other = Y.clone();
        other[4] += 1e-12;
        assertEquals(
                "\"A\" and \"B\" were not fitted to the same rows, so their likelihoods cannot be compared: both used 12 rows, but"
                        + " with other values of y; fit both to the same table.",
                refusal(PLAIN, fit("y ~ x + (1 | g)", table(other))));
        assertEquals(
                "\"A\" and \"B\" were not fitted to the same rows, so their likelihoods cannot be compared: both used 12 rows, but"
                        + " with other values of y or w; fit both to the same table.",
                refusal(weighted("y ~ x + (1 | g)", "w", table(Y)), weighted("y ~ x + (1 | g)", "w", table(other))));
    }

    @Test
    void anyTwoOfThreeModelsAreChecked() {
        double[] other = Y.clone();
        other[4] = 7;
        List<MixedModel> models = List.of(withoutFingerprint(PLAIN), PLAIN, fit("y ~ x + (1 | g)", table(other)));
        ModelException e =
                assertThrows(ModelException.class, () -> ModelComparison.of(List.of("old", "A", "B"), models));
        assertTrue(e.getMessage().startsWith("\"A\" and \"B\" were not"), e.getMessage());
    }

    @Test
    void theSameValuesByAnotherNameAreTheSame() {
        assertDoesNotThrow(() -> compare(PLAIN, fit("I(y) ~ x + (1 | g)", table(Y))));
        assertDoesNotThrow(() -> compare(PLAIN, weighted("y ~ x + (1 | g)", "ones", table(Y))));
    }

    @Test
    void anOffsetIsPartOfTheModelAndNotOfTheRows() {
        assertDoesNotThrow(() -> compare(PLAIN, fit("y ~ x + offset(w) + (1 | g)", table(Y))));
    }

    @Test
    void restrictedLikelihoodsOfDifferentFixedEffectsAreRefused() {
        assertEquals(
                "\"A\" and \"B\" were fitted by REML with different fixed effects, so their restricted likelihoods cannot be"
                        + " compared; fit both by ML.",
                refusal(
                        Samples.fit("y ~ x + (1 | g)", EstimationMethod.REML, table(Y)),
                        Samples.fit("y ~ w + (1 | g)", EstimationMethod.REML, table(Y))));
    }

    @Test
    void restrictedLikelihoodsOfTheSameFixedEffectsAreCompared() {
        ModelComparison comparison = compare(
                Samples.fit("y ~ x * w + (1 | g)", EstimationMethod.REML, table(Y)),
                Samples.fit("y ~ w * x", EstimationMethod.REML, table(Y)));
        assertEquals(
                "The models are compared by their restricted likelihoods (REML), which is right because their fixed effects are the"
                        + " same.",
                comparison.notes().get(0));
    }

    @Test
    void remlAndMlAreRefused() {
        assertEquals(
                "\"A\" and \"B\" cannot be compared, because one was fitted by REML and the other by ML; fit both by ML, or both by"
                        + " REML if their fixed effects are the same.",
                refusal(PLAIN, Samples.fit("y ~ x + (1 | g)", EstimationMethod.REML, table(Y))));
    }

    @Test
    void anOldModelIsComparedByWhatItTells() {
        ModelComparison comparison = compare(withoutFingerprint(PLAIN), fit("y ~ x + w + (1 | g)", table(Y)));
        assertEquals(
                List.of(
                        "That the models were fitted to the same rows could be checked by response, weights and number of rows"
                                + " only, because \"A\" was saved by an early version that kept no more."),
                comparison.notes());
        String refusal = refusal(withoutFingerprint(PLAIN), fit("y ~ z + (1 | g)", table(Y)));
        assertTrue(refusal.contains("the first used 12 of 12 rows and the second 11 of 12"), refusal);
    }
}
