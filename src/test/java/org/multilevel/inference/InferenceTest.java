package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

class InferenceTest {
    @Test
    void statisticIsEstimateOverStandardError() {
        MixedModel model = Samples.sleepstudyModel();
        CoefficientTest days = Inference.asymptotic().coefficients(model).get(1);
        assertEquals("Days", days.term());
        assertEquals(model.fixedEffects().estimate(1), days.estimate());
        assertEquals(days.estimate() / days.standardError(), days.statistic());
        assertTrue(Double.isNaN(days.df()));
    }

    @Test
    void intervalIsNinetyFivePercentUnlessAskedOtherwise() {
        MixedModel model = Samples.sleepstudyModel();
        CoefficientTest test = Inference.asymptotic().coefficients(model).get(0);
        assertEquals(test.estimate() - 1.959963984540054 * test.standardError(), test.lower(), 1e-10);
        assertEquals(test.estimate() + 1.959963984540054 * test.standardError(), test.upper(), 1e-10);
        List<CoefficientTest> wide = Inference.asymptotic().withLevel(0.99).coefficients(model);
        assertEquals(
                test.estimate() + 2.5758293035489004 * test.standardError(),
                wide.get(0).upper(),
                1e-10);
    }

    @Test
    void aCoefficientIsTestedByItsName() {
        MixedModel model = Samples.sleepstudyModel();
        Inference inference = Inference.asymptotic().withLevel(0.9);
        assertEquals(inference.coefficients(model).get(1), inference.coefficient(model, "Days"));
        assertEquals(
                "There is no coefficient \"day\"; there are (Intercept), Days.",
                assertThrows(IllegalArgumentException.class, () -> inference.coefficient(model, "day"))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0.95, 95%", "0.9, 90%", "0.999, 99.9%", "0.5, 50%", "0.123456789, 12.3457%"})
    void theLevelIsWrittenAsPeopleWriteIt(double level, String text) {
        assertEquals(text, Inference.asymptotic().withLevel(level).percent());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void aLevelThatIsNoProbabilityIsRefused(double level) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Inference.asymptotic().withLevel(level));
        assertTrue(e.getMessage().contains("between 0 and 1"), e.getMessage());
    }
}
