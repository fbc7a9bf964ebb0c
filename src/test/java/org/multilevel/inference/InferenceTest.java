package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.fit.EstimationMethod;
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

    /** R's summary and confint of lm(Reaction ~ Days, sleepstudy). */
    @Test
    void leastSquaresHasTheResidualDegreesOfFreedom() {
        MixedModel model = Samples.fit("Reaction ~ Days", EstimationMethod.REML, Samples.sleepstudy());
        CoefficientTest days = Inference.satterthwaite().coefficient(model, "Days");
        assertEquals(10.467285959596, days.estimate(), 1e-9);
        assertEquals(1.23819529804982, days.standardError(), 1e-9);
        assertEquals(8.4536631467444, days.statistic(), 1e-8);
        assertEquals(178, days.df());
        assertEquals(9.89409632221498e-15, days.pValue(), 1e-21);
        assertEquals(8.02385502213343, days.lower(), 1e-8);
        assertEquals(12.9107168970585, days.upper(), 1e-8);
        assertEquals(
                "residual",
                FixedUncertainty.of(model, Inference.satterthwaite()).source());
        assertEquals(
                "asymptotic", FixedUncertainty.of(model, Inference.asymptotic()).source());
    }

    @ParameterizedTest
    @CsvSource({"ASYMPTOTIC, asymptotic", "SATTERTHWAITE, satterthwaite", "KENWARD_ROGER, kenward-roger"})
    void aMethodHasTheWordThatOptionsUse(Inference.Method method, String label) {
        assertEquals(label, method.label());
    }
}
